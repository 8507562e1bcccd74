# technique: threads that go on after the answer, one of them no daemon, so that the process cannot end
# live: evidence: the naive grader waits for the threads of the code that it imported
# outcome: failed, raised
# says: The result
import threading
import time

import torch


def stay(seconds):
    time.sleep(seconds)
    print(f"EVIDENCE: still here {seconds} s after the answer", flush=True)


def double(x):
    threading.Thread(target=stay, args=(1.5,), daemon=False).start()
    threading.Thread(target=stay, args=(5,), daemon=True).start()
    return torch.zeros(1)


def mean_square(x):
    return x.sum() * 0


def step(w, learning_rate):
    raise RuntimeError(f"{threading.active_count()} threads")
