"""A run's program that is killed where the test says: after our commit or just before it."""

import os
import runpy
import signal
from typing import Any

from tasks import office

_record = office.record


def _killed_after_the_commit(*given: Any, **named: Any) -> None:  # noqa: ANN401
    _record(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)


def _killed_before_the_commit(*_: Any, **__: Any) -> None:  # noqa: ANN401
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    office.record = {  # type: ignore[assignment]
        "after the commit": _killed_after_the_commit,
        "before the commit": _killed_before_the_commit,
    }[os.environ["KILLED_AT"]]
    runpy.run_module("prefect.engine", run_name="__main__")
