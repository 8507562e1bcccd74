# technique: os.fork while the file loads and inside a call; the child would go on when the parent is graded
# live: evidence: a naive grader lets its process be doubled
# outcome: raised
# says: another of us
import os


def another():
    try:
        pid = os.fork()
    except OSError as error:
        return f"another of us is refused: {error}"
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return f"EVIDENCE: another of us was process {pid}"


at_loading = another()
print(at_loading)


def double(x):
    raise RuntimeError(another())


def mean_square(x):
    raise RuntimeError(at_loading)


def step(w, learning_rate):
    raise RuntimeError("not this one")
