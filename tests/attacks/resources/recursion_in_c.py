# technique: no limit to recursion, then one that goes through C at every level, until the stack is used up
# live: evidence: the test process dies of it
# outcome: crashed, raised, timed_out
# says: SIGSEGV, a crash in compiled code
import ctypes
import sys


def double(x):
    sys.setrecursionlimit(2**30)
    callback = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: callback() + 1)
    return callback()


def mean_square(x):
    sys.setrecursionlimit(2**30)

    class Deep:
        def __repr__(self):
            return f"<{self!r}>"

    return repr(Deep())


def step(w, learning_rate):
    sys.setrecursionlimit(300)
    raise RuntimeError("as little recursion as can be")
