"""The gradebook on any database that SQLAlchemy knows; SQLite beside the submissions by default."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, OperationalError, SQLAlchemyError

from grader.errors import SetupError
from grader.model import Student
from grader.store.tables import AUDIT, MIGRATIONS, OVERRIDES, RECORDS, RESULTS, STUDENTS, migrate

CHUNK = 500
WHOLE = ""
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class StoredRecord:
    """A record and what it came from."""

    student: str
    attempt: int
    record: str
    came_from: dict[str, str]
    submitted: str | None
    made: str


@dataclass(frozen=True)
class Override:
    """A person's points for an exercise, which go before the grader's."""

    student: str
    exercise: str
    points: Decimal
    reason: str
    who: str


def utc_now() -> datetime:
    """The time, in the one zone that all graders share."""
    return datetime.now(timezone.utc)


class Gradebook:
    """One database; every change is a transaction, and those a person should know of leave a trail."""

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self.engine = engine
        self.clock = clock

    @classmethod
    def open(cls, place: str | Path, clock: Clock = utc_now) -> Gradebook:
        """The gradebook in a file or at a URL, made or brought up to date; raises SetupError where it cannot be."""
        shown = str(place).split("@")[-1]
        try:
            book = cls(_engine(place), clock)
            with book.engine.begin() as connection:
                before, after = migrate(connection)
                if before > len(MIGRATIONS):
                    raise SetupError(f"The gradebook {shown} is of a newer grader.", "Install a newer version of it.")
                if before != after:
                    book._note(connection, "grader", "migration", None, str(before), str(after))
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            hint = "Give a file, or a URL such as postgresql://host/name with its driver (the extra [postgresql])."
            raise SetupError(f"{shown} is no database that is known: {error}.", hint) from None
        except (SQLAlchemyError, OSError) as error:
            raise unusable(shown, error) from None
        return book

    def __enter__(self) -> Gradebook:
        """Closes at the end of a block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Closes."""
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    def results(self, keys: Iterable[str]) -> dict[str, str]:
        """The payloads that are kept, by key."""
        found: dict[str, str] = {}
        with self.engine.connect() as connection:
            for some in chunks(keys):
                rows = connection.execute(sql.select(RESULTS).where(RESULTS.c.key.in_(some)))
                found.update((row.key, row.payload) for row in rows)
        return found

    def all_results(self) -> Iterator[tuple[str, str]]:
        """Every payload with its key, some at a time."""
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=CHUNK).execute(sql.select(RESULTS)):
                yield row.key, row.payload

    def save_results(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keeps payloads by key; what is there already stays."""
        stream = iter(pairs)
        while some := dict(islice(stream, CHUNK)):
            fresh = [{"key": key, "payload": some[key]} for key in some.keys() - self.results(some).keys()]
            try:
                self._insert_results(fresh)
            except IntegrityError:
                # Another grader was a moment faster, with the same result.
                for each in fresh:
                    with contextlib.suppress(IntegrityError):
                        self._insert_results([each])

    def _insert_results(self, rows: list[dict[str, str]]) -> None:
        if rows:
            with self.engine.begin() as connection:
                connection.execute(RESULTS.insert(), rows)

    def save_record(
        self, student: str, attempt: int, record_json: str, came_from: dict[str, str], submitted: str | None,
        standing: str | None = None,
    ) -> int:  # fmt: skip
        """Keeps a record beside the older ones, with what it comes to in short; its number."""
        values = {
            "student": student,
            "attempt": attempt,
            "digest": came_from.get("digest") or hashlib.sha256(record_json.encode()).hexdigest(),
            "record": record_json,
            "came_from": json.dumps(came_from),
            "submitted": submitted,
            "made": self._now(),
            "standing": standing,
        }
        with self.engine.begin() as connection:
            before = connection.execute(
                sql.select(RECORDS.c.digest)
                .where(RECORDS.c.student == student, RECORDS.c.attempt == attempt)
                .order_by(RECORDS.c.id.desc())
                .limit(1)
            ).scalar()
            number: int = connection.execute(RECORDS.insert().values(values).returning(RECORDS.c.id)).scalar_one()
            self._note(connection, "grader", f"record of attempt {attempt}", student, before, str(values["digest"]))
        return number

    def newest_records(self) -> list[StoredRecord]:
        """The newest record of each attempt, by student."""
        newest = sql.select(sql.func.max(RECORDS.c.id)).group_by(RECORDS.c.student, RECORDS.c.attempt)
        wanted = sql.select(RECORDS).where(RECORDS.c.id.in_(newest)).order_by(RECORDS.c.student, RECORDS.c.attempt)
        return self._records(wanted)

    def newest_record(self, student: str, attempt: int) -> StoredRecord | None:
        """The newest record of an attempt, if there is one."""
        same = (RECORDS.c.student == student) & (RECORDS.c.attempt == attempt)
        found = self._records(sql.select(RECORDS).where(same).order_by(RECORDS.c.id.desc()).limit(1))
        return found[0] if found else None

    def newest_standings(self) -> dict[tuple[str, int], tuple[str, str | None]]:
        """What each attempt's newest record came from, as a digest, and what it comes to, where that was kept."""
        newest = sql.select(sql.func.max(RECORDS.c.id)).group_by(RECORDS.c.student, RECORDS.c.attempt)
        columns = RECORDS.c.student, RECORDS.c.attempt, RECORDS.c.digest, RECORDS.c.standing
        with self.engine.connect() as connection:
            rows = connection.execute(sql.select(*columns).where(RECORDS.c.id.in_(newest)))
            return {(row.student, row.attempt): (row.digest, row.standing) for row in rows}

    def history(self, student: str) -> list[StoredRecord]:
        """Every record of a student, the oldest first."""
        return self._records(sql.select(RECORDS).where(RECORDS.c.student == student).order_by(RECORDS.c.id))

    def override(self, student: str, exercise: str, points: Decimal, reason: str, who: str) -> None:
        """Sets a person's points for an exercise; they hold until they are lifted, whatever is graded again."""
        values = {"points": str(points), "reason": reason, "who": who, "made": self._now()}
        with self.engine.begin() as connection:
            before = self._lift(connection, student, exercise)
            connection.execute(OVERRIDES.insert().values(student=student, exercise=exercise, **values))
            self._note(connection, who, f"override of {exercise}: {reason}", student, before, str(points))

    def lift_override(self, student: str, exercise: str, reason: str, who: str) -> bool:
        """Takes a person's points back; whether there were any."""
        with self.engine.begin() as connection:
            before = self._lift(connection, student, exercise)
            if before is not None:
                self._note(connection, who, f"override of {exercise} lifted: {reason}", student, before, None)
        return before is not None

    def overrides(self) -> list[Override]:
        """All that hold."""
        wanted = sql.select(OVERRIDES).order_by(OVERRIDES.c.student, OVERRIDES.c.exercise)
        with self.engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return [Override(row.student, row.exercise, Decimal(row.points), row.reason, row.who) for row in rows]

    def save_students(self, people: Iterable[Student]) -> None:
        """Keeps a roster: those on it as it says, in its order; others stay as they were."""
        with self.engine.begin() as connection:
            known = {row.id: row for row in connection.execute(sql.select(STUDENTS))}
            for position, person in enumerate(people):
                values = {"id": person.id, "position": position, "name": person.name, "email": person.email}
                values |= {"section": person.section, "extension_days": str(person.extension_days)}
                before = known.get(person.id)
                if before is None:
                    connection.execute(STUDENTS.insert().values(values))
                elif before._asdict() != values:
                    connection.execute(STUDENTS.update().where(STUDENTS.c.id == person.id).values(values))
                if before is not None and before.extension_days != values["extension_days"]:
                    days = before.extension_days, str(values["extension_days"])
                    self._note(connection, "roster", "days of extension", person.id, *days)

    def students(self) -> list[Student]:
        """The people of the class, in the roster's order."""
        with self.engine.connect() as connection:
            rows = connection.execute(sql.select(STUDENTS).order_by(STUDENTS.c.position, STUDENTS.c.id)).all()
        return [Student(row.id, row.name, row.email, row.section, Decimal(row.extension_days)) for row in rows]

    def audit(self, student: str | None = None) -> list[dict[str, Any]]:
        """Who changed what, the oldest first."""
        wanted = sql.select(AUDIT).order_by(AUDIT.c.id)
        if student is not None:
            wanted = wanted.where(AUDIT.c.student == student)
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(wanted).mappings()]

    def _records(self, wanted: sql.Select[Any]) -> list[StoredRecord]:
        with self.engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return [
            StoredRecord(row.student, row.attempt, row.record, json.loads(row.came_from), row.submitted, row.made)
            for row in rows
        ]

    @staticmethod
    def _lift(connection: Connection, student: str, exercise: str) -> str | None:
        same = (OVERRIDES.c.student == student) & (OVERRIDES.c.exercise == exercise)
        before: str | None = connection.execute(sql.select(OVERRIDES.c.points).where(same)).scalar()
        connection.execute(OVERRIDES.delete().where(same))
        return before

    def _note(
        self, connection: Connection, who: str, what: str, student: str | None, before: str | None, after: str | None
    ) -> None:
        entry = {"made": self._now(), "who": who, "what": what, "student": student, "before": before, "after": after}
        connection.execute(AUDIT.insert().values(entry))

    def _now(self) -> str:
        return self.clock().astimezone(timezone.utc).isoformat()


