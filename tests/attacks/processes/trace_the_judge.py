# technique: attach to the parent as a debugger and read its memory, by ptrace and by process_vm_readv
# live: evidence: a process of the same user may be traced
# outcome: raised
# says: tracing
# not at process: the same user may trace its processes
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_DETACH, PTRACE_SEIZE, PTRACE_INTERRUPT = 17, 0x4206, 0x4207
WAIT_ALL = 0x40000000


def ptrace(request, pid):
    return LIBC.ptrace(ctypes.c_long(request), pid, ctypes.c_void_p(0), ctypes.c_void_p(0))


def double(x):
    parent = os.getppid()
    if ptrace(PTRACE_SEIZE, parent) < 0:
        raise RuntimeError(f"tracing is refused: {os.strerror(ctypes.get_errno())}")
    ptrace(PTRACE_INTERRUPT, parent)
    os.waitpid(parent, WAIT_ALL)
    ptrace(PTRACE_DETACH, parent)
    print("EVIDENCE: the judge stood still")
    raise RuntimeError("EVIDENCE: tracing the judge")


def mean_square(x):
    class Piece(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]

    text = ctypes.create_string_buffer(b"here")
    loot = ctypes.create_string_buffer(4)
    # This process is a fork: the libraries lie where they lie in its parent.
    there = Piece(ctypes.cast(LIBC.getpid, ctypes.c_void_p).value, 4)
    here = Piece(ctypes.addressof(loot), 4)
    got = LIBC.process_vm_readv(
        os.getppid(), ctypes.byref(here), ctypes.c_ulong(1), ctypes.byref(there), ctypes.c_ulong(1), ctypes.c_ulong(0)
    )
    if got < 0:
        raise RuntimeError(f"reading is refused, tracing {text.value}: {os.strerror(ctypes.get_errno())}")
    print("EVIDENCE: the judge's memory", loot.raw)
    raise RuntimeError(f"EVIDENCE: tracing found {loot.raw}")


def step(w, learning_rate):
    with open(f"/proc/{os.getppid()}/mem", "rb"):
        raise RuntimeError("EVIDENCE: tracing by /proc")
