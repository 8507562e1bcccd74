# technique: read every descriptor that came with the process
# live: wire: pytest closes its own; it shows a leak of our server only
# outcome: raised
# says: refused
import os

WORLD = "/tmp/attacked-world-47113"


def steal():
    found = []
    for number in range(3, 256):
        try:
            path = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if not path.startswith(("socket:", "pipe:", "anon_inode:", "/dev/null", "/proc")):
            found.append(path)
    if not found:
        raise LookupError("none")
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
