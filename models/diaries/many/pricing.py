"""People's time that is taken or has a price, and what meetings cost beside it.

A cell is a person's quarter of an hour. In the bound every cell has a price, so that each
review can be planned by itself; while programmes are moved about, cells are taken by the
meetings that stand. Only days on which there is anything have a row here.
"""

from dataclasses import dataclass, field

import numpy as np

from models.diaries.many.presence import Bits
from models.diaries.many.seating import Numbers, Part, Seating
from models.diaries.many.worth import TAKEN
from models.diaries.slots.span_rows import Whole


@dataclass(frozen=True)
class Engaged:
    """Who is engaged by meetings, when.

    Attributes:
        cell: the person and day.
        begins, ends: from which slot until which their time is touched.
        pays_from, pays_until: the same of the slots that are taken whole.
        charged: whether their time is priced in the role that they have.
    """

    cell: Numbers
    begins: Numbers
    ends: Numbers
    pays_from: Numbers
    pays_until: Numbers
    charged: Bits


@dataclass
class Cells:
    """Prices and takings; row 0 is that of a day on which there is nothing.

    Attributes:
        row: for each (person, day) its row.
        price: (rows, slots) prices.
        taken: (rows, slots + 1) how many slots are taken before each.
        dear: (rows, slots + 1) what all slots before each cost.
    """

    slots: int
    row: Numbers
    price: Whole = field(init=False)
    taken: Whole = field(init=False)
    dear: Whole = field(init=False)
    used: int = 1

    def __post_init__(self) -> None:
        """Begin with nothing."""
        self.price = np.zeros((1, self.slots), np.int64)
        self.taken = np.zeros((1, self.slots + 1), np.int64)
        self.dear = np.zeros((1, self.slots + 1), np.int64)

    @classmethod
    def of(cls, seats: Seating) -> "Cells":
        """Cells for all people of *seats*; the last is nobody's."""
        return cls(seats.days.slots, np.zeros(len(seats.people) * seats.days.count + 1, np.int32))

    def need(self, cells: Numbers) -> None:
        """See that *cells* have rows."""
        new = np.unique(cells[self.row[cells] == 0])
        if not len(new):
            return
        until = self.used + len(new)
        if until > len(self.price):
            size = max(until, 2 * len(self.price))
            self.price = _grown(self.price, size)
            self.taken = _grown(self.taken, size)
            self.dear = _grown(self.dear, size)
        self.row[new] = np.arange(self.used, until)
        self.used = until

    def take(self, who: Engaged, by: int = 1) -> None:
        """Mark the time of *who* as taken, or with -1 as free again."""
        self.need(who.cell)
        so_far = np.arange(self.slots + 1) - who.begins[:, None]
        counted = np.clip(so_far, 0, (who.ends - who.begins)[:, None]) * by
        np.add.at(self.taken, self.row[who.cell], counted)

    def charge(self, prices: "Cells") -> None:
        """Take over the prices of others, for the same people and days."""
        cells = np.flatnonzero(prices.row)
        self.need(cells)
        price = np.zeros((self.used, self.slots), np.int64)
        price[self.row[cells]] = prices.price[prices.row[cells]]
        self.reprice(price)

    def reprice(self, price: Whole) -> None:
        """Put new prices for the rows there are."""
        self.price[: self.used] = price
        np.cumsum(self.price, axis=1, out=self.dear[:, 1:])


def _grown(rows: Whole, size: int) -> Whole:
    wider = np.zeros((size, rows.shape[1]), np.int64)
    wider[: len(rows)] = rows
    return wider


@dataclass(frozen=True)
class Rates:
    """What of the cells counts: prices divided by *thrift* (0: none), and whether what is taken is."""

    thrift: int
    taken: bool


def priced(seats: Seating, part: Part, cells: Cells, rates: Rates) -> Whole:
    """(rows of *part*, beginnings) what its stands cost, each role filled as cheaply as may be.

    Only roles one of whose people has something on the day are reckoned again.
    """
    table = seats.plain[part.rows].copy()
    rows = _rows(seats, part, cells, rates)
    if not rows.size:
        return table
    firsts = seats.role_first[part.roles] - part.choices.start
    roles, days = np.nonzero(np.logical_or.reduceat(rows > 0, firsts, axis=0))
    if not len(roles):
        return table
    choices, starts = _spread(firsts[roles], seats.role_choices[part.roles][roles])
    on = np.repeat(days, seats.role_choices[part.roles][roles])
    plain, extra = _reckoned(seats, choices + part.choices.start, on, rows[choices, on], cells, rates)
    lack = seats.role_lack[part.roles][roles][:, None]
    before = np.minimum(np.minimum.reduceat(plain, starts), lack)
    after = np.minimum(np.minimum.reduceat(plain + extra, starts), lack)
    own = seats.role_row[part.roles][roles] + days - part.rows.start
    np.add.at(table, own, after - before)
    return table


