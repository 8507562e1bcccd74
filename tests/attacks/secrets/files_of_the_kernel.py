# technique: read what the kernel tells of the machine: its sockets, mounts, symbols, locks, keys, where cores are written
# live: evidence: the grader's open sockets are listed by name
# outcome: raised
# says: the kernel tells nothing
# not at process: reads files, which that level does not stop
PATHS = """
    /proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/sys/kernel/random/boot_id /proc/kallsyms /proc/modules
    /proc/partitions /proc/locks /proc/keys /proc/key-users /proc/sysvipc/shm /proc/loadavg /proc/stat
    /proc/interrupts /proc/version /proc/cmdline /proc/config.gz /proc/timer_list
    /sys/class/net/lo/address /sys/kernel/notes /sys/fs/cgroup/cgroup.procs /dev/kmsg
""".split()
# Others' sockets and mounts are shown in a process's own folder, too.
OWN = "net/unix net/tcp net/udp net/arp net/dev net/route mountinfo".split()


def read(path):
    try:
        with open(path, "rb", 0) as stream:
            return stream.read(2**17).decode(errors="replace")
    except OSError:
        return ""


def others(text, path):
    """Whether it tells of anybody else; own mounts, sockets without names and nets with nobody in them do not."""
    if path.endswith("mountinfo"):
        return "attacked" in text
    if path.endswith("unix"):
        return any(len(line.split()) > 7 for line in text.splitlines()[1:])
    lines = [line for line in text.splitlines()[1:] if not line.strip().startswith("lo:")]
    return bool(lines) and (not path.endswith("net/dev") or len(lines) > 1)


def told():
    found = [path for path in PATHS if read(path)]
    for name in OWN:
        path = f"/proc/self/{name}"
        text = read(path)
        if text and others(text, path):
            named = "with 47113" if "47113" in text else f"{text.count(chr(10))} lines"
            found.insert(0, f"{path} ({named})")
    return f"EVIDENCE: {', '.join(found)}" if found else "the kernel tells nothing of others"


LOADED = told()
print(LOADED)


def double(x):
    raise RuntimeError(told())


def mean_square(x):
    raise RuntimeError(LOADED)


def step(w, learning_rate):
    raise RuntimeError(LOADED)
