# technique: use the allowed pair for more: bind it to a name, listen on it, dissolve and connect it anew, ask who is there
# live: evidence: a pair of one's own can be bound and connected anew
# outcome: raised
# says: the pair stays
# not at process: every socket is open there
import contextlib
import socket

LISTENER, DATAGRAMS = "\0attacked-47113", "\0attacked-47113-datagram"


def pair(kind):
    left, right = socket.socketpair(socket.AF_UNIX, kind)
    with right:
        return left


def bound(kind):
    with pair(kind) as line:
        line.bind("\0own-47113")
        return line.getsockname()


def bound_to_a_path(kind):
    with pair(kind) as line:
        line.bind("own-47113.sock")
        return "a path"


def listening(kind):
    with pair(kind) as line:
        line.listen()
        return "listening"


def anew(kind):
    with pair(kind) as line:
        line.connect(DATAGRAMS if kind == socket.SOCK_DGRAM else LISTENER)
        return line.getpeername()


def names_of_the_peer(kind):
    """A name would tell where the judge is; a pair has none."""
    with pair(kind) as line:
        if not (line.getpeername() or line.getsockname()):
            raise OSError("no names")


WAYS = [bound, bound_to_a_path, listening, anew, names_of_the_peer]
KINDS = [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET]


def done():
    for way in WAYS:
        for kind in KINDS:
            with contextlib.suppress(OSError):
                way(kind)
                yield f"{way.__name__}/{int(kind)}"


def double(x):
    found = list(done())
    told = f"EVIDENCE: {found}" if found else "the pair stays a pair"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("the pair stays a pair")


def step(w, learning_rate):
    raise RuntimeError("the pair stays a pair")
