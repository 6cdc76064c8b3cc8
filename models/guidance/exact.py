"""Exact probabilities of small counts: nothing here leans on large numbers."""

from collections.abc import Callable
from math import comb, erfc, exp, lgamma, log, sqrt

_HALVINGS = 100
"""A bisection that often halves its span is exact to the last bit that is shown."""
_MOST_TERMS, _ENOUGH, _TINY = 10_000, 1e-14, 1e-300


def binomial_two_sided(count: int, of: int, share: float) -> float:
    """Give the probability of a count at least as unlikely as this one, if each falls here with *share*.

    >>> round(binomial_two_sided(17, 44, 0.16), 5)
    0.00025
    """
    probabilities = [comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(of + 1)]
    as_unlikely = probabilities[count] * (1 + 1e-9)
    return min(sum(each for each in probabilities if each <= as_unlikely), 1.0)


def poisson_interval(count: int, confidence: float) -> tuple[float, float]:
    """Give Garwood's exact interval for the mean behind a count.

    >>> [round(end, 2) for end in poisson_interval(17, 0.95)]
    [9.9, 27.22]
    """
    tail = (1 - confidence) / 2
    widest = 10.0 * (count + 10)
    low = _where(lambda mean: 1 - _poisson_at_most(count - 1, mean) - tail, 0.0, widest) if count else 0.0
    return low, _where(lambda mean: tail - _poisson_at_most(count, mean), 0.0, widest)


def binomial_interval(count: int, of: int, confidence: float) -> tuple[float, float]:
    """Give Clopper and Pearson's exact interval for the share behind a count; of nothing, all is possible.

    >>> [round(end, 4) for end in binomial_interval(22, 44, 0.95)]
    [0.3456, 0.6544]
    >>> [round(end, 4) for end in binomial_interval(0, 10, 0.95)]
    [0.0, 0.3085]
    """
    tail = (1 - confidence) / 2
    low = _where(lambda share: _beta(share, count, of - count + 1) - tail, 0.0, 1.0) if count else 0.0
    if count == of:
        return low, 1.0
    return low, _where(lambda share: _beta(share, count + 1, of - count) - (1 - tail), 0.0, 1.0)


def chi_square_tail(value: float, degrees: int) -> float:
    """Give the probability of a chi-square of at least *value*.

    >>> round(chi_square_tail(11.0705, 5), 4), round(chi_square_tail(5.9915, 2), 4)
    (0.05, 0.05)
    """
    if value == 0:
        return 1.0
    half = value / 2
    first, term = (erfc(sqrt(half)), 0.5) if degrees % 2 else (exp(-half), 1.0)
    powers = [term + step for step in range((degrees - 1) // 2)]
    return first + sum(exp(power * log(half) - half - lgamma(power + 1)) for power in powers)


def _poisson_at_most(count: int, mean: float) -> float:
    if mean == 0:
        return 1.0
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def _beta(share: float, a: int, b: int) -> float:
    """Give the regularised incomplete beta function: the binomial's tail, however many there are.

    By Lentz's way through its continued fraction, which converges quickly on this side of the mean.
    """
    if share > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - share, b, a)
    if share <= 0:
        return 0.0
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(share) + b * log(1 - share)
    ratio = 1.0
    denominator = 1 / _not_nought(1 - (a + b) * share / (a + 1))
    fraction = denominator
    for n in range(1, _MOST_TERMS):
        for term in (
            n * (b - n) * share / ((a + 2 * n - 1) * (a + 2 * n)),
            -(a + n) * (a + b + n) * share / ((a + 2 * n) * (a + 2 * n + 1)),
        ):
            denominator = 1 / _not_nought(1 + term * denominator)
            ratio = _not_nought(1 + term / ratio)
            fraction *= denominator * ratio
        if abs(denominator * ratio - 1) < _ENOUGH:
            break
    return exp(front) * fraction / a


def _not_nought(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def _where(rises: Callable[[float], float], low: float, high: float) -> float:
    """Find where a function that rises passes nought."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
    return (low + high) / 2
