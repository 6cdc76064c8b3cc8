"""Prefect's side of the replay: a run is opened, and its forms are answered as a person would answer them."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import SetStateStatus
from prefect.input import read_flow_run_input
from prefect.input.run_input import keyset_from_paused_state

from deployments.demo.words import DemoError
from deployments.services import Services
from flows import forms, running
from models import casework
from models.guidance.packs import MilestoneKey
from models.records import Action
from tasks.office import desk

_PATIENCE = 180.0
"""Seconds that a run has to come to its next form: on two busy cores it takes ten."""

_PAUSE = 0.2


class Run:
    """The run of the one review that is replayed."""

    def __init__(self, client: SyncPrefectClient, services: Services, run_id: UUID) -> None:
        self.id = run_id
        self._client = client
        self._services = services

    def arrive(self, action: int) -> None:
        """Wait until the run shows the form of an action; wake it where it waits for what is on the record.

        Raises:
            DemoError: it ended, or never came.
        """
        for run in self._looks():
            if _action(run) == action and _form(run):
                return
            if running.is_waiting(run) and _action(run) != action and not _is_open(_action(run)):
                running.wake(self._client, str(self.id))
            if not running.is_alive(run):
                raise DemoError("run_failed", log=self._logs)

    def answer(self, step: MilestoneKey, action: int, given: Mapping[str, Any]) -> str | None:
        """Fill in the form and send it; give the form that came back where the answer was refused.

        Raises:
            DemoError: Prefect did not take it, or the run failed.
        """
        sent_in = _key(self._client.read_flow_run(self.id))
        filled = forms.labelled(casework.answers[step].facts, given)
        sent = self._client.resume_flow_run(self.id, run_input=filled)
        # A form that does not fit its schema comes back as HTTP 200.
        if sent.status != SetStateStatus.ACCEPT:
            raise DemoError("form_rejected", stage=step[0].words)
        for run in self._looks():
            if not _is_open(action):
                break
            if _key(run) not in ("", sent_in) and (form := _form(run)):
                return form
        return None

    def finish(self) -> None:
        """Wait until the run has ended well.

        Raises:
            DemoError: it failed, or never ended.
        """
        for run in self._looks():
            if not running.is_alive(run):
                return

    def wait(self) -> None:
        """Wait until the run shows its first form: the review is on the record then."""
        for run in self._looks():
            if running.is_waiting(run):
                return

    def _looks(self) -> Iterator[FlowRun]:
        """Look at the run again and again, for as long as it may take."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            self._services.check()
            run = self._client.read_flow_run(self.id)
            if not running.is_alive(run) and not (run.state and run.state.is_completed()):
                raise DemoError("run_failed", log=self._logs)
            yield run
            time.sleep(_PAUSE)
        raise DemoError("run_stuck", log=self._logs)

    @property
    def _logs(self) -> Path:
        return self._services.installation.logs


@contextmanager
def opened(services: Services, reference: str, board: str, referral: Mapping[str, Any]) -> Iterator[Run]:
    """Open a review as a coordinator does in Prefect's pages: with a run of the deployed flow."""
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name(running.REVIEW)
        parameters = {"referral": forms.opening(reference, board, referral)}
        made = client.create_flow_run_from_deployment(deployment.id, parameters=parameters, name=reference)
        run = Run(client, services, made.id)
        run.wait()
        yield run


def _key(run: FlowRun) -> str:
    """Give the key of the form that a run shows: stage, action and attempt; nothing while it runs."""
    details = run.state.state_details if run.state and running.is_waiting(run) else None
    return (details.pause_key if details else None) or ""


def _action(run: FlowRun) -> int | None:
    number = _key(run).partition("-")[2].partition("-")[0]
    return int(number) if number.isdecimal() else None


def _form(run: FlowRun) -> str | None:
    """Give the text at the top of the form; nothing until the run has written it."""
    assert run.state is not None
    kept = keyset_from_paused_state(run.state)["description"]
    text = read_flow_run_input(kept, flow_run_id=run.id)
    return str(text) if text else None


def _is_open(action: int | None) -> bool:
    with desk() as at:
        row = at.session.get(Action, action) if action else None
        return row is None or row.state == "open"
