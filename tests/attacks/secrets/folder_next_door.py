# technique: look at what lies around the own folder: other submissions' scratch, the output of the grader, the root's folder
# live: evidence: the grader's log lies beside
# outcome: raised
# says: no neighbour
# not at process: reads folders, which that level does not stop
import os
import tempfile


def around():
    here = os.path.realpath(os.getcwd())
    above = os.path.dirname(here)
    return here, [above, os.path.dirname(above), f"{above}-root", tempfile.gettempdir(), os.path.expanduser("~")]


def neighbours():
    here, folders = around()
    for folder in folders:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        others = [f"{folder}/{name}" for name in names if f"{folder}/{name}" != here]
        # What is in the own folder is no secret.
        yield from (path for path in others if os.path.dirname(path) != here)


def guessed():
    """Folders of others may have names like one's own, by number."""
    here, _ = around()
    stem = here.rstrip("0123456789")
    for number in range(200):
        path = f"{stem}{number}"
        if path != here:
            try:
                yield from (f"{path}/{name}" for name in os.listdir(path))
            except OSError:
                continue


def double(x):
    found = [*neighbours(), *guessed()]
    told = f"EVIDENCE: {len(found)}: {found[:3]}" if found else "no neighbour to be seen"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    above = os.path.dirname(os.getcwd())
    os.mkdir(f"{above}/47113")
    os.rmdir(f"{above}/47113")
    raise RuntimeError("EVIDENCE: made a folder beside my own")


def step(w, learning_rate):
    raise RuntimeError("no neighbour")
