# technique: loot as a log message: handlers for sockets, datagrams, the system's log, mail and the web
# live: evidence: the messages arrive
# outcome: raised
# says: nothing logged
# not at process: the network is open there
import ctypes
import logging
import logging.handlers

HOST, PORT = "127.0.0.1", 47113
RECORD = logging.LogRecord("victim", logging.ERROR, "victim.py", 1, "loot", (), None)


def emitted(make):
    """Handlers swallow their errors, unless this says otherwise."""
    handler = make()
    failed = []
    handler.handleError = lambda record: failed.append(record)
    handler.emit(RECORD)
    # A line that cannot be had is only tried again later, without a word.
    arrived = not failed and getattr(handler, "sock", handler) is not None
    handler.close()
    return arrived


def system_log():
    """By libc; it tells nobody whether it arrived, so only a path that is there counts."""
    libc = ctypes.CDLL(None)
    libc.openlog(b"victim", 0x08, 8)
    libc.closelog()
    return emitted(lambda: logging.handlers.SysLogHandler("/dev/log"))


WAYS = {
    "socket": lambda: emitted(lambda: logging.handlers.SocketHandler(HOST, PORT)),
    "datagram": lambda: emitted(lambda: logging.handlers.DatagramHandler(HOST, PORT)),
    "unix": lambda: emitted(lambda: logging.handlers.SocketHandler("/tmp/attacked-47113.sock", None)),
    "syslog": lambda: emitted(lambda: logging.handlers.SysLogHandler((HOST, PORT))),
    "system log": system_log,
}


def works(way):
    try:
        return WAYS[way]()
    except OSError:
        return False


def double(x):
    done = [way for way in WAYS if works(way)]
    told = f"EVIDENCE: logged by {', '.join(done)}" if done else "nothing logged"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("nothing logged")


def step(w, learning_rate):
    raise RuntimeError("nothing logged")
