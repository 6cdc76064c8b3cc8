"""The table of figures beside their peers: one line a workload, and an exit code."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A workload, its named peer, what was seen and what was wanted."""

    workload: str
    peer: str
    seen: str
    wanted: str
    met: bool


def report(rows: Iterable[Row]) -> int:
    """Print the rows, name those that missed what was wanted, and give the exit code."""
    missed = []
    for row in rows:
        sys.stdout.write(f"{row.workload} | {row.peer} | {row.seen} | wanted {row.wanted}\n")
        sys.stdout.flush()
        if not row.met:
            missed.append(row.workload)
    for workload in missed:
        sys.stdout.write(f"MISSED: {workload}\n")
    return int(bool(missed))
