"""How often one link may be asked for: nobody needs it more, and nobody may try things out with it."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

PER_MINUTE = 60
"""Requests for one link, looking and answering together (product)."""
FORGED_PER_MINUTE = 600
"""Requests for links that are not ours, all together (product)."""

_MINUTE = 60.0
_MOST_LINKS = 10_000


class Rates:
    """The requests of the last minute, by link; the links that were asked for longest ago drop out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allow(self, link: str | None) -> bool:
        """Count one request for a link, None for one that is not ours; say whether it may be answered."""
        most = PER_MINUTE if link else FORGED_PER_MINUTE
        with self._lock:
            now = self._clock()
            asked = self._asked.setdefault(link or "", deque(maxlen=most))
            self._asked.move_to_end(link or "")
            if len(self._asked) > _MOST_LINKS:
                self._asked.popitem(last=False)
            while asked and now - asked[0] >= _MINUTE:
                asked.popleft()
            if len(asked) == most:
                return False
            asked.append(now)
            return True
