"""Rosters of one's own and of platforms; what is wrong in one is named with its line; nobody is matched by a guess."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import IntakeError
from grader.intake.layouts import Found
from grader.intake.moments import moment
from grader.intake.people import BY_ADDRESS, CLAIMED, SEVERAL, TWO_WAYS, UNKNOWN, People
from grader.intake.roster import Person, read_roster


def roster(tmp_path: Path, content: str | bytes) -> Path:
    """A file."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def persons(tmp_path: Path, content: str | bytes) -> tuple[Person, ...]:
    """Everybody on it."""
    return read_roster(roster(tmp_path, content)).persons


KINDS = {
    "own": "id,name,email,section,extension days\ns1,Anna Berg,anna@x,A,1.5\n\ns2,Ben,,,\n",
    "mark and semicolons": b"\xef\xbb\xbfID;Name;E-mail;Group;Extension\r\ns1;Anna Berg;anna@x;A;1,5\r\ns2;Ben;;;\r\n",
    "tabs in UTF-16": "id\tname\temail\tsection\textra days\ns1\tAnna Berg\tanna@x\tA\t1.5\ns2\tBen\t\t\t\n".encode(
        "utf-16"
    ),
    "a separator named, lines empty": (
        "sep=;\r\n\r\nid;name;email;section;extension days\r\n;;\r\n s1 ;Anna\xa0Berg;anna@x;A;1,5\r\ns2;Ben\r\n"
    ),
    "Gradescope": "First Name,Last Name,SID,Email,Sections,Extension days\nAnna,Berg,s1,anna@x,A,1.5\nBen,,s2,,,\n",
    "Moodle": "First name,Last name,ID number,Email address,Group,Extension\nAnna,Berg,s1,anna@x,A,1.5\nBen,,s2,,,\n",
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(tmp_path: Path, kind: str) -> None:
    """The same two people, whoever wrote the file."""
    found = [each.student for each in persons(tmp_path, KINDS[kind])]
    assert [(each.id, each.name, each.email, each.section) for each in found] == [
        ("s1", "Anna Berg", "anna@x", "A"),
        ("s2", "Ben", "", ""),
    ]
    assert [each.extension_days for each in found] == [Decimal("1.5"), Decimal(0)]


def test_canvas(tmp_path: Path) -> None:
    """The gradebook's own lines are no people; the numbers of Canvas and of the school both lead to a student."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (12)\n,,,,,Muted\n    Points Possible,,,,,10\n"
        '"Berg, Anna",1234,n77,aberg,A,5\n"Student, Test",99,,0f3c,A,\n'
    )
    (anna,) = persons(tmp_path, text)
    assert anna.student.id == "1234"
    assert {"n77", "aberg", "Berg, Anna"} <= set(anna.aliases)


def test_gradescope(tmp_path: Path) -> None:
    """Scores tell when somebody handed in; staff are no students."""
    text = (
        "Name,SID,Email,Role,Status,Submission ID,Submission Time,Lateness (H:M:S)\n"
        "Anna,101,a@x,Student,Graded,12,2022-06-25 13:16:26 -0600,00:00:00\n"
        "Ben,102,b@x,Student,Missing,,,\nProf,1,p@x,Instructor,Missing,,,\n"
    )
    anna, ben = persons(tmp_path, text)
    assert str(anna.submitted) == "2022-06-25 13:16:26-06:00"
    assert ben.submitted is None


def test_git(tmp_path: Path) -> None:
    """GitHub Classroom's and Classroom 50's own lists."""
    text = '"identifier","github_username","github_id","name"\n"a@x.edu","anna-b","40261856",""\n"b@x.edu","","",""\n'
    assert [each.aliases for each in persons(tmp_path, text)] == [("anna-b", "a@x.edu"), ("b@x.edu",)]
    text = "username,first_name,last_name,email,section,score,datetime\nanna-b,Anna,Berg,,A,,2026-11-20T10:00:00Z\n"
    (anna,) = persons(tmp_path, text)
    assert (anna.student.id, anna.student.name, str(anna.submitted)) == (
        "anna-b",
        "Anna Berg",
        "2026-11-20 10:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("data", "name", "is_told"),
    [
        ("id,name\n1,王小明\n2,Ö\n".encode(), "王小明", False),
        ("学号,姓名\n1,王小明\n2,李雷\n".encode("gbk"), "王小明", True),
        ("id,name\n1,Jürgen Öst\n2,Zoë\n".encode("cp1252"), "Jürgen Öst", True),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, name: str, is_told: bool) -> None:
    """As spreadsheets in China and in Europe write them; where the encoding is a guess, it is said."""
    found = read_roster(roster(tmp_path, data))
    assert found.persons[0].student.name == name
    assert bool(found.notes) == is_told


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-23T10:00:00Z", "2026-11-23 10:00:00+00:00"),
        ("2026-04-26 17:34:00.861687000 Z", "2026-04-26 17:34:00.861687+00:00"),
        ("2026-11-23 10:00 -0430", "2026-11-23 10:00:00-04:30"),
        ("2026-11-23T10-00-00+0100", "2026-11-23 10:00:00+01:00"),
        ("2026-11-23 10:00:00", "None"),
        ("2026-13-23T10:00:00Z", "None"),
        ("2026-11-23T10:00:00+99:00", "None"),
        ("٢٠٢٦-11-23T10:00:00Z", "None"),
        ("", "None"),
    ],
)
def test_moments(text: str, when: str) -> None:
    """A time carries its zone, in every form that platforms write; what is no time is none."""
    assert str(moment(text)) == when


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column with an id"),
        ("name\nAnna\n", "no column with an id"),
        ("id,name\n", "Nobody is on the roster"),
        ("id\n1\n2\n1\n", "line 4: the id 1 is there twice"),
        ("id,name\n1,Anna\n,Ben\n", "line 3: there is no id"),
        ('id,name\n1,"An\nna"\n,Ben\n', "line 4: there is no id"),
        ("id\na\u202eb\n", r"line 2: the id a\\u202eb"),
        (f"id\n{'x' * 300}\n", "line 2: the id x.* is too long"),
        ("id,extension\n1,two\n", "line 2: two is no number of days"),
        ("id,extension\n1,-1\n", "no number of days"),
        ("id,extension\n1,NaN\n", "no number of days"),
        ("id,submitted\n1,yesterday\n", "no time of submission"),
        ("id,submitted\n1,2026-11-23T10:00:00\n", "no time of submission"),
        ('id,name\n1,"never closed\n', "line 2: this is no CSV"),
        ("id,name\n1," + "x" * 200_000, "line 2: this is no CSV"),
    ],
)
def test_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    """One sentence, with the line."""
    with pytest.raises(IntakeError, match=said):
        read_roster(roster(tmp_path, text))


def test_too_large(tmp_path: Path) -> None:
    """A sentence, before it is read as a table."""
    with pytest.raises(IntakeError, match="MB"):
        read_roster(roster(tmp_path, b"id\n" + b"\n" * 6_000_000))


CLASS = (
    "id,username,name,email\n1,aberg,Anna Berg,anna.berg@x.edu\n2,,Ben Öst,ben@x.edu\n3,,Ben Öst,other@x.edu\n"
    "4,,Jan van der Velde,jv@x.edu\n5,,कि ली,ki@x.edu\n"
)


@pytest.mark.parametrize(
    ("names", "student", "note"),
    [
        (["1"], "1", ""),
        (["ABERG"], "1", ""),
        (["berganna"], "1", ""),
        (["Berg, Anna"], "1", ""),
        (["vanderveldejan"], "4", ""),
        (["कि ली"], "5", ""),
        (["का ली"], "का ली", UNKNOWN),
        (["nothing", "BEN@X.edu"], "2", ""),
        (["Ost Ben", "other@x.edu"], "3", ""),
        (["jv"], "4", BY_ADDRESS),
        (["Ben Öst"], "Ben Öst", SEVERAL),
        (["1", "Jan van der Velde"], "1, Jan van der Velde", TWO_WAYS),
        (["anna.berg@elsewhere.edu"], "anna.berg@elsewhere.edu", UNKNOWN),
        (["annaberg@x.edu"], "annaberg@x.edu", UNKNOWN),
        (["eve"], "eve", UNKNOWN),
    ],
)
def test_matching(tmp_path: Path, names: list[str], student: str, note: str) -> None:
    """By id before all else, then by every name that is one person's alone; never by a guess."""
    found = Found("owner", tuple(names), tmp_path, "origin")
    students, notes = People(persons(tmp_path, CLASS)).students([found])
    assert students == {"owner": student}
    assert notes == ([(names[0], note)] if note else [])


def test_rivals(tmp_path: Path) -> None:
    """Two who go by one person's names are never one student: the surest has the name, or nobody."""
    people = People(persons(tmp_path, CLASS))
    sure = [Found("x", ("1", "berganna"), tmp_path, ""), Found("y", ("1", "eve"), tmp_path, "")]
    assert people.students(sure) == ({"x": "1", "y": "1, eve"}, [("1", CLAIMED)])
    alike = [Found("x", ("Anna Berg",), tmp_path, ""), Found("y", ("anna berg",), tmp_path, "")]
    students, notes = people.students(alike)
    assert students == {"x": "Anna Berg", "y": "anna berg"}
    assert len(notes) == 2


def test_names_of_nobody(tmp_path: Path) -> None:
    """Without a roster namesakes stay apart, and no name is one that a file or a database cannot hold."""
    found = [Found(f"Li Wei_{number}", ("Li Wei", f"Participant {number}"), tmp_path, "") for number in (1, 2)]
    found += [
        Found("a", ("a\nb",), tmp_path, ""),
        Found("b", ("a\\nb",), tmp_path, ""),
        Found("c", ("a\\nb",), tmp_path, ""),
    ]
    students, notes = People(()).students(found)
    assert students == {
        "Li Wei_1": "Li Wei, Participant 1", "Li Wei_2": "Li Wei, Participant 2", "a": "a", "b": "b", "c": "c",
    }  # fmt: skip
    assert not notes
