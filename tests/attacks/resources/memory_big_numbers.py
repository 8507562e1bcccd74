# technique: an int, a text and a list that one short line makes larger than the memory
# live: evidence: nothing limits a naive grader's memory
# outcome: out_of_memory, timed_out
# says: It asked for more memory than the 512 MB it may have
def told(make):
    value = make()
    print(f"EVIDENCE: {value.__sizeof__() // 2**20} MB in one {type(value).__name__}")
    raise RuntimeError("it fitted")


def double(x):
    told(lambda: 1 << 6_000_000_000)


def mean_square(x):
    told(lambda: "ä" * 700_000_000)


def step(w, learning_rate):
    told(lambda: [None] * 90_000_000)
