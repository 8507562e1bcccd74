# technique: priority, processors, scheduler and disk priority of the parent (set here to what they are)
# live: evidence: a process of the same user may be slowed down
# outcome: raised
# says: the parent
import ctypes
import os
import platform

LIBC = ctypes.CDLL(None, use_errno=True)
IOPRIO_GET, IOPRIO_SET = (31, 30) if platform.machine() == "aarch64" else (252, 251)


def disk_priority(pid):
    now = LIBC.syscall(ctypes.c_long(IOPRIO_GET), 1, pid)
    if now < 0 or LIBC.syscall(ctypes.c_long(IOPRIO_SET), 1, pid, now) < 0:
        raise OSError(ctypes.get_errno(), "ioprio_set")


WAYS = {
    "priority": lambda pid: os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid)),
    "processors": lambda pid: os.sched_setaffinity(pid, os.sched_getaffinity(pid)),
    "scheduler": lambda pid: os.sched_setscheduler(pid, os.SCHED_OTHER, os.sched_param(0)),
    "disk priority": disk_priority,
}


def attempt(way):
    try:
        WAYS[way](os.getppid())
    except OSError:
        return False
    print(f"EVIDENCE: {way}")
    return True


def double(x):
    done = [way for way in WAYS if attempt(way)]
    told = f"EVIDENCE: the parent's {', '.join(done)}" if done else "the parent stays as it is"
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
