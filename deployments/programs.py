"""A program of ours that runs beside us: started with a log, ended by its own id."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from deployments.errors import DeploymentError

_PATIENCE = 20.0
"""Seconds that a program has to end by itself before it is killed."""


@dataclass(frozen=True)
class Program:
    """A child program, known by its process id and the instant it started."""

    name: str
    child: subprocess.Popen[bytes]
    log: Path
    pid_file: Path

    @classmethod
    def start(cls, name: str, command: Sequence[str], environment: Mapping[str, str], home: Path) -> Self:
        """Start *command* in the folder *home*, where its log and its process id are kept."""
        pid_file = home / f"{name}.pid"
        log = home / "logs" / f"{name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.touch(mode=0o600)
        with log.open("ab") as output:
            child = subprocess.Popen(  # noqa: S603 - our own command, no shell
                command,
                env=environment,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us: programs end in order
            )
        started = psutil.Process(child.pid).create_time()
        pid_file.write_text(json.dumps({"pid": child.pid, "started": started}), encoding="ascii")
        return cls(name, child, log, pid_file)

    def check(self) -> None:
        """Make sure that it still runs.

        Raises:
            DeploymentError: it ended; the sentence names its log.
        """
        if self.child.poll() is not None:
            raise DeploymentError("program_ended", name=self.name, log=self.log)

    def succeed(self, seconds: float) -> None:
        """Wait until it ends well.

        Raises:
            DeploymentError: it failed or took longer; the sentence names its log.
        """
        try:
            code = self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()
            code = None
        self.pid_file.unlink(missing_ok=True)
        if code != 0:
            raise DeploymentError("program_failed", name=self.name, log=self.log)

    def end(self) -> None:
        """Ask it to end, wait, and kill it if it does not."""
        self.child.terminate()
        try:
            self.child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.pid_file.unlink(missing_ok=True)


def end_forgotten(pid_file: Path) -> None:
    """End the program that *pid_file* names, left over by a run of ours that was killed.

    A process that only has its number by now, started at another instant, is left alone.
    """
    try:
        kept = json.loads(pid_file.read_text(encoding="ascii"))
        left_over = psutil.Process(int(kept["pid"]))
    except (OSError, ValueError, KeyError, psutil.NoSuchProcess):
        return
    if left_over.create_time() != kept["started"] or left_over.pid == os.getpid():
        return
    left_over.terminate()
    _, alive = psutil.wait_procs([left_over], _PATIENCE)
    for stubborn in alive:
        stubborn.kill()
