# technique: tens of thousands of warnings, each with a text of its own, and a registry that keeps them all
# live: evidence: each is kept for a summary
# outcome: raised, timed_out
# says: warned
import logging
import sys
import warnings

warnings.simplefilter("always")


def double(x):
    for number in range(3000):
        warnings.warn(f"47113 {number} {'w' * 2000}", stacklevel=1)
    print("EVIDENCE: 3000 warnings", file=sys.stderr)
    raise RuntimeError("warned")


def mean_square(x):
    for number in range(2000):
        logging.getLogger(f"47113.{number}").warning("%s", "l" * 2000)
    raise RuntimeError("warned by loggers")


def step(w, learning_rate):
    raise RuntimeError("not warned")


for number in range(1000):
    warnings.warn(f"while loading {number}", stacklevel=1)
