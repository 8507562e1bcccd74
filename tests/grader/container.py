"""Makes this process look as if a container had started it, and then tries what the grader can have there.

Run as root: `container.py MODE LEVEL HIDDEN` prints what a server of that level met, as JSON; `container.py MODE --
ARGUMENT...` becomes `grade` with these arguments. What cannot be emulated ends with exit code 77.

    docker     root, with the capabilities and the system calls of Docker's default profile
    bare       the same without any capability (`--cap-drop ALL`)
    nobody     the same as user 65534
    old        a kernel without Landlock, and no namespaces either
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import struct
import sys
import tempfile
from pathlib import Path

from grader.sandbox import kernel, namespaces, seccomp
from grader.sandbox.syscalls import number

CANNOT = 77
NOBODY = 65_534
# CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE NET_RAW SYS_CHROOT MKNOD AUDIT_WRITE
# SETFCAP: what is left to root in a container of Docker's.
DOCKER_KEEPS = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)
LAST_CAPABILITY, CAPBSET_DROP, CAPABILITY_VERSION = 40, 24, 0x20080522
REFUSED = ("unshare", "mount", "umount2", "pivot_root")
NEW_NAMESPACES = 0x7E020000
LANDLOCK = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")


def main() -> None:
    """Becomes the container, then does what was asked."""
    mode, *arguments = sys.argv[1:]
    try:
        let_others_read()
        become(mode)
    except OSError as error:
        print(f"this machine cannot emulate it: {error}")
        sys.exit(CANNOT)
    if arguments[0] == "--":
        os.execv(sys.executable, [sys.executable, "-m", "grader.cli", *arguments[1:]])
    print(json.dumps(tried(*arguments)))


def let_others_read() -> None:
    """In a mount namespace of its own, gives everybody the way to a Python that lies under root's own folder."""
    kernel.syscall("unshare", namespaces.NEW_MOUNT)
    namespaces.mount(None, "/", None, namespaces.RECURSIVE | namespaces.PRIVATE)
    for wanted in dict.fromkeys([sys.prefix, sys.base_prefix]):
        closed = next((each for each in reversed(Path(wanted).parents) if not each.stat().st_mode & 1), None)
        if closed is None:
            continue
        aside = tempfile.mkdtemp()
        namespaces.mount(str(closed), aside, None, namespaces.BIND | namespaces.RECURSIVE)
        namespaces.mount("tmpfs", str(closed), "tmpfs", 0, b"mode=755")
        for path in dict.fromkeys([sys.prefix, sys.base_prefix]):
            if closed in Path(path).parents:
                Path(path).mkdir(parents=True)
                inside = Path(aside, Path(path).relative_to(closed))
                namespaces.mount(str(inside), path, None, namespaces.BIND | namespaces.RECURSIVE)
        namespaces.mount(None, aside, None, namespaces.RECURSIVE | namespaces.PRIVATE)
        kernel.libc_call("umount2", aside.encode(), namespaces.DETACH)
        Path(aside).rmdir()


def become(mode: str) -> None:
    """Takes rights away, the filter first: only who has them may install it without giving up more."""
    seccomp.install(profile(mode))
    keeps = () if mode in ("bare", "nobody") else DOCKER_KEEPS
    if mode == "nobody":
        drop_capabilities(DOCKER_KEEPS)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        os.environ["HOME"] = "/"
    else:
        drop_capabilities(keeps)


def drop_capabilities(keeps: tuple[int, ...]) -> None:
    """From the bounding set, so that no program gets them back, and from the others."""
    for capability in range(LAST_CAPABILITY + 1):
        if capability not in keeps:
            kernel.prctl(CAPBSET_DROP, capability)
    low, high = (sum(1 << (each - shift) for each in keeps if shift <= each < shift + 32) for shift in (0, 32))
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    kernel.syscall("capset", _pointer(header), _pointer(struct.pack("6I", low, low, 0, high, high, 0)))


def profile(mode: str) -> bytes:
    """Refuses what Docker refuses of namespaces and mounts; everything else is allowed."""
    code: list[tuple[int, int, int, int]] = [(seccomp.LOAD, 0, 0, seccomp.NUMBER_AT)]
    answers = dict.fromkeys(REFUSED, errno.EPERM) | {"clone3": errno.ENOSYS}
    if mode == "old":
        answers |= dict.fromkeys(LANDLOCK, errno.ENOSYS)
    for name, answer in answers.items():
        known = number(name, kernel.MACHINE)
        code += [(seccomp.JUMP_EQUAL, 0, 1, known or 0), (seccomp.RETURN, 0, 0, seccomp.ERRNO | answer)]
    code += [
        (seccomp.JUMP_EQUAL, 0, 3, number("clone", kernel.MACHINE) or 0),
        (seccomp.LOAD, 0, 0, seccomp.ARGUMENTS_AT),
        (seccomp.JUMP_SET, 0, 1, NEW_NAMESPACES),
        (seccomp.RETURN, 0, 0, seccomp.ERRNO | errno.EPERM),
        (seccomp.RETURN, 0, 0, seccomp.ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def tried(level: str, hidden: str) -> dict[str, object]:
    """What a server of that level meets here, and whether a child of it can work."""
    from children import Children

    from grader.errors import SetupError

    children = Children(level, hidden)
    standing = children.server.standing
    told: dict[str, object] = {"uid": os.geteuid()}
    try:
        children.server.wait_until_ready()
        with children.module("import os\n\n\ndef work(x):\n    return [2 * x, os.getuid()]\n") as module:
            told["answer"] = module.work(21)
    except SetupError as error:
        told |= {"error": error.message, "hint": error.hint}
    finally:
        children.close()
    refusals = [[each.level, each.reason] for each in standing.refusals]
    through = sorted(name for name, succeeded in standing.canaries.items() if succeeded)
    return told | {"level": standing.level, "means": standing.means, "refusals": refusals, "through": through}


def _pointer(data: bytes) -> ctypes.c_void_p:
    return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p)


if __name__ == "__main__":
    main()
