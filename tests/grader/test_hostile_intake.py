"""Files from strangers: each ends in sources, a note or one sentence; none in a crash, a hang or a file elsewhere."""

import contextlib
import gc
import gzip
import io
import json
import os
import random
import secrets
import socket
import stat
import struct
import subprocess
import sys
import tarfile
import tempfile
import threading
import warnings
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import IntakeError, StudentCrashed, StudentFault, StudentTimedOut
from grader.intake import neighbours, read_submission, regular, submission
from grader.intake.archive import ArchiveLimits, unpack, unpacked
from grader.intake.folder import FolderLimits, python_files
from grader.intake.names import shown
from grader.intake.removal import remove_folder
from grader.intake.text import declared_encoding
from grader.model import Cell, Course, Exercise, Limits, Note, Source, Submission, Unit
from grader.wire.frames import MAX_HEADER

CODE = "def double(x):\n    return x + x\n"
MEGABYTE = 2**20
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made with what Linux has")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course of one exercise."""
    exercise = Exercise("first", "double", Decimal(1))
    return Course("tiny", "Tiny", tmp_path / "course", 1, "none", (Unit("first", "First", (exercise,)),))


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Path]:
    """A folder with the work folder inside; at the end nothing else may have appeared around it."""
    outer = tmp_path / "outer"
    work = outer / "work"
    work.mkdir(parents=True)
    yield work
    assert [each.name for each in outer.iterdir()] == ["work"]
    assert all(each.is_dir() or each.is_file() for each in work.rglob("*"))
    assert not any(each.is_symlink() for each in work.rglob("*"))


def entry(name: str, mode: int = 0o644 | stat.S_IFREG) -> zipfile.ZipInfo:
    """An entry with that very name and mode."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.external_attr = mode << 16
    info.create_system = 3
    return info


def zipped(path: Path, *entries: tuple[str | zipfile.ZipInfo, str | bytes]) -> Path:
    """A zip of those entries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of names that are there twice
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries:
                info = name if isinstance(name, zipfile.ZipInfo) else entry(name)
                archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return path


