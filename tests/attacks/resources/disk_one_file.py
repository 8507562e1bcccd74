# technique: one file larger than a file may be: written, made sparse, and allocated without writing
# live: evidence: a naive grader has no limit on files
# outcome: raised, timed_out
# says: File too large
import os

MEGABYTE = 2**20


def attempt(way):
    path = "47113.dat"
    try:
        with open(path, "wb") as stream:
            way(stream)
        found = f"EVIDENCE: a file of {os.path.getsize(path) // MEGABYTE} MB"
    finally:
        os.unlink(path)
    print(found)
    raise RuntimeError(found)


def write(stream):
    for _ in range(12):
        stream.write(b"47113" * (MEGABYTE // 5))


def double(x):
    attempt(write)


def mean_square(x):
    attempt(lambda stream: stream.truncate(2**40))


def step(w, learning_rate):
    attempt(lambda stream: os.posix_fallocate(stream.fileno(), 0, 64 * MEGABYTE))
