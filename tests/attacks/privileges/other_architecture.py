# technique: system calls by the numbers of another architecture, which a filter of numbers mistakes: int 0x80 and x32
# live: evidence: the kernel answers them, or ends the process for it
# outcome: crashed, raised
# says: `double`
import ctypes
import mmap
import os
import signal

# mov eax, 20 (getpid of the 32-bit table); int 0x80; ret
CODE = bytes.fromhex("b814000000cd80c3")
X32_BIT = 0x40000000


def double(x):
    if os.uname().machine != "x86_64":
        os.kill(os.getpid(), signal.SIGSYS)
    area = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    area.write(CODE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(area))
    told = f"EVIDENCE: `double` asked who we are, and heard {ctypes.CFUNCTYPE(ctypes.c_int)(address)()}"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    libc = ctypes.CDLL(None, use_errno=True)
    answer = libc.syscall(ctypes.c_long(X32_BIT | 39))
    raise RuntimeError(f"x32 says {answer} and {os.strerror(ctypes.get_errno())}")


def step(w, learning_rate):
    raise RuntimeError("not this one")
