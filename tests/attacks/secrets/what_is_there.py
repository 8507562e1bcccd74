# technique: learn names that one did not know: list folders, watch them, complete names, read links
# live: evidence: folders tell what is in them
# outcome: raised
# says: no new name
# not at process: reads folders, which that level does not stop
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
WORLD = "/tmp/attacked-world-47113"
FOLDERS = ["/", "/tmp", "/home", "/root", "/etc", "/var/tmp", "/run", "/dev", "/dev/shm", WORLD, f"{WORLD}/course"]
WATCHED = 0x20 | 0x100


def listed(folder):
    return os.listdir(folder)


def listed_by_descriptor(folder):
    return os.listdir(os.open(folder, os.O_RDONLY | os.O_DIRECTORY))


def listed_through_a_name(folder):
    """A descriptor for the name alone, which needs fewer rights."""
    return os.listdir(os.open(folder, os.O_PATH | os.O_DIRECTORY))


def watched(folder):
    """Every file that the grader opens there would be told."""
    queue = LIBC.inotify_init1(os.O_NONBLOCK)
    if queue < 0 or LIBC.inotify_add_watch(queue, folder.encode(), WATCHED) < 0:
        raise OSError(ctypes.get_errno(), "inotify")
    os.close(queue)
    return ["a watch"]


def learned():
    known = {"proc", "dev", "tmp", "usr", "lib", "lib64", "etc", "sys", "root", "home", "opt", "mnt", "work"}
    for way in (listed, listed_by_descriptor, listed_through_a_name, watched):
        for folder in FOLDERS:
            try:
                names = set(way(folder)) - known
            except OSError:
                continue
            if names:
                yield f"{way.__name__} {folder}: {sorted(names)[:2]}"


def by_stat():
    """That a path known before exists may come out at level strict (see SECURITY.md), so it is only printed."""
    return [path for path in (WORLD, f"{WORLD}/course/solutions/victim.py") if os.path.exists(path)]


def double(x):
    found = list(learned())
    told = f"EVIDENCE: {found}" if found else f"no new name in {len(FOLDERS)} folders"
    print(told, by_stat())
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("no new name")


def step(w, learning_rate):
    raise RuntimeError("no new name")
