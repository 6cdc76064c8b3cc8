"""How far somebody could take part in a meeting on a day: five levels, the best first."""

from typing import Literal

Level = Literal["free", "part", "perhaps", "not_known", "no"]
"""Free at half or more of a day's beginnings, at some; perhaps at some; not known; at none (product)."""
LEVELS: tuple[Level, ...] = ("free", "part", "perhaps", "not_known", "no")
