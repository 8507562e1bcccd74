# technique: a multiprocessing pool whose workers end themselves, so that its result never comes
# live: evidence: its processes start, and whoever waits for the result waits for ever
# outcome: raised
# says: a pool
import multiprocessing
import os


def worker(number):
    print("EVIDENCE: a process of a pool runs", flush=True)
    os._exit(0)


def double(x):
    try:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.map_async(worker, [1, 2]).get(0.3)
    except OSError as error:
        raise RuntimeError(f"a pool is refused: {error}") from None
    except multiprocessing.TimeoutError:
        raise RuntimeError("EVIDENCE: a pool was waited for in vain") from None


def mean_square(x):
    queue = multiprocessing.get_context("spawn").SimpleQueue()
    raise RuntimeError(f"EVIDENCE: a queue by {queue}")


def step(w, learning_rate):
    raise RuntimeError("not this one")
