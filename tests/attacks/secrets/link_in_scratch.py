# technique: a symbolic and a hard link in the own folder to a file outside
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"


def steal():
    target = f"{os.path.realpath(WORLD)}/course/solutions/victim.py"
    for make in (os.symlink, os.link):
        try:
            make(target, f"link-{make.__name__}")
            with open(f"link-{make.__name__}") as stream:
                return stream.read()[-60:]
        except OSError:
            continue
    raise PermissionError("no link")


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
