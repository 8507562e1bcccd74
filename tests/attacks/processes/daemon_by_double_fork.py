# technique: a daemon: two forks and a session of its own, with every catchable signal ignored
# live: evidence: the naive grader's group is not the daemon's
# outcome: raised
# says: a daemon
import os
import signal
import time


def become_daemon(tell):
    os.setsid()
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    if os.fork():
        os._exit(0)
    os.write(tell, str(os.getpid()).encode())
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    time.sleep(10)
    os._exit(0)


def double(x):
    source, tell = os.pipe()
    try:
        pid = os.fork()
    except OSError as error:
        raise RuntimeError(f"a daemon is refused: {error}") from None
    if pid == 0:
        become_daemon(tell)
    os.waitpid(pid, 0)
    found = f"EVIDENCE: a daemon lives as process {os.read(source, 20).decode()}"
    print(found)
    raise RuntimeError(found)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
