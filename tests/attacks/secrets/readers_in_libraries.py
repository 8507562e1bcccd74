# technique: let NumPy's and torch's own code in C++ open the file, past everything that watches Python
# live: evidence: bytes in a tensor are text all the same
# outcome: raised
# says: none can read
# not at process: reads files, which that level does not stop
import os

import numpy as np
import torch

PATH = "/tmp/attacked-world-47113/course/solutions/victim.py"
SIZE = 400


def text(values):
    return bytes(np.asarray(values, dtype=np.uint8)).decode(errors="replace")


def from_pickle(path):
    """It is no pickle, which the error says only of a file that could be read."""
    try:
        torch.load(path, weights_only=True)
    except OSError:
        raise
    except Exception as error:
        return f"SOLUTION, as an error of {type(error).__name__}"
    return ""


WAYS = {
    "numpy.fromfile": lambda: text(np.fromfile(PATH, dtype=np.uint8)),
    "numpy.memmap": lambda: text(np.memmap(PATH, dtype=np.uint8, mode="r")),
    "numpy.loadtxt": lambda: str(np.loadtxt(PATH, dtype=str, delimiter="\0", comments=None)),
    "numpy.DataSource": lambda: np.lib.npyio.DataSource(None).open(PATH).read(),
    "torch.from_file": lambda: text(torch.from_file(PATH, size=SIZE, dtype=torch.uint8).numpy()),
    "a storage": lambda: text(list(torch.UntypedStorage.from_file(PATH, False, SIZE))),
    "torch.load": lambda: from_pickle(PATH),
    "a zip reader": lambda: from_pickle(os.path.realpath(PATH)),
}


def gives(way):
    try:
        return "SOLUTION" in WAYS[way]()
    except Exception:
        return False


def double(x):
    found = [way for way in WAYS if gives(way)]
    told = f"EVIDENCE: the solution by {', '.join(found)}" if found else f"none can read, of {len(WAYS)}"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    loot = torch.from_file(PATH, size=SIZE, dtype=torch.uint8)
    raise RuntimeError(f"EVIDENCE: {text(loot.numpy())[:50]}")


def step(w, learning_rate):
    raise RuntimeError("none can read")
