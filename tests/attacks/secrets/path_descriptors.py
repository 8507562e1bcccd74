# technique: a descriptor that only names a file is often given freely: open it so, then turn it into one that reads
# live: evidence: through /proc it can be opened again
# outcome: raised
# says: names and no more
# not at process: reads files, which that level does not stop
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
FOLDER = "/tmp/attacked-world-47113/course/solutions"
EMPTY_PATH = 0x1000


def again(descriptor):
    return os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY)


def again_by_another_name(descriptor):
    return os.open(f"/dev/fd/{descriptor}", os.O_RDONLY)


def below(descriptor):
    return os.open("victim.py", os.O_RDONLY, dir_fd=descriptor)


def after_a_step(descriptor):
    """The folder as one's own working folder."""
    home = os.open(".", os.O_RDONLY)
    try:
        os.fchdir(descriptor)
        return os.open("victim.py", os.O_RDONLY)
    finally:
        os.fchdir(home)


def linked(descriptor):
    """A hard link to what the descriptor names."""
    if LIBC.linkat(descriptor, b"", -100, b"linked-47113", EMPTY_PATH) < 0:
        raise OSError(ctypes.get_errno(), "linkat")
    try:
        return os.open("linked-47113", os.O_RDONLY)
    finally:
        os.unlink("linked-47113")


def attempt(path, way):
    try:
        named = os.open(path, os.O_PATH)
        return os.read(way(named), 10_000)[-45:].decode().strip()
    except OSError:
        return ""


def told():
    pairs = [(f"{FOLDER}/victim.py", way) for way in (again, again_by_another_name, linked)]
    pairs += [(FOLDER, way) for way in (below, after_a_step)]
    found = [f"{way.__name__}: {text}" for path, way in pairs if (text := attempt(path, way))]
    return f"EVIDENCE: {found}" if found else "names and no more"


def double(x):
    text = told()
    print(text)
    raise RuntimeError(text)


def mean_square(x):
    raise RuntimeError("names and no more")


def step(w, learning_rate):
    raise RuntimeError("names and no more")