def tarred(path: Path, *entries: tuple[tarfile.TarInfo, bytes]) -> Path:
    """A .tar.gz of those entries."""
    with tarfile.open(path, "w:gz") as archive:
        for info, data in entries:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """A member of a tar."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


def files(work: Path) -> list[str]:
    """What was unpacked."""
    return sorted(each.relative_to(work).as_posix() for each in work.rglob("*") if each.is_file())


def is_sentence(error: IntakeError) -> bool:
    """Whether a person can read it: one line, an end, nothing that cannot be seen."""
    return error.message.isprintable() and error.message.endswith(".") and len(error.message) < 600


def told(notes: tuple[Note, ...]) -> str:
    """All notes as text; each must be fit to be shown."""
    assert all(note.where.isprintable() and note.message.isprintable() for note in notes)
    return "\n".join(f"{note.where}: {note.message}" for note in notes)


def refusal(call: Callable[[], object]) -> str:
    """The sentence with which it refuses."""
    with pytest.raises(IntakeError) as caught:
        call()
    assert is_sentence(caught.value)
    return caught.value.message


OUTSIDE = ["../evil.py", "/evil.py", "a/../../evil.py", "..\\evil.py", "C:\\evil.py", "c:evil.py", "\\\\host\\evil.py"]
OUTSIDE += ["a/..\\../evil.py", "//evil.py", "./../evil.py", "first/../../../../../../tmp/evil.py"]
ODD = ["a\nb.py", "a\x1b[2Jb.py", "a\u202eyp.b", "a\u2066b.py", "a\u2028b.py", "a\u200bb.py", "\x7f.py"]
BAD = ["con.py", "AUX", "nul.txt", "x" * 300 + ".py", "/".join(["d"] * 40) + "/a.py", "…" * 90, "   ", "..."]


@pytest.mark.parametrize("name", OUTSIDE + ODD + BAD)
def test_zip_name(name: str, yard: Path, tmp_path: Path) -> None:
    """An entry whose name leads elsewhere, cannot be seen or be stored is kept out with a note; the rest stays."""
    archive = zipped(tmp_path / "x.zip", (name, "bad"), ("first.py", CODE))
    notes = unpack(archive, yard)
    assert files(yard) == ["first.py"]
    assert len(notes) == 1
    assert "left in x.zip" in told(notes)


@pytest.mark.parametrize("name", ["../evil.py", "/evil.py", "a/../../evil.py", "a\nb.py", "a\u202eb.py", "con.py"])
def test_tar_name(name: str, yard: Path, tmp_path: Path) -> None:
    """The same holds for a .tar.gz."""
    archive = tarred(tmp_path / "x.tar.gz", (member(name), b"bad"), (member("first.py"), CODE.encode()))
    assert "left in x.tar.gz" in told(unpack(archive, yard))
    assert files(yard) == ["first.py"]


def test_zip_name_with_nul(yard: Path, tmp_path: Path) -> None:
    """A name with a NUL in it, which ends early in C, gets no file."""
    archive = zipped(tmp_path / "x.zip", ("first.pyX.txt", "bad"))
    archive.write_bytes(archive.read_bytes().replace(b"first.pyX.txt", b"first.py\0.txt"))
    assert "cannot be seen" in told(unpack(archive, yard))
    assert files(yard) == []


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_zip_special(mode: int, yard: Path, tmp_path: Path) -> None:
    """Links, pipes, devices and sockets in a zip are neither made nor followed."""
    archive = zipped(tmp_path / "x.zip", (entry("a", mode | 0o777), "../.."), ("a/evil.py", "bad"), ("first.py", CODE))
    assert "left in x.zip" in told(unpack(archive, yard))
    assert files(yard) == ["a/evil.py", "first.py"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE])
def test_tar_special(kind: bytes, yard: Path, tmp_path: Path) -> None:
    """The same holds for a .tar.gz, and what is then written through the link stays inside."""
    archive = tarred(tmp_path / "x.tgz", (member("a", kind, "../.."), b""), (member("a/evil.py"), b"bad"))
    assert "left in x.tgz" in told(unpack(archive, yard))
    assert files(yard) == ["a/evil.py"]


def test_names_twice_and_alike(yard: Path, tmp_path: Path) -> None:
    """Of entries that are one on some system the first is taken, and the others are told of."""
    names = ["first.py", "first.py", "FIRST.PY", "e\u0301.py", "\u00e9.py", "first.py/inner.py", "d/a.py", "d"]
    notes = unpack(zipped(tmp_path / "x.zip", *[(name, str(n)) for n, name in enumerate(names)]), yard)
    assert (yard / "first.py").read_text() == "0"
    assert len(files(yard)) == 3
    assert len(notes) == 5


def test_litter_is_left_out(yard: Path, tmp_path: Path) -> None:
    """What macOS and Windows add to an archive is no note's worth."""
    names = ["__MACOSX/._first.py", "d/.DS_Store", "Thumbs.db", "d/._first.py", "d/first.py"]
    assert unpack(zipped(tmp_path / "x.zip", *[(name, "x") for name in names]), yard) == ()
    assert files(yard) == ["d/first.py"]


def test_honest_odd_names(yard: Path, tmp_path: Path) -> None:
    """Chinese names in either encoding, wide spaces, Windows' slashes and colons all arrive."""
    archive = zipped(tmp_path / "x.zip", ("作业\u3000一/first.py", CODE), ("b\\c: d.py", "1"), ("aaaa.py", "2"))
    archive.write_bytes(archive.read_bytes().replace(b"aaaa.py", "作业".encode("gbk") + b".py"))
    assert unpack(archive, yard) == ()
    assert files(yard) == sorted(["作业 一/first.py", "b/c_ d.py", "作业.py"])


