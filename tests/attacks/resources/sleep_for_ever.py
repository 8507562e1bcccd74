# technique: sleep, which costs no processor time, so that a limit on that alone never comes
# live: evidence: 2.2 s where 1 s is allowed
# outcome: timed_out, not_found
# says: `step` ran for more than 1 seconds and was stopped
import select
import time


def step(w, learning_rate):
    select.select([], [], [], 1.1)
    time.sleep(1.1)
    print("EVIDENCE: slept for 2.2 s")
