"""What is published names no machine, no folder of a person's, no index of packages."""

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

# Written in pieces, or this file would be found itself.
_FOLDERS = "|".join(("ro" + "ot", "wo" + "rk", "ho" + "me/[a-z]", "Us" + "ers/[A-Za-z]", "op" + "t/py"))
_HOSTS = "|".join(
    ("py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.(?:org|com)", "deb" + r"ian\.org")
)
TRACES = re.compile(rf"(?<![\w./-])/(?:{_FOLDERS})/|(?:{_HOSTS})|fi(?:le):///")


def files() -> list[Path]:
    """Give every file that is published: tracked, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False).stdout
    return [path for name in listed.split("\0") if name and (path := CHECKOUT / name).is_file()]


def test_no_published_file_names_this_machine_or_an_index() -> None:
    published = files()
    if not published:
        pytest.skip("not a checkout: there is nothing to publish")
    found = [
        f"{path.relative_to(CHECKOUT)}: {trace.group()}"
        for path in published
        if (trace := TRACES.search(path.read_text(encoding="utf-8", errors="ignore")))
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "/".join(("", "ro" + "ot", "x")),
        " ".join(("see", "/" + "wo" + "rk/main")),
        "https://files.python" + "hosted.org/x",
        "--index-url https://py" + "pi.org/simple",
    ],
)
def test_a_trace_would_be_found(line: str) -> None:
    assert TRACES.search(line)