def test_encrypted(yard: Path, tmp_path: Path, course: Course) -> None:
    """An encrypted entry is said to be encrypted."""
    archive = zipped(tmp_path / "x.zip", ("first.py", CODE))
    data = bytearray(archive.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    archive.write_bytes(data)
    assert "encrypted" in told(unpack(archive, yard))
    assert "encrypted" in refusal(lambda: read_submission(archive, course))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings(packing: int, yard: Path, tmp_path: Path) -> None:
    """A packing that can ask for much memory is not unpacked, and that is said."""
    with zipfile.ZipFile(tmp_path / "x.zip", "w", packing) as archive:
        archive.writestr("first.py", CODE)
    assert "packed in a way" in told(unpack(tmp_path / "x.zip", yard))


def test_bomb_by_ratio(yard: Path, tmp_path: Path) -> None:
    """A small archive of very much nothing is refused before a byte of it is unpacked."""
    archive = zipped(tmp_path / "x.zip", ("a.bin", b"\0" * (40 * MEGABYTE)))
    assert "times its own size" in refusal(lambda: unpack(archive, yard))
    assert files(yard) == []


@pytest.mark.parametrize("suffix", [".zip", ".tgz"])
def test_bomb_by_bytes(suffix: str, yard: Path, tmp_path: Path) -> None:
    """More bytes than allowed are refused, and nothing of them stays."""
    names = [f"{n}.bin" for n in range(5)]
    if suffix == ".zip":
        archive = zipped(tmp_path / "x.zip", *[(name, b"\0" * MEGABYTE) for name in names])
    else:
        archive = tarred(tmp_path / "x.tgz", *[(member(name), b"\0" * MEGABYTE) for name in names])
    limits = ArchiveLimits(total_bytes=3 * MEGABYTE, entries=10)
    assert "more than 3 MB" in refusal(lambda: unpack(archive, yard, limits))
    assert list(yard.iterdir()) == []


def test_gzip_bomb(yard: Path, tmp_path: Path) -> None:
    """A gzip stream is not spread out beyond the limit, whatever lies in it."""
    archive = tarred(tmp_path / "x.tgz", (member("a"), b"\0" * (30 * MEGABYTE)))
    limits = ArchiveLimits(total_bytes=MEGABYTE, entries=10)
    assert "more than 1 MB" in refusal(lambda: unpack(archive, yard, limits))


@pytest.mark.parametrize("lie", [1, 10, 2**31])
def test_lying_size(lie: int, yard: Path, tmp_path: Path) -> None:
    """A size that is not the true one never yields a file, nor more bytes than were counted."""
    archive = zipped(tmp_path / "x.zip", ("first.py", CODE * 1000))
    data = archive.read_bytes()
    archive.write_bytes(data.replace(struct.pack("<I", len(CODE) * 1000), struct.pack("<I", lie)))
    with contextlib.suppress(IntakeError):
        assert "damaged" in told(unpack(archive, yard))
    assert files(yard) == []


def test_overlapping_entries(yard: Path, tmp_path: Path) -> None:
    """Many entries that share one stretch of packed bytes are a bomb and are refused."""
    archive = zipped(tmp_path / "x.zip", *[(f"{n}.bin", b"\0" * MEGABYTE) for n in range(9)])
    data = bytearray(archive.read_bytes())
    place = data.index(b"PK\1\2")
    while data[place : place + 4] == b"PK\1\2":
        data[place + 42 : place + 46] = struct.pack("<I", 0)
        place += 46 + struct.unpack_from("<H", data, place + 28)[0]
    archive.write_bytes(data)
    assert "damaged" in refusal(lambda: unpack(archive, yard))
    assert files(yard) == []


def test_archive_inside_an_archive(yard: Path, tmp_path: Path, course: Course) -> None:
    """An archive in an archive is left packed."""
    inner = zipped(tmp_path / "inner.zip", ("first.py", CODE)).read_bytes()
    archive = zipped(tmp_path / "x.zip", ("inner.zip", inner))
    unpack(archive, yard)
    assert files(yard) == ["inner.zip"]
    assert "no Python file" in refusal(lambda: read_submission(archive, course))


def test_a_hundred_thousand_entries(yard: Path, tmp_path: Path) -> None:
    """They are refused by the table of contents: nothing is unpacked, not even the table."""
    record = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)
    table = b"".join(record + b"%06d" % n for n in range(100_000))
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(table), 0, 0)
    (tmp_path / "x.zip").write_bytes(table + end)
    assert "table of contents" in refusal(lambda: unpack(tmp_path / "x.zip", yard))


@pytest.mark.parametrize("suffix", [".zip", ".tgz"])
def test_too_many_entries(suffix: str, yard: Path, tmp_path: Path) -> None:
    """One entry more than allowed is refused, folders and links counted, and nothing stays."""
    path = tmp_path / f"x{suffix}"
    if suffix == ".zip":
        zipped(path, *[(f"{n}/", "") for n in range(21)])
    else:
        tarred(path, *[(member(f"{n}", tarfile.SYMTYPE, "/etc"), b"") for n in range(21)])
    assert "more than 20 files" in refusal(lambda: unpack(path, yard, ArchiveLimits(entries=20)))
    assert list(yard.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + b"\0" * 18, b"\x1f\x8b", os.urandom(5000), b"\0" * 5000])
@pytest.mark.parametrize("suffix", [".zip", ".tgz"])
def test_no_archive_at_all(data: bytes, suffix: str, tmp_path: Path, course: Course) -> None:
    """Bytes that are no archive are refused in a sentence."""
    (tmp_path / f"x{suffix}").write_bytes(data)
    refusal(lambda: read_submission(tmp_path / f"x{suffix}", course))


