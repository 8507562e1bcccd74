"""The probes of `test_probes`: small attacks out of a child, each the body of a function, true when it succeeded.

A name stands at the margin, its body below it; `=` begins a family. An exception counts as a refusal.
"""

from __future__ import annotations

import re

# What every probe finds: paths and numbers of the world which the harness has laid out (see `World` in test_probes).
PRELUDE = r"""
import ctypes, errno, fcntl, mmap, os, pathlib, resource, select, signal, socket, stat, struct, subprocess, sys, time

LIBC = ctypes.CDLL(None, use_errno=True)


def call(name, *arguments):
    ctypes.set_errno(0)
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result = LIBC.syscall(ctypes.c_long(NUMBERS[name]), *given)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def others():
    return [pid for pid in (BYSTANDER, os.getppid()) if pid != os.getpid()]


def one_works(attack):
    for pid in others():
        try:
            if attack(pid) is not False:
                return True
        except OSError:
            pass
    return False


def attempt(name, bystander):
    space = dict(globals(), BYSTANDER=bystander)
    globals()["BYSTANDER"] = bystander
    exec("def probe():\n" + BODIES[name], space)
    try:
        return [bool(space["probe"]()), ""]
    except BaseException as error:
        return [False, f"{type(error).__name__}: {error}"]
"""

# Numbers on x86_64 and on aarch64.
NUMBERS = """
    add_key:248:217 bpf:321:280 capget:125:90 chroot:161:51 clock_gettime:228:113 clone:56:220 clone3:435:435
    execve:59:221 execveat:322:281 fanotify_init:300:262 finit_module:313:273 inotify_add_watch:254:27
    inotify_init1:294:26 io_uring_setup:425:425 ioprio_set:251:30 kcmp:312:272 keyctl:250:219 memfd_create:319:279
    migrate_pages:256:238 mount:165:40 mq_open:240:180 name_to_handle_at:303:264 open_by_handle_at:304:265
    perf_event_open:298:241 personality:135:92 pidfd_open:434:434 process_vm_readv:310:270 ptrace:101:117
    request_key:249:218 sched_setscheduler:144:119 seccomp:317:277 sethostname:170:161 setns:308:268 shmget:29:194
    syslog:103:116 umount2:166:39 unshare:272:97 userfaultfd:323:282 vmsplice:278:75
"""

