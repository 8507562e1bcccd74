# technique: a regular expression that goes back and forth for ever, while the file loads
# live: evidence: it searches longer than 1 s
# outcome: not_found, raised, timed_out
# says: stopped after 1 seconds; the rest of the file was still loaded
import re
import time

started = time.monotonic()
for _ in range(20):
    re.match(r"(a+)+$", "a" * 22 + "b")
    if time.monotonic() > started + 1.6:
        print("EVIDENCE: 1.6 s of search")
        break


def double(x):
    raise RuntimeError("loaded after all")
