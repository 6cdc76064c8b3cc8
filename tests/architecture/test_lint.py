"""The lint settings do what they are there for."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

CLOCKS = (
    "import datetime\ndatetime.datetime.now()",
    "from datetime import datetime\ndatetime.now()",
    "from datetime import datetime\ndatetime.utcnow()",
    "from datetime import datetime\ndatetime.today()",
    "from datetime import date\ndate.today()",
    "import time\ntime.time()",
    "import pendulum\npendulum.now()",
    "import pendulum\npendulum.today()",
)


@pytest.mark.parametrize("code", CLOCKS)
def test_a_second_clock_is_banned(code: str) -> None:
    command = [str(Path(sys.executable).with_name("ruff")), "check", "--select", "TID251", "-"]
    done = subprocess.run(
        [*command, "--stdin-filename", "models/guidance/clock.py"],
        cwd=CHECKOUT,
        input=code,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "The one clock is tasks.office" in done.stdout
