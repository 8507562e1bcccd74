# technique: answers that go on for ever: a list in itself, a hundred thousand levels, millions of parts, huge numbers
# live: wire: whether an answer can be written down matters only to who writes it down
# outcome: failed, timed_out
# says: levels deep
import itertools

calls = itertools.count()


def double(x):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    ring = {}
    ring["ring"] = [ring, (ring,)]
    return deep if next(calls) % 2 else ring


def mean_square(x):
    return [0] * 3_000_000 if x.requires_grad else [[list(range(500))] * 10] * 100


def step(w, learning_rate):
    return [[1 << 11_000] * 1000] * 100
