"""What the world holds: provinces with their dates, bodies that issue documents, kinds of documents, positions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
import regex

from kc_extract.lexicon import load, spellings
from kc_extract.text import is_upper, lower
from kc_extract.types import DocumentKind


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of what people write by hand: unknown keys are refused."""


class Province(_Data, frozen=True):
    """A province or centrally run city with the days between which it existed."""

    name: str
    city: bool = False
    since: dt.date | None = None
    until: dt.date | None = None
    into: str | None = None
    spellings: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its level: ``tỉnh Vĩnh Long``, ``thành phố Hà Nội``."""
        return f"{'thành phố' if self.city else 'tỉnh'} {self.name}"

    def existed(self, on: dt.date) -> bool:
        """Whether the unit existed on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


class DocType(_Data, frozen=True):
    """A kind of document with the words that name it and the abbreviations in its số ký hiệu."""

    kind: DocumentKind
    words: tuple[str, ...]
    codes: tuple[str, ...]


class Agency(_Data, frozen=True):
    """A body that issues documents, with its abbreviations."""

    name: str
    abbreviations: tuple[str, ...] = ()


class Short(_Data, frozen=True):
    """An abbreviation within a body's name, and what it stands for."""

    short: str
    long: str


class Names(_Data, frozen=True):
    """Names in ordinary case."""

    names: tuple[str, ...]


class Words(_Data, frozen=True):
    """Words in lower case."""

    words: tuple[str, ...]


class Signing(_Data, frozen=True):
    """What stands around a position in a signature: prefixes, marks of a signed copy, ranks, degrees, family names."""

    prefixes: tuple[str, ...]
    marks: tuple[str, ...]
    titles: tuple[str, ...]
    surnames: tuple[str, ...]


class _Provinces(_Data, frozen=True):
    province: tuple[Province, ...]


class DocTypes(_Data, frozen=True):
    """All kinds of documents, and what a number may stand behind without being one's."""

    type: tuple[DocType, ...]
    not_documents: Words


class Agencies(_Data, frozen=True):
    """All bodies, with the words that their names and signatures are made of."""

    agency: tuple[Agency, ...]
    fields: Names
    heads: Names
    territories: Names
    short: tuple[Short, ...]
    positions: Names
    signing: Signing


def agencies() -> Agencies:
    """The bodies, fields, positions and signing words."""
    words: Agencies = load("agencies", Agencies)
    return words


def doc_types() -> DocTypes:
    """The kinds of documents with their words and abbreviations."""
    words: DocTypes = load("doc_types", DocTypes)
    return words


def provinces(on: dt.date | None = None) -> tuple[Province, ...]:
    """The provinces and centrally run cities of a day, or all that ever were; 63 before 1 July 2025, 34 after."""
    every = load("provinces", _Provinces).province
    return every if on is None else tuple(unit for unit in every if unit.existed(on))


def find_provinces(text: str) -> Iterator[tuple[int, Province]]:
    """The provinces that a text names, each with its offset, in any case and spelling, longest names first."""
    for found in _province_pattern().finditer(lower(text)):
        yield found.start(), _province_names()[_plain(found[0])]


def kind_of_word(word: str) -> DocumentKind | None:
    """The kind that a noun names (``Tờ trình`` is a proposal), or None."""
    return _kinds_by_word().get(_plain(lower(word)))


def kind_of_code(code: str) -> DocumentKind | None:
    """The kind that an abbreviation in a số ký hiệu means (``QĐ`` is a decision), or None."""
    return _kinds_by_code().get(code)


def code_of_kind(kind: DocumentKind) -> tuple[str, ...]:
    """The abbreviations of a kind."""
    return next((entry.codes for entry in doc_types().type if entry.kind == kind), ())


@cache
def is_agency_code(code: str) -> bool:
    """Whether an abbreviation names a body (``UBND``, ``BTC``)."""
    return any(code in agency.abbreviations for agency in agencies().agency)


def words_of_kinds() -> tuple[str, ...]:
    """The nouns that name documents, in lower case, longest first."""
    return _longest(word for entry in doc_types().type for word in entry.words)


def body_name(printed: str) -> str:
    """A body's full name in ordinary case: ``UBND TỈNH VĨNH LONG`` gives ``Ủy ban nhân dân tỉnh Vĩnh Long``.

    A name that is not in capitals keeps its case; abbreviations are spelled out in both.
    """
    name = _spelled_out(" ".join(printed.split()))
    if not is_upper(printed):
        return name
    low = lower(name)
    known = _known_names().sub(lambda found: _names_by_plain()[_plain(found[0])], low)
    return _capital(_head_followed(_territory_named(known)))


