# technique: one expression in C that neither an exception nor a timer's handler can interrupt
# live: evidence: it computes longer than 1 s
# outcome: timed_out, not_found
# says: `step` ran for more than 1 seconds and was stopped
import itertools
import time


def step(w, learning_rate):
    started = time.monotonic()
    # A bounded sum(iter(int, 1)), in slices, none of which looks up.
    while time.monotonic() < started + 2.2:
        sum(itertools.islice(iter(int, 1), 20_000_000))
    print("EVIDENCE: 2.2 s in C")
