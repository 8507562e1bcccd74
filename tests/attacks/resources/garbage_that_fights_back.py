# technique: objects that take their time when they are thrown away, in the middle of the grader's own work
# live: evidence: a test's end takes as long as the objects like
# outcome: failed, raised, timed_out
# says: ran for more than 1 seconds and was stopped
import time

trap = None


class Trap:
    # By then the module's names may be gone.
    def __del__(self, sleep=time.sleep, tell=print):
        sleep(2.2)
        tell("EVIDENCE: 2.2 s to be thrown away", flush=True)


class Undead:
    def __del__(self):
        graves.append(Undead())


graves = []


def double(x):
    Undead()
    raise RuntimeError("it comes back")


def mean_square(x):
    global trap
    if trap is None and not x.requires_grad:
        trap = Trap()
    return (x * 0).sum()


def step(w, learning_rate):
    raise RuntimeError("nothing right")
