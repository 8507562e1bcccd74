# technique: print far more than is kept, to both streams, by lines, in one piece, and past Python
# live: evidence: the naive grader's output grows without end
# outcome: raised, timed_out
# says: printed
import os
import sys

LINE = "47113 " * 20


def lines():
    for _ in range(5000):
        print(LINE)
        print(LINE, file=sys.stderr)


def beneath():
    for descriptor in (1, 2, sys.__stdout__.fileno()):
        os.write(descriptor, b"beneath Python 47113\n" * 5000)


beneath()
print("EVIDENCE: output without end" if os.fstat(1).st_size > 2**14 else "nothing arrives", flush=True)
lines()


def double(x):
    lines()
    print("x" * 2_000_000)
    raise RuntimeError("printed all")


def mean_square(x):
    sys.stdout.write("y" * 500_000)
    sys.stdout.writelines([LINE] * 10_000)
    raise RuntimeError("printed all")


def step(w, learning_rate):
    # The stream the grader keeps may be asked for its limit.
    sys.stdout.limit = 2**40
    print("z" * 3_000_000)
    raise RuntimeError("printed all")