def _engine(place: str | Path) -> Engine:
    text = str(place)
    if "://" in text:
        url = sql.make_url(text)
        # Of its drivers, the one that is kept up.
        return sql.create_engine(url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url)
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sql.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
    sql.event.listen(engine, "connect", _prepare_sqlite)
    sql.event.listen(engine, "handle_error", partial(_refused, text))
    return engine


def unusable(shown: str, error: Exception) -> SetupError:
    """What a database or the system said, and what can be done."""
    said = str(getattr(error, "orig", None) or error).splitlines()[0]
    if isinstance(error, OSError):
        said = f"{error.filename}: {error.strerror}"
    hint = "Where it lies there must be room, and leave to write; else give another one. What was graded is kept."
    return SetupError(f"The gradebook {shown} cannot be used: {said}.", hint)


def _refused(shown: str, context: sql.engine.ExceptionContext) -> None:
    """A full disk may come at any moment: it is not the grader's failure."""
    if isinstance(context.sqlalchemy_exception, OperationalError):
        raise unusable(shown, context.sqlalchemy_exception) from None


def _prepare_sqlite(connection: Any, record: object) -> None:  # noqa: ARG001 -- the form of a listener
    """Readers do not wait for writers, and a killed grader leaves a sound file."""
    cursor = connection.cursor()
    for setting in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    """Some at a time: databases bound the length of a statement."""
    stream = iter(keys)
    while some := list(islice(stream, CHUNK)):
        yield some
