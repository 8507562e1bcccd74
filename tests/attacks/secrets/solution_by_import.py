# technique: import the reference as a module and use its functions
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"
import importlib.util


def steal():
    spec = importlib.util.spec_from_file_location("reference", f"{WORLD}/course/solutions/victim.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.double(21)


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
