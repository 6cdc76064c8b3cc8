"""The days of many reviews added up: by Board, by kind, by the guidance's version, by year; and of those complete."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from models.casework.delay_causes import Account, account_of
from models.casework.on_record import OnRecord
from models.guidance import route
from models.guidance.delays import Together
from models.guidance.packs import MilestoneKey
from models.records import Decision

By = Literal["board", "kind", "pack", "year"]
WAYS: tuple[By, ...] = get_args(By)
"""What reviews can be put together by; the year is that of the referral."""
ALL = "all"
"""The code of the group of all reviews."""
UNDECIDED = "undecided"
"""The kind of a review before there is a decision."""


@dataclass
class Group:
    """Some reviews: the days of all of them, of those that are complete, and how many are invented."""

    together: Together = field(default_factory=Together)
    complete: Together = field(default_factory=Together)
    synthetic: int = 0

    def add(self, record: OnRecord, account: Account) -> None:
        """Count one more review."""
        self.together.add(account.planned, account.ledger)
        if account.reached:
            self.complete.add(account.planned, account.ledger)
        self.synthetic += record.synthetic


def accounts(
    records: Iterable[OnRecord], *, to: MilestoneKey = route.COMPLETE
) -> Iterator[tuple[OnRecord, Account]]:
    """Give the accounts of the reviews among *records*: of what is one, or may become one.

    A forum, and a referral of which no review came, have no plan that ends with *to*.
    """
    for record in records:
        if kind_of(record) in ("mapf", "none"):
            continue
        if (found := account_of(record, to=to)) is not None:
            yield record, found


def add_up(
    records: Iterable[OnRecord], *, by: By | None = None, to: MilestoneKey = route.COMPLETE
) -> dict[str, Group]:
    """Add up the days of reviews; the group of all of them is always there, and stands first."""
    groups = {ALL: Group()}
    for record, account in accounts(records, to=to):
        groups[ALL].add(record, account)
        if by is not None:
            groups.setdefault(_code(record, account, by), Group()).add(record, account)
    return {ALL: groups.pop(ALL), **dict(sorted(groups.items()))}


def kind_of(record: OnRecord) -> str:
    """Give the outcome that was decided last, or that there is none yet."""
    decisions = record.facts(Decision)
    return decisions[-1].outcome if decisions else UNDECIDED


def _code(record: OnRecord, account: Account, by: By) -> str:
    if by == "board":
        return record.board_code
    if by == "kind":
        return kind_of(record)
    return record.pack or "" if by == "pack" else str(account.began_on.year)
