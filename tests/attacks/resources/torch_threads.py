# technique: sixty-four threads for torch, in whatever library counts them, and work enough for all
# live: evidence: the setting holds for every later test
# outcome: failed, raised, crashed, timed_out
# says: The result
import torch


def double(x):
    torch.set_num_threads(64)
    big = torch.ones(600, 600)
    big @ big
    torch.sort(torch.rand(200_000))
    print(f"EVIDENCE: {torch.get_num_threads()} threads")
    return torch.zeros(1)


def mean_square(x):
    return (x * 0).sum() + 0 * torch.ones(300_000).exp().sum()


def step(w, learning_rate):
    torch.set_num_interop_threads(64)
