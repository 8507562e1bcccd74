# technique: raw packets, netlink, virtual machines, Bluetooth
# live: evidence: somebody listens there
# outcome: raised
# says: refused
# not at process: the level process has the network of its user
import socket

PORT = 47113


def steal():
    families = [(socket.AF_NETLINK, socket.SOCK_RAW, 0), (socket.AF_PACKET, socket.SOCK_RAW, 0), (socket.AF_INET, socket.SOCK_RAW, 1), (40, socket.SOCK_STREAM, 0)]
    for family, kind, protocol in families:
        try:
            socket.socket(family, kind, protocol).close()
            return f"family {family}"
        except OSError:
            continue
    raise PermissionError("none")


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
