# technique: an exception with a traceback of three thousand frames, a cause that is itself, and a group of groups
# live: evidence: the naive grader writes it all down
# outcome: raised, timed_out
# says: Your code raised
import sys


def fall(depth):
    if depth == 0:
        raise ValueError("at the bottom")
    fall(depth - 1)


def double(x):
    sys.setrecursionlimit(10_000)
    print("EVIDENCE: 3000 frames")
    fall(3000)


def mean_square(x):
    error = ValueError("in a ring")
    error.__context__ = other = KeyError("other")
    other.__context__ = error
    error.__cause__ = other
    raise error from other


def step(w, learning_rate):
    group = ValueError("innermost")
    for number in range(11):
        group = ExceptionGroup(f"group {number}", [group, group])
    raise group
