# technique: let the kernel copy the bytes: sendfile, copy_file_range, splice, a mapping, shutil; no read by this process
# live: evidence: each of them gives the text
# outcome: raised
# says: nothing copied
# not at process: reads files, which that level does not stop
import mmap
import os
import shutil

SOURCE = "/tmp/attacked-world-47113/course/tests/hidden/test_victim.py"


def into_a_file(copy):
    """What `copy(source, target)` has put into a file of one's own."""
    with open("copy-47113", "w+b") as target:
        source = os.open(SOURCE, os.O_RDONLY | os.O_CLOEXEC)
        try:
            copy(source, target.fileno())
        finally:
            os.close(source)
        return os.pread(target.fileno(), 10_000, 0)


def spliced():
    reader, writer = os.pipe()
    source = os.open(SOURCE, os.O_RDONLY)
    os.splice(source, writer, 10_000)
    return os.read(reader, 10_000)


def mapped():
    with open(SOURCE, "rb") as stream, mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ) as mapping:
        return bytes(mapping)


def copied(copy):
    copy(SOURCE, "copy-47113")
    return open("copy-47113", "rb").read()


def whole_folder():
    shutil.rmtree("copies-47113", ignore_errors=True)
    shutil.copytree(os.path.dirname(SOURCE), "copies-47113")
    return open("copies-47113/test_victim.py", "rb").read()


WAYS = {
    "sendfile": lambda: into_a_file(lambda source, target: os.sendfile(target, source, 0, 10_000)),
    "copy_file_range": lambda: into_a_file(lambda source, target: os.copy_file_range(source, target, 10_000)),
    "splice": spliced,
    "mmap": mapped,
    "copyfile": lambda: copied(shutil.copyfile),
    "copy2": lambda: copied(shutil.copy2),
    "copytree": whole_folder,
    "append": lambda: os.pread(os.open(SOURCE, os.O_RDWR | os.O_APPEND), 10_000, 0),
}


def succeeds(way):
    try:
        return b"CASE" in WAYS[way]()
    except (OSError, shutil.Error):
        return False


def double(x):
    done = [way for way in WAYS if succeeds(way)]
    told = f"EVIDENCE: hidden cases by {', '.join(done)}" if done else "nothing copied"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    with open(SOURCE) as stream:
        raise RuntimeError(f"EVIDENCE: {stream.read()[-50:]}")


def step(w, learning_rate):
    raise RuntimeError("nothing copied")
