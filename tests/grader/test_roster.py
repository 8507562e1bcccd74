"""Rosters of one's own and of platforms; what is wrong in one is named with its line; nobody is matched by a guess."""

from __future__ import annotations

from datetime import timezone
from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import IntakeError
from grader.intake.people import People, forms
from grader.intake.roster import read_roster


def roster(tmp_path: Path, content: str | bytes) -> Path:
    """A file."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


KINDS = {
    "own": "id,name,email,section,extension days\ns1,Anna Berg,anna@x,A,1.5\n\ns2,Ben,,,\n",
    "mark and semicolons": b"\xef\xbb\xbfID;Name;E-mail;Group;Extension\r\ns1;Anna Berg;anna@x;A;1,5\r\ns2;Ben;;;\r\n",
    "tabs in UTF-16": "id\tname\temail\tsection\textra days\ns1\tAnna Berg\tanna@x\tA\t1.5\ns2\tBen\t\t\t\n".encode(
        "utf-16"
    ),
    "Gradescope": "First Name,Last Name,SID,Email,Sections,Extension days\nAnna,Berg,s1,anna@x,A,1.5\nBen,,s2,,,\n",
    "Moodle": "First name,Last name,ID number,Email address,Group,Extension\nAnna,Berg,s1,anna@x,A,1.5\nBen,,s2,,,\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(tmp_path: Path, kind: str) -> None:
    """The same two people, whoever wrote the file."""
    found = [each.student for each in read_roster(roster(tmp_path, KINDS[kind]))]
    assert [(each.id, each.name, each.email, each.section) for each in found] == [
        ("s1", "Anna Berg", "anna@x", "A"),
        ("s2", "Ben", "", ""),
    ]
    assert [each.extension_days for each in found] == [Decimal("1.5"), Decimal(0)]


def test_canvas(tmp_path: Path) -> None:
    """The gradebook's own lines are no people; the numbers of Canvas and of the school both lead to a student."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (12)\n    Points Possible,,,,,10\n"
        '"Berg, Anna",1234,n77,aberg,A,5\n"Student, Test",,,,A,\n'
    )
    (anna,) = read_roster(roster(tmp_path, text))
    assert anna.student.id == "1234"
    assert {"n77", "aberg", "Berg, Anna"} <= set(anna.aliases)


def test_chinese_names(tmp_path: Path) -> None:
    """As a spreadsheet in China writes them."""
    (person,) = read_roster(roster(tmp_path, "id,name\n1,王小明\n".encode("gb18030")))
    assert person.student.name == "王小明"
    assert People([person]).find(["王小明"]) == "1"


def test_times(tmp_path: Path) -> None:
    """A time of submission carries its zone."""
    (person,) = read_roster(roster(tmp_path, "id,submitted\n1,2026-11-23T10:00:00Z\n"))
    assert person.submitted is not None
    assert person.submitted.tzinfo == timezone.utc


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column with an id"),
        ("name\nAnna\n", "no column with an id"),
        ("id,name\n", "Nobody is on the roster"),
        ("id\n1\n2\n1\n", "line 4: the id 1 is there twice"),
        ("id,name\n1,Anna\n,Ben\n", "Line 3 of the roster has no id"),
        ("id,extension\n1,two\n", "Line 2 of the roster: two is no number of days"),
        ("id,extension\n1,-1\n", "no number of days"),
        ("id,extension\n1,NaN\n", "no number of days"),
        ("id,submitted\n1,yesterday\n", "no time of submission"),
        ("id,submitted\n1,2026-11-23T10:00:00\n", "no time of submission"),
        ('id,name\n1,"never closed\n', "is no CSV"),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    """One sentence, with the line."""
    with pytest.raises(IntakeError, match=said):
        read_roster(roster(tmp_path, text))


def test_matching(tmp_path: Path) -> None:
    """By id before all else, then by any name that is one person's alone; never by a guess."""
    text = "id,name,email\n1,Anna Berg,ab@x.edu\n2,Ben Öst,ben@x.edu\n3,Ben Öst,other@x.edu\n4,1,\n"
    people = People(read_roster(roster(tmp_path, text)))
    assert people.find(["1"]) == "1"
    assert people.find(["berganna"]) == "1"
    assert people.find(["nothing", "BEN@X.edu"]) == "2"
    assert people.find(["ab"]) == "1"
    assert people.find(["Öst, Ben"]) == "Öst, Ben"
    assert people.find(["eve"]) == "eve"
    assert len(people.notes) == 2
    assert People([]).find(["whoever", "x"]) == "whoever"
    assert forms("Öst, Ben") & forms("ben ost")
    assert forms("") == set()
