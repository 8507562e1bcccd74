# technique: reach the parts of the kernel in which most holes were found: io_uring, keys, BPF, userfaultfd, perf, ...
# live: evidence: the kernel looks at the arguments, which are wrong, instead of refusing
# outcome: raised
# says: of the kernel
import ctypes
import errno
import os

LIBC = ctypes.CDLL(None, use_errno=True)
IS_ARM = os.uname().machine == "aarch64"
# Numbers on x86_64 and on aarch64.
CALLS = {
    "io_uring_setup": (425, 425),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "fanotify_init": (300, 262),
    "inotify_init1": (294, 26),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "mq_open": (240, 180),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "vmsplice": (278, 75),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "remap_file_pages": (216, 234),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "quotactl": (179, 60),
    "lookup_dcookie": (212, 18),
    "io_setup": (206, 0),
    "memfd_secret": (447, 447),
    "mount_setattr": (442, 442),
    "lsm_set_self_attr": (460, 460),
    "signalfd4": (289, 74),
    "tee": (276, 77),
}
REFUSED = {errno.EPERM, errno.ENOSYS, errno.EACCES}


def reaches(name):
    """All arguments are -1: nothing can come of it but an answer that tells who answered."""
    wrong = [ctypes.c_long(-1)] * 6
    return LIBC.syscall(ctypes.c_long(CALLS[name][IS_ARM]), *wrong) >= 0 or ctypes.get_errno() not in REFUSED


def double(x):
    found = [name for name in CALLS if reaches(name)]
    told = f"EVIDENCE: parts of the kernel: {', '.join(found)}" if found else "no part of the kernel"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
