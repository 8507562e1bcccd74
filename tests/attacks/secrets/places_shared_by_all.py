# technique: leave a note for the next submission, or find one: shared memory, temporary folders, home, segments, queues
# live: evidence: many places outlive the process
# outcome: raised
# says: nowhere to leave
# not at process: writes files, which that level does not stop
import ctypes
import os
from multiprocessing import shared_memory

LIBC = ctypes.CDLL(None, use_errno=True)
FOLDERS = ["/dev/shm", "/tmp", "/var/tmp", "/run", "/run/lock", "/root", "/home", "/dev/mqueue", "/sys/fs/cgroup", "/"]
PRIVATE, CREATE, REMOVE = 0, 0o1000, 0


def note(path):
    with open(path, "x") as stream:
        stream.write("note")
    os.unlink(path)


def made_by(create, control):
    """A thing of System V has a number and no owner that must live."""
    number = create()
    if number < 0:
        raise OSError(ctypes.get_errno(), "refused")
    control(number)


def named_block():
    block = shared_memory.SharedMemory("block-47113", create=True, size=100)
    block.close()
    block.unlink()


def queue():
    number = LIBC.mq_open(b"/queue-47113", os.O_CREAT | os.O_RDWR, 0o600, None)
    if number < 0:
        raise OSError(ctypes.get_errno(), "refused")
    LIBC.mq_unlink(b"/queue-47113")


def segment():
    made_by(lambda: LIBC.shmget(PRIVATE, 4096, CREATE | 0o600), lambda number: LIBC.shmctl(number, REMOVE, None))


def semaphore():
    made_by(lambda: LIBC.semget(PRIVATE, 1, CREATE | 0o600), lambda number: LIBC.semctl(number, 0, REMOVE))


WAYS = {f"in {folder}": lambda folder=folder: note(f"{folder}/note-47113") for folder in FOLDERS}
WAYS |= {"beside": lambda: note("../note-47113"), "a named block": named_block, "a queue": queue}
WAYS |= {"a segment": segment, "a semaphore": semaphore}


def succeeds(way):
    try:
        WAYS[way]()
    except OSError:
        return False
    return True


def double(x):
    done = [way for way in WAYS if succeeds(way)]
    told = f"EVIDENCE: {', '.join(done)}" if done else f"nowhere to leave a note, of {len(WAYS)} places"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("nowhere to leave anything")


def step(w, learning_rate):
    raise RuntimeError("nowhere to leave anything")