TABLE = r"""
= files
reading a hidden file
    return b"SECRET" in pathlib.Path(HIDDEN, "secret").read_bytes()
stat of a hidden path
    return os.stat(HIDDEN + "/secret").st_size > 0
listing a hidden folder
    return "secret" in os.listdir(HIDDEN)
a hidden link's target
    return os.readlink(HIDDEN + "/link") == "secret"
a hidden file's extended attributes
    return os.listxattr(HIDDEN + "/secret") is not None
a new file outside
    return os.open(HIDDEN + "/new", os.O_WRONLY | os.O_CREAT) > 0
a new folder outside
    os.mkdir(HIDDEN + "/new-folder"); return True
a new pipe outside
    os.mkfifo(HIDDEN + "/new-pipe"); return True
writing to a file outside
    return os.write(os.open(HIDDEN + "/victim", os.O_WRONLY | os.O_APPEND), b"x") == 1
truncating a file outside
    os.truncate(HIDDEN + "/victim", 1); return True
removing a file outside
    os.unlink(HIDDEN + "/removable"); return True
chmod outside
    os.chmod(HIDDEN + "/victim", 0o640); return stat.S_IMODE(os.stat(HIDDEN + "/victim").st_mode) == 0o640
chown outside
    os.chown(HIDDEN + "/victim", 12345, 12345); return os.stat(HIDDEN + "/victim").st_uid == 12345
utime outside
    os.utime(HIDDEN + "/victim", (7, 7)); return os.stat(HIDDEN + "/victim").st_mtime == 7
linking a file outside into the scratch folder
    os.link(HIDDEN + "/secret", "linked"); return b"SECRET" in pathlib.Path("linked").read_bytes()
linking an own file to the outside
    pathlib.Path("own").write_text("x"); os.link("own", HIDDEN + "/new-link"); return True
moving a file in
    os.rename(HIDDEN + "/movable", "moved"); return True
moving an own file out
    pathlib.Path("own").write_text("x"); os.rename("own", HIDDEN + "/new-own"); return True
a symbolic link followed
    os.symlink(HIDDEN + "/secret", "symbolic"); return b"SECRET" in pathlib.Path("symbolic").read_bytes()
a path opened and opened again
    held = os.open(HIDDEN + "/secret", os.O_PATH)
    return b"SECRET" in pathlib.Path(f"/proc/self/fd/{held}").read_bytes()
a file by its handle
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0), 136)
    call("name_to_handle_at", -100, HIDDEN.encode() + b"/secret", handle, ctypes.byref(ctypes.c_int()), 0)
    return call("open_by_handle_at", os.open(".", os.O_RDONLY), handle, os.O_RDONLY) > 0
watching a hidden folder
    return call("inotify_add_watch", call("inotify_init1", 0), HIDDEN.encode(), 0xFFF) > 0
watching the whole machine
    return call("fanotify_init", 0, 0) > 0
shared memory in /dev/shm
    return os.open(f"/dev/shm/{MARK}", os.O_RDWR | os.O_CREAT) > 0
another child's scratch folder
    return b"SECRET" in pathlib.Path(NEIGHBOUR, "secret").read_bytes()
writing into another child's scratch folder
    return os.open(NEIGHBOUR + "/new", os.O_WRONLY | os.O_CREAT) > 0
the passwords of the machine
    return bool(pathlib.Path("/etc/shadow").read_bytes())
the home folder
    return os.listdir(HOME) is not None
a device of its own making
    os.mknod("device", stat.S_IFCHR | 0o666, os.makedev(1, 1)); return True
a setting of the kernel
    return os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY) > 0
a file beside the libraries
    return os.open(os.path.dirname(os.__file__) + f"/{MARK}", os.O_WRONLY | os.O_CREAT) > 0
= processes
fork
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid
clone without a thread
    pid = call("clone", signal.SIGCHLD, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid
clone3
    pid = call("clone3", struct.pack("QQQQQQQQ", 0, 0, 0, 0, signal.SIGCHLD, 0, 0, 0), 64)
    if pid == 0:
        os._exit(0)
    return os.waitpid(pid, 0)[0] == pid
another program
    return subprocess.run([sys.executable, "-I", "-c", ""]).returncode == 0
execve
    try:
        call("execve", b"/nowhere", None, None)
    except FileNotFoundError:
        return True
execveat
    try:
        call("execveat", -100, b"/nowhere", None, None, 0)
    except FileNotFoundError:
        return True
the list of processes
    return len([name for name in os.listdir("/proc") if name.isdigit()]) > 1
another process's command line
    return one_works(lambda pid: pathlib.Path(f"/proc/{pid}/cmdline").read_bytes())
another process's environment
    return one_works(lambda pid: pathlib.Path(f"/proc/{pid}/environ").read_bytes())
another process's memory file
    return one_works(lambda pid: os.open(f"/proc/{pid}/mem", os.O_RDONLY))
another process's descriptors
    return one_works(lambda pid: os.listdir(f"/proc/{pid}/fd"))
another process's root folder
    return one_works(lambda pid: os.listdir(f"/proc/{pid}/root/"))
reading another process's memory
    room = ctypes.create_string_buffer(16)
    vectors = [struct.pack("QQ", where, 16) for where in (ctypes.addressof(room), id(None))]
    return call("process_vm_readv", os.getppid(), vectors[0], 1, vectors[1], 1, 0) == 16
tracing another process
    call("ptrace", 16, BYSTANDER, 0, 0); os.waitpid(BYSTANDER, 0x40000000)
    return call("ptrace", 17, BYSTANDER, 0, 0) == 0
a signal
    return one_works(lambda pid: os.kill(pid, 0))
a signal to everybody
    os.kill(-1, 0); return True
a signal by a descriptor's owner
    left, right = socket.socketpair()
    fcntl.fcntl(left, fcntl.F_SETOWN, BYSTANDER); fcntl.fcntl(left, 10, signal.SIGKILL)
    fcntl.fcntl(left, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    right.send(b"x"); time.sleep(0.2)
    return False  # the harness sees whether the bystander lives
another process as a descriptor's owner
    left, _ = socket.socketpair()
    return one_works(lambda pid: fcntl.fcntl(left, fcntl.F_SETOWN, pid))
a descriptor of another process
    return one_works(lambda pid: call("pidfd_open", pid, 0))
another process's priority
    return one_works(lambda pid: os.setpriority(os.PRIO_PROCESS, pid, 1))
another process's processors
    return one_works(lambda pid: os.sched_setaffinity(pid, {0}))
another process's limits
    return one_works(lambda pid: resource.prlimit(pid, resource.RLIMIT_CORE))
another process's session
    return one_works(os.getsid)
another process's scheduler
    return one_works(os.sched_getscheduler)
another process's capabilities
    return one_works(lambda pid: call("capget", struct.pack("Ii", 0x20080522, pid), ctypes.create_string_buffer(24)))
another process's processor time
    return one_works(lambda pid: call("clock_gettime", (~pid << 3) | 2, ctypes.create_string_buffer(16)))
comparing processes
    return one_works(lambda pid: call("kcmp", os.getpid(), pid, 1, 0, 0))
moving another process's pages
    return one_works(lambda pid: call("migrate_pages", pid, 64, struct.pack("Q", 1), struct.pack("Q", 1)))
a priority above the others
    os.nice(-5); return True
real-time scheduling
    call("sched_setscheduler", 0, 1, struct.pack("i", 1)); return True
priority on the disk
    call("ioprio_set", 1, 0, 1 << 13); return True
= network
a TCP port
    socket.socket().bind(("127.0.0.1", 0)); return True
a TCP connection
    socket.create_connection(("127.0.0.1", TCP), 2).close(); return True
a TCP connection by IPv6
    socket.socket(socket.AF_INET6).bind(("::1", 0)); return True
a UDP packet
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", UDP)) == 1
a Unix socket's path
    socket.socket(socket.AF_UNIX).connect(HIDDEN + "/unix"); return True
a Unix socket of its own
    socket.socket(socket.AF_UNIX).bind("own.sock"); return True
an abstract socket
    socket.socket(socket.AF_UNIX).connect("\0" + MARK); return True
an abstract socket of its own
    socket.socket(socket.AF_UNIX).bind("\0own-" + MARK); return True
an address for half of a pair
    left, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return left.sendto(b"x", "\0datagram-" + MARK) == 1
netlink
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).fileno() > 0
raw packets
    return socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).fileno() > 0
the kernel's ciphers
    return socket.socket(38, socket.SOCK_SEQPACKET, 0).fileno() > 0
= memory
memory beyond the limit
    return len(bytearray(2 * MEMORY)) > 0
shared memory beyond the limit
    return len(mmap.mmap(-1, 2 * MEMORY)) > 0
memory without a limit
    return resource.getrlimit(resource.RLIMIT_AS)[1] == resource.RLIM_INFINITY
raising its own limits
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)); return True
an anonymous file
    return call("memfd_create", b"x", 0) > 0
System V memory
    number = call("shmget", 0, 4096, 0o1600)
    call("shmctl", number, 0, None)
    return number >= 0
a message queue
    return call("mq_open", MARK.encode(), os.O_CREAT | os.O_RDWR, 0o600, None) > 0
a core file
    return resource.getrlimit(resource.RLIMIT_CORE)[1] != 0
processor time without a limit
    return resource.getrlimit(resource.RLIMIT_CPU)[1] == resource.RLIM_INFINITY
files without a limit
    return resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
descriptors without a limit
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1] > 4096
= privileges
becoming root
    os.setuid(0); return os.getuid() == 0
another user
    os.setresuid(0, 1, 0); return True
other groups
    os.setgroups([0]); return True
capabilities
    status = dict(line.split(":", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
    return int(status["CapPrm"], 16) > 0
a user namespace
    return call("unshare", 0x10000000) == 0
a mount namespace
    return call("unshare", 0x20000) == 0
another process's namespace
    return call("setns", os.open(f"/proc/{os.getppid()}/ns/uts", os.O_RDONLY), 0) == 0
mount
    os.mkdir("mounted")
    return call("mount", b"x", b"mounted", b"tmpfs", 0, None) == call("umount2", b"mounted", 2)
chroot
    os.chroot("/"); return True
keys
    return call("keyctl", 0, -3, 1, 0, 0) != 0
a new key
    return call("add_key", b"user", MARK.encode(), b"x", 1, -1) != 0
bpf
    return call("bpf", 0, struct.pack("5I", 2, 4, 4, 1, 0), 20) > 0
perf events
    return call("perf_event_open", struct.pack("IIQ", 1, 112, 0) + bytes(24) + b"\x60" + bytes(71), 0, -1, -1, 0) > 0
io_uring
    return call("io_uring_setup", 4, ctypes.create_string_buffer(120)) > 0
userfaultfd
    return call("userfaultfd", 1) > 0
another filter
    return call("seccomp", 2, 0, struct.pack("I", 0x7FFF0000)) == 0
personality
    return call("personality", 0x0400000) >= 0
the kernel's log
    return call("syslog", 3, ctypes.create_string_buffer(64), 64) >= 0
a kernel module
    try:
        call("finit_module", -1, b"", 0)
    except OSError as error:
        return error.errno == errno.EBADF
the machine's name
    return call("sethostname", os.uname().nodename.encode(), len(os.uname().nodename)) == 0
calls of another architecture
    code = mmap.mmap(-1, 4096, prot=7)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))() > 0
= descriptors and environment
inherited descriptors
    found = []
    for number in range(3, 4096):
        try:
            found.append(stat.S_ISSOCK(os.fstat(number).st_mode))
        except OSError:
            pass
    return found != [True]
standard streams that lead somewhere
    return any(os.fstat(number).st_rdev != os.makedev(1, 3) for number in (0, 1, 2))
the judge's environment
    return any(MARK in value for value in os.environ.values()) or "PROBED_TOKEN" in os.environ
the judge's environment in proc
    return b"PROBED_TOKEN" in pathlib.Path("/proc/self/environ").read_bytes()
the terminal
    return os.open("/dev/tty", os.O_RDWR) > 0
out of memory last of all
    return os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000") > 0
"""


def read_table(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """The bodies, and the families, by the names of the probes."""
    bodies: dict[str, str] = {}
    families: dict[str, str] = {}
    family = name = ""
    for line in text.strip().splitlines():
        if line.startswith("= "):
            family = line[2:]
        elif line.startswith(" "):
            bodies[name] += f"{line}\n"
        else:
            name = line
            assert name not in bodies, name
            bodies[name], families[name] = "", family
    return bodies, families


def numbers_for(machine: str) -> dict[str, int]:
    """The system calls of a machine; none for one that is not in the table."""
    column = {"x86_64": 1, "aarch64": 2}.get(machine)
    return {} if column is None else {row[0]: int(row[column]) for row in (each.split(":") for each in NUMBERS.split())}


def child_source(known: dict[str, object]) -> str:
    """The file a child loads: the prelude, what is known of the world, and every probe."""
    assert all(re.fullmatch("[A-Z_]+", name) for name in known)
    facts = "".join(f"{name} = {value!r}\n" for name, value in known.items())
    return f"{facts}BODIES = {BODIES!r}\nBYSTANDER = 0\n{PRELUDE}"


BODIES, FAMILIES = read_table(TABLE)
