"""All addresses of a list: several hosts at a time, each one thing after the other."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from typing import Protocol

from kc_extract.alone import alone
from kc_extract.fetch.addresses import host_of, name_of, normal
from kc_extract.fetch.entry import Entry, Lasting, Settings, Stopped
from kc_extract.fetch.ledger import Ledger
from kc_extract.fetch.part import sweep
from kc_extract.fetch.robots import Robots
from kc_extract.fetch.transfer import Transfer, failure, now, stands
from kc_extract.fetch.web import Web

LOCK = ".fetch.lock"


class Watch(Protocol):
    """Whoever follows the work."""

    def note(self, entry: Entry) -> None:
        """One address is settled; called by one thread at a time."""


def fetch(addresses: Iterable[str], settings: Settings, watch: Watch) -> tuple[Entry, ...]:
    """What became of every address, in their order, each once; the documents stand in the folder beside the record.

    A file is there whole or not at all, whenever one looks. ``BusyError`` where another process fetches into the
    folder, ``OSError`` where it cannot be written; what was fetched until then stays and is recorded.
    """
    with alone(settings.into / LOCK, str(settings.into)):
        wanted = tuple(addresses)
        errand = _Errand(settings, watch, _hosts(wanted) if settings.allow_private else ())
        try:
            by_host = errand.sort_out(wanted)
            sweep(settings.into, chain.from_iterable(by_host.values()))
            errand.go(by_host)
        finally:
            errand.ledger.close()
        return errand.entries


def _hosts(addresses: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for words in addresses:
        with suppress(Lasting):
            found.add(name_of(normal(words)))
    return frozenset(found)


class _Errand:
    """One call of ``fetch``."""

    def __init__(self, settings: Settings, watch: Watch, private: Collection[str]) -> None:
        self.ledger = Ledger(settings.into)
        self._settled: dict[str, Entry] = {}
        self._order: list[str] = []
        self._settings = settings
        self._watch = watch
        self._web = Web(settings, private)
        self._robots = Robots(self._web)
        self._lock = threading.Lock()

    def sort_out(self, addresses: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """The addresses by host; those that are none are settled at once."""
        by_host: dict[str, list[str]] = {}
        order: dict[str, Lasting | None] = {}
        for words in addresses:
            try:
                order.setdefault(normal(words), None)
            except Lasting as trouble:
                order[words] = trouble
        for address, refusal in order.items():
            if refusal is None:
                by_host.setdefault(host_of(address), []).append(address)
            else:
                self._settle(failure(address, refusal))
        self._order = list(order)
        return by_host

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What became of every address, in the order of the list."""
        return tuple(self._settled[address] for address in self._order)

    def go(self, by_host: Mapping[str, Sequence[str]]) -> None:
        """Settle all; whatever ends it early ends the waiting of the others first."""
        with ThreadPoolExecutor(self._settings.hosts) as threads:
            work = [threads.submit(self._settle_all, wanted) for wanted in by_host.values()]
            try:
                for each in work:
                    each.result()
            except BaseException:
                self._web.pace.stop.set()
                threads.shutdown(cancel_futures=True)
                raise

    def _settle_all(self, wanted: Sequence[str]) -> None:
        try:
            for address in wanted:
                self._settle(self._fetched(address))
        except Stopped:
            return
        except BaseException:
            self._web.pace.stop.set()
            raise

    def _fetched(self, address: str) -> Entry:
        last = self.ledger.last(address)
        kept = None if last is None else last.kept
        if self._settings.only_new and kept is not None and stands(self._settings.into, kept):
            return Entry(address=address, outcome="kept", at=now(), kept=kept)
        return Transfer(address, kept, self._web, self._robots, self._settings).run()

    def _settle(self, entry: Entry) -> None:
        with self._lock:
            self._settled[entry.address] = entry
            self.ledger.add(entry)
            self._watch.note(entry)
