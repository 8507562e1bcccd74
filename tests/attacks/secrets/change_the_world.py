# technique: make, remove and rename in folders of others: files, folders, links, pipes, unnamed files, and tidy up
# live: evidence: the folders are open for writing
# outcome: raised
# says: stays as it is
# not at process: writes files, which that level does not stop
import os

WORLD = os.path.realpath("/tmp/attacked-world-47113")
FOLDERS = ["course/solutions", "course/tests/hidden", "home/.ssh", "neighbour", "submission", "."]


def folder(path):
    os.mkdir(path)
    os.rmdir(path)


def symbolic_link(path):
    os.symlink("/", path)
    os.unlink(path)


def hard_link(path):
    open("mine-47113", "w").close()
    try:
        os.link("mine-47113", path)
        os.unlink(path)
    finally:
        os.unlink("mine-47113")


def file(path):
    os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    os.unlink(path)


def brought(path):
    """One's own file is moved over there."""
    open("mine-47113", "w").close()
    os.rename("mine-47113", path)
    os.unlink(path)


def pipe(path):
    os.mkfifo(path)
    os.unlink(path)


def unnamed(path):
    os.close(os.open(os.path.dirname(path), os.O_TMPFILE | os.O_RDWR))


def removed(path):
    """One that is there, under another name and then away."""
    names = [name for name in ("victim.py", "id_rsa", "test_victim.py") if os.path.exists(f"{os.path.dirname(path)}/{name}")]
    old = f"{os.path.dirname(path)}/{names[0] if names else 'victim.py'}"
    os.rename(old, path)
    os.rename(path, old)


WAYS = [folder, symbolic_link, hard_link, file, brought, pipe, unnamed, removed]


def attempt(way, place):
    try:
        way(os.path.normpath(f"{WORLD}/{place}/new-47113"))
    except OSError as error:
        return f"{place} stays as it is: {error.strerror}"
    return f"{way.__name__} in {place}"


def double(x):
    told = [attempt(way, place) for way in WAYS for place in FOLDERS]
    done = [each for each in told if "stays" not in each]
    text = f"EVIDENCE: {len(done)}: {done[:8]}" if done else told[0]
    print(text)
    raise RuntimeError(text)


def mean_square(x):
    raise RuntimeError("it stays as it is")


def step(w, learning_rate):
    raise RuntimeError("it stays as it is")
