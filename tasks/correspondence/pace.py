"""How fast letters go: no more in a minute than the mail server's owner allows."""

import time
from collections.abc import Callable

_MINUTE = 60.0


class Pace:
    """Keeps letters apart by the machine's steady clock, which no office moves."""

    def __init__(
        self,
        per_minute: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._apart = _MINUTE / per_minute
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    @property
    def left(self) -> float:
        """How long the next letter has to wait, in seconds; 0 if it may go."""
        return max(0.0, self._next - self._clock())

    def wait(self) -> None:
        """Wait until a letter may go, and count it."""
        if left := self.left:
            self._sleep(left)
        self._next = max(self._next, self._clock()) + self._apart
