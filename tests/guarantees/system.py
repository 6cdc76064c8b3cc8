"""The deployed system for the guarantees: an installation, reviews at chosen stages, people at forms."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from answers import PEOPLE, answer
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Pause, PrefectHTTPStatusError
from prefect.flow_engine import run_flow
from prefect.settings import PREFECT_API_URL, temporary_settings
from sqlmodel import func, select

from deployments import databases, settings
from deployments.postgres import SUPERUSER, Cluster
from deployments.services import record, running
from deployments.settings import POOL, Installation
from flows import forms
from flows.child_practice_review import child_practice_review
from flows.professional_forum import professional_forum
from flows.running import is_waiting, runs
from models import casework
from models.casework.people import enter_people, read_people
from models.guidance import route
from models.guidance.packs import MilestoneKey
from models.records import Action, Letter, Milestone, Review
from tasks import office

TODAY = date(2020, 3, 2)
PATIENCE = 150.0


@dataclass(frozen=True)
class Place:
    """A review that waits at a step, and the outcome that led it there."""

    reference: str
    step: MilestoneKey
    outcome: str = "extended"


class System:
    """An installation as its administrator and its coordinators meet it."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self._running = ExitStack()

    def start(self) -> None:
        """Run everything, until it is stopped."""
        services = self._running.enter_context(running(self.installation))
        # Prefect has read its settings once, when the first test imported it.
        self._running.enter_context(temporary_settings({PREFECT_API_URL: services.api_url}))

    def stop(self) -> None:
        """End everything."""
        self._running.close()

    def reconcile(self) -> None:
        """Do what an administrator does: ``cpr reconcile``."""
        cpr = str(Path(sys.executable).with_name("cpr"))
        environment = {**os.environ, "CPR_HOME": str(self.installation.home)}
        for name in [name for name in environment if name.endswith("DATABASE_URL")]:
            del environment[name]
        done = subprocess.run(
            [cpr, "reconcile"], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def people(self) -> None:
        """Put everybody on the list of people, on a day on which the demonstration's clock stands."""
        office.set_clock(datetime.combine(TODAY, datetime.min.time(), tzinfo=UTC).replace(hour=10))
        with office.desk() as at:
            enter_people(at.session, read_people(PEOPLE))

    def bring(self, place: Place) -> None:
        """Record everything but one step, so that this is what the review waits for."""
        with office.desk() as at:
            given = answer(route.REFERRAL, on=TODAY, outcome=place.outcome)
            review = casework.receive(at, place.reference, "example", given)
            while others := self._asked_besides(at, review, place.step):
                step, subject = casework.step_key(others[0]), others[0].subject
                casework.answer(at, others[0], answer(step, subject, on=TODAY, outcome=place.outcome))

    @staticmethod
    def _asked_besides(at: casework.Office, review: Review, step: MilestoneKey) -> list[Action]:
        waiting = casework.open_actions(at.session, review)
        return [each for each in waiting if casework.step_key(each) not in (step, route.CLOSURE)]

    def waits_at(self, reference: str) -> tuple[MilestoneKey, FlowRun] | None:
        """Give the step whose form is open in Prefect, and the run; nothing while no run waits."""
        with office.desk() as at:
            run_id = casework.review_by(at.session, reference).run_id
        with get_client(sync_client=True) as client:
            run = runs(client, [run_id]).get(run_id) if run_id else None
            if run is None or not is_waiting(run) or not _has_form(client, run):
                return None
        key = str(run.state.state_details.pause_key if run.state else "")
        with office.desk() as at:
            action = at.session.get_one(Action, int(key.split("-")[1]))
            return casework.step_key(action), run

    def run_of(self, reference: str) -> FlowRun:
        """Give the run that carries a review."""
        with office.desk() as at:
            run_id = casework.review_by(at.session, reference).run_id
        with get_client(sync_client=True) as client:
            return client.read_flow_run(UUID(str(run_id)))

    def until_all_wait(self, places: Mapping[str, MilestoneKey]) -> dict[str, FlowRun]:
        """Wait until each review's form is the one for the step given; give the runs."""
        found: dict[str, FlowRun] = {}

        def all_wait() -> bool:
            for reference in set(places) - set(found):
                waits = self.waits_at(reference)
                if waits and waits[0] == places[reference]:
                    found[reference] = waits[1]
            return set(found) == set(places)

        until(all_wait)
        return found

    def submit(self, run: FlowRun, step: MilestoneKey, given: Mapping[str, Any]) -> None:
        """Fill in the form as it is shown, and press Submit."""
        with get_client(sync_client=True) as client:
            filled = forms.labelled(casework.answers[step].facts, given)
            said = client.resume_flow_run(run.id, run_input=filled)
        assert said.status.value == "ACCEPT", said.details

    def pool(self, *, paused: bool) -> None:
        """Stop the worker from taking up runs, or let it."""
        from prefect.client.schemas.actions import WorkPoolUpdate

        with get_client(sync_client=True) as client:
            client.update_work_pool(POOL, WorkPoolUpdate(is_paused=paused))

    def carry(self, run: FlowRun) -> None:
        """Carry a run to its next form in this program, which spares a new one for each."""
        flow = professional_forum if "reference" in run.parameters else child_practice_review
        with get_client(sync_client=True) as client, suppress(Pause):
            run_flow(flow, flow_run=client.read_flow_run(run.id), return_type="state")

    def carry_and_kill(self, run: FlowRun, at_point: str) -> None:
        """Carry a run as the worker would, in a program that is killed (SIGKILL) at a point."""
        port = self.installation.running_port
        assert port is not None
        environment = {
            **settings.prefect_environment(self.installation, port),
            "PREFECT__FLOW_RUN_ID": str(run.id),
            "KILLED_AT": at_point,
        }
        ended = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("killed.py"))],
            env=environment,
            cwd=self.installation.home,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]

    def drop_prefects_database(self) -> None:
        """Lose everything that Prefect knows, while nothing runs."""
        with record(self.installation):
            cluster = Cluster(self.installation.cluster)
            with psycopg.connect(
                cluster.url(SUPERUSER, "postgres").replace("+psycopg", ""), autocommit=True
            ) as admin:
                databases.drop(admin, databases.PREFECTS)
                databases.create_prefects(admin)

    def kept_by_prefect(self) -> Iterator[tuple[str, str]]:
        """Give every row of every table of Prefect's as text, with the table's name."""
        url = Cluster(self.installation.cluster).url(SUPERUSER, databases.PREFECTS).replace("+psycopg", "")
        with psycopg.connect(url) as prefect:
            tables = prefect.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (table,) in tables:
                for (row,) in prefect.execute(f'SELECT t::text FROM "{table}" t'):  # noqa: S608
                    yield str(table), str(row)

    def written_files(self) -> Iterator[tuple[str, bytes]]:
        """Give every log, and every file that Prefect keeps."""
        for folder in (self.installation.logs, self.installation.home / "prefect"):
            for file in folder.rglob("*"):
                if file.is_file():
                    yield str(file.relative_to(self.installation.home)), file.read_bytes()


def _has_form(client: SyncPrefectClient, run: FlowRun) -> bool:
    keys = (run.state.state_details.run_input_keyset if run.state else None) or {}
    try:
        return bool(json.loads(client.read_flow_run_input(UUID(str(run.id)), keys.get("schema", ""))))
    except PrefectHTTPStatusError:
        return False


def counts() -> dict[str, tuple[int, int]]:
    """Count milestones and letters of each review."""
    with office.desk() as at:
        found = {}
        for review in casework.all_reviews(at):
            rows = [
                at.session.scalar(select(func.count()).select_from(table).where(table.review_id == review.id))
                or 0
                for table in (Milestone, Letter)
            ]
            found[review.reference] = (rows[0], rows[1])
    return found


def until(happened: Callable[[], bool]) -> None:
    """Look twice a second until it has happened, for as long as a slow machine may take."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.5)
