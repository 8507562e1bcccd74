# technique: listen on a port of every interface
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113


def steal():
    with socket.socket() as connection:
        connection.bind(("0.0.0.0", 0))
        connection.listen()
        return connection.getsockname()


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
