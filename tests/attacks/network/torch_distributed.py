# technique: torch's own network: a store as server and as client, and a process group of one, in C++
# live: evidence: the store listens
# outcome: raised, timed_out
# says: no store
# not at process: the network is open there
# timed_out: a process group imports much of torch first, on a busy machine for longer than a case may take
import datetime

import torch.distributed as distributed

SHORT = datetime.timedelta(seconds=0.3)


def server():
    store = distributed.TCPStore("127.0.0.1", 0, 1, True, SHORT, wait_for_workers=False)
    return f"a server on {store.port > 0}"


def server_of_old():
    """The implementation without libuv."""
    store = distributed.TCPStore("127.0.0.1", 0, 1, True, SHORT, wait_for_workers=False, use_libuv=False)
    return f"a server on {store.port > 0}"


def group():
    store = distributed.HashStore()
    distributed.init_process_group("gloo", store=store, rank=0, world_size=1, timeout=SHORT)
    distributed.destroy_process_group()
    return "a group"


def attempt(way):
    try:
        return way()
    except Exception:
        return ""


def double(x):
    found = [f"{way.__name__}: {told}" for way in (server, server_of_old) if (told := attempt(way))]
    told = f"EVIDENCE: {found}" if found else "no store can be made"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    found = attempt(group)
    told = f"EVIDENCE: {found}" if found else "no store and no group"
    raise RuntimeError(told)


def step(w, learning_rate):
    raise RuntimeError("no store")
