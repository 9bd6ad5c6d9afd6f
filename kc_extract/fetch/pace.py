"""One thing at a time of each host, and never too soon."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kc_extract.fetch.entry import Stopped

if TYPE_CHECKING:
    from collections.abc import Iterator


class Lane:
    """What is known of one host: who asks it now, the seconds between two requests, when it may be asked next."""

    def __init__(self, delay: float) -> None:
        self.lock = threading.Lock()
        self.delay = delay
        self.next_at = 0.0


class Pace:
    """The lanes of all hosts, by host and port."""

    def __init__(self, delay: float) -> None:
        self.stop = threading.Event()
        self._delay = delay
        self._lanes: dict[str, Lane] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """The time in which this host may be asked one thing; raises ``Stopped`` where the user ends the command."""
        lane = self._lane(host)
        with lane.lock:
            if self.stop.wait(max(0.0, lane.next_at - time.monotonic())):
                raise Stopped
            try:
                yield
            finally:
                lane.next_at = max(lane.next_at, time.monotonic() + lane.delay)

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least so many seconds between two requests."""
        lane = self._lane(host)
        lane.delay = max(lane.delay, delay)

    def pause(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for so many seconds."""
        lane = self._lane(host)
        lane.next_at = max(lane.next_at, time.monotonic() + seconds)

    def _lane(self, host: str) -> Lane:
        with self._lock:
            return self._lanes.setdefault(host, Lane(self._delay))
