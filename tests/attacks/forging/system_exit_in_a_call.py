# technique: sys.exit(0) in a call
# live: evidence: the exit is seen as an end of the session by harnesses that catch nothing
# outcome: raised
# says: SystemExit
import sys


def double(x):
    print("EVIDENCE: exits")
    sys.exit(0)


def mean_square(x):
    raise KeyboardInterrupt


def step(w, learning_rate):
    raise GeneratorExit