def position_name(printed: str) -> str:
    """A position in ordinary case: ``PHÓ CHỦ TỊCH`` gives ``Phó Chủ tịch``; what follows is named as a body is."""
    text = " ".join(printed.split())
    if not is_upper(text):
        return text
    found = position_pattern().match(lower(text))
    if found is None:
        return body_name(text)
    position = _positions()[_plain(found[0])]
    rest = text[found.end() :].strip()
    return f"{position} {body_name(rest)}" if rest else position


@cache
def position_pattern() -> regex.Pattern[str]:
    """What matches a position in lower-cased text, longest first, at a word's edges."""
    return regex.compile(rf"(?<!\p{{L}})(?:{_either(agencies().positions.names)})(?!\p{{L}})")


_DASH = regex.compile(r"\s*[-–]\s*")


def _either(names: Iterable[str]) -> str:
    """The names as alternatives, longest first, in every spelling, with any blanks and any dash."""
    forms = {form for name in names for form in spellings(lower(name))}
    return "|".join(_DASHED.sub(r"\\s*[-–]\\s*", regex.escape(form)).replace(r"\ ", r"\s+") for form in _longest(forms))


_DASHED = regex.compile(r"(?:\\ )?\\-(?:\\ )?")


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _plain(text: str) -> str:
    """Lower case, one space, plain dashes, one place of tone marks: the key under which spellings meet."""
    return _DASH.sub("-", " ".join(min(spellings(word)) for word in lower(text).split()))


@cache
def _province_names() -> dict[str, Province]:
    return {_plain(form): unit for unit in provinces() for form in (unit.name, *unit.spellings)}


@cache
def _province_pattern() -> regex.Pattern[str]:
    forms = [form for unit in provinces() for form in (unit.name, *unit.spellings)]
    return regex.compile(rf"(?<!\p{{L}})(?:{_either(forms)})(?!\p{{L}})")


@cache
def _kinds_by_word() -> dict[str, DocumentKind]:
    return {_plain(word): entry.kind for entry in doc_types().type for word in entry.words}


@cache
def _kinds_by_code() -> dict[str, DocumentKind]:
    return {code: entry.kind for entry in doc_types().type for code in entry.codes}


@cache
def _positions() -> dict[str, str]:
    return {_plain(name): name for name in agencies().positions.names}


@cache
def _names_by_plain() -> dict[str, str]:
    words = agencies()
    bodies = [agency.name for agency in words.agency]
    heads = [name for name in words.heads.names if " " in name]
    places = [unit.name for unit in provinces()]
    return {_plain(name): name for name in (*heads, *words.fields.names, *places, *words.positions.names, *bodies)}


@cache
def _known_names() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_either(_names_by_plain())})(?!\p{{L}})")


@cache
def _shorts() -> regex.Pattern[str]:
    either = "|".join(regex.escape(short) for short in _longest(entry.short for entry in agencies().short))
    return regex.compile(rf"(?<![\p{{L}}.])(?P<short>{either})(?:(?=\s|$)|(?<=\.)\s*)")


def _spelled_out(name: str) -> str:
    longs = {entry.short: entry.long for entry in agencies().short}
    return " ".join(_shorts().sub(lambda found: f"{longs[found['short']]} ", name).split())


def _territory_named(name: str) -> str:
    """Names of districts and communes with capitals: ``huyện cần giuộc`` gives ``huyện Cần Giuộc``."""
    either = "|".join(f"{name}(?!\\s+hội)" for name in agencies().territories.names)
    pattern = regex.compile(rf"(?<!\p{{L}})(?:{either})\s+(?P<name>\p{{Ll}}[\p{{Ll}} ]*)")

    def named(found: regex.Match[str]) -> str:
        start = found.start("name") - found.start()
        return found[0][:start] + " ".join(_capital(word) for word in found["name"].split(" "))

    return pattern.sub(named, name)


def _head_followed(name: str) -> str:
    """The word behind a leading one-word head (``cục thuế``) or behind ``Trung tâm`` and its like with a capital."""
    found = regex.match(rf"(?P<head>{_either(agencies().heads.names)})(?:\s+|$)", lower(name))
    if found is None or found["head"].endswith(_GENERAL):
        return name
    rest = name[found.end() :]
    return name if lower(rest).startswith(agencies().territories.names) else name[: found.end()] + _capital(rest)


#: Heads that are followed by a territory or an ordinary word.
_GENERAL = ("nhân dân", "chính phủ", "quốc hội", "nước")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
