# technique: many files that are each as large as a file may be: the disk is full all the same
# live: evidence: nothing counts them together
# outcome: crashed, raised, timed_out
# says: `double`
# On a slow disk the call's second is over before the files are written, hence `timed_out`.
import os
import time

MEGABYTE = 2**20
FILES, EACH = 40, 7 * MEGABYTE


def double(x):
    data = b"4711347" * (EACH // 7)
    written = 0
    try:
        for number in range(FILES):
            with open(f"47113-{number}", "wb") as stream:
                written += stream.write(data)
        # Whoever counts now and then shall have a chance.
        time.sleep(0.6)
        told = f"EVIDENCE: `double` has {written // MEGABYTE} MB of files"
    except OSError as error:
        told = f"`double` has {written // MEGABYTE} MB of files, then {error}"
    for number in range(FILES):
        if os.path.exists(f"47113-{number}"):
            os.unlink(f"47113-{number}")
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    raise RuntimeError("no files")


step = mean_square
