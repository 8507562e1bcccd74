# technique: a fork bomb, a small one: 60 children that live for a moment
# live: evidence: more processes than the course allows
# outcome: raised
# says: children
import os
import time


def double(x):
    children = []
    try:
        while len(children) < 60:
            pid = os.fork()
            if pid == 0:
                time.sleep(0.1)
                os._exit(0)
            children.append(pid)
    except OSError as error:
        told = f"{len(children)} children, then {error}"
    else:
        told = "EVIDENCE: 60 children"
    for pid in children:
        os.waitpid(pid, 0)
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("no children")


step = mean_square
