"""The tables of the gradebook, and the numbered steps by which an older one becomes a newer one."""

from __future__ import annotations

import re
from collections.abc import Callable

import sqlalchemy as sql
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text

METADATA = MetaData()
# What some database does not take: a record has thousands of characters, so they are not looked at one by one.
UNFIT = re.compile("[\0\ud800-\udfff]")


class Name(sql.types.TypeDecorator[str]):
    """Text that strangers chose: what some database cannot hold is spelt out, in every one of them alike."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> str | None:
        """NUL and lone halves of characters as escapes."""
        return None if value is None else UNFIT.sub(lambda found: ascii(found[0])[1:-1], value)


VERSIONS = Table("schema_version", METADATA, Column("number", Integer, primary_key=True))
RESULTS = Table(
    "results", METADATA, Column("key", String(64), primary_key=True), Column("payload", Text, nullable=False)
)
RECORDS = Table(
    "records",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("student", Name, nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", Name, nullable=False),
    Column("came_from", Text, nullable=False),
    Column("submitted", Text),
    Column("made", Text, nullable=False),
    Column("standing", Text),
)
OVERRIDES = Table(
    "overrides",
    METADATA,
    Column("student", Name, primary_key=True),
    Column("exercise", Name, primary_key=True),
    Column("points", Text, nullable=False),
    Column("reason", Name, nullable=False),
    Column("who", Name, nullable=False),
    Column("made", Text, nullable=False),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("made", Text, nullable=False),
    Column("who", Name, nullable=False),
    Column("what", Name, nullable=False),
    Column("student", Name, index=True),
    Column("before", Name),
    Column("after", Name),
)
STUDENTS = Table(
    "students",
    METADATA,
    Column("id", Name, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Name, nullable=False),
    Column("email", Name, nullable=False),
    Column("section", Name, nullable=False),
    Column("extension_days", Text, nullable=False),
)


def _first(connection: Connection) -> None:
    """Results and records."""
    METADATA.create_all(connection, [RESULTS, RECORDS])


def _second(connection: Connection) -> None:
    """A person's word, and the trail of changes."""
    METADATA.create_all(connection, [OVERRIDES, AUDIT])


def _third(connection: Connection) -> None:
    """The people of the class."""
    METADATA.create_all(connection, [STUDENTS])


def _fourth(connection: Connection) -> None:
    """What a record comes to, in short: the table of a large class is made without reading every record."""
    known = {column["name"] for column in sql.inspect(connection).get_columns(RECORDS.name)}
    if "standing" not in known:
        connection.execute(sql.text("ALTER TABLE records ADD COLUMN standing TEXT"))


LOCK = 1703
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _second, _third, _fourth)


def migrate(connection: Connection) -> tuple[int, int]:
    """Brings the tables up to date; the version before and after. Runs inside the caller's transaction."""
    if connection.dialect.name == "postgresql":
        # Several graders may open a new database at once: one makes the tables, the others wait for it.
        connection.execute(sql.select(sql.func.pg_advisory_xact_lock(LOCK)))
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    METADATA.create_all(connection, [VERSIONS])
    before = version(connection)
    for number in range(before + 1, len(MIGRATIONS) + 1):
        MIGRATIONS[number - 1](connection)
        connection.execute(VERSIONS.insert().values(number=number))
    return before, max(before, len(MIGRATIONS))


def version(connection: Connection) -> int:
    """The number of the newest step that was taken; 0 for an empty database."""
    if not sql.inspect(connection).has_table(VERSIONS.name):
        return 0
    return connection.execute(sql.select(sql.func.max(VERSIONS.c.number))).scalar() or 0
