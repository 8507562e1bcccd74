# technique: raise the limits again, by setrlimit, by prlimit on oneself and on the parent, then use what they forbid
# live: evidence: there are none
# outcome: raised, out_of_memory
# says: File too large
import os
import resource

MEGABYTE = 2**20
KINDS = (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU, resource.RLIMIT_NPROC)


def raise_all():
    for kind in KINDS:
        _, hard = resource.getrlimit(kind)
        # Never lower than now: a process that took its own address space away shows nothing to anybody.
        for wanted in ((hard, hard), (max(hard, 2 * hard),) * 2, (resource.RLIM_INFINITY,) * 2):
            for change in (resource.setrlimit, lambda *given: resource.prlimit(os.getpid(), *given)):
                try:
                    change(kind, wanted)
                except (OSError, ValueError):
                    continue


def double(x):
    raise_all()
    taken = bytearray(700 * MEGABYTE)
    told = f"EVIDENCE: {len(taken) // MEGABYTE} MB of memory"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise_all()
    with open("47113.dat", "wb") as stream:
        stream.truncate(64 * MEGABYTE)
    told = f"EVIDENCE: a file of {os.path.getsize('47113.dat') // MEGABYTE} MB"
    os.unlink("47113.dat")
    raise RuntimeError(told)


def step(w, learning_rate):
    raise_all()
    for _ in range(200):
        os.dup(0)
    told = "EVIDENCE: 200 descriptors"
    raise RuntimeError(told)
