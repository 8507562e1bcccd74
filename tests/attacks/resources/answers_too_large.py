# technique: answers small here and huge once written out: expanded, an argument grown, a text repeated
# live: evidence: a naive grader takes answers of any size
# outcome: failed, raised, out_of_memory, timed_out, crashed
# says: bytes
import torch


def double(x):
    result = torch.zeros(1).expand(14_000_000, 3)
    print(f"EVIDENCE: an answer of {result.nbytes // 2**20} MB")
    return result


def mean_square(x):
    # A thousand times the same text of a million characters, each of which takes twelve as JSON.
    return ["\U0001f525" * 2**20] * 1000


def step(w, learning_rate):
    w.grad = None
    w.data = torch.zeros(1).expand(2**40)
