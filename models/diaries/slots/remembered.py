"""What was made of an object, for as long as that very object is there."""

from collections.abc import Hashable
from typing import Generic, TypeVar
from weakref import ref

Made = TypeVar("Made")

_ROOM = 500
"""So many objects are remembered before those that are gone are looked for."""


class Remembered(Generic[Made]):
    """What was made of objects that cannot be hashed, found again by which object it is.

    A diary that is read anew is another object, so nothing stale is ever found; what was
    made of one that is gone is let go in time.
    """

    def __init__(self) -> None:
        self._made: dict[int, tuple[ref[object], dict[Hashable, Made]]] = {}
        self._room = _ROOM

    def get(self, of: object, key: Hashable) -> Made | None:
        """What was kept of this object under *key*, if anything."""
        entry = self._made.get(id(of))
        return entry[1].get(key) if entry is not None and entry[0]() is of else None

    def keep(self, of: object, key: Hashable, made: Made) -> Made:
        """Keep *made* for this object under *key*, and give it back."""
        entry = self._made.get(id(of))
        if entry is None or entry[0]() is not of:
            if len(self._made) >= self._room:
                self._clear_out()
            entry = self._made[id(of)] = (ref(of), {})
        entry[1][key] = made
        return made

    def _clear_out(self) -> None:
        """Let go what was made of objects that are gone; those that are there have twice the room."""
        self._made = {number: entry for number, entry in self._made.items() if entry[0]() is not None}
        self._room = max(_ROOM, 2 * len(self._made))

    def forget(self) -> None:
        """Forget everything: whoever measures begins anew."""
        self._made.clear()
