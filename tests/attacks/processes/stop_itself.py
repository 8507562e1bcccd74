# technique: stop this process by SIGSTOP, which no handler and no timer of its own can undo
# live: evidence: a stopped process has not ended, and a naive grader waits for it
# outcome: raised, timed_out
# says: `step` ran for more than 1 seconds
import os
import signal
import time


def double(x):
    raise RuntimeError("not this one")


mean_square = double


def step(w, learning_rate):
    started = time.monotonic()
    try:
        # Somebody to wake us again, where that can be had.
        helper = os.fork()
    except OSError:
        helper = None
    if helper == 0:
        time.sleep(2)
        os.kill(os.getppid(), signal.SIGCONT)
        os._exit(0)
    os.kill(os.getpid(), signal.SIGSTOP)
    print(f"EVIDENCE: stood still for {time.monotonic() - started:.1f} s")
