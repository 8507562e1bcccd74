# technique: a loop that prints and never ends
# live: evidence: 2.5 s of printing where 1 s is allowed
# outcome: timed_out, not_found
# says: `step` ran for more than 1 seconds and was stopped
import time


def step(w, learning_rate):
    until = time.monotonic() + 2.5
    print("EVIDENCE: 2.5 s of this")
    while time.monotonic() < until:
        print("y" * 100)
        time.sleep(0.001)
