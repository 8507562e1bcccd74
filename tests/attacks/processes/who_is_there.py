# technique: find every process by signal 0, to groups and to all, and by what system calls say of numbers
# live: evidence: the kernel tells who is there
# outcome: raised
# says: of others
import os
import resource
import time

WAYS = {
    "kill": lambda pid: os.kill(pid, 0),
    "all": lambda pid: os.kill(-1, 0),
    "getpgid": os.getpgid,
    "getsid": os.getsid,
    "getpriority": lambda pid: os.getpriority(os.PRIO_PROCESS, pid),
    "affinity": os.sched_getaffinity,
    "scheduler": os.sched_getscheduler,
    "limits": lambda pid: resource.prlimit(pid, resource.RLIMIT_CPU),
    # The clock of a process: minus its number, shifted, and two.
    "clock": lambda pid: time.clock_gettime(~pid << 3 | 2),
    "command": lambda pid: open(f"/proc/{pid}/comm").read(),
}


def spoke(way):
    """What some process other than this one answers to."""
    found = []
    for pid in {1, os.getppid() or 1, os.getpid() - 1}:
        try:
            WAYS[way](pid)
            found.append(pid)
        except OSError:
            continue
    return found


def double(x):
    heard = [way for way in WAYS if spoke(way)]
    told = f"EVIDENCE: of others by {', '.join(heard)}" if heard else "nothing of others"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
