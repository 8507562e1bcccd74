# technique: a pair of sockets is allowed; name an address in every call that sends, by libc and by number, and connect anew
# live: evidence: the datagrams arrive
# outcome: raised
# says: nothing was sent
# not at process: every socket is open there
import ctypes
import os
import platform
import socket
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
ADDRESS = struct.pack("H", socket.AF_UNIX) + b"\0attacked-47113-datagram"
SENDTO, SENDMSG, SENDMMSG, CONNECT = (44, 46, 307, 42) if platform.machine() == "x86_64" else (206, 211, 269, 203)
KEPT = ctypes.create_string_buffer(ADDRESS, len(ADDRESS))
WORDS = ctypes.create_string_buffer(b"loot")
PIECE = ctypes.create_string_buffer(struct.pack("PN", ctypes.addressof(WORDS), 4))
MESSAGE = struct.pack("PIxxxxPNPNi", ctypes.addressof(KEPT), len(ADDRESS), ctypes.addressof(PIECE), 1, 0, 0, 0)


def call(number, *arguments):
    wide = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    if LIBC.syscall(ctypes.c_long(number), *wide) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def sendto(line):
    call(SENDTO, line, WORDS, 4, 0, KEPT, len(ADDRESS))


def sendto_wide(line):
    """The descriptor is 32 bits of its argument."""
    call(SENDTO, line | 1 << 40, WORDS, 4, 1 << 40, KEPT, len(ADDRESS) | 1 << 40)


def sendmsg(line):
    call(SENDMSG, line, ctypes.create_string_buffer(MESSAGE + bytes(8)), 0)


def sendmmsg(line):
    call(SENDMMSG, line, ctypes.create_string_buffer(MESSAGE.ljust(56, b"\0") + bytes(8)), 1, 0)


def anew(line):
    call(CONNECT, line, KEPT, len(ADDRESS))
    os.write(line, b"loot")


def by_libc(line):
    if LIBC.sendto(line, WORDS, 4, socket.MSG_DONTWAIT, KEPT, len(ADDRESS)) < 0:
        raise OSError(ctypes.get_errno(), "refused")


WAYS = [sendto, sendto_wide, sendmsg, sendmmsg, anew, by_libc]


def sends(way):
    left, right = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with left, right:
        try:
            way(left.fileno())
        except OSError:
            return False
        return True


def double(x):
    done = [way.__name__ for way in WAYS if sends(way)]
    told = f"EVIDENCE: sent by {', '.join(done)}" if done else f"nothing was sent in {len(WAYS)} ways"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("nothing was sent")


def step(w, learning_rate):
    raise RuntimeError("nothing was sent")
