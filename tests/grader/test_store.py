"""The gradebook: what is kept stays, whoever is killed; a person's word holds; every change leaves a trail."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from grader.errors import SetupError
from grader.model import Student
from grader.store import Gradebook
from grader.store.tables import MIGRATIONS

NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)


Place = Path | str


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the gradebook lies."""
    return tmp_path / "gradebook.db"


def opened(path: Place) -> Gradebook:
    """With a clock that stands still."""
    return Gradebook.open(path, lambda: NOON)


def test_results(path: Place) -> None:
    """By key, thousands at a time; the first one stays."""
    keys = [f"{number:064x}" for number in range(3000)]
    with opened(path) as book:
        book.save_results((key, f"payload {key[-4:]}") for key in keys)
        book.save_results([(keys[0], "another")])
        book.save_results([])
    with opened(path) as book:
        found = book.results([*keys, "f" * 64])
    assert len(found) == 3000
    assert found[keys[0]] == "payload 0000"


def test_records(path: Place) -> None:
    """Every record of an attempt is kept, the newest is found, and what it came from."""
    with opened(path) as book:
        for number in range(3):
            book.save_record("anna", 1, f'{{"n": {number}}}', {"digest": f"{number}" * 64, "path": "x"}, None)
        book.save_record("anna", 2, "{}", {"digest": "a" * 64}, "2026-11-23T12:00:00+01:00")
        assert book.newest_standings() == {("anna", 1): ("2" * 64, None), ("anna", 2): ("a" * 64, None)}
        newest = book.newest_records()
        assert [each.record for each in newest] == ['{"n": 2}', "{}"]
        assert (newest[0].came_from["path"], newest[0].made) == ("x", "2026-11-23T12:00:00+00:00")
        assert len(book.history("anna")) == 4
        assert book.history("ben") == []


def test_a_persons_word(path: Place) -> None:
    """It holds until it is lifted, exactly, and the trail says who said what and why."""
    with opened(path) as book:
        book.override("anna", "unit.f", Decimal("1.10"), "read by hand", "dr b")
        book.override("anna", "unit.f", Decimal("1.25"), "read again", "dr b")
        book.save_record("anna", 1, "{}", {"digest": "0" * 64}, None)
        (word,) = book.overrides()
        assert (word.points, word.reason, word.who) == (Decimal("1.25"), "read again", "dr b")
        assert book.lift_override("anna", "unit.f", "a mistake", "dr c")
        assert not book.lift_override("anna", "unit.f", "a mistake", "dr c")
        assert book.overrides() == []
        trail = [(each["who"], each["before"], each["after"]) for each in book.audit("anna")]
    assert trail == [
        ("dr b", None, "1.10"),
        ("dr b", "1.10", "1.25"),
        ("grader", None, "0" * 64),
        ("dr c", "1.25", None),
    ]


@pytest.mark.parametrize("name", ["'; drop table records; --", "a\x00b", "\u202e", "名" * 500, "", "\udcff"])
def test_hostile_names(path: Place, name: str) -> None:
    """A name is text and nothing else."""
    with opened(path) as book:
        book.save_record(name, 1, "{}", {"digest": "0" * 64}, None)
        assert book.newest_records()[0].student == name.replace("\0", r"\x00").replace("\udcff", r"\udcff")
        assert len(book.history(name)) == 1


