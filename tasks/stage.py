"""How a stage looks to Prefect: a task that enters an answer in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.tasks import Task

from models.guidance.errors import GuidanceError
from models.guidance.packs import MilestoneKey

Given = Mapping[str, Any]
"""An answer as it was given: field names and what was entered; never kept by Prefect."""

Record = Callable[[str, int, Given], GuidanceError | None]


@dataclass(frozen=True)
class StageTask:
    """A step of the guidance and the task that enters its answer."""

    step: MilestoneKey
    task: Task[[str, int, Given], GuidanceError | None]


def stage(step: MilestoneKey, name: str) -> Callable[[Record], StageTask]:
    """Make a function the task of a step.

    Nothing of a task is cached or kept by Prefect: a run begins at its first line
    every time it goes on, and passes over what is on our record.
    """

    def make(function: Record) -> StageTask:
        made = task(
            name=name,
            task_run_name="{reference}: " + name,
            persist_result=False,
            cache_policy=NO_CACHE,
        )
        return StageTask(step, made(function))

    return make
