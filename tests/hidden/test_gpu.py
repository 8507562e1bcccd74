"""Hidden cases of the unit `gpu`: on the CPU everywhere, on the accelerator where there is one."""

import math

import pytest
import torch

from grader.compare import assert_close, assert_tensor, describe
from grader.errors import StudentRaised

BOTH = pytest.mark.devices("cpu", "accelerator")
# One product must take at least this long, so that launching it does not count.
LONG_ENOUGH = 0.010
LARGEST = 32768
TRIES = 4


def assert_device(value, kind):
    """Fails unless the value is a torch.device of that kind."""
    assert isinstance(value, torch.device), "best_device should give a torch.device: torch.device('cpu'), not text."
    assert value.type == kind, f"The best device here is of the kind {kind}, and {value.type} came back."


@pytest.mark.exercise("best_device")
class TestBestDevice:
    @BOTH
    def test_finds_it(self, student, device):
        """The accelerator where there is one, else the CPU, as a torch.device."""
        if device == "cpu":
            value = student.best_device()
            assert isinstance(value, torch.device), (
                f"best_device should give a torch.device, and gives {describe(value)}."
            )
            assert value.type in ("cpu", "cuda", "mps", "xpu"), f"{value.type} is no device to compute on."
            moved = student.torch.zeros(2, device=value)
            assert_tensor(moved, shape=(2,), device=None, what="a tensor made on that device")
        else:
            assert_device(student.best_device(), device)

    @pytest.mark.hide_accelerator
    def test_without_an_accelerator(self, student):
        """On a machine without an accelerator it gives the CPU and does not fail."""
        assert_device(student.best_device(), "cpu")

    @BOTH
    def test_again(self, student, device):
        """Asked twice, it gives the same answer."""
        first, second = student.best_device(), student.best_device()
        assert isinstance(first, torch.device), "best_device should give a torch.device."
        assert isinstance(second, torch.device), "best_device should give a torch.device."
        assert first == second, "Two calls give two devices."
        if device != "cpu":
            assert_device(first, device)


def assert_heeds_the_device(student, t, function):
    """Fails where a tensor asked for elsewhere silently stays on the CPU: then the device was never looked at."""
    kept = 0
    for elsewhere in ("meta", "cuda"):
        try:
            result = function(t, elsewhere)
        except StudentRaised:
            continue
        facts = student.facts(result)
        kept += torch.device(facts.device).type == "cpu"
    assert kept < 2, "The tensor stays where it is, whatever device is asked for."


@pytest.mark.exercise("move")
class TestMove:
    @BOTH
    @pytest.mark.rehearse
    def test_there(self, student, device, rng):
        """The tensor comes back on the device that was named, with its values."""
        t = torch.rand(2, 3, generator=rng) + 1
        assert_close(student.move(t, device), t if device != "meta" else t.to("meta"), device=device)
        if device == "cpu":
            assert_heeds_the_device(student, t, student.move)

    @BOTH
    @pytest.mark.rehearse
    def test_device_object(self, student, device, rng):
        """A torch.device names the place as well as text."""
        t = torch.rand(4, generator=rng) + 1
        place = torch.device(device)
        assert_close(student.move(t, place), t if device != "meta" else t.to("meta"), device=device)
        if device == "cpu":
            assert_heeds_the_device(student, t, lambda tensor, name: student.move(tensor, torch.device(name)))

    @BOTH
    def test_same_object(self, student, device, rng):
        """A tensor that is there already comes back as the same object, not as a copy."""
        t = torch.rand(3, generator=rng) + 1
        here = student.move(t, device)
        assert_close(here, t, device=device)
        again = student.move(here, device)
        assert_close(again, t, device=device)
        assert student.same(again, here), "The tensor was there already, and a copy came back: give the tensor itself."
        if device == "cpu":
            assert student.same(here, t), "The tensor was there already, and a copy came back: give the tensor itself."
            assert_heeds_the_device(student, t, student.move)

    @BOTH
    def test_dtype_is_kept(self, student, device):
        """Whole numbers stay whole numbers, and each tensor that was given stays where it is."""
        for t in (torch.tensor([4, 6, 9]), torch.tensor([[1, 2], [3, 5]])):
            assert_close(student.move(t, device), t, device=device)
            assert_close(student.now(t), t, what="the tensor that was given")
        if device == "cpu":
            assert_heeds_the_device(student, t, student.move)

    @BOTH
    def test_back_again(self, student, device, rng):
        """There and back to the CPU, nothing is lost."""
        t = torch.rand(5, generator=rng) + 1
        assert_close(student.move(student.move(t, device), "cpu"), t)
        if device == "cpu":
            assert_heeds_the_device(student, t, student.move)


