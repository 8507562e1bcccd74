# technique: anonymous shared memory, which the limit on data does not count, and one file mapped a hundred times
# live: evidence: nothing limits a naive grader's memory
# outcome: out_of_memory, raised, timed_out
# says: Cannot allocate memory
import ctypes
import mmap
import os

MEGABYTE = 2**20
FAILED = ctypes.c_void_p(-1).value
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.mmap.restype = ctypes.c_void_p
LIBC.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]


def double(x):
    with mmap.mmap(-1, 700 * MEGABYTE, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS) as area:
        for start in range(0, len(area), MEGABYTE):
            area[start] = 1
        found = f"EVIDENCE: {len(area) // MEGABYTE} MB of shared memory"
    print(found)
    raise RuntimeError(found)


def mean_square(x):
    # The same file again and again: seven megabytes on the disk, any number of them in the address space.
    descriptor = os.open("47113.dat", os.O_RDWR | os.O_CREAT)
    os.ftruncate(descriptor, 7 * MEGABYTE)
    areas = []
    for _ in range(100):
        area = LIBC.mmap(None, 7 * MEGABYTE, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0)
        if area == FAILED:
            raise OSError(ctypes.get_errno(), f"{len(areas)} mappings, then: {os.strerror(ctypes.get_errno())}")
        areas.append(area)
    raise RuntimeError(f"{len(areas)} mappings")


def step(w, learning_rate):
    raise RuntimeError("not this one")
