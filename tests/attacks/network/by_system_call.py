# technique: the socket call itself, past every Python module
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113
import ctypes
import os


def steal():
    number = {"x86_64": 41, "aarch64": 198}[os.uname().machine]
    descriptor = ctypes.CDLL(None, use_errno=True).syscall(number, 2, 1, 0)
    if descriptor < 0:
        raise PermissionError(ctypes.get_errno())
    os.close(descriptor)
    return "a socket"


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