@pytest.mark.exercise("matmul_on")
class TestMatmulOn:
    def product(self, student, reference, rng, device, *shapes):
        a, b = (torch.rand(*shape, generator=rng) + 0.5 for shape in shapes)
        expected = reference.matmul_on(a, b, "meta" if device == "meta" else "cpu")
        assert_close(
            student.matmul_on(a, b, device),
            expected,
            rtol=2e-3 if device not in ("cpu", "meta") else 1e-4,
            device=device,
        )

    @BOTH
    @pytest.mark.rehearse
    def test_product(self, student, reference, rng, device):
        """The product of (2, 3) and (3, 4), computed on the device and left there."""
        self.product(student, reference, rng, device, (2, 3), (3, 4))

    @BOTH
    @pytest.mark.rehearse
    def test_square(self, student, reference, rng, device):
        """Square matrices are multiplied row by column, in the given order, each pair anew."""
        self.product(student, reference, rng, device, (5, 5), (5, 5))
        self.product(student, reference, rng, device, (3, 3), (3, 3))

    @BOTH
    def test_device_object(self, student, reference, rng, device):
        """A torch.device names the place as well as text."""
        a, b = torch.rand(3, 2, generator=rng) + 0.5, torch.rand(2, 3, generator=rng) + 0.5
        result = student.matmul_on(a, b, torch.device(device))
        assert_close(result, reference.matmul_on(a, b, "cpu"), rtol=2e-3 if device != "cpu" else 1e-4, device=device)

    @BOTH
    def test_inputs_from_anywhere(self, student, reference, rng, device):
        """a and b may come from the device, from the CPU, or from both; they stay where they are."""
        a, b = torch.rand(2, 4, generator=rng) + 0.5, torch.rand(4, 3, generator=rng) + 0.5
        there = student.torch.asarray(a, device=torch.device(device))
        expected = reference.matmul_on(a, b, "cpu")
        assert_close(
            student.matmul_on(there, b, device), expected, rtol=2e-3 if device != "cpu" else 1e-4, device=device
        )
        assert_close(student.now(there), a, what="a after the call", device=device)
        assert_close(student.now(b), b, what="b after the call")


@pytest.mark.exercise("time_matmul")
class TestTimeMatmul:
    def size(self, student, device):
        """A size, not much above the smallest, for which one product takes long enough to be measured."""
        n = 512
        # The least that it can take: on a busy machine even a small product waits for long.
        while (seconds := student.measure_matmul(n, device)[1]) < LONG_ENOUGH and n < LARGEST:
            # Work grows with the third power of the size; what is only launched slowly does not, hence the bounds.
            step = 1.1 * (LONG_ENOUGH / seconds) ** (1 / 3)
            n = 64 * math.ceil(n * min(2.0, max(1.1, step)) / 64)
        return n

    def told(self, student, n, place):
        """What the function gives, which must be a number."""
        told = student.time_matmul(n, place)
        assert isinstance(told, float), f"time_matmul should give the seconds as a float, and gives {describe(told)}."
        return told

    def assert_honest(self, student, device, n, place=None):
        """Compares with the grader's own measure, made right afterwards; tries again before it fails anyone.

        A busy machine makes either of the two wait: what a product can take at the least does not count waiting, and of
        two calls one that had to wait is not counted. No machine makes a product four times as fast.
        """
        for _ in range(TRIES):
            told = min(self.told(student, n, place or device) for _ in range(2))
            measured, least = student.measure_matmul(n, device)
            if least / 2 <= told <= measured * 3:
                self.assert_smaller_is_faster(student, device, told)
                return
            if told < least / 4:
                break
        assert told >= 0, "The time is below zero: is the end taken from the start?"
        assert told > 0, "A time must be above zero."
        if told < least:
            raise AssertionError(
                "The time is far too short: was the work done (torch.cuda.synchronize) before you read the clock,"
                " and are these seconds?"
            )
        raise AssertionError(
            "The time is far too long: it should be the seconds of one product, without making and moving the matrices."
        )

    def assert_smaller_is_faster(self, student, device, told):
        """A product of 64 × 64 takes a hundredth of that time or less: a third leaves room for any noise."""
        fastest = min(student.time_matmul(64, device) for _ in range(5))
        assert fastest < told / 3, "A small product takes as long as a large one: is it the time of this product?"

    @BOTH
    @pytest.mark.points(2)
    def test_honest(self, student, device):
        """The time is that of one product, in seconds, with the device's work finished."""
        self.assert_honest(student, device, self.size(student, device))

    @BOTH
    def test_follows_the_size(self, student, device):
        """A product of half as large again takes its own time: the argument n counts."""
        n = self.size(student, device)
        self.assert_honest(student, device, n + n // 2)

    @BOTH
    def test_device_object(self, student, device):
        """A torch.device names the place as well as text."""
        self.assert_honest(student, device, self.size(student, device), torch.device(device))
