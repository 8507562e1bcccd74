# technique: source text that the compiler itself cannot bear: depth, breadth, a huge constant folded
# live: evidence: the compiler's memory or stack is the test process's own
# outcome: raised, crashed, out_of_memory, timed_out
# says: Your code raised
import ast


def attempt(text, mode="eval"):
    code = compile(text, "<47113>", mode)
    print(f"EVIDENCE: compiled {len(text)} characters")
    raise RuntimeError(f"compiled into {len(code.co_consts)} constants")


def double(x):
    attempt("-" * 100_000 + "1")


def mean_square(x):
    try:
        ast.literal_eval("(" * 150 + "1" + ")" * 150)
    finally:
        attempt("\n".join(f"x{number} = {number}" for number in range(60_000)), "exec")


def step(w, learning_rate):
    attempt("+".join(["1"] * 200_000))
