# technique: hand in anew while one is graded: write honest work, and a mark, into the submission that somebody keeps
# live: evidence: the file handed in lies in the own folder
# outcome: raised, not_found
# says: the submission
# not at process: writes files, which that level does not stop
import os
import sys

WORLD = os.path.realpath("/tmp/attacked-world-47113")
PLACES = [__file__, os.path.abspath(__file__), f"{WORLD}/submission/victim.py", f"{WORLD}/submission/new-47113.py"]
PLACES += [str(getattr(sys.modules.get(__name__), "__file__", ""))]


def attempt(path):
    """In a folder of another: what is written in the own scratch folder goes with it."""
    scratch = os.path.realpath(os.environ.get("HOME", "/"))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | (os.O_CREAT if "47113.py" in path else 0))
    except OSError as error:
        return f"the submission is closed: {error.strerror}"
    os.write(descriptor, b"\n# 47113")
    os.close(descriptor)
    if "47113.py" in path:
        os.unlink(path)
    if os.path.realpath(path).startswith(scratch + "/") and "/grade-" in scratch:
        return "the submission is a copy"
    return f"EVIDENCE: the submission {path} is written"


def told():
    return min(map(attempt, dict.fromkeys(PLACES)))


LOADED = told()
print(LOADED)


def double(x):
    raise RuntimeError(told())


def mean_square(x):
    raise RuntimeError(LOADED)


def step(w, learning_rate):
    raise RuntimeError(LOADED)
