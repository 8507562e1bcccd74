# technique: restart (by a wrong key), rename, ask the clock and the log: what concerns the whole machine
# live: evidence: at least the clock can be asked how it is set
# outcome: raised
# says: machine
import ctypes
import os
import socket

LIBC = ctypes.CDLL(None, use_errno=True)
IS_ARM = os.uname().machine == "aarch64"


def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def restart():
    """Without the magic numbers it can only fail: with EINVAL where it might have worked."""
    result = LIBC.syscall(ctypes.c_long(142 if IS_ARM else 169), 1, 2, 3, 0)
    if result < 0 and ctypes.get_errno() != 22:
        raise OSError(ctypes.get_errno(), "reboot")


WAYS = {
    "restart": restart,
    "its name": lambda: socket.sethostname(socket.gethostname()),
    "its clock, asked": lambda: checked(LIBC.adjtimex(ctypes.create_string_buffer(512))),
    "its log": lambda: checked(LIBC.klogctl(10, None, 0)),
    "terminal": lambda: checked(LIBC.vhangup() if os.getsid(0) < 0 else -1),
    "ports": lambda: checked(-1 if IS_ARM else LIBC.iopl(0)),
}


def succeeds(way):
    try:
        WAYS[way]()
    except OSError:
        return False
    return True


def double(x):
    done = [way for way in WAYS if succeeds(way)]
    told = f"EVIDENCE: the machine: {', '.join(done)}" if done else "the machine is out of reach"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
