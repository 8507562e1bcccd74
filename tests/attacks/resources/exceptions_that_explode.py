# technique: exceptions whose text is huge, whose __str__ raises, or never returns, or is no text
# live: evidence: what shows a failure fails itself
# outcome: raised, timed_out
# says: (its text cannot be shown)
import time


class Wicked(Exception):
    def __str__(self):
        raise SystemExit(self)


class Slow(Exception):
    def __str__(self):
        time.sleep(2.2)
        print("EVIDENCE: 2.2 s for a text")
        return "slow"


def double(x):
    raise RuntimeError("47113 " * 1_400_000)


def mean_square(x):
    raise Wicked


def step(w, learning_rate):
    raise Slow
