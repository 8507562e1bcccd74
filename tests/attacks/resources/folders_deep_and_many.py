# technique: folders inside folders beyond what a path can name, and thousands beside each other, left behind
# live: evidence: they lie there when the tests have ended
# outcome: raised, crashed, timed_out
# says: folders
import os
import time

start = os.getcwd()


def double(x):
    os.chdir(start)
    depth = 0
    try:
        for depth in range(300):
            os.mkdir("d" * 60)
            os.chdir("d" * 60)
    except OSError as error:
        print(error)
    os.chmod(".", 0)
    told = f"{depth} folders deep"
    print("EVIDENCE:", told)
    raise RuntimeError(told)


def mean_square(x):
    os.chdir(start)
    made = 0
    for number in range(3000):
        try:
            os.mkdir(f"{number}-47113-{'n' * 200}")
            made += 1
        except OSError:
            break
    # Whoever counts now and then shall have a chance.
    time.sleep(0.3)
    told = f"{made} folders"
    print("EVIDENCE:", told)
    raise RuntimeError(told)


def step(w, learning_rate):
    raise RuntimeError("no more folders")