def test_long_tar_header(yard: Path, tmp_path: Path) -> None:
    """A name of a megabyte, or a sparse map without end, is not read into memory."""
    with tarfile.open(tmp_path / "x.tgz", "w:gz", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(member("n" * MEGABYTE))
    assert "damaged" in refusal(lambda: unpack(tmp_path / "x.tgz", yard))
    sparse = member("a")
    sparse.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "a"}
    sparse.size = 3 * MEGABYTE
    with tarfile.open(tmp_path / "y.tgz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(sparse, io.BytesIO(b"9" * sparse.size))
    refusal(lambda: unpack(tmp_path / "y.tgz", yard))


def sample(suffix: str) -> bytes:
    """An archive with something of everything."""
    target = io.BytesIO()
    if suffix == ".zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(entry("first.py"), CODE)
            archive.writestr(entry("d/a.txt"), "text" * 50)
            archive.writestr(entry("link", stat.S_IFLNK | 0o777), "/etc")
            archive.writestr(entry("作业.py"), CODE)
        return target.getvalue()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for info, data in (member("first.py"), CODE), (member("n" * 150), "x"), (member("作业/l", tarfile.SYMTYPE), ""):
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data.encode()))
    return target.getvalue()


SAMPLES = {suffix: sample(suffix) for suffix in (".zip", ".tgz")}
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 4000), st.sampled_from([b"", b"\0", b"\xff\xff\xff\xff", b"PK\1\2", b"../", b"9", b"\x80"])
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("suffix", [".zip", ".tgz"])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, cut=st.none() | st.integers(0, 4000))
def test_mutated_archives(suffix: str, changes: list[tuple[int, bytes]], cut: int | None, tmp_path: Path) -> None:
    """However an archive is changed, it gives files inside the folder, notes that can be shown, or a sentence."""
    data = bytearray(SAMPLES[suffix])
    for place, new in changes:
        place %= len(data)  # noqa: PLW2901 -- a place in what is left
        data[place : place + len(new)] = new
        if not new:
            del data[place]
    data = data[: cut % len(data)] if cut is not None else data
    folder = tmp_path / "fuzz"
    folder.mkdir(exist_ok=True)
    path = folder / f"x{suffix}"
    path.write_bytes(bytes(data) if suffix == ".zip" else gzip.compress(bytes(data), 1))
    try:
        with unpacked(path) as (work, notes):
            told(notes)
            assert all(each.resolve().is_relative_to(work.resolve()) for each in work.rglob("*"))
    except IntakeError as error:
        assert is_sentence(error)  # noqa: PT017 -- either end is right
    assert [each.name for each in folder.iterdir()] == [path.name]
    path.unlink()


@given(name=st.text(max_size=300))
def test_shown(name: str) -> None:
    """A name that is shown is one short line without anything that cannot be seen."""
    assert shown(name).isprintable()
    assert len(shown(name)) <= 1300


def test_submission_in_an_archive(tmp_path: Path, course: Course) -> None:
    """An archive is graded like a folder; its own work folder goes with the submission, one that was given stays."""
    archive = zipped(tmp_path / "anna.zip", ("hw/first.py", CODE), ("hw/helper.py", "a = 1"), ("../evil.py", "x"))
    work = read_submission(archive, course)
    assert (work.id, len(work.sources), len(work.notes)) == ("anna", 1, 1)
    folder = work.sources[0].path.parent
    assert [each.name for each in work.sources[0].neighbours] == ["helper.py"]
    assert folder.is_dir()
    del work
    gc.collect()
    assert not folder.parent.exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    assert read_submission(archive, course, work=mine).sources[0].path == mine / "hw" / "first.py"
    assert (mine / "hw" / "first.py").exists()


