# technique: a runner: a process that forks a successor and ends, again and again, faster than it can be hunted down
# live: evidence: the chain runs on while the naive grader looks for results
# outcome: raised
# says: a chain
# not at process: a chain of daemons hides from whoever kills by number
import os
import time


def run_away(tell, seconds=8.0):
    os.setsid()
    until = time.monotonic() + seconds
    links = 0
    while time.monotonic() < until:
        if os.fork():
            os._exit(0)
        links += 1
        if links == 20:
            os.write(tell, b"20 links")
        time.sleep(0.005)
    os._exit(0)


def double(x):
    source, tell = os.pipe()
    try:
        pid = os.fork()
    except OSError as error:
        raise RuntimeError(f"a chain is refused: {error}") from None
    if pid == 0:
        run_away(tell, 3.0)
    found = f"EVIDENCE: a chain of {os.read(source, 20).decode()}"
    print(found)
    raise RuntimeError(found)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
