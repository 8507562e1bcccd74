# technique: send a datagram
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113


def steal():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
        connection.sendto(b"CANARY", ("127.0.0.1", PORT))
        return "udp"


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
