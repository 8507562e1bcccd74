# technique: threads that compute on and on, so that every later answer is late
# live: evidence: they compute for longer than any call may
# outcome: failed, raised, timed_out
# says: The result
import threading
import time

import torch


def spin(until):
    while time.monotonic() < until:
        sum(range(1000))
    print("EVIDENCE: computed until now", flush=True)


def double(x):
    for _ in range(4):
        threading.Thread(target=spin, args=(time.monotonic() + 1.5,)).start()
    return torch.zeros(1)


def mean_square(x):
    return (x * 0).sum()


def step(w, learning_rate):
    raise RuntimeError("nothing right")
