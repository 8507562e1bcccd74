"""Every limit of a student's process, hit at every level: an outcome of its own, and words that name the figure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from children import LEVELS, LINUX, Children, children_at

from grader.errors import StudentFault
from grader.feedback import message_of, outcome_of
from grader.model import Limits, LoadFacts, Outcome

pytestmark = LINUX
MEGA = 2**20
# A file that does each of these things, well beyond the limits below.
SOURCE = """
import mmap
import os
import signal
import threading
import time

import numpy
import torch


def sleep():
    time.sleep(60)


def spin():
    while True:
        pass


def spin_on():
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    spin()


def list_memory():
    return len([bytes(2**20) for _ in range(4096)])


def torch_memory():
    return float(torch.ones(2**30).sum())


def numpy_memory():
    return float(numpy.ones(2**29).sum())


def shared_memory():
    return len(mmap.mmap(-1, 2**32))


def talk(lines):
    for _ in range(lines):
        print("x" * 99)
    return lines


def write(size):
    with open("large.bin", "wb") as file:
        file.write(bytes(size))
    return size


def write_many(count, size):
    for number in range(count):
        with open(f"{number}.bin", "wb") as file:
            file.write(bytes(size))
    return count


def write_many_and_wait(count, size):
    write_many(count, size)
    time.sleep(5)


def open_many(count):
    kept = [open(os.devnull) for _ in range(count)]
    return len(kept)


def fork_many(count):
    children = []
    try:
        for _ in range(count):
            pid = os.fork()
            if pid == 0:
                time.sleep(20)
                os._exit(0)
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return len(children)


def thread_many(count):
    done = threading.Event()
    threading.stack_size(2**16)
    threads = []
    try:
        for _ in range(count):
            threads.append(threading.Thread(target=done.wait))
            threads[-1].start()
        time.sleep(1)
    finally:
        done.set()
    return len(threads)


def alive():
    return True
"""
SMALL = Limits(
    call_seconds=20.0, cpu_seconds=2, memory_bytes=512 * MEGA, output_bytes=2000, file_bytes=3 * MEGA, open_files=40,
    scratch_bytes=20 * MEGA, processes=10,
)  # fmt: skip
# Room enough for a child to start and, below it, none for what the test does.
CALL_SECONDS = 1.0


@pytest.fixture(scope="module", params=LEVELS)
def children(request: pytest.FixtureRequest) -> Iterator[Children]:
    """A server of each level."""
    with children_at(request.param) as found:
        yield found


def met(children: Children, limits: Limits, name: str, *arguments: object) -> tuple[Outcome, str, bool]:
    """The outcome of a call, the words for it, and whether the process lives on."""
    with children.module(SOURCE, limits) as module:
        try:
            told = getattr(module, name)(*arguments)
        except StudentFault as fault:
            words = outcome_of(fault), message_of(fault, limits, LoadFacts())
        else:
            return Outcome.PASSED, repr(told), True
        try:
            return *words, module.alive() is True
        except StudentFault:
            return *words, False


def test_time_of_a_call(children: Children) -> None:
    """A call that sleeps: timed out, the seconds named, and not much later than that."""
    limits = Limits(call_seconds=CALL_SECONDS)
    started = time.monotonic()
    outcome, words, lives = met(children, limits, "sleep")
    assert time.monotonic() - started < CALL_SECONDS + 5
    assert (outcome, lives) == (Outcome.TIMED_OUT, False)
    assert "`sleep` ran for more than 1 seconds" in words


def test_time_of_loading(children: Children) -> None:
    """A statement that sleeps while the file is loaded: stopped with the seconds named, and the rest is loaded."""
    limits = Limits(load_seconds=1.0)
    with children.module(f"import time\ntime.sleep(30)\n{SOURCE}", limits) as module:
        assert "stopped after 1 seconds" in " ".join(note.message for note in module._channel.facts.notes)
        assert module.alive() is True


def test_processor_time(children: Children) -> None:
    """A loop within the wall's limit: timed out by processor time, the figure named."""
    outcome, words, _ = met(children, SMALL, "spin")
    assert outcome is Outcome.TIMED_OUT
    assert "more than 2 seconds of processor time" in words


