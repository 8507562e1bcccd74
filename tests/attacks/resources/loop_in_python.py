# technique: a loop that catches whatever is thrown at it
# live: evidence: 2.5 s of computing where 1 s is allowed
# outcome: timed_out, not_found
# says: `step` ran for more than 1 seconds and was stopped
import time


def step(w, learning_rate):
    until = time.monotonic() + 2.5
    while time.monotonic() < until:
        try:
            sum(range(1000))
        except BaseException:
            continue
        finally:
            until = until
    print("EVIDENCE: 2.5 s of a loop")
