"""Whether Boards read the criteria alike: the standing paper of those who chair them.

The same facts decided otherwise are no mistake of anybody's: they are something to talk
about. Referrals are held against each other only under the same version of the guidance:
who counts as looked after changed in 2016, and the text of 2024 is unconfirmed, so that the
same facts may rightly come out differently under two of them.

Source: Social Research 45/2015, section 2.2 (regional variation); the comparison is ours.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from models.guidance.decision_table import Outcome
from models.guidance.explanation import DEATH_DECLINED, is_death_declined
from models.monitoring.rows import ProtocolRow, ReviewRow
from models.monitoring.shares import Share
from models.monitoring.vectors import RULES

FINAL = (Outcome.EXTENDED.value, Outcome.CONCISE.value, Outcome.MAPF.value, Outcome.NONE.value)
"""What a referral can come to; what is deferred or not decided yet contradicts nothing."""


@dataclass(frozen=True)
class Finding:
    """The same facts under the same guidance, and different decisions.

    Attributes:
        facts: what was known of the children (`models.monitoring.vectors`).
        outcomes: how many referrals were decided so, by outcome in the table's order, then by Board.
        boards: every Board that has decided on these facts.
        divided: those of them that have decided them in more than one way themselves.
    """

    facts: str
    pack: str
    outcomes: dict[str, dict[str, int]]
    boards: tuple[str, ...]
    divided: tuple[str, ...]

    @property
    def within_one_board(self) -> bool:
        """Say whether one Board alone is concerned."""
        return len(self.boards) == 1

    @property
    def referrals(self) -> int:
        """Give how many referrals had these facts."""
        return sum(sum(boards.values()) for boards in self.outcomes.values())


@dataclass(frozen=True)
class AtBoard:
    """Departures from one rule at one Board."""

    board: str
    group: Share
    chair: Share


@dataclass(frozen=True)
class Departures:
    """How often people decided otherwise than one row of the decision table pointed.

    *group*: the Group otherwise than the advice; *chair*: the Chair otherwise than the Group (R41).
    Of the row ``ask`` each recommendation is one: it was made without the fact that was asked for.
    """

    rule: str
    group: Share
    chair: Share
    boards: tuple[AtBoard, ...]


@dataclass(frozen=True)
class Flag:
    """Something about one row that is always said; *row* lets its own Board find the review."""

    code: str
    board: str
    row: str
    decided: str


@dataclass(frozen=True)
class Deviation:
    """What one Board declared to do otherwise, or more strictly, than the guidance."""

    board: str
    local: str
    since: str
    until: str | None
    reason: str


@dataclass(frozen=True)
class Rule:
    """A rule of the guidance with what Boards have declared beside it (R40)."""

    rule: str
    guidance: str
    boards: tuple[Deviation, ...]


def findings(reviews: Iterable[ReviewRow]) -> tuple[Finding, ...]:
    """Find the same facts decided differently: across Boards first, then the most frequent (R39)."""
    decided: defaultdict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in reviews:
        if row.facts and row.pack and row.decided in FINAL:
            decided[row.facts, row.pack][row.decided, row.board] += 1
    found = [
        _finding(facts, pack, counted)
        for (facts, pack), counted in decided.items()
        if len({outcome for outcome, _ in counted}) > 1
    ]
    return tuple(sorted(found, key=lambda each: (each.within_one_board, -each.referrals, each.facts)))


def departures(reviews: Iterable[ReviewRow]) -> tuple[Departures, ...]:
    """Count the departures from each row of the decision table, in the table's order (R41, R115)."""
    keys = attrgetter("rule", "board", "advice", "recommended", "decided")
    counted = Counter(map(keys, reviews))
    rules = {rule for rule, *_ in counted if rule}
    return tuple(
        _departures(rule, counted) for rule in (*RULES, *sorted(rules - set(RULES))) if rule in rules
    )


def flags(reviews: Iterable[ReviewRow]) -> tuple[Flag, ...]:
    """Raise the flag of every death that was declined of a child not known to services (R38)."""
    raised = [
        Flag(DEATH_DECLINED, row.board, row.row, str(row.decided))
        for row in reviews
        if is_death_declined(row.decided, died=row.died == "yes", known=row.known_to_services)
    ]
    return tuple(sorted(raised, key=attrgetter("board", "row")))


def side_by_side(protocols: Sequence[ProtocolRow]) -> tuple[Rule, ...]:
    """Put what Boards have declared beside the guidance, rule by rule."""
    rules = dict.fromkeys((row.rule, row.guidance) for row in sorted(protocols, key=attrgetter("rule")))
    return tuple(
        Rule(rule, guidance, tuple(_deviations(protocols, rule, guidance))) for rule, guidance in rules
    )


def _deviations(protocols: Sequence[ProtocolRow], rule: str, guidance: str) -> Iterator[Deviation]:
    for row in sorted(protocols, key=attrgetter("board", "since")):
        if (row.rule, row.guidance) == (rule, guidance):
            yield Deviation(row.board, row.local, row.since, row.until, row.reason)


def _finding(facts: str, pack: str, counted: Counter[tuple[str, str]]) -> Finding:
    outcomes = {
        outcome: {board: n for (one, board), n in sorted(counted.items()) if one == outcome}
        for outcome in FINAL
        if any(one == outcome for one, _ in counted)
    }
    boards = Counter(board for _, board in counted)
    divided = tuple(sorted(board for board, ways in boards.items() if ways > 1))
    return Finding(facts, pack, outcomes, tuple(sorted(boards)), divided)


_Key = tuple[str | None, str, str | None, str | None, str | None]


def _departures(rule: str, counted: Counter[_Key]) -> Departures:
    own = {key: n for key, n in counted.items() if key[0] == rule}
    boards = sorted({board for _, board, *_ in own})
    return Departures(
        rule,
        *_both(own),
        tuple(AtBoard(one, *_both({key: n for key, n in own.items() if key[1] == one})) for one in boards),
    )


def _both(counted: dict[_Key, int]) -> tuple[Share, Share]:
    """Give how often the Group departed from the advice, and the Chair from the Group."""
    return (
        _departed((advice, recommended, n) for (_, _, advice, recommended, _), n in counted.items()),
        _departed((recommended, decided, n) for (_, _, _, recommended, decided), n in counted.items()),
    )


def _departed(steps: Iterable[tuple[str | None, str | None, int]]) -> Share:
    taken = [(n, pointed != went) for pointed, went, n in steps if pointed and went]
    return Share(sum(n for n, otherwise in taken if otherwise), sum(n for n, _ in taken))
