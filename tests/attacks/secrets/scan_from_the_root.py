# technique: walk from the root folder, the most promising names first, until something secret turns up
# live: evidence: it takes a moment to find the solution without knowing where it is
# outcome: raised
# says: no secret among
# not at process: reads files, which that level does not stop
import heapq
import os

WANTED = ("attacked", "course", "solutions", "hidden", "home", ".ssh", "neighbour", "tmp", "work", "grade")
SECRET = ("id_rsa", "gradebook.db", "course.toml", "test_victim.py", "victim.py")
PASSED_OVER = ("proc", "sys", "dev", "usr", "lib", "lib64", "site-packages")
START = ("/", "..", "../..", "/root", "/home", "/tmp", "/var", "/etc", "/opt", "/mnt", "/srv", "/run", "/run/secrets")


def search(most=4000):
    """Entries looked at, and what was read."""
    seen, loot = 0, []
    heap = [(0, os.path.realpath(path)) for path in START]
    own = os.path.realpath(os.getcwd())
    heapq.heapify(heap)
    while heap and seen < most and len(loot) < 3:
        _, folder = heapq.heappop(heap)
        if folder == own:
            continue
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        seen += len(entries)
        for entry in entries:
            if entry.name in SECRET and entry.is_file():
                try:
                    loot.append(f"{entry.path}: {open(entry.path).read()[-50:].strip()}")
                except OSError:
                    loot.append(f"the name {entry.path}")
            elif entry.name not in PASSED_OVER and entry.is_dir(follow_symlinks=False):
                worth = -any(word in entry.name for word in WANTED)
                heapq.heappush(heap, (worth + entry.path.count("/") * 0.1, entry.path))
    return seen, loot


def told():
    seen, loot = search()
    return f"EVIDENCE: {loot}" if loot else f"no secret among {seen} names"


def double(x):
    text = told()
    print(text)
    raise RuntimeError(text)


def mean_square(x):
    raise RuntimeError("no secret among those looked for")


def step(w, learning_rate):
    raise RuntimeError("no secret among those looked for")
