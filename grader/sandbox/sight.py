"""What a student's process may see of the file system: libraries to read, one scratch folder to write in."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from pathlib import Path

SYSTEM_FOLDERS = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/usr/share/fonts",
)
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/fonts", "/proc/cpuinfo", "/proc/meminfo")
SYSTEM_STATE = ("/sys/devices/system/cpu", "/sys/devices/system/node")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
ACCELERATOR_FOLDERS = (
    "/usr/local/nvidia",
    "/usr/local/cuda",
    "/opt/nvidia",
    "/proc/driver/nvidia",
    "/sys/bus/pci",
    "/sys/module",
)
ACCELERATOR_PREFIXES = ("nvidia", "dri", "kfd")


def library_folders() -> list[str]:
    """Where Python and its packages lie; whole package folders only: an editable install shows no repository."""
    # A `.pth` file may join a folder of packages that `site` does not list.
    joined = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    paths = {sys.base_prefix, sys.base_exec_prefix, *sysconfig.get_paths().values(), *site.getsitepackages(), *joined}
    found = {str(Path(path).resolve()) for path in paths if Path(path).is_dir()}
    # `/usr` as a prefix would show everything installed: its library folders are in the system's list.
    wide = {"/", "/usr", "/usr/local"}
    return sorted(found - wide - {path for path in found if Path(path).name in ("bin", "include", "Scripts")})


def readable(uses_accelerator: bool) -> list[str]:
    """Everything a child may read."""
    extra = list(ACCELERATOR_FOLDERS) if uses_accelerator else []
    everything = [*library_folders(), *SYSTEM_FOLDERS, *SYSTEM_FILES, *SYSTEM_STATE, *extra]
    return [path for path in dict.fromkeys(everything) if os.path.lexists(path)]


def accelerator_devices() -> list[str]:
    """The device files of GPUs."""
    try:
        return sorted(str(each) for each in Path("/dev").iterdir() if each.name.startswith(ACCELERATOR_PREFIXES))
    except OSError:
        return []