def test_nothing_stays_of_a_refused_archive(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """When there is nothing to grade, the work folder is gone too."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    refusal(lambda: read_submission(zipped(tmp_path / "x.zip", ("a.txt", "x")), course))
    assert list((tmp_path / "tmp").iterdir()) == []


def handed_in(folder: Path) -> Path:
    """A folder with one good file."""
    folder.mkdir(exist_ok=True)
    (folder / "first.py").write_text(CODE)
    return folder


def with_link(folder: Path) -> None:
    """A link to a file outside."""
    (folder.parent / "secret.py").write_text("secret = 1\n")
    (folder / "other.py").symlink_to(folder.parent / "secret.py")


def with_loop(folder: Path) -> None:
    """Links in a circle, and a folder that holds itself."""
    (folder / "a.py").symlink_to(folder / "b.py")
    (folder / "b.py").symlink_to(folder / "a.py")
    (folder / "again").symlink_to(folder)


def with_pipe(folder: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(folder / "pipe.py")
    os.mkfifo(folder / "pipe.ipynb")


def with_socket(folder: Path) -> None:
    """A socket; its path must be short."""
    here = Path.cwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind("socket.py")
    os.chdir(here)


def with_device(folder: Path) -> None:
    """The device of endless zeros."""
    try:
        os.mknod(folder / "zero.py", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only root makes devices")


def with_odd_names(folder: Path) -> None:
    """Names that end a line, turn the text round or are no text at all; two are notebooks that cannot be read."""
    for name in ("a\nb.ipynb", "a\u202ec.ipynb", "\x1b[2J.ipynb"):
        (folder / name).write_text("nothing")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.ipynb")).write_text("nothing")


@linux
@pytest.mark.parametrize("hostile", [with_link, with_loop, with_pipe, with_socket, with_device, with_odd_names])
def test_hostile_folder(hostile: Callable[[Path], None], tmp_path: Path, course: Course) -> None:
    """Special files are passed over with a note that can be shown, and the good file counts."""
    folder = handed_in(tmp_path / "in")
    hostile(folder)
    work = read_submission(folder, course)
    assert work.sources[0].path == folder / "first.py"
    assert told(work.notes)
    neighbours.stage(work.sources[0], handed_in(tmp_path / "scratch"), ())


@linux
@pytest.mark.parametrize("hostile", [with_pipe, with_socket, with_device])
def test_special_file_by_name(hostile: Callable[[Path], None], tmp_path: Path, course: Course) -> None:
    """A pipe, a socket or a device that is named itself is refused and not opened."""
    hostile(tmp_path)
    for each in list(tmp_path.glob("*.py")):
        assert "neither a file nor a folder" in refusal(lambda each=each: read_submission(each, course))


@linux
@pytest.mark.parametrize("hostile", [with_link, with_pipe, with_socket, with_device])
def test_special_file_in_place_of_one(hostile: Callable[[Path], None], tmp_path: Path) -> None:
    """What was a file when it was found, and is none when it is opened, is refused without waiting for anybody."""
    folder = tmp_path / "in"
    folder.mkdir()
    hostile(folder)
    for each in folder.iterdir():
        refusal(lambda each=each: regular.read_regular(each, MEGABYTE))


@linux
@pytest.mark.parametrize("name", ["gone.py", "a" * 300 + ".py", "a/" * 3000 + "b.py", "nul\0.py", "loop.py", "in\n.py"])
def test_no_such_place(name: str, tmp_path: Path, course: Course) -> None:
    """What cannot be found, or is no name of a file, is refused in a sentence."""
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop.py")
    refusal(lambda: read_submission(tmp_path / name, course))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_unreadable(tmp_path: Path, course: Course) -> None:
    """A file and a folder without permission are told of."""
    folder = handed_in(tmp_path / "in")
    (folder / "closed").mkdir(mode=0)
    (folder / "shut.py").touch(mode=0)
    assert told(read_submission(folder, course).notes).count("Permission denied") == 2
    refusal(lambda: read_submission(folder / "shut.py", course))


def test_crowded_folder(tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of more entries than are looked at is passed over whole; what lies nearer still counts."""
    folder = handed_in(tmp_path / "in")
    (folder / "crowd").mkdir()
    for number in range(60):
        (folder / "crowd" / f"{number}.py").touch()
    found, notes = python_files(folder, FolderLimits(entries=50))
    assert found == [folder / "first.py"]
    assert "more than 50 files" in told(tuple(notes))
    monkeypatch.setattr("grader.intake.folder.FolderLimits", lambda: FolderLimits(entries=50))
    assert "more than 50 files" in refusal(lambda: read_submission(folder / "crowd", course))


@linux
def test_deep_folder(tmp_path: Path, course: Course) -> None:
    """A folder of a thousand folders is not followed down to the end, and not copied either."""
    folder = handed_in(tmp_path / "in")
    here = Path.cwd()
    os.chdir(folder)
    for _ in range(1000):
        Path("first_d").mkdir()
        os.chdir("first_d")
    os.chdir(here)
    (folder / "first.py").write_text(CODE + "# first_d\n")
    work = read_submission(folder, course)
    assert "folders deep" in told(work.notes)
    neighbours.stage(work.sources[0], handed_in(tmp_path / "scratch"), ())
    # Also because pytest's own removal of old folders goes as deep as Python's stack.
    remove_folder(folder)
    assert not folder.exists()


@linux
def test_removal(tmp_path: Path) -> None:
    """A folder is removed with closed folders and links, whose targets stay."""
    folder, outside = handed_in(tmp_path / "in"), handed_in(tmp_path / "outside")
    (folder / "link").symlink_to(outside)
    (folder / "closed" / "inner").mkdir(parents=True)
    (folder / "closed" / "inner").chmod(0)
    (folder / "closed").chmod(0)
    remove_folder(folder)
    assert not folder.exists()
    assert (outside / "first.py").exists()


@linux
def test_copies_never_follow_links(tmp_path: Path) -> None:
    """A student whose process died may have left links in the scratch folder: nothing is written through them."""
    mine, scratch, outside = (handed_in(tmp_path / name) for name in ("in", "scratch", "outside"))
    (mine / "helper.py").write_text("a = 1")
    (mine / "pack").mkdir()
    (mine / "pack" / "inner.py").write_text("b = 1")
    (scratch / "helper.py").symlink_to(outside / "helper.py")
    (scratch / "pack").symlink_to(outside)
    (scratch / "data").symlink_to(outside / "nowhere")
    (tmp_path / "data").mkdir()
    cells = (Cell("import helper, pack.inner; open('data')"),)
    neighbours.stage(
        Source("first", mine / "first.py", cells, (mine / "helper.py", mine / "pack")),
        scratch,
        (str(tmp_path / "data"),),
    )
    assert [each.name for each in outside.iterdir()] == ["first.py"]


def test_file_that_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that never stands still while it is read is refused in a sentence."""
    path = tmp_path / "first.py"
    path.write_text(CODE)
    moments = iter(range(100))
    monkeypatch.setattr(regular, "_moment", lambda status: next(moments))
    assert "changed while" in refusal(lambda: regular.read_regular(path, MEGABYTE))


def test_file_that_grows(tmp_path: Path) -> None:
    """A file that someone keeps writing to is read whole as of one moment, or refused."""
    path = tmp_path / "first.py"
    path.write_text(CODE)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with path.open("a") as stream:
                stream.write("#\n" * random.randrange(1000))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(50):
            with contextlib.suppress(IntakeError):
                assert regular.read_regular(path, MEGABYTE).startswith(CODE.encode())
    finally:
        stop.set()
        writer.join()


def cell(text: str) -> dict[str, object]:
    """A code cell."""
    return {"cell_type": "code", "source": text}


def notebooks() -> dict[str, tuple[Callable[[], bytes], str]]:
    """What to write, and a word of the refusal (nothing: it is read)."""
    return {
        "100 thousand cells": (lambda: json.dumps({"cells": [cell("a=1")] * 100_000}).encode(), "100000 cells"),
        "deep": (lambda: b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", "nested too deeply"),
        "many values": (lambda: b'{"cells": [' + b"[]," * 2_000_000 + b"[]]}", "too much"),
        "a long number": (lambda: b'{"cells": ' + b"9" * 100_000 + b"}", "no notebook"),
        "much code": (lambda: json.dumps({"cells": [cell("é" * 2 * MEGABYTE)]}).encode(), "too much code"),
        "no text": (lambda: b"\xff\xfe\xfa", "not UTF-8"),
        "no notebook": (lambda: b"[]", "no cells"),
        "nothing": (lambda: b"", "no notebook"),
        "odd cells": (lambda: json.dumps({"cells": [1, None, [], {"source": 1}, cell(CODE)]}).encode(), ""),
        "odd sources": (lambda: json.dumps({"cells": [cell({"a": 1}), cell([1, CODE])]}).encode(), ""),  # type: ignore[arg-type]
        "lone surrogates": (lambda: json.dumps({"cells": [cell("a = '\ud800'"), cell(CODE)]}).encode(), ""),
        "zeros": (lambda: json.dumps({"cells": [cell("a = '\0'"), cell(CODE)]}).encode(), ""),
    }


@pytest.mark.parametrize("kind", notebooks())
def test_hostile_notebook(kind: str, tmp_path: Path, course: Course) -> None:
    """A notebook that is too much is refused in a sentence; an odd one is read."""
    make, word = notebooks()[kind]
    path = tmp_path / "first.ipynb"
    path.write_bytes(make())
    if word:
        assert word in refusal(lambda: read_submission(path, course))
    else:
        assert CODE in [each.text for each in read_submission(path, course).sources[0].cells]


def test_notebook_of_more_than_100_megabytes(tmp_path: Path, course: Course) -> None:
    """It is refused by its size alone."""
    path = tmp_path / "first.ipynb"
    path.touch()
    os.truncate(path, 101 * MEGABYTE)
    assert "101.0 MB" in refusal(lambda: read_submission(path, course))


def test_notebook_of_90_megabytes_of_pictures(tmp_path: Path, course: Course) -> None:
    """A large notebook whose bulk are pictures in its outputs is read."""
    path = tmp_path / "first.ipynb"
    path.write_text(json.dumps({"cells": [cell(CODE) | {"outputs": ["A" * (90 * MEGABYTE)]}]}))
    assert read_submission(path, course).sources[0].cells == (Cell(CODE, 1),)


@pytest.mark.parametrize(
    "line", [b"\x01" * (2 * MEGABYTE), "中".encode() * (MEGABYTE * 3 // 2), b"\\" * (4 * MEGABYTE)]
)
def test_what_is_read_fits_a_frame(line: bytes, tmp_path: Path, course: Course) -> None:
    """Text that grows when it is sent as JSON never becomes a frame that is too large for the student's process."""
    path = tmp_path / "first.py"
    path.write_bytes(CODE.encode() + b"#" + line)
    assert "too much code" in refusal(lambda: read_submission(path, course))
    assert submission.MAX_CODE + MEGABYTE // 2 < MAX_HEADER


@pytest.mark.parametrize(
    "name", ["punycode", "idna", "undefined", "unicode_escape", "zlib", "rot13", "no-such", "a" * 500]
)
def test_hostile_encodings(name: str, tmp_path: Path, course: Course) -> None:
    """An encoding that a file declares is used only where sources are written in it; punycode would take hours."""
    path = tmp_path / "first.py"
    path.write_bytes(f"# coding: {name}\n{CODE}#".encode() + b"-zzzzzzzz" * 200_000)
    assert CODE in read_submission(path, course).sources[0].cells[0].text
    assert declared_encoding(path.read_bytes()) is None


def one_line(size: int) -> str:
    """A single statement of that many characters."""
    return "a = [" + "1," * (size // 2) + "]\n"


BLOWUPS = {
    "brackets": "a = " + "(" * 100_000 + ")" * 100_000 + "\n",
    "open brackets": "a = " + "(" * 100_000 + "\n",
    "lists": "a = " + "[" * 199 + "]" * 199 + "\n",
    "minuses": "a = " + "-" * 100_000 + "1\n",
    "nots": "a = " + "not " * 100_000 + "1\n",
    "attributes": "a = x" + ".a" * 50_000 + "\n",
    "calls": "a = x" + "()" * 50_000 + "\n",
    "sums": "a = " + "1+" * 200_000 + "1\n",
    "powers": "a = " + "2**" * 50_000 + "1\n",
    "lambdas": "a = " + "lambda: " * 50_000 + "1\n",
    "conditions": "a = " + "1 if 1 else " * 50_000 + "1\n",
    "elifs": "if 0: pass\n" + "elif 0: pass\n" * 20_000,
    "indents": "".join(" " * n + "if 1:\n" for n in range(2000)) + " " * 2000 + "pass\n",
    "f-string": "a = f'" + "{x}" * 10_000 + "'\n",
    "nested f-string": "a = " + "f'{" * 200 + "}'" * 200 + "\n",
    "decorators": "@a\n" * 50_000 + "def f(): pass\n",
    "one line": one_line(MEGABYTE // 2),
    "many lines": "a = 1\n" * 20_000,
    "null bytes": "a = '\0\0\0'\n" * 1000,
    "bad lines": "a = = 1\n" * 1000,
    "magics": "!ls\n" * 20_000,
    "constant": "a = '" + "9" * 1_000_000 + "'\n",
    "long number": "a = " + "9" * 1_000_000 + "\n",
    "open string": "a = '''" + "x" * MEGABYTE + "\n",
    "walrus": "(" + "a:=(" * 5000 + "1" + ")" * 5001 + "\n",
    "match": "match 1:\n    case " + "[" * 5000 + "]" * 5000 + ": pass\n",
    "stars": "a = " + "*" * 100_000 + "x\n",
    "backslashes": "a = \\\n" * 100_000 + "1\n",
    "names": "".join(f"n{n} = {n}\n" for n in range(10_000)),
}
# What Python can take, and no note is needed for.
READABLE = {"lists", "one line", "many lines", "constant", "backslashes", "names"}


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    """One worker server for all sources of this module."""
    from grader.bridge.server import Wish, WorkerServer

    made = WorkerServer(Wish("auto"))
    yield made
    made.close()


@linux
@pytest.mark.parametrize("kind", BLOWUPS)
@pytest.mark.parametrize("is_cell", [False, True], ids=["file", "cell"])
def test_sources_that_blow_the_parser_up(
    kind: str, is_cell: bool, server: object, tmp_path: Path, course: Course
) -> None:
    """Such a source costs itself at most: the function below it is called, and what was met is told."""
    path = tmp_path / ("first.ipynb" if is_cell else "first.py")
    text = BLOWUPS[kind] + "\n" + CODE
    path.write_text(json.dumps({"cells": [cell(BLOWUPS[kind]), cell(CODE)]}) if is_cell else text)
    work = read_submission(path, course)
    fault, value, notes = called(server, work, Limits())
    assert (fault, value) == (None, [2.0, 2.0])
    assert (*work.notes, *notes) or kind in READABLE


def called(server: object, work: Submission, limits: Limits) -> tuple[StudentFault | None, object, tuple[Note, ...]]:
    """What the student's process did with `double` of ones: the fault or the value, and what loading met."""
    import torch

    from grader.bridge.forked import ForkedConnection
    from grader.student import Module

    connection = ForkedConnection(server, work.sources[0], limits, 0, False)  # type: ignore[arg-type]
    try:
        if connection.load_fault is not None:
            return connection.load_fault, None, connection.facts.notes
        return None, Module(connection, 10.0).double(torch.ones(2)).tolist(), connection.facts.notes
    finally:
        connection.close()


DEADLY = "class A:\n    __import__('os').kill(__import__('os').getpid(), 11)\n\n\n"


@linux
def test_a_class_that_kills_the_process_is_left_out(server: object, tmp_path: Path, course: Course) -> None:
    """A class body which ends the process costs only itself: the function below is still asked."""
    path = tmp_path / "first.py"
    path.write_text(f"{DEADLY}{CODE}")
    fault, value, _ = called(server, read_submission(path, course), Limits())
    assert fault is None
    assert value is not None


@linux
def test_process_that_dies_again_and_again(server: object, tmp_path: Path, course: Course) -> None:
    """A process that dies at loading more often than it is started anew is the student's own end."""
    path = tmp_path / "first.py"
    path.write_text(f"{DEADLY * 6}{CODE}")
    fault, _, _ = called(server, read_submission(path, course), Limits())
    assert isinstance(fault, StudentCrashed)
    assert "SIGSEGV" in str(fault)


@linux
def test_source_that_is_read_for_too_long(server: object, tmp_path: Path, course: Course) -> None:
    """A source that the parser does not get through in time ends in a time-out of loading."""
    path = tmp_path / "first.py"
    path.write_text(one_line(4 * MEGABYTE) + CODE)
    fault, value, _ = called(server, read_submission(path, course), Limits(load_seconds=-1.5))
    assert value is None
    assert isinstance(fault, StudentTimedOut)
    assert "loading your file" in str(fault)


COURSE = """
[course]
name = "tiny"
title = "Tiny"

[[unit]]
id = "first"
title = "First"

[[unit.exercise]]
id = "double"
points = 1
"""
CASE = """
import pytest
from grader.compare import assert_equal


@pytest.mark.exercise("double")
def test_double(student):
    \"\"\"Twice the number.\"\"\"
    assert_equal(student.double(2), 4)
"""


@pytest.fixture(scope="module")
def course_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course of one exercise, on the disk."""
    root = tmp_path_factory.mktemp("course")
    for name, text in {
        "exercises/course.toml": COURSE,
        "solutions/first.py": CODE,
        "tests/hidden/test_first.py": CASE,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def grade(path: Path, course_folder: Path) -> subprocess.CompletedProcess[str]:
    """The real command."""
    command = [sys.executable, "-m", "grader.cli", "run", str(path), "--course", str(course_folder), "--json"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_command_grades_an_archive(tmp_path: Path, course_folder: Path) -> None:
    """`grade run x.zip` grades what may be unpacked, tells of the rest, and leaves no folder behind."""
    mark = secrets.token_hex(8)
    archive = zipped(tmp_path / "x.zip", (f"{mark}/first.py", CODE), ("../\x1b[2J.py", "x"))
    result = grade(archive, course_folder)
    record = json.loads(result.stdout)
    assert (result.returncode, record["score"]["earned"]) == (0, 1)
    assert [note["kind"] for note in record["notes"]] == ["kept out"]
    assert "Traceback" not in result.stderr
    assert list(Path(tempfile.gettempdir()).glob(f"*/{mark}")) == []


def test_command_refuses_in_a_sentence(tmp_path: Path, course_folder: Path) -> None:
    """What cannot be read ends with code 2, one sentence and a way out."""
    (tmp_path / "a\x1bb.zip").write_bytes(b"PK")
    result = grade(tmp_path / "a\x1bb.zip", course_folder)
    assert result.returncode == 2
    assert result.stderr.startswith("error: a\\x1bb.zip is damaged, or is no archive.\n\n")
    assert result.stdout == ""
