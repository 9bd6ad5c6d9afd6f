"""How a run is ended from outside: at once, or after the pass in hand."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Handler = Callable[[int, FrameType | None], None]


@contextmanager
def terminable() -> Iterator[None]:
    """SIGTERM, and the end of the terminal, end the block as Ctrl-C does: workers end, and the reports say so."""
    asked = (signal.SIGTERM, *_hangup())

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in asked:  # a second one must not break off the end, which is on its way
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    with _handled(interrupt, *asked):
        yield


def _hangup() -> Iterator[signal.Signals]:
    """The signal of a terminal that is gone, unless the run is to outlive it (``nohup``)."""
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        yield signal.SIGHUP


@contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that SIGTERM, SIGINT and the end of the terminal set; a second one of them ends the block at once."""
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    with _handled(ask, signal.SIGTERM, signal.SIGINT, *_hangup()):
        yield asked


@contextmanager
def _handled(handler: Handler, *numbers: signal.Signals) -> Iterator[None]:
    former = [(number, signal.signal(number, handler)) for number in numbers]
    try:
        yield
    finally:
        for number, before in former:
            if signal.getsignal(number) is handler:
                signal.signal(number, before)
