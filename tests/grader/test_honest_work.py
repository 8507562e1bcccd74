"""Honest work at every level: hardening must cost no student whose file does nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from children import LEVELS, LINUX, Children, children_at

from grader.errors import StudentFault
from grader.student import Module

pytestmark = LINUX
SECONDS = 60.0
# A name -> the body of `work()`, which checks itself and gives True.
WORKS = {
    "training with SGD": """
        model, x = nn.Linear(3, 1), torch.randn(64, 3)
        y = x @ torch.tensor([[1.0], [-2.0], [0.5]]) + 3
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.5)
        for _ in range(200):
            optimizer.zero_grad(); loss = F.mse_loss(model(x), y); loss.backward(); optimizer.step()
        return loss.item() < 1e-3
    """,
    "training with Adam": """
        model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))
        x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]); y = torch.tensor([[0.0], [1], [1], [0]])
        optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
        schedule = torch.optim.lr_scheduler.StepLR(optimizer, 100)
        for _ in range(150):
            optimizer.zero_grad(); loss = F.mse_loss(model(x), y); loss.backward(); optimizer.step(); schedule.step()
        return loss.item() < 0.05
    """,
    "convolution": """
        model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten())
        out = model(torch.randn(2, 1, 8, 8)); out.sum().backward()
        return out.shape == (2, 36) and model[0].weight.grad is not None
    """,
    "attention and a recurrent network": """
        x = torch.randn(2, 5, 8)
        seen, _ = nn.MultiheadAttention(8, 2, batch_first=True)(x, x, x)
        told, _ = nn.LSTM(8, 4, batch_first=True)(seen)
        return told.shape == (2, 5, 4)
    """,
    "Fourier transform": "x = torch.randn(64); return torch.allclose(torch.fft.irfft(torch.fft.rfft(x)), x, atol=1e-5)",
    "linear algebra": """
        a = torch.randn(5, 5, dtype=torch.float64); b = torch.randn(5, dtype=torch.float64); s = a @ a.T
        u, d, v = torch.linalg.svd(a); values, vectors = torch.linalg.eigh(s)
        return (torch.allclose(a @ torch.linalg.solve(a, b), b) and torch.allclose(u @ torch.diag(d) @ v, a)
                and torch.allclose(vectors @ torch.diag(values) @ vectors.T, s))
    """,
    "functions of torch.nn.functional": """
        x = torch.randn(4, 3); t = torch.tensor([0, 1, 2, 0])
        names = (F.relu, F.gelu, F.silu, F.softplus, F.elu, torch.sigmoid, lambda v: F.softmax(v, 1), F.normalize)
        assert all(f(x).shape == x.shape for f in names)
        return torch.isclose(F.cross_entropy(x, t), F.nll_loss(F.log_softmax(x, 1), t)).item()
    """,
    "torch.save and torch.load": """
        model = nn.Linear(2, 2); torch.save(model.state_dict(), "model.pt")
        other = nn.Linear(2, 2); other.load_state_dict(torch.load("model.pt"))
        return torch.equal(model.weight, other.weight) and os.path.getsize("model.pt") > 0
    """,
    "temporary files": """
        import tempfile
        with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+", dir=folder) as file:
            file.write("text"); file.seek(0)
            with tempfile.TemporaryFile() as other:
                other.write(b"x")
            return file.read() == "text" and os.path.exists(file.name)
    """,
    "shutil": """
        import shutil
        Path("a.txt").write_text("text"); Path("folder").mkdir()
        for copy in (shutil.copy, shutil.copy2, shutil.copyfile, shutil.copymode):
            copy("a.txt", "b.txt")
        shutil.copytree("folder", "other"); shutil.move("b.txt", "folder/c.txt"); shutil.rmtree("other")
        shutil.make_archive("all", "zip", "folder"); shutil.unpack_archive("all.zip", "again")
        return Path("again/c.txt").read_text() == "text" and shutil.disk_usage(".").total > 0
    """,
    "pathlib": """
        folder = Path("one/two"); folder.mkdir(parents=True); (folder / "x.txt").write_text("é\\n", encoding="utf-8")
        (folder / "x.txt").rename(folder / "y.txt"); (folder / "y.txt").touch(); (folder / "y.txt").chmod(0o600)
        found = [path.name for path in Path("one").rglob("*.txt")]; (folder / "y.txt").unlink(); folder.rmdir()
        return found == ["y.txt"] and Path.cwd() == Path().resolve() and not folder.exists()
    """,
    "its own home and folder": """
        (Path.home() / "x").write_text("x"); return sorted(os.listdir(".")) == ["x"] and os.getcwd() == str(Path.home())
    """,
    "two threads": """
        import queue, threading
        results = queue.Queue()
        threads = [threading.Thread(target=lambda n=n: results.put(torch.ones(n).sum().item())) for n in (2, 3)]
        [each.start() for each in threads]; [each.join(10) for each in threads]
        return {results.get(timeout=5), results.get(timeout=5)} == {2.0, 3.0}
    """,
    "a pool of threads": """
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda n: n * n, range(20))) == [n * n for n in range(20)]
    """,
    "asyncio": """
        import asyncio
        async def double(n):
            await asyncio.sleep(0.01); return 2 * n
        async def all_of_them():
            return await asyncio.gather(*map(double, range(3)))
        return asyncio.run(all_of_them()) == [0, 2, 4]
    """,
    "a plot saved with matplotlib": """
        import matplotlib.pyplot as plt
        plt.plot([1, 2, 3]); plt.title("loss"); plt.savefig("loss.png"); plt.show(); plt.close("all")
        return Path("loss.png").read_bytes()[:4] == b"\\x89PNG"
    """,
    "pictures with Pillow": """
        from PIL import Image
        Image.new("RGB", (8, 6), (255, 0, 0)).resize((4, 3)).save("red.png"); Image.open("red.png").save("red.jpg")
        return Image.open("red.png").size == (4, 3) and np.asarray(Image.open("red.png"))[0, 0].tolist() == [255, 0, 0]
    """,
    "NumPy": """
        a = np.random.default_rng(1).normal(size=(3, 4)); np.save("a.npy", a); np.savez("b.npz", a=a)
        mapped = np.load("a.npy", mmap_mode="r"); np.savetxt("c.txt", a)
        return np.array_equal(np.load("b.npz")["a"], mapped) and np.allclose(np.loadtxt("c.txt"), a)
    """,
    "random numbers": """
        import secrets, uuid
        random.seed(1); a = random.random(); random.seed(1); torch.manual_seed(0); b = torch.rand(2)
        assert len(secrets.token_bytes(8)) == 8 and uuid.uuid4() != uuid.uuid4() and len(os.urandom(4)) == 4
        return a == random.random() and torch.equal(b, torch.rand(2, generator=torch.Generator().manual_seed(0)))
    """,
    "a DataLoader": """
        from torch.utils.data import DataLoader, TensorDataset, random_split
        data = TensorDataset(torch.arange(10.0)); first, _ = random_split(data, [8, 2])
        options = dict(num_workers=2, prefetch_factor=4, persistent_workers=True)
        assert sum(len(x) for x, in DataLoader(first, batch_size=3, shuffle=True, **options)) == 8
        return sum(len(x) for x, in DataLoader(first, batch_size=3, shuffle=True, num_workers=0)) == 8
    """,
    "csv, json, pickle, zip, sqlite": """
        import csv, gzip, json, pickle, sqlite3, zipfile
        with open("a.csv", "w", newline="") as file:
            csv.writer(file).writerows([[1, 2], [3, 4]])
        rows = list(csv.reader(open("a.csv"))); json.dump(rows, open("a.json", "w"))
        gzip.open("a.gz", "wb").write(b"x"); zipfile.ZipFile("a.zip", "w").writestr("x", "y")
        base = sqlite3.connect("a.db"); base.execute("create table t (x)"); base.commit()
        return json.load(open("a.json")) == pickle.loads(pickle.dumps(rows)) == [["1", "2"], ["3", "4"]]
    """,
    "sleep and clocks": """
        from datetime import datetime, timezone
        from zoneinfo import ZoneInfo
        before, used = time.monotonic(), time.process_time(); time.sleep(0.02)
        assert time.perf_counter() > 0 and time.thread_time() >= 0 and time.time() > 1.6e9
        assert datetime.now(timezone.utc).astimezone(ZoneInfo("Europe/Paris")).year > 2020 and time.localtime()
        return time.monotonic() - before >= 0.02 and time.process_time() >= used
    """,
    "logging and warnings": """
        import logging, warnings
        logging.basicConfig(filename="a.log", level=logging.INFO); logging.info("epoch %d", 1)
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always"); warnings.warn("careful")
        print("printed"); print("complaint", file=sys.stderr)
        return len(found) == 1 and "epoch 1" in Path("a.log").read_text()
    """,
    "torch.jit.script": "return torch.jit.script(nn.Linear(2, 1))(torch.ones(1, 2)).shape == (1, 1)",
    "a module copied and pickled": """
        import copy, pickle
        model = Net(); other = copy.deepcopy(model); again = pickle.loads(pickle.dumps(model))
        torch.save(model, "whole.pt"); whole = torch.load("whole.pt", weights_only=False)
        x = torch.ones(1, 2)
        return all(torch.equal(model(x), each(x)) for each in (other, again, whole))
    """,
    "vmap, grad and checkpoints": """
        from torch.utils.checkpoint import checkpoint
        slopes = torch.func.vmap(torch.func.grad(lambda v: v**3))(torch.tensor([1.0, 2.0]))
        x = torch.ones(2, requires_grad=True); checkpoint(torch.sin, x, use_reentrant=False).sum().backward()
        return slopes.tolist() == [3.0, 12.0] and x.grad is not None
    """,
    "dataclasses, caches, typing, enum": """
        return Point(1).x == 1 and fibonacci(30) == 832040 and fibonacci.cache_info().hits > 0
    """,
    "locale, platform, users": """
        import getpass, locale, multiprocessing, platform
        assert locale.setlocale(locale.LC_ALL, "") and platform.system() and platform.machine()
        return os.cpu_count() >= 1 and multiprocessing.cpu_count() >= 1 and torch.get_num_threads() >= 1
    """,
    "profiling": """
        import cProfile, gc, timeit, tracemalloc
        tracemalloc.start(); cProfile.Profile().runcall(sum, range(10)); gc.collect(); tracemalloc.stop()
        with torch.profiler.profile(activities=[torch.profiler.ProfilerActivity.CPU]) as profile:
            torch.ones(3).sum()
        return timeit.timeit(lambda: 1, number=10) > 0 and len(profile.key_averages()) > 0
    """,
}
# What a locked-in child cannot have: it must say so at once, in a way that `except OSError` catches, and live on.
REFUSED = {
    "a program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import subprocess; subprocess.check_output('true', shell=True)",
    "fork": "os.fork() or os._exit(0)",
    "a pool of processes": "import multiprocessing; multiprocessing.get_context('fork').Pool(1)",
    "a web page": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/', timeout=2)",
    "a file outside": "open('/etc/shadow').read()",
    "a file written outside": "open('/usr/lib/x', 'w')",
}
PREFIX = """
import dataclasses, functools, os, random, sys, time
from pathlib import Path
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(2, 1)

    def forward(self, x):
        return torch.relu(self.layer(x))


