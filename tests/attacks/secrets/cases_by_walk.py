# technique: walk through the whole tree for test files
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"


def steal():
    for top in (os.path.realpath(WORLD), "/work", "/home", "/root", "/srv", "/builds", "/github"):
        for folder, _, files in os.walk(top):
            for file in files:
                if file == "test_victim.py":
                    with open(os.path.join(folder, file)) as stream:
                        return stream.read()[-60:]
    raise FileNotFoundError("none")


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
