"""The numbers of legal documents (số ký hiệu) in a text, with the noun before and the date behind each.

Forms after Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I mục 3 (``3082/QĐ-UBND``), Nghị định 78/2025/NĐ-CP
(``45/2012/NĐ-CP``, ``72/2025/QH15``), letters (``9999/BTC-NSNN``) and the party's own (``132-KL/TW``).
"""

from __future__ import annotations

from functools import cache

import regex

from kc_extract.dates import Dated, date_behind
from kc_extract.gazetteer import doc_types, is_agency_code, kind_of_code, kind_of_word, words_of_kinds
from kc_extract.text import lower
from kc_extract.types import DocumentKind, Frozen, Span

_SEGMENT = r"\p{Lu}[\p{Lu}\d]*(?:[a-zđ]\p{Lu}*)?"
_END = r"(?=ngày|của|về|và|[^\p{L}\d]|$)"
_CODE = (
    rf"(?:QH\s\d\d(?!\d)|L(?=[-/]CTN)|{_SEGMENT})"
    rf"(?:(?:\s?[-–/]\s?|[.&](?=\p{{Lu}}{{2}})|\s\.(?=UB|HĐ)){_SEGMENT}{_END}"
    rf"(?:(?:[-–/]\s?|\s[-–/](?!\s)|[.&](?=\p{{Lu}}{{2}})){_SEGMENT}{_END})*)?"
)
_NUMBER = regex.compile(
    r"(?:(?<=[sS]ố:?)|(?<=(?<![\p{L}\d])s)|(?<![\p{L}\d/&:-])(?<!\d[.,]))"
    r"(?P<digits>\d{1,6}(?:\.\d{1,3})?(?:\p{L}(?=\s?[/-]))?)"
    r"(?:\s{0,12}/\s?(?:(?P<year>(?:19|20)\d\d)\s?[/-]\s?)?|\s?-\s?|(?<=số\s\d{1,5})\s(?=QĐ/))"
    rf"(?P<code>{_CODE}(?:/(?:19|20)\d\d(?!\d))?){_END}"
)
_BEFORE = 160
_NAME = 20
#: Signs that stand for others: dashes, the Icelandic eth typed for Đ, Cyrillic capitals that look like Latin ones.
_SIGNS = {"–": "-", "Ð": "Đ"} | dict(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
#: What ends the clause in which the noun of a number is looked for.
_CLAUSE = regex.compile(r"[;\n|]|\.\s")
_NUMBERED = regex.compile(r"(?r)[sS][ốỐ]\s*:?\s*")


class Reference(Frozen, frozen=True, kw_only=True):
    """A document number at its place.

    ``number`` is as printed with blanks closed and dashes plain; ``key`` tells equal numbers whatever their signs;
    ``gaps`` count, in characters of ``number``, where a blank stood; ``noun`` is the kind word before it.
    """

    span: Span
    number: str
    digits: str
    year: int | None
    code: str
    kind: DocumentKind | None
    noun: str | None = None
    dated: Dated | None = None
    gaps: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What equal numbers share, however they are printed."""
        return key_of(self.number)


def key_of(number: str) -> str:
    """Letters and figures of a number alone, in capitals, leading zeros dropped."""
    return regex.sub(r"[^\p{L}\d]", "", number).lstrip("0").upper()


def find_references(text: str) -> tuple[Reference, ...]:
    """The document numbers in the order of the text; fractions, units, standards, forms and licences are none."""
    low = lower(text)
    out: list[Reference] = []
    for found in _NUMBER.finditer(text):
        after = out[-1].span.end if out else 0
        reference = _read(text, low, found, after)
        if reference is not None:
            out.append(reference)
    return tuple(out)


def _read(text: str, low: str, found: regex.Match[str], after: int) -> Reference | None:
    start = found.start()
    numbered = _NUMBERED.match(low, max(after, start - 6), start)
    head = numbered.start() if numbered else start
    noun, adjacent = _noun(low[max(after, start - _BEFORE) : head].rstrip())
    first = _first(found["code"])
    plain = _is_plain(found, first)
    if not plain and not ((numbered or adjacent) and _has_capitals(found["code"])):
        return None
    if not (plain and found["year"]) and _is_other_thing(low[max(0, head - _NAME) : head].rstrip()):
        return None
    number, gaps = _closed(found[0])
    return Reference(
        span=Span(start, found.end()),
        number=number,
        digits=found["digits"],
        year=int(found["year"]) if found["year"] else None,
        code=_closed(found["code"])[0],
        kind=_kind(first, noun),
        noun=noun,
        dated=date_behind(text, found.end()),
        gaps=gaps,
    )


def _first(code: str) -> str:
    return regex.split(r"[-–/.&\s]", code, maxsplit=1)[0]


def _is_plain(found: regex.Match[str], first: str) -> bool:
    """Whether the number is one by its shape, without a word before it."""
    if regex.match(r"(?:UBTV)?QH(?:\d|$)", first):
        return found["year"] is not None
    more = len(first) < len(found["code"])
    return (kind_of_code(first) is not None or is_agency_code(first)) and (more or found["year"] is not None)


def _has_capitals(code: str) -> bool:
    return regex.match(r"[\p{Lu}\d]{2}|\p{Lu}[a-z]\p{Lu}|\p{Lu}[-/]", code) is not None


def _closed(printed: str) -> tuple[str, tuple[int, ...]]:
    """The number without blanks and with plain dashes, and where in it the blanks were."""
    gaps: list[int] = []
    out: list[str] = []
    for char in printed:
        if char.isspace():
            if not gaps or gaps[-1] != len(out):
                gaps.append(len(out))
        else:
            out.append(_SIGNS.get(char, char))
    return "".join(out), tuple(gaps)


def _kind(first: str, noun: str | None) -> DocumentKind | None:
    named = kind_of_word(noun) if noun else None
    if first.startswith("UBTVQH"):
        return named if named in {"resolution", "ordinance"} else "resolution"
    if regex.match(r"QH\d*$", first):
        return named if named in {"law", "resolution"} else "law"
    if len(first) > 1 and (kind := kind_of_code(first)):
        return kind
    return named or ("letter" if is_agency_code(first) else None)


def _noun(before: str) -> tuple[str | None, bool]:
    """The last kind word of the clause before a number, and whether it touches the number."""
    clause = _CLAUSE.split(before)[-1]
    last = None
    for last in _nouns().finditer(clause):  # noqa: B007 - the last match is wanted
        pass
    if last is None:
        return None, False
    return last[0], last.end() == len(clause)


def _is_other_thing(before: str) -> bool:
    return _others().search(before) is not None


@cache
def _nouns() -> regex.Pattern[str]:
    words = "|".join(word.replace(" ", r"\s+") for word in words_of_kinds())
    return regex.compile(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})")


@cache
def _others() -> regex.Pattern[str]:
    words = "|".join(word.replace(" ", r"\s+") for word in doc_types().not_documents.words)
    return regex.compile(rf"(?<!\p{{L}})(?:{words})$")


def awaits_number(line: str) -> bool:
    """Whether the number of a document, or of another numbered thing, is to come behind the line: ``Quyết định số``.

    What ``số`` only describes awaits none: ``dân số``, ``kinh tế số``.
    """
    return _awaiting().search(lower(line)) is not None


@cache
def _awaiting() -> regex.Pattern[str]:
    words = "|".join(word.replace(" ", r"\s+") for word in (*words_of_kinds(), *doc_types().not_documents.words))
    return regex.compile(rf"(?:^|(?<!\p{{L}})(?:{words}))\s*số\s*$")