@dataclasses.dataclass
class Point:
    x: int


@functools.lru_cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
"""


@pytest.fixture(scope="module", params=LEVELS)
def children(request: pytest.FixtureRequest) -> Iterator[Children]:
    """A server of each level."""
    with children_at(request.param) as found:
        yield found


def asked(module: Module) -> object:
    """What `work()` gives; skips where a package is missing."""
    try:
        return module.work()
    except StudentFault as fault:
        if "ModuleNotFoundError" in str(fault):
            pytest.skip(str(fault))
        raise


@pytest.mark.parametrize("name", WORKS)
def test_honest_work_is_done(children: Children, name: str) -> None:
    """It gives the right result, and so it does a second time in the same process."""
    body = "\n".join(line[4:] if line.startswith("        ") else f"    {line}" for line in WORKS[name].splitlines())
    with children.module(f"{PREFIX}\n\ndef work():\n{body}\n", seconds=SECONDS) as module:
        assert asked(module) is True, name


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_is_an_exception(children: Children, name: str) -> None:
    """No crash and no hang: the student can catch it, and the next call finds the process alive."""
    source = f"""{PREFIX}

def work():
    try:
        {REFUSED[name]}
    except OSError as error:
        return type(error).__name__
    except Exception as error:
        return f"{{type(error).__name__}}: {{error}}"
    return "done"


def alive():
    return True
"""
    with children.module(source, seconds=SECONDS) as module:
        told = module.work()
        assert module.alive() is True
    if children.level != "process":
        assert told in ("PermissionError", "OSError", "FileNotFoundError", "URLError"), told
