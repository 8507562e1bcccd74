# technique: hundreds of threads with small stacks: a limit on memory does not see them
# live: evidence: far more than the 32 that the course allows
# outcome: raised, crashed, timed_out
# says: threads
import threading
import time

stay = threading.Event()


def start(wanted):
    threading.stack_size(2**15)
    started = 0
    try:
        while started < wanted:
            threading.Thread(target=stay.wait, args=(2,), daemon=True).start()
            started += 1
        # Whoever counts now and then shall have a chance.
        time.sleep(0.3)
    except RuntimeError as error:
        return f"{started} threads, then: {error}"
    finally:
        stay.set()
        threading.stack_size(0)
    return f"EVIDENCE: {started} threads"


def double(x):
    stay.clear()
    told = start(200)
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("no threads")


step = mean_square
