# technique: connect to a socket by its path
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113


def steal():
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("/tmp/attacked-47113.sock")
        return "unix"


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
