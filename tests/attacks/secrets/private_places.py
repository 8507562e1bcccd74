# technique: read what lies on many a machine: users, keys, tokens of clouds and of package registries, history, mail
# live: evidence: at least the list of users
# outcome: raised
# says: no private file
# not at process: reads files, which that level does not stop
import os

SYSTEM = ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/hostname", "/etc/machine-id", "/etc/sudoers", "/.dockerenv"]
MOUNTED = [
    "/run/secrets/kubernetes.io/serviceaccount/token",
    "/var/run/docker.sock",
    "/run/systemd/userdb",
    "/sys/class/dmi/id/product_name",
    "/var/log/lastlog",
    "/var/spool/mail/root",
]
AT_HOME = [".ssh/id_rsa", ".ssh/authorized_keys", ".netrc", ".aws/credentials", ".pypirc", ".bash_history", ".gitconfig"]
HOMES = ["/root", "/home/runner", "/home/ubuntu", "/tmp/attacked-world-47113/home"]


def opens(path):
    """Never what is in it: somebody's machine runs this."""
    try:
        if os.path.isdir(path):
            return bool(os.listdir(path))
        with open(path, "rb") as stream:
            return bool(stream.read(1))
    except OSError:
        return False


def double(x):
    # Lately HOME is the own scratch folder.
    homes = {*HOMES, os.path.expanduser("~root"), *(f"/home/{name}" for name in ("grader", "teacher", "user"))}
    paths = [*SYSTEM, *MOUNTED, *(f"{home}/{name}" for home in sorted(homes) for name in AT_HOME)]
    found = [path for path in paths if opens(path)]
    told = f"EVIDENCE: {', '.join(found)}" if found else f"no private file of {len(paths)}"
    print(told)
    raise RuntimeError(told)


def mean_square(x):
    import pwd

    found = [each.pw_name for each in pwd.getpwall()]
    told = f"EVIDENCE: {found}" if found else "no private file tells who has an account"
    raise RuntimeError(told)


def step(w, learning_rate):
    raise RuntimeError("no private file")
