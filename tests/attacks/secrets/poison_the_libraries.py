# technique: write into Python's and torch's own folders, so that every later submission and the judge run one's code
# live: evidence: root may
# outcome: raised
# says: the libraries stay
# not at process: writes files, which that level does not stop
import os
import site
import sys
import sysconfig

import numpy
import torch

NEW = ["poison-47113.pth", "poison_47113.py", "__pycache__/poison-47113.pyc"]


def folders():
    paths = sysconfig.get_paths()
    found = [paths["purelib"], paths["stdlib"], paths["scripts"], *site.getsitepackages(), site.getusersitepackages()]
    found += [os.path.dirname(each.__file__) for each in (torch, numpy, os) if each.__file__]
    grader = sys.modules.get("grader.worker.child")
    return dict.fromkeys([*found, *([os.path.dirname(grader.__file__)] if grader else [])])


def made(path):
    """And away again at once."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    os.unlink(path)


def opened(path):
    """Nothing is written."""
    os.close(os.open(path, os.O_RDWR))


def attempts():
    for folder in folders():
        yield from ((made, f"{folder}/{name}") for name in NEW)
    files = [torch.__file__, numpy.__file__, os.__file__, torch._C.__file__, sys.executable, os.path.realpath(sys.executable)]
    yield from ((opened, path) for path in files if path)


def succeeds(way, path):
    try:
        way(path)
    except OSError:
        return False
    return True


def double(x):
    done = [path for way, path in attempts() if succeeds(way, path)]
    told = f"EVIDENCE: {len(done)}: {done[:5]}" if done else "the libraries stay as they are"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("the libraries stay as they are")


def step(w, learning_rate):
    raise RuntimeError("the libraries stay as they are")
