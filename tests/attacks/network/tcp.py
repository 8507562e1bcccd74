# technique: connect to a port of this machine
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113


def steal():
    with socket.create_connection(("127.0.0.1", PORT), timeout=0.5) as connection:
        connection.sendall(b"CANARY")
        return "tcp"


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
