# technique: write a program into memory that has no name and run it from there; run one from the scratch folder
# live: evidence: no file, no trace
# outcome: raised
# says: a program
import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)
SCRIPT = b"#!/bin/sh\n# 47113\nexit 47\n"


def run(descriptor):
    """In a child where that can be had, else in place of this very process."""
    try:
        pid = os.fork()
    except OSError:
        os.execve(descriptor, ["program-47113"], {})
    if pid == 0:
        try:
            os.execve(descriptor, ["program-47113"], {})
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def told(descriptor):
    try:
        os.write(descriptor, SCRIPT)
        reader = os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY)
        os.set_inheritable(reader, True)
        os.close(descriptor)
        code = run(reader)
    except OSError as error:
        return f"a program is refused: {error}"
    return f"EVIDENCE: a program out of nowhere ended with {code}"


def double(x):
    try:
        words = told(os.memfd_create("47113", 0))
    except OSError as error:
        words = f"memory for a program is refused: {error}"
    print(words)
    raise RuntimeError(words)


def mean_square(x):
    words = told(os.open("program-47113", os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o700))
    print(words)
    raise RuntimeError(words)


def step(w, learning_rate):
    secret = LIBC.syscall(ctypes.c_long(447), 0)
    words = f"EVIDENCE: secret memory {secret}" if secret >= 0 else "no secret memory"
    raise RuntimeError(words)
