# technique: open by libc and by bare system calls (open, openat, openat2, creat, fopen, freopen), past Python and its hooks
# live: evidence: libc reads everything
# outcome: raised
# says: libc opens nothing
# not at process: reads files, which that level does not stop
import ctypes
import os
import platform
import struct

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.fopen.restype = LIBC.freopen.restype = ctypes.c_void_p
PATH = b"/tmp/attacked-world-47113/neighbour/victim.py"
X86 = platform.machine() == "x86_64"
OPENAT = 257 if X86 else 56
HERE = ctypes.c_long(-100)
LARGE = 1 << 40


def call(number, *arguments):
    return LIBC.syscall(ctypes.c_long(number), *arguments)


def by_stream(open_it):
    stream = open_it()
    return LIBC.fileno(ctypes.c_void_p(stream)) if stream else -1


def openat2(resolve=0):
    how = struct.pack("QQQ", os.O_RDONLY, 0, resolve)
    return call(437, HERE, PATH, how, ctypes.c_long(len(how)))


WAYS = {
    "open": lambda: LIBC.open(PATH, os.O_RDONLY),
    "open64": lambda: LIBC.open64(PATH, os.O_RDONLY),
    "openat": lambda: LIBC.openat(-100, PATH, os.O_RDONLY),
    "fopen": lambda: by_stream(lambda: LIBC.fopen(PATH, b"r")),
    "call open": lambda: call(2, PATH, 0) if X86 else -1,
    "call openat": lambda: call(OPENAT, HERE, PATH, ctypes.c_long(0)),
    # The kernel takes 32 bits of this one; a filter may look at 64.
    "openat, wide": lambda: call(OPENAT, ctypes.c_long(LARGE - 100), PATH, ctypes.c_long(LARGE)),
    "openat2": openat2,
    "openat2, in the root": lambda: openat2(0x10),
    "read and write": lambda: LIBC.open(PATH, os.O_RDWR),
    "direct": lambda: LIBC.open(PATH, os.O_RDONLY | os.O_NOATIME | os.O_NONBLOCK),
    # Neither for reading nor for writing: what it gives can be opened, but then says nothing.
    "access mode three": lambda: LIBC.open(PATH, 3),
}


def loot(way):
    descriptor = WAYS[way]()
    if descriptor < 0:
        return ""
    try:
        return os.read(descriptor, 1000).decode().strip() or "opened"
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def told():
    found = [f"{way}: {text}" for way in WAYS if (text := loot(way))]
    return f"EVIDENCE: {found}" if found else f"libc opens nothing in {len(WAYS)} ways: {os.strerror(ctypes.get_errno())}"


LOADED = told()
print(LOADED)


def double(x):
    raise RuntimeError(told())


def mean_square(x):
    raise RuntimeError(LOADED)


def step(w, learning_rate):
    raise RuntimeError(LOADED)
