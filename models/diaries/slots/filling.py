"""From rows of diaries to sets of slots: the one place at which every row is touched, all of them at once."""

from collections.abc import Container, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.diaries.problem import Minutes
from models.diaries.slots.grid import Grid
from models.diaries.slots.span_rows import Short, SpanRows

_WORD_BITS = 6
_WORD = 1 << _WORD_BITS
_ALL = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
"""Every bit of a word."""
_FROM = np.array([(1 << _WORD) - (1 << bit) for bit in range(_WORD)], np.uint64)
_UNTIL = np.array([(1 << bit) - 1 for bit in range(_WORD + 1)], np.uint64)
"""The bits of a word from each bit on, and until each bit."""

_Words = NDArray[np.uint64]
_Minutes = Short | np.int32


class Around(NamedTuple):
    """How far around spans a beginning *t* is blocked: where ``since - before < t < until + after``.

    A meeting of *before* minutes from *t* would meet such a span.
    """

    before: Minutes
    after: Minutes = 0


class Filling(NamedTuple):
    """Spans that block beginnings, into which set they go, and how far around each they do."""

    into: int
    spans: SpanRows
    around: Around


def filled(fillings: Sequence[Filling], sets: int, on: Grid) -> list[int]:
    """For each of so many *sets* the slots of *on* whose beginnings are blocked.

    Spans may overlap and come in any order; one of no length blocks nothing.
    """
    if not fillings:
        return [0] * sets
    words = -(-on.slots // _WORD)
    every = np.zeros(sets * words + 1, np.uint64)
    first_word, since, until = _slots(fillings, words, on)
    word = since >> _WORD_BITS
    begins = word << _WORD_BITS
    since -= begins
    until -= begins
    word += first_word
    _set(every, word, since, until)
    _set_more(every, word, until)
    return _integers(every, sets, words, {filling.into for filling in fillings})


def _slots(fillings: Sequence[Filling], words: int, on: Grid) -> tuple[Short, Short, Short]:
    """For each span the first word of its set, and from which slot until which it blocks."""
    spans = np.concatenate([filling.spans.rows for filling in fillings], axis=1)
    counts = [filling.spans.rows.shape[1] for filling in fillings]
    first_word = np.repeat(np.array([filling.into * words for filling in fillings], np.int32), counts)
    lasting = spans[0] < spans[1]
    before, after = _around([filling.around for filling in fillings], counts)
    spans[0] -= before
    spans[1] += after
    if not lasting.all():
        spans, first_word = spans[:, lasting], first_word[lasting]
    since, until = on.edges(spans)
    return first_word, since, until


def _around(each: list[Around], counts: list[int]) -> tuple[_Minutes, _Minutes]:
    """For each span how much sooner it blocks, less a minute that meets nothing, and how much longer."""
    if len(set(each)) == 1:
        return np.int32(each[0].before - 1), np.int32(each[0].after)
    before, after = np.repeat(np.array(each, np.int32).T, counts, axis=1)
    return before - 1, after


def _set(every: _Words, word: Short, since: Short, until: Short) -> None:
    """Block in each *word* the bits from *since* until *until*; what lies outside the word is cut off.

    A stretch that ends before it begins has no bits.
    """
    bits = _FROM.take(since)
    bits &= _UNTIL.take(until, mode="clip")
    np.bitwise_or.at(every, word, bits)


def _set_more(every: _Words, word: Short, until: Short) -> None:
    """Block what goes on into the next word, and then what goes on for days: leave, mostly."""
    word, until = _going_on(word, until)
    _set(every, word, np.zeros_like(until), until)
    for first, bits in zip(*(each.tolist() for each in _going_on(word, until)), strict=True):
        whole, rest = divmod(bits, _WORD)
        every[first : first + whole] = _ALL
        every[first + whole] |= _UNTIL[rest]


def _going_on(word: Short, until: Short) -> tuple[Short, Short]:
    """Of stretches those that go on into the next word: that word, and until which of its bits."""
    these = np.flatnonzero(until > _WORD)
    return word[these] + 1, until[these] - _WORD


def _integers(every: _Words, sets: int, words: int, used: Container[int]) -> list[int]:
    """Each set's words put together into one integer; sets that are not *used* are empty."""
    written, size = every.astype("<u8", copy=False).tobytes(), words * 8
    return [
        int.from_bytes(written[n * size : (n + 1) * size], "little") if n in used else 0 for n in range(sets)
    ]
