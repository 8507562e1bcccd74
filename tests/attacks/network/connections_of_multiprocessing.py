# technique: multiprocessing's connections, by port, by path and by abstract name, as client and as listener
# live: evidence: they are sockets like any other
# outcome: raised
# says: no connection
# not at process: the network is open there
import os
from multiprocessing import connection

PORT = 47113
ADDRESSES = [("127.0.0.1", PORT), "/tmp/attacked-47113.sock", "\0attacked-47113"]


def client(address):
    with connection.Client(address) as line:
        line.send_bytes(b"loot")


def listener(address):
    """A port of the system's choice, and names of one's own."""
    own = ("127.0.0.1", 0) if isinstance(address, tuple) else f"{address}-own"
    with connection.Listener(own):
        pass


def works(way, address):
    try:
        way(address)
    except (OSError, EOFError):
        return False
    return True


def double(x):
    done = [f"{way.__name__} {address!r}" for way in (client, listener) for address in ADDRESSES if works(way, address)]
    told = f"EVIDENCE: {done}" if done else f"no connection by any of {2 * len(ADDRESSES)} ways"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    # Pipes are for oneself alone and may be had; nothing leaves through them.
    left, right = connection.Pipe()
    left.send_bytes(b"loot")
    raise RuntimeError(f"no connection but to myself, {len(right.recv_bytes())} bytes from {os.getpid() > 0}")


def step(w, learning_rate):
    raise RuntimeError("no connection")