def test_processor_time_of_who_ignores_the_signal(children: Children) -> None:
    """The same outcome, although the process was killed."""
    outcome, words, _ = met(children, SMALL, "spin_on")
    assert outcome is Outcome.TIMED_OUT
    assert "processor time" in words


@pytest.mark.parametrize("name", ["list_memory", "torch_memory", "numpy_memory"])
def test_memory(children: Children, name: str) -> None:
    """Whoever asks for it: out of memory with the megabytes named, and the process lives on."""
    outcome, words, lives = met(children, SMALL, name)
    assert (outcome, lives) == (Outcome.OUT_OF_MEMORY, True), words
    assert "more memory than the 512 MB" in words


def test_shared_memory(children: Children) -> None:
    """The same for memory that mmap refuses."""
    outcome, words, _ = met(children, SMALL, "shared_memory")
    assert outcome is Outcome.OUT_OF_MEMORY, words
    assert "512 MB" in words


def test_output(children: Children) -> None:
    """What is printed is kept in part, and how much was left out is said; the call itself is well."""
    with children.module(SOURCE, SMALL) as module:
        assert module.talk(1000) == 1000
        printed = module.printed()
    assert len(printed) < 3 * SMALL.output_bytes
    assert f"{1000 * 100 - 2 * SMALL.output_bytes} characters left out" in printed


def test_size_of_a_file(children: Children) -> None:
    """A file within the limit is written, a larger one is refused, and the process lives on."""
    assert met(children, SMALL, "write", SMALL.file_bytes)[0] is Outcome.PASSED
    outcome, words, lives = met(children, SMALL, "write", SMALL.file_bytes + 1)
    assert (outcome, lives) == (Outcome.RAISED, True)
    assert "File too large" in words


def test_size_of_a_file_is_named(children: Children) -> None:
    """How large a file may be."""
    assert "3 MB" in met(children, SMALL, "write", SMALL.file_bytes + 1)[1]


def test_open_files(children: Children) -> None:
    """As many as the limit says are refused, and the process lives on."""
    outcome, words, lives = met(children, SMALL, "open_many", SMALL.open_files)
    assert (outcome, lives) == (Outcome.RAISED, True)
    assert "Too many open files" in words


def test_open_files_are_named(children: Children) -> None:
    """How many may be open."""
    assert "40" in met(children, SMALL, "open_many", SMALL.open_files)[1]


@pytest.mark.parametrize(("count", "size"), [(20_000, 0), (100, MEGA)])
def test_number_of_files(children: Children, count: int, size: int) -> None:
    """The scratch folder is bounded: neither many files nor many megabytes."""
    outcome, words, lives = met(children, SMALL, "write_many_and_wait", count, size)
    assert (outcome, lives) == (Outcome.CRASHED, False)
    assert ("2000 files" if size == 0 else "20 MB") in words


def test_processes(children: Children) -> None:
    """None at all where the level says so; at the level process what is started dies with the child."""
    if children.level == "process":
        pytest.skip("root's processes are not counted, and another user's may not be refused theirs")
    outcome, words, lives = met(children, SMALL, "fork_many", SMALL.processes + 5)
    assert (outcome, lives) == (Outcome.RAISED, True)
    assert "PermissionError" in words or "BlockingIOError" in words


def test_threads(children: Children) -> None:
    """Threads are processes to the system: no more than the limit where the child has a user of its own."""
    limits = replace(SMALL, memory_bytes=4096 * MEGA)
    outcome, words, lives = met(children, limits, "thread_many", 20 * SMALL.processes)
    if children.level != "strict+":
        # No user of its own, so the system counts those of others, too: the server counts instead.
        assert outcome is Outcome.CRASHED
        assert "more than the 10 threads" in words
        return
    assert (outcome, lives) == (Outcome.RAISED, True)
    assert "At most 10 processes and threads" in words


def test_limits_are_known() -> None:
    """A new limit must come with a test: here are the names that this file covers."""
    names = {"call_seconds", "load_seconds", "cpu_seconds", "memory_bytes", "output_bytes", "file_bytes", "open_files"}
    names |= {"scratch_bytes", "scratch_files"}
    assert {each.name for each in fields(Limits)} == names | {"processes"}
