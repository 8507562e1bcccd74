"""Intake of honest work: the text as it was meant, the right file for each unit. Hostile files: test_hostile_intake."""

from __future__ import annotations

import codecs
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import IntakeError
from grader.intake import read_submission
from grader.intake.text import decode
from grader.model import Cell, Course, Exercise, Note, Submission, Unit

TEXT = '# 你好，张量\ndef double(x):\n    """两倍。"""\n    return x + x\n'
BODY = "def double(x):\n    return x + x\n"
STUB = 'def double(x):\n    raise NotImplementedError("first.double")\n'


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two units: `first` with double and half, `second_unit` with shift."""
    units = []
    for unit, names in (("first", ("double", "half")), ("second_unit", ("shift",))):
        units.append(Unit(unit, unit, tuple(Exercise(unit, name, Decimal(1)) for name in names)))
    return Course("tiny", "Tiny", tmp_path / "course", 1, "none", tuple(units))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder that is handed in."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def cell(source: object, kind: str = "code") -> dict[str, object]:
    """A cell of a notebook of format 4."""
    return {"cell_type": kind, "source": source, "metadata": {}}


def notebook(*cells: object, encoding: str = "utf-8") -> bytes:
    """A notebook of format 4."""
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}, ensure_ascii=False).encode(encoding)


def texts(submission: Submission, unit: str = "first") -> list[tuple[int | None, str]]:
    """The cells of a unit."""
    source = submission.source(unit)
    assert source is not None
    return [(each.number, each.text) for each in source.cells]


def names(submission: Submission) -> dict[str, str]:
    """The file that was chosen for each unit."""
    return {source.unit: source.path.name for source in submission.sources}


ENCODED = {
    "utf-8": (TEXT.encode(), ""),
    "utf-8 with a cookie": (f"# -*- coding: utf-8 -*-\n{TEXT}".encode(), ""),
    "byte order mark": (codecs.BOM_UTF8 + TEXT.encode(), ""),
    "byte order mark and cookie": (codecs.BOM_UTF8 + f"# coding: utf-8\n{TEXT}".encode(), ""),
    "gbk with a cookie": (f"# -*- coding: gbk -*-\n{TEXT}".encode("gbk"), ""),
    "gbk with a cookie in line 2": (f"#!/usr/bin/env python\n# coding=gbk\n{TEXT}".encode("gbk"), ""),
    "gbk with a vim line": (f"# vim: set fileencoding=gbk :\n{TEXT}".encode("gbk"), ""),
    "gb2312 with a cookie": (f"#coding:gb2312\n{TEXT}".encode("gb2312"), ""),
    "gbk without a cookie": (TEXT.encode("gbk"), "read as gb18030"),
    "gb18030 without a cookie": (f"# 𠀀\n{TEXT}".encode("gb18030"), "read as gb18030"),
    "gbk, and the cookie lies": (f"# coding: utf-8\n{TEXT}".encode("gbk"), "read as gb18030"),
    "utf-8, and the cookie says ascii": (f"# coding: ascii\n{TEXT}".encode(), ""),
    "utf-8, and the cookie says nonsense": (f"# coding: no-such\n{TEXT}".encode(), ""),
    "utf-8, and the cookie says rot13": (f"# coding: rot13\n{TEXT}".encode(), ""),
    "utf-8, and the cookie says hex": (f"# coding: hex\n{TEXT}".encode(), ""),
    "byte order mark, and the cookie says gbk": (codecs.BOM_UTF8 + f"# coding: gbk\n{TEXT}".encode(), ""),
    "utf-16": (TEXT.encode("utf-16"), "UTF-16"),
    "utf-16, the other end first": (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
    "crlf": (TEXT.replace("\n", "\r\n").encode(), ""),
    "null characters": (TEXT.replace("\n", "\0\n").encode(), "null characters"),
}


@pytest.mark.parametrize("kind", ENCODED)
def test_text_is_read_as_it_was_meant(kind: str, work: Path, course: Course) -> None:
    """Whatever a file was saved as, its Chinese text arrives; where Python would refuse it, a note says what to do."""
    data, word = ENCODED[kind]
    (work / "first.py").write_bytes(data)
    submission = read_submission(work / "first.py", course)
    (number, text), *others = texts(submission)
    assert (number, others) == (None, [])
    assert text.replace("\r\n", "\n").endswith(TEXT)
    assert not text.startswith("\ufeff")
    assert [word in note.message for note in submission.notes] == ([True] if word else [])
    assert all(note.kind == "encoding" and note.where == "first.py" for note in submission.notes)


def test_bytes_of_no_encoding_are_still_text(work: Path, course: Course) -> None:
    """Bytes that are neither UTF-8 nor GB 18030 are read letter by letter; the code around them is there."""
    (work / "first.py").write_bytes(b"# \xff\xfe\xfd caf\xe9\n" + BODY.encode())
    submission = read_submission(work / "first.py", course)
    assert texts(submission)[0][1].endswith(BODY)
    assert "latin-1" in submission.notes[0].message


@given(st.binary(max_size=100) | st.binary(max_size=30).map(lambda data: b"# coding: gbk\n" + data))
def test_any_bytes_are_text(data: bytes) -> None:
    """No bytes make decoding fail, and what comes holds no null character."""
    text, notes = decode(data, "x.py")
    assert "\0" not in text or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    assert all(isinstance(note, Note) for note in notes)


@given(st.text())
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    """Text without a cookie, saved as UTF-8, is that text."""
    if "coding" in text or "\0" in text or text.startswith("\ufeff"):
        return
    assert decode(text.encode(), "x.py")[0] == text


class TestNotebooks:
    @pytest.mark.parametrize("source", [BODY, BODY.splitlines(keepends=True)], ids=["text", "list"])
    def test_format_4(self, source: object, work: Path, course: Course) -> None:
        """The code cells come with the numbers a person counts, their source being text or a list of lines."""
        path = work / "first.ipynb"
        path.write_bytes(notebook(cell("# Title", "markdown"), cell(source), cell("x", "raw"), cell("a = 1")))
        assert texts(read_submission(path, course)) == [(2, BODY), (4, "a = 1")]

    @pytest.mark.parametrize("source", [BODY, BODY.splitlines(keepends=True)], ids=["text", "list"])
    def test_format_3(self, source: object, work: Path, course: Course) -> None:
        """The cells of all worksheets are counted through, and code is kept in `input`."""
        sheets = [{"cells": [{"cell_type": "heading", "source": "T"}, {"cell_type": "code", "input": source}]}]
        sheets += [{"cells": [{"cell_type": "code", "input": "a = 1", "outputs": []}]}]
        path = work / "first.ipynb"
        path.write_text(json.dumps({"nbformat": 3, "worksheets": sheets}))
        assert texts(read_submission(path, course)) == [(2, BODY), (3, "a = 1")]

    def test_byte_order_mark(self, work: Path, course: Course) -> None:
        """A byte order mark, and Chinese text, do no harm."""
        path = work / "first.ipynb"
        path.write_bytes(notebook(cell(TEXT), encoding="utf-8-sig"))
        assert texts(read_submission(path, course)) == [(1, TEXT)]

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"{", "is no notebook"),
            (b"", "is no notebook"),
            (notebook(cell(BODY))[:-5], "is no notebook"),
            (BODY.encode(), "is no notebook"),
            (notebook(cell(TEXT), encoding="gbk"), "not UTF-8"),
            (b'{"cells": {}}', "has no cells"),
            (b'{"nbformat": 4}', "has no cells"),
            (b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        ],
    )
    def test_what_is_no_notebook_is_refused(self, data: bytes, words: str, work: Path, course: Course) -> None:
        """Broken, cut off, deep or other JSON is refused in a sentence with a way out."""
        path = work / "first.ipynb"
        path.write_bytes(data)
        with pytest.raises(IntakeError, match=words) as caught:
            read_submission(path, course)
        assert caught.value.hint

    def test_one_without_code(self, work: Path, course: Course) -> None:
        """A notebook of text alone is a submission in which nothing is defined."""
        path = work / "first.ipynb"
        path.write_bytes(notebook(cell("words", "markdown")))
        assert texts(read_submission(path, course)) == []


class TestUnits:
    @pytest.mark.parametrize("name", ["second_unit.py", "Second-Unit.py", "second unit.PY", "secondunit.py"])
    def test_a_files_name_decides(self, name: str, work: Path, course: Course) -> None:
        """A file belongs to the unit of its name, however that is spelt, whatever it defines."""
        (work / name).write_text("a = 1\n")
        assert names(read_submission(work, course)) == {"second_unit": name}

    def test_else_its_functions_decide(self, work: Path, course: Course) -> None:
        """Files of other names belong to the unit whose functions they define."""
        (work / "homework.py").write_text(BODY)
        (work / "other.ipynb").write_bytes(notebook(cell("shift = lambda x: x")))
        (work / "notes.py").write_text("a = 1\n")
        assert names(read_submission(work, course)) == {"first": "homework.py", "second_unit": "other.ipynb"}

    def test_one_file_may_answer_several_units(self, work: Path, course: Course) -> None:
        """A file with the functions of two units is graded for both."""
        (work / "all.py").write_text(BODY + "def shift(x):\n    return x\n")
        assert names(read_submission(work, course)) == {"first": "all.py", "second_unit": "all.py"}

    def test_a_lone_file_is_always_graded(self, work: Path, course: Course) -> None:
        """A single file of another name and with other functions goes to the unit it looks most like."""
        (work / "my_work.py").write_text("def Shift_(x):\n    return x\n")
        assert names(read_submission(work / "my_work.py", course)) == {"second_unit": "my_work.py"}
        (work / "second_unit (1).py").write_text("")
        assert names(read_submission(work / "second_unit (1).py", course)) == {"second_unit": "second_unit (1).py"}

    @pytest.mark.parametrize(("stub", "filled"), [("first.py", "first.ipynb"), ("first.ipynb", "first.py")])
    def test_of_a_stub_and_a_filled_in_file_the_latter(
        self, stub: str, filled: str, work: Path, course: Course
    ) -> None:
        """A kit has each unit as .py and as a notebook: the one that was worked on is graded, without a note."""
        for name, text in ((stub, STUB), (filled, BODY)):
            (work / name).write_bytes(notebook(cell(text)) if name.endswith("ipynb") else text.encode())
        submission = read_submission(work, course)
        assert names(submission) == {"first": filled}
        assert submission.notes == ()

    def test_of_two_stubs_nothing_is_told(self, work: Path, course: Course) -> None:
        """A kit nobody has touched: neither file is worth a note."""
        (work / "first.py").write_text(STUB)
        (work / "first.ipynb").write_bytes(notebook(cell(STUB)))
        submission = read_submission(work, course)
        assert names(submission) == {"first": "first.py"}
        assert submission.notes == ()

    def test_of_two_that_fit_the_note_tells(self, work: Path, course: Course) -> None:
        """Two filled-in files for one unit: one is graded, and which one is told."""
        (work / "first.py").write_text(BODY)
        (work / "first.ipynb").write_bytes(notebook(cell(BODY)))
        submission = read_submission(work, course)
        assert names(submission) == {"first": "first.py"}
        assert [(note.kind, note.where) for note in submission.notes] == [("several files", "first")]
        assert "first.ipynb also fits" in submission.notes[0].message

    def test_what_is_not_the_students_is_not_looked_at(self, work: Path, course: Course) -> None:
        """Checkpoints, caches, hidden and installed files are no work."""
        for folder in (".ipynb_checkpoints", "__pycache__", "__MACOSX", "site-packages"):
            (work / folder).mkdir()
            (work / folder / "first.py").write_text(BODY)
        (work / "._first.py").write_text(BODY)
        with pytest.raises(IntakeError, match="no Python file or notebook"):
            read_submission(work, course)

    def test_links_are_passed_over(self, work: Path, tmp_path: Path, course: Course) -> None:
        """A link in a folder is not followed, and that is told; the file itself is graded."""
        (tmp_path / "secret.py").write_text(BODY)
        try:
            (work / "first.py").symlink_to(tmp_path / "secret.py")
        except OSError:
            pytest.skip("this system makes no links")
        (work / "second_unit.py").write_text("")
        submission = read_submission(work, course)
        assert names(submission) == {"second_unit": "second_unit.py"}
        assert [note.where for note in submission.notes] == ["first.py"]
        assert "link" in submission.notes[0].message


class TestNothing:
    def test_an_empty_file_is_a_submission(self, work: Path, course: Course) -> None:
        """An empty file of the right name is graded: nothing in it."""
        (work / "first.py").write_text("")
        assert texts(read_submission(work / "first.py", course)) == [(None, "")]

    @pytest.mark.parametrize("name", ["none.py", "none", "a/b/c.py", "first.py/inner.py"])
    def test_a_missing_path(self, name: str, work: Path, course: Course) -> None:
        """What is not there is told by the path that was typed."""
        (work / "first.py").write_text("")
        with pytest.raises(IntakeError, match="does not exist") as caught:
            read_submission(work / name, course)
        assert Path(name).name in caught.value.message

    def test_an_empty_folder(self, work: Path, course: Course) -> None:
        """A folder with nothing to grade is refused."""
        with pytest.raises(IntakeError, match="no Python file or notebook"):
            read_submission(work, course)

    def test_another_kind_of_file(self, work: Path, course: Course) -> None:
        """A text file is refused with what to hand in instead."""
        (work / "first.txt").write_text(BODY)
        with pytest.raises(IntakeError, match="neither a Python file nor a notebook") as caught:
            read_submission(work / "first.txt", course)
        assert "notebook" in caught.value.hint

    def test_files_of_no_unit(self, work: Path, course: Course) -> None:
        """Several files none of which belongs to the course are refused with the names to use."""
        for name in ("a.py", "b.py"):
            (work / name).write_text("x = 1\n")
        with pytest.raises(IntakeError, match="belongs to this course") as caught:
            read_submission(work, course)
        assert "second_unit.py" in caught.value.hint


def test_the_digest_is_of_the_text(work: Path, course: Course) -> None:
    """The digest knows the text, the split into cells and the kind of file, and not the folder's name."""
    digests = []
    for name, data in (
        ("first.py", BODY.encode()),
        ("first.py", b"x" + BODY.encode()),
        ("first.ipynb", notebook(cell(BODY))),
        ("first.ipynb", notebook(cell(BODY[:15]), cell(BODY[15:]))),
    ):
        found = []
        for folder in ("one", "two"):
            path = work / folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            found.append(read_submission(path, course).digest)
        assert found[0] == found[1]
        digests.append(found[0])
    assert len(set(digests)) == 4


def test_a_submission_carries_its_name(work: Path, course: Course) -> None:
    """Its id is the file's or folder's name unless one is given."""
    (work / "first.py").write_text(BODY)
    assert read_submission(work / "first.py", course).id == "first"
    assert read_submission(work, course).id == "work"
    assert read_submission(work, course, "ada").id == "ada"
    assert read_submission(work, course).sources[0].cells == (Cell(BODY),)
