"""What hosts ask of programs in robots.txt (RFC 9309).

The standard library's parser reads no ``*`` within a path and takes the first rule that fits instead of the longest.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from kc_extract.fetch.addresses import host_of, joined, origin_of
from kc_extract.fetch.entry import PRODUCT, Lasting
from kc_extract.types import Frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.fetch.web import Web

_MOST = 500 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5
_LONGEST_DELAY = 120.0


class Rules(Frozen, frozen=True, kw_only=True):
    """What holds for us: paths with whether they are allowed, and the seconds between two requests."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allow(self, address: str) -> bool:
        """Whether an address may be fetched: the longest path that fits decides, the milder of two as long."""
        split = urlsplit(address)
        path = _canonical(f"{split.path or '/'}?{split.query}" if split.query else split.path or "/")
        fitting = [(len(pattern), allowed) for pattern, allowed in self.paths if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


def read_rules(text: str) -> Rules:
    """The rules for us of a robots.txt: of the groups that name us, else of those for everybody."""
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for key, value in _fields(text):
        if key == "user-agent":
            agents = [*([] if in_rules else agents), value.lower()]
            in_rules = False
            groups.setdefault(value.lower(), [])
        else:
            in_rules = True
            for agent in agents:
                groups[agent].append((key, value))
    ours = groups.get(PRODUCT, groups.get("*", []))
    paths = tuple((_canonical(value), key == "allow") for key, value in ours if key in {"allow", "disallow"} and value)
    return Rules(paths=paths, delay=max((_seconds(value) for key, value in ours if key == "crawl-delay"), default=0.0))


def _fields(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and key.strip().lower() in {"user-agent", "allow", "disallow", "crawl-delay"}:
            yield key.strip().lower(), value.strip()


def _seconds(words: str) -> float:
    try:
        return max(0.0, float(words))
    except ValueError:
        return 0.0


def _canonical(path: str) -> str:
    return quote(unquote(path), safe="/?&=+*$:@!'(),;~")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with ``*`` for anything and ``$`` for the end fits the beginning of a path."""
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if pattern.endswith("$") and not others:
        return path == first
    place = len(first)
    for piece in others[:-1] if pattern.endswith("$") else others:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return not pattern.endswith("$") or (path.endswith(others[-1]) and len(path) - len(others[-1]) >= place)


class Robots:
    """The rules of all hosts, each asked for when it is first needed."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._rules: dict[str, Rules | Lasting] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Nothing where an address may be fetched; raises ``Lasting`` where not, or where nobody can tell."""
        rules = self._of(origin_of(address))
        if isinstance(rules, Lasting):
            raise rules
        if not rules.allow(address):
            code, message = "robots", "the host's robots.txt asks programs not to; fetch it by hand, or ask the host"
            raise Lasting(code, message)

    def _of(self, origin: str) -> Rules | Lasting:
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._rules:
                self._rules[origin] = self._asked(origin)
            return self._rules[origin]

    def _asked(self, origin: str) -> Rules | Lasting:
        try:
            rules = self._web.persist(lambda: self._read(f"{origin}/robots.txt"))
        except Lasting as trouble:
            if trouble.code == "private_address":
                return trouble
            return Lasting("robots_unknown", f"whether programs are welcome is unknown: for robots.txt, {trouble}")
        if rules.delay > _LONGEST_DELAY:
            message = f"the host asks for {rules.delay:.0f} s between two requests; fetch it by hand"
            return Lasting("robots", message)
        self._web.pace.slow_down(host_of(origin), rules.delay)
        return rules

    def _read(self, address: str) -> Rules:
        """The rules at an address; a host without them (any 4xx, RFC 9309, 2.3.1.3) has none."""
        for _ in range(_HOPS):
            with self._web.ask(address, {}) as response:
                if response.status in _REDIRECTS and response.headers.get("Location"):
                    address = joined(address, response.headers["Location"])
                    continue
                if response.status != 200:  # noqa: PLR2004 - OK
                    return Rules()
                return read_rules(response.read(_MOST, decode_content=True).decode("utf-8", "replace"))
        return Rules()
