# technique: empty a file by opening it, in every mode, the fourth of which is for neither reading nor writing
# live: evidence: opening is enough
# outcome: raised
# says: keeps what is in it
# not at process: writes files, which that level does not stop
import os

PATHS = [f"/tmp/attacked-world-47113/{name}" for name in ("neighbour/victim.py", "home/gradebook.db")]
# Reading, writing, both, and what is left of two bits: older kernels ask nobody about it.
MODES = range(4)


def emptied(path, mode):
    """Whether it is now; with what was in it back in its place, if that could be read."""
    try:
        with open(path, "rb") as stream:
            before = stream.read()
    except OSError:
        before = b""
    try:
        os.close(os.open(path, os.O_TRUNC | mode))
    except OSError:
        return False
    if before:
        with open(path, "wb") as stream:
            stream.write(before)
    return True


def double(x):
    done = [f"{os.path.basename(path)} by {mode}" for path in PATHS for mode in MODES if emptied(path, mode)]
    told = f"EVIDENCE: emptied {done}" if done else "everybody keeps what is in it"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("keeps what is in it")


def step(w, learning_rate):
    raise RuntimeError("keeps what is in it")
