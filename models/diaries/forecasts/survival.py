"""How long a stage takes, from stays that ended and stays that did not: the Kaplan-Meier curve.

A stay that has not ended counts for as long as it lasted and says nothing beyond. Lengths
are logarithms of days plus one: a stage of no days is one too, and slow is a factor.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_TAIL = 8
"""Points by which the tail beyond the last end is carried."""
_MOST_POINTS = 96
"""More points than these change no date by a day, and only cost."""


@dataclass(frozen=True)
class Curve:
    """The share of stays that end *at* each length, and the share that lasts *beyond* the last of them."""

    at: Floats
    mass: Floats
    beyond: float


def curve(lengths: Floats, ended: Bools) -> Curve:
    """Give the Kaplan-Meier estimate (product limit) of how long stays last.

    Args:
        lengths: one a stay, in any unit, not below none.
        ended: whether the stay ended then; otherwise it was cut off there, and lasts longer.

    Returns:
        No point at all, and everything beyond, where no stay has ended.

    >>> found = curve(np.array([6.0, 6, 6, 6, 7]), np.array([True, True, True, False, True]))
    >>> found.at.tolist(), found.mass.round(4).tolist(), round(found.beyond, 4)
    ([6.0, 7.0], [0.6, 0.4], 0.0)
    """
    at, ends = np.unique(lengths[ended], return_counts=True)
    there = (lengths[None, :] >= at[:, None]).sum(axis=1)
    left = np.cumprod(1.0 - ends / there) if at.size else np.empty(0)
    mass = -np.diff(left, prepend=1.0)
    return Curve(at, mass, float(left[-1]) if at.size else 1.0)


@dataclass(frozen=True)
class Points:
    """How long a stage takes, as points (logarithms of days plus one) with their shares, which add to one."""

    at: Floats
    mass: Floats

    @property
    def centre(self) -> float:
        """Give the mean."""
        return float(self.at @ self.mass)

    @property
    def spread(self) -> float:
        """Give the standard deviation."""
        return float(np.sqrt(np.square(self.at - self.centre) @ self.mass))


def points(found: Curve) -> Points:
    """Carry a curve over lengths (days plus one) by points, its tail among them.

    The stays that outlast the last end follow the exponential curve that has the same share
    there (product): it goes on as the stage has gone until then, and has an end.

    Raises:
        ValueError: no stay has ended, so there is nothing to carry on.

    >>> points(Curve(np.array([10.0]), np.array([0.5]), 0.5)).at.round(1).tolist()
    [2.3, 2.4, 2.6, 2.7, 2.9, 3.1, 3.3, 3.5, 3.9]
    """
    if not found.at.size:
        message = "no stay has ended"
        raise ValueError(message)
    at, mass = found.at, found.mass
    if found.beyond > 0:
        shares = found.beyond * (np.arange(_TAIL, 0, -1) - 0.5) / _TAIL
        at = np.append(at, at[-1] * np.log(shares) / np.log(found.beyond))
        mass = np.append(mass, np.full(_TAIL, found.beyond / _TAIL))
    return _fewer(np.log(at), mass / mass.sum())


def _fewer(at: Floats, mass: Floats) -> Points:
    """Give as many points as are needed, all of the same share where they are too many."""
    if at.size <= _MOST_POINTS:
        return Points(at, mass)
    middles = (np.arange(_MOST_POINTS) + 0.5) / _MOST_POINTS
    place = np.minimum(np.searchsorted(np.cumsum(mass), middles), at.size - 1)
    return Points(at[place], np.full(_MOST_POINTS, 1.0 / _MOST_POINTS))
