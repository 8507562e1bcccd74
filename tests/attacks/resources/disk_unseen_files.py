# technique: many files again, each without a name as soon as it is made: open, but in no folder that could be counted
# live: evidence: the disk is full, and every folder is empty
# outcome: crashed, raised, timed_out
# says: `double`
import os
import time

MEGABYTE = 2**20
EACH = 7 * MEGABYTE


def double(x):
    data = b"4711347" * (EACH // 7)
    held = []
    try:
        while len(held) < 55:
            held.append(os.open("47113.dat", os.O_RDWR | os.O_CREAT, 0o600))
            os.unlink("47113.dat")
            os.write(held[-1], data)
    except OSError as error:
        print(error)
    time.sleep(0.3)
    size = sum(os.fstat(each).st_blocks * 512 for each in held) // MEGABYTE
    for each in held:
        os.close(each)
    told = f"{'EVIDENCE: ' if size > 300 else ''}`double` has {size} MB in files without names"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("no files")


step = mean_square
