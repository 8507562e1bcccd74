# technique: open what stands for memory, the kernel's log, terminals, disks and virtual machines
# live: evidence: at least terminals are for everybody
# outcome: raised
# says: device
import os

PATHS = [
    *("/dev/mem", "/dev/kmem", "/dev/port", "/dev/kmsg", "/dev/tty", "/dev/console", "/dev/ptmx", "/dev/fuse"),
    *("/dev/kvm", "/dev/net/tun", "/dev/vda", "/dev/sda", "/dev/loop-control", "/dev/uinput", "/dev/snapshot"),
    *("/dev/cpu/0/msr", "/dev/hwrng", "/dev/userfaultfd", "/dev/shm/47113", "/dev/mqueue/47113"),
]


def opens(path):
    flags = os.O_RDWR | os.O_CREAT if "47113" in path else os.O_RDONLY
    try:
        os.close(os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY))
        if "47113" in path:
            os.unlink(path)
    except OSError:
        return False
    return True


def double(x):
    found = [path for path in PATHS if opens(path)]
    told = f"EVIDENCE: devices {', '.join(found)}" if found else "no device"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("not this one")


step = mean_square
