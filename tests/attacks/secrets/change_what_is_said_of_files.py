# technique: rights, times, owners, lengths and attributes of others' files: some calls are said to be done, so look again
# live: evidence: a solution that everybody may write
# outcome: raised
# says: as before
# not at process: changes files, which that level does not stop
import os

WORLD = os.path.realpath("/tmp/attacked-world-47113")
PATHS = [f"{WORLD}/course/solutions/victim.py", f"{WORLD}/neighbour/victim.py", f"{WORLD}/home", f"{WORLD}/course"]


def state(path):
    try:
        status = os.stat(path)
    except OSError:
        return ()
    try:
        attributes = tuple(os.listxattr(path))
    except OSError:
        attributes = ()
    return status.st_mode, status.st_uid, status.st_gid, status.st_mtime_ns, status.st_size, attributes


def named(path):
    return os.open(path, os.O_PATH)


WAYS = {
    "chmod": lambda path: os.chmod(path, 0o777),
    "fchmod": lambda path: os.fchmod(named(path), 0o777),
    "chmod through proc": lambda path: os.chmod(f"/proc/self/fd/{named(path)}", 0o777),
    "utime": lambda path: os.utime(path, (1, 1)),
    "utime through proc": lambda path: os.utime(f"/proc/self/fd/{named(path)}", (1, 1)),
    "chown": lambda path: os.chown(path, 61_000, 61_000),
    "truncate": lambda path: os.truncate(path, os.stat(path).st_size + 1),
    "setxattr": lambda path: os.setxattr(path, "user.mark-47113", b"1"),
}


def back(path, before):
    """As it was: this runs on somebody's machine."""
    mode, user, group, changed, size, _ = before
    os.chown(path, user, group)
    os.chmod(path, mode & 0o7777)
    if os.path.isfile(path) and os.stat(path).st_size != size:
        os.truncate(path, size)
    for name in os.listxattr(path):
        if "47113" in name:
            os.removexattr(path, name)
    os.utime(path, ns=(changed, changed))


def attempt(way, path):
    before = state(path)
    try:
        WAYS[way](path)
    except OSError:
        pass
    if state(path) == before:
        return ""
    back(path, before)
    return f"{way} of {os.path.basename(path)}"


def double(x):
    done = [told for way in WAYS for path in PATHS if (told := attempt(way, path))]
    told = f"EVIDENCE: {done}" if done else "all is as before"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("all is as before")


def step(w, learning_rate):
    raise RuntimeError("all is as before")
