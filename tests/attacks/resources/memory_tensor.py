# technique: a tensor larger than the memory that may be had, and filled; many that fit each; while loading and in calls
# live: evidence: nothing limits a naive grader's memory
# outcome: out_of_memory, raised, timed_out
# says: It asked for more memory than the 512 MB it may have
import torch

MEGABYTE = 2**20


def take(megabytes):
    taken = torch.empty(megabytes * MEGABYTE, dtype=torch.uint8).fill_(1)
    print(f"EVIDENCE: {taken.nbytes // MEGABYTE} MB in a tensor")
    return taken[:1]


def double(x):
    raise RuntimeError(f"got {take(700)}")


def mean_square(x):
    # Many that fit each, until they do not.
    pieces = [torch.ones(40 * MEGABYTE, dtype=torch.uint8) for _ in range(18)]
    raise RuntimeError(f"got {len(pieces)} pieces")


def step(w, learning_rate):
    raise RuntimeError(f"loaded {loaded}")


loaded = take(700)
