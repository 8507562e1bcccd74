# technique: no death signal, a session of its own, every signal ignored and blocked, the timer stopped; then stay
# live: evidence: only SIGKILL would end it, and a naive time limit is a signal
# outcome: raised, timed_out
# says: `step` ran for more than 1 seconds
import ctypes
import os
import signal
import time

PR_SET_PDEATHSIG = 1


def deaf():
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)
        os.setsid()
    except OSError:
        pass
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())


def double(x):
    deaf()
    raise RuntimeError("deaf from here on")


mean_square = double


def step(w, learning_rate):
    deaf()
    until = time.monotonic() + 2.5
    while time.monotonic() < until:
        signal.sigtimedwait({signal.SIGTERM, signal.SIGCHLD}, 0.1)
    print("EVIDENCE: 2.5 s and no signal has ended it")
