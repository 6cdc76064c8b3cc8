"""What a Board may declare to do otherwise than the guidance: more strictly, never less.

A rule is a deadline (``S10 timelines``), the number of reviewers, or a row of the decision table.
Whether a declared deadline is stricter is a question of figures in the guidance's own unit.

Source: that Boards differ, and that some always have two reviewers: Social Research 45/2015,
section 2.2; that they may tighten and never loosen is our own rule (product).
"""

from dataclasses import dataclass

from models.guidance.decision_table import Outcome
from models.guidance.errors import GuidanceError
from models.guidance.packs import Pack, Timescale
from models.guidance.stages import Stage
from models.guidance.table_rows import ROWS
from models.guidance.words import Words, word

REVIEWERS = "reviewers"
"""The rule of how many reviewers a review has."""
NUMBER_OF_REVIEWERS = {"concise": 1, "extended": 2}
"""How many reviewers a review has (R5). Source: Social Research 45/2015, section 1.3."""
_MOST_REVIEWERS = 9

_UNITS = ("months", "weeks", "days", "working_days")
_AT_LEAST = frozenset({(Stage.S19, "publication"), (Stage.S20, "window_end")})
"""Spans that somebody is given, Welsh Government or the public: the longer ones are stricter."""
_DECLARABLE = tuple(row for row in ROWS if row not in ("register", "looked_after", "one_or_the_other", "ask"))
"""Nothing is stricter than an extended review, and a fact that is not known must be asked for."""


@dataclass(frozen=True)
class LocalRule:
    """A rule, what the guidance says of it, and what a Board does instead.

    ``guidance`` and ``local`` are a figure with its unit (``20 working_days``), a number, or an
    outcome's code.
    """

    rule: str
    guidance: str
    local: str


def tightened(rule: str, local: str, pack: Pack) -> LocalRule:
    """Read what a Board declares, and see that it is stricter than the guidance.

    Raises:
        GuidanceError: there is no such rule, what is declared cannot be read, or it is not stricter.

    >>> from models.guidance.packs import pack
    >>> tightened("S10 timelines", "15", pack("cpr-2016"))
    LocalRule(rule='S10 timelines', guidance='20 working_days', local='15 working_days')
    """
    if rule == REVIEWERS:
        return _reviewers(local)
    if rule in _DECLARABLE:
        return _row(rule, local)
    row = next((each for each in pack.timescales if _name(each) == rule and _figure(each)), None)
    if row is None:
        raise GuidanceError("protocol_rule_unknown", rules=", ".join(declarable(pack)))
    return _deadline(row, rule, local)


def declarable(pack: Pack) -> tuple[str, ...]:
    """Give every rule that a Board may declare something about, deadlines first."""
    return (*(_name(row) for row in pack.timescales if _figure(row)), REVIEWERS, *_DECLARABLE)


def rule_words(rule: str) -> Words:
    """Say which rule it is.

    >>> rule_words("S10 timelines").en, rule_words("reviewers").cy
    ('S10 timelines', 'nifer yr adolygwyr')
    """
    if rule == REVIEWERS:
        return word("local_rule", REVIEWERS)
    if rule in ROWS:
        return word("table_row", rule)
    stage, _, milestone = rule.partition(" ")
    name = word("milestone", milestone)
    return Words(cy=f"{stage} {name.cy}", en=f"{stage} {name.en}")


def value_words(value: str) -> Words:
    """Say what the guidance or a Board has for a rule.

    >>> value_words("20 working_days").cy, value_words("extended").en, value_words("2").en
    ('20 o ddiwrnodau gwaith', 'extended child practice review', '2')
    """
    figure, _, unit = value.partition(" ")
    if unit in _UNITS:
        name = word("local_unit", unit)
        return Words(cy=f"{figure} {name.cy}", en=f"{figure} {name.en}")
    return word("outcome", value) if value in [*Outcome] else Words(cy=value, en=value)


def _reviewers(local: str) -> LocalRule:
    """The number for every review: as many as an extended one has, or more."""
    number = _whole(local)
    if number < max(NUMBER_OF_REVIEWERS.values()) or number > _MOST_REVIEWERS:
        raise GuidanceError(
            "protocol_reviewers", least=max(NUMBER_OF_REVIEWERS.values()), most=_MOST_REVIEWERS
        )
    said = " / ".join(map(str, NUMBER_OF_REVIEWERS.values()))
    return LocalRule(REVIEWERS, said, str(number))


def _row(rule: str, local: str) -> LocalRule:
    stricter = [each for each in Outcome if each.rank < ROWS[rule].rank and each is not Outcome.DEFERRED]
    if local not in stricter:
        raise GuidanceError("protocol_row_loosens", outcomes=", ".join(stricter))
    return LocalRule(rule, ROWS[rule].value, local)


def _deadline(row: Timescale, rule: str, local: str) -> LocalRule:
    unit, figure = _figure(row) or ("", 0)
    declared, longer_is_stricter = _whole(local), figure < 0 or row.key in _AT_LEAST
    stricter = declared > abs(figure) if longer_is_stricter else 0 < declared < figure
    if not stricter:
        code = "protocol_too_short" if longer_is_stricter else "protocol_loosens"
        raise GuidanceError(code, guidance=value_words(f"{abs(figure)} {unit}"))
    return LocalRule(rule, f"{abs(figure)} {unit}", f"{declared} {unit}")


def _figure(row: Timescale) -> tuple[str, int] | None:
    """Give the unit and the figure of a row; none where it has no figure that could be another."""
    return next(((unit, figure) for unit in _UNITS if (figure := getattr(row, unit))), None)


def _name(row: Timescale) -> str:
    return f"{row.stage} {row.milestone}"


def _whole(local: str) -> int:
    if not (local.isascii() and local.isdigit() and len(local) <= len("999")):
        raise GuidanceError("protocol_not_a_number")
    return int(local)
