# technique: write into the solution, the cases, the course file and the gradebook
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"


def steal():
    done = []
    for name in ("course/solutions/victim.py", "course/tests/hidden/test_victim.py", "home/gradebook.db"):
        for mode in (os.O_WRONLY | os.O_APPEND, os.O_RDONLY):
            try:
                os.close(os.open(f"{WORLD}/{name}", mode))
                done.append(name)
            except OSError:
                continue
    if not done:
        raise PermissionError("none")
    return done


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
