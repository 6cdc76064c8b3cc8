"""The desk as the post needs it: one transaction of the office, with its clock."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from sqlmodel import Session


class Desk(Protocol):
    """One transaction of the office, with its clock."""

    @property
    def session(self) -> Session:
        """The transaction."""

    @property
    def now(self) -> datetime:
        """The office's instant."""

    @property
    def today(self) -> date:
        """The office's day."""


OpenDesk = Callable[[], AbstractContextManager[Desk]]
"""Opens a desk: commits at the end, rolls back on an exception."""
