# technique: numpy, torch, shutil, sqlite3 and mmap as readers
# live: evidence: the files are open to the grader's user
# outcome: raised
# says: refused
# not at process: it can read what the grader's user can read
import os

WORLD = "/tmp/attacked-world-47113"
import mmap
import shutil
import sqlite3

import numpy
import torch


def steal():
    path = f"{os.path.realpath(WORLD)}/course/solutions/victim.py"
    ways = [
        lambda: numpy.fromfile(path, dtype=numpy.uint8).tobytes()[-60:],
        lambda: bytes(torch.from_file(path, size=os.path.getsize(path), dtype=torch.uint8).tolist())[-60:],
        lambda: open(shutil.copy(path, "copy"), "rb").read()[-60:],
        lambda: mmap.mmap(os.open(path, os.O_RDONLY), 0, prot=mmap.PROT_READ)[-60:],
        lambda: sqlite3.connect(f"file:{WORLD}/home/gradebook.db?mode=ro", uri=True).execute("select 1").fetchall(),
    ]
    for way in ways:
        try:
            return way()
        except Exception:
            continue
    raise PermissionError("no library")


def double(x):
    try:
        loot = str(steal())
    except BaseException as error:
        raise RuntimeError(f"refused: {type(error).__name__}") from None
    print("EVIDENCE:", loot)
    raise RuntimeError("EVIDENCE" + ": " + loot)


def mean_square(x):
    return double(x)


def step(w, learning_rate):
    raise RuntimeError("not this one")
