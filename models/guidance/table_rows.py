"""The rows of the decision table by name: what departures are counted by, and Boards may tighten."""

from collections.abc import Mapping
from types import MappingProxyType

from models.guidance.criteria import Advice
from models.guidance.decision_table import Outcome

_EXTENDED = ("register", "looked_after", "one_or_the_other")
_OTHERS = {
    "neither_in_window": Outcome.CONCISE,
    "prognosis_awaited": Outcome.DEFERRED,
    "learning_identified": Outcome.MAPF,
    "no_learning_identified": Outcome.NONE,
    "ask": Outcome.ASK,
}

ROWS: Mapping[str, Outcome] = MappingProxyType({**dict.fromkeys(_EXTENDED, Outcome.EXTENDED), **_OTHERS})
"""What each row of the table points to, in the table's order."""


def rule(advice: Advice) -> str:
    """Name the row of the decision table that gave the advice.

    Several children have one row: that of the child who decides.
    """
    if advice.outcome is Outcome.EXTENDED:
        return next(row for row in _EXTENDED for each in advice.reasons if each.code.startswith(row))
    return next(row for row, outcome in _OTHERS.items() if outcome is advice.outcome)
