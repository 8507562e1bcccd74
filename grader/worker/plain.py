"""A student's process on systems without fork: started for one source, speaking frames over its standard streams."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from grader.compiler import put_off_compiler
from grader.sandbox.limits import apply_limits
from grader.worker.child import FileStream, end, serve
from grader.worker.loaders import stay_in_process


def main() -> None:
    """Takes the standard streams for the wire, limits itself and serves."""
    settings = json.loads(sys.argv[1])
    source, target = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (source, target):
            msvcrt.setmode(descriptor, os.O_BINARY)
    os.chdir(settings["scratch"])
    stay_in_process()
    put_off_compiler()
    apply_limits(settings["limits"], settings["uses_accelerator"])
    stream = FileStream(source, target)
    stream.write(b"ready")
    serve(stream, Path(settings["scratch"]))
    end(0)


if __name__ == "__main__":
    main()