def _rows(seats: Seating, part: Part, cells: Cells, rates: Rates) -> Numbers:
    """(choices, days) the rows of their people, 0 where there is nothing that counts."""
    rows = cells.row[seats.choice_days[part.choices]]
    if not rates.taken:
        rows[~seats.choice_charged[part.choices]] = 0
    return rows


def _spread(firsts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Number all members of groups, given each one's first and how many; and where the groups begin."""
    starts = np.cumsum(counts, dtype=np.int64) - counts
    total = int(counts.sum())
    return np.repeat(firsts - starts, counts) + np.arange(total), starts


def _reckoned(  # noqa: PLR0913, PLR0917 - arrays side by side
    seats: Seating, choices: Numbers, days: Numbers, rows: Numbers, cells: Cells, rates: Rates
) -> tuple[Whole, Whole]:
    """(given, beginnings) what choices cost on days of their windows, and what their people's time adds."""
    stand_days = seats.choice_first[choices] + days
    status = seats.present[seats.choice_table[choices], stand_days].astype(np.intp)
    plain = np.take_along_axis(seats.choice_cost[choices], status, axis=1)
    reaches = seats.choice_reach[choices]
    extra = np.zeros_like(plain)
    if rates.taken:
        extra += TAKEN * _sum(cells.taken[rows], seats.begins[reaches], seats.ends[reaches])
    if rates.thrift:
        dear = _sum(cells.dear[rows], seats.pays_from[reaches], seats.pays_until[reaches])
        extra += np.where(seats.choice_charged[choices][:, None], dear // rates.thrift, 0)
    return plain, extra


def _sum(running: Whole, since: Numbers, until: Numbers) -> Whole:
    """What running sums add up to from a slot until another."""
    return np.asarray(np.take_along_axis(running, until, axis=1) - np.take_along_axis(running, since, axis=1))


@dataclass(frozen=True)
class Held:
    """Stands that are held: which, on which row of their window, at which beginning."""

    stands: Numbers
    days: Numbers
    starts: Numbers


def seated(seats: Seating, held: Held, cells: Cells, rates: Rates) -> tuple[Engaged, Whole]:
    """Who comes to stands that are held, and what each stand costs without any price."""
    roles, _ = _spread(seats.stand_role[held.stands], seats.stand_roles[held.stands])
    which = np.repeat(np.arange(len(held.stands)), seats.stand_roles[held.stands])
    choices, starts = _spread(seats.role_first[roles], seats.role_choices[roles])
    counts = seats.role_choices[roles]
    at = np.repeat(which, counts)
    rows = cells.row[seats.choice_days[choices, held.days[at]]]
    plain, extra = _one(seats, choices, held, at, rows, cells, rates)
    least = np.minimum.reduceat(plain + extra, starts) if len(starts) else plain
    role = np.repeat(np.arange(len(roles)), counts)
    fits = np.flatnonzero((plain + extra == least[role]) & (least < seats.role_lack[roles])[role])
    fits = fits[np.unique(role[fits], return_index=True)[1]]
    costs = seats.role_lack[roles].copy()
    costs[role[fits]] = plain[fits]
    total = seats.bare[seats.stand_row[held.stands] + held.days].copy()
    np.add.at(total, which, costs)
    return _engaged(seats, choices[fits], held.days[at[fits]], held.starts[at[fits]]), total


def _one(  # noqa: PLR0913, PLR0917 - arrays side by side
    seats: Seating, choices: Numbers, held: Held, at: Numbers, rows: Numbers, cells: Cells, rates: Rates
) -> tuple[Whole, Whole]:
    """What choices cost where their stands are held, and what their people's time adds."""
    days, starts, reaches = held.days[at], held.starts[at], seats.choice_reach[choices]
    status = seats.present[seats.choice_table[choices], seats.choice_first[choices] + days, starts]
    plain = seats.choice_cost[choices, status]
    extra = np.zeros_like(plain)
    if rates.taken:
        taken = (
            cells.taken[rows, seats.ends[reaches, starts]] - cells.taken[rows, seats.begins[reaches, starts]]
        )
        extra += TAKEN * taken
    if rates.thrift:
        dear = cells.dear[rows, seats.pays_until[reaches, starts]]
        dear = dear - cells.dear[rows, seats.pays_from[reaches, starts]]
        extra += np.where(seats.choice_charged[choices], dear // rates.thrift, 0)
    return plain, extra


def _engaged(seats: Seating, choices: Numbers, days: Numbers, starts: Numbers) -> Engaged:
    reaches = seats.choice_reach[choices]
    return Engaged(
        seats.choice_days[choices, days],
        seats.begins[reaches, starts],
        seats.ends[reaches, starts],
        seats.pays_from[reaches, starts],
        seats.pays_until[reaches, starts],
        seats.choice_charged[choices],
    )
