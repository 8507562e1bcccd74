# technique: take the timer away that stops a file which loads too long, then load for ever
# live: evidence: who trusts SIGALRM in the student's own process waits
# outcome: raised
# says: ended the whole process, so it was left out
import signal
import time

signal.signal(signal.SIGALRM, signal.SIG_IGN)


def load_for_ever():
    until = time.monotonic() + 3.6
    while time.monotonic() < until:
        signal.setitimer(signal.ITIMER_REAL, 0)
        time.sleep(0.05)
    print("EVIDENCE: loaded for 3.6 s")


load_for_ever()


def double(x):
    raise RuntimeError(f"the handler now is {signal.getsignal(signal.SIGALRM)}")


mean_square = step = double
