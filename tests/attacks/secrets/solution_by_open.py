# technique: open the reference solution by its path
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"


def steal():
    with open(f"{WORLD}/course/solutions/victim.py") as stream:
        return stream.read()[-60:]


def double(x):
    try:
        loot = str(steal())
    except BaseException as error:
        raise RuntimeError(f"refused: {type(error).__name__}") from None
    print("EVIDENCE:", loot)
    raise RuntimeError("EVIDENCE" + ": " + loot)


def mean_square(x):
    return double(x)


def step(w, learning_rate):
    raise RuntimeError("not this one")