def test_an_older_gradebook_is_brought_up_to_date(path: Path) -> None:
    """What was in it stays, and the trail says so."""
    old = sqlite3.connect(path)
    old.executescript(
        "create table schema_version (number integer primary key); insert into schema_version values (1);"
        "create table results (key varchar(64) primary key, payload text not null);"
        "create table records (id integer primary key, student text not null, attempt integer not null,"
        " digest varchar(64) not null, record text not null, came_from text not null, submitted text,"
        " made text not null);"
        "insert into results values ('k', 'p');"
    )
    old.close()
    with opened(path) as book:
        assert book.results(["k"]) == {"k": "p"}
        book.save_record("anna", 1, "{}", {"digest": "0" * 64}, None, "short")
        assert book.newest_standings() == {("anna", 1): ("0" * 64, "short")}
        entry = book.audit()[0]
        assert (entry["what"], entry["before"], entry["after"]) == ("migration", "1", str(len(MIGRATIONS)))
    with opened(path) as book:
        assert len(book.audit()) == 2


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_text("no database, but long enough to be looked at " * 40), "cannot be used"),
        (lambda path: path.mkdir(), "cannot be used"),
    ],
)
def test_what_is_no_gradebook(path: Path, make: object, words: str) -> None:
    """A sentence."""
    make(path)  # type: ignore[operator]
    with pytest.raises(SetupError, match=words):
        opened(path)


@pytest.mark.parametrize("url", ["oracle://nowhere/x", "nonsense://x", "sqlite+nothing:///x"])
def test_what_is_no_database(url: str) -> None:
    """A sentence, and what a URL looks like."""
    with pytest.raises(SetupError, match="is no database that is known") as caught:
        Gradebook.open(url)
    assert "postgresql" in caught.value.hint


def test_a_newer_gradebook(path: Path) -> None:
    """It is left alone."""
    opened(path).close()
    other = sqlite3.connect(path)
    other.execute("insert into schema_version values (99)")
    other.commit()
    other.close()
    with pytest.raises(SetupError, match="newer"):
        opened(path)


def write_for_ever(path: Place) -> None:
    """Until somebody kills it: results, and a record that says how many."""
    with opened(path) as book:
        for number in range(10**9):
            book.save_results([(f"{os.getpid()} {number}", "p" * 200)])
            book.save_record("anna", number, "r" * 2000, {"digest": f"{os.getpid()} {number}"}, None)


def kill_writers(path: Place) -> None:
    """Three at work, each killed at some moment."""
    opened(path).close()
    context = multiprocessing.get_context("spawn")
    chance = random.Random(3)
    writers = [context.Process(target=write_for_ever, args=(path,)) for _ in range(3)]
    for writer in writers:
        writer.start()
    # On a busy machine they take seconds to start.
    until = time.monotonic() + 60
    with opened(path) as book:
        while not book.newest_standings() and time.monotonic() < until:
            time.sleep(0.05)
    time.sleep(0.5)
    for writer in writers:
        time.sleep(chance.uniform(0, 0.3))
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
    with opened(path) as book:
        digests = [digest for digest, _ in book.newest_standings().values()]
        assert len(book.results(digests)) == len(set(digests)) > 0


def test_a_killed_writer(path: Path) -> None:
    """Whenever it is killed, the file is sound, and each record's result is there."""
    kill_writers(path)
    check = sqlite3.connect(path)
    assert check.execute("pragma integrity_check").fetchall() == [("ok",)]
    check.close()


def test_a_roster(path: Place) -> None:
    """People keep the roster's order; a changed extension leaves a trail; whoever is no longer listed stays."""
    anna, ben = Student("1", "Anna", "a@x", "A", Decimal("1.5")), Student("2", "Ben")
    with opened(path) as book:
        book.save_students([ben, anna])
        book.save_students([replace(anna, extension_days=Decimal(3)), replace(ben, section="B")])
        assert book.students() == [replace(anna, extension_days=Decimal(3)), replace(ben, section="B")]
        book.save_students([])
        assert len(book.students()) == 2
        trail = [(each["student"], each["before"], each["after"]) for each in book.audit("1")]
    assert trail == [("1", "1.5", "3")]


def test_many_open_it_at_once(path: Place) -> None:
    """One of them makes the tables."""
    with ThreadPoolExecutor(6) as pool:
        books = list(pool.map(opened, [path] * 6))
    assert [len(book.audit()) for book in books] == [1] * 6
    for book in books:
        book.close()
