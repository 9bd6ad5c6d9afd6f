"""Whose money an amount is: from its own words, the lines above it, or a clause of the document that covers it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.places import Places
from kc_extract.funding.words import Hit, headings, source_hits
from kc_extract.types import Section, Source, Span

#: Each source with the wider one that holds it.
_WITHIN: dict[Source, Source] = {
    "national_promotion": "central_budget",
    "central_budget": "state_budget",
    "local_promotion": "provincial_budget",
    "provincial_budget": "local_budget",
    "district_budget": "local_budget",
    "commune_budget": "local_budget",
    "local_budget": "state_budget",
}


def chain_of(source: Source) -> list[Source]:
    """The source with the wider ones that hold it, the narrowest first."""
    out = [source]
    while out[-1] in _WITHIN:
        out.append(_WITHIN[out[-1]])
    return out


def one_source(hits: Iterable[Hit]) -> Source | None:
    """The one source that all words name, the narrowest of a chain; ``unspecified`` for a mix, None for no word."""
    found = sorted({hit.source for hit in hits}, key=lambda source: -len(chain_of(source)))
    if not found:
        return None
    narrow = found[0]
    return narrow if all(source in chain_of(narrow) for source in found) else "unspecified"


#: How near a budget must stand to a counterpart for the counterpart to be the budget's.
_NEAR = 14


def source_in(low: str, span: Span) -> Source | None:
    """The source that a stretch of text names; a counterpart (``đối ứng``) beside a budget is the budget's."""
    hits = list(source_hits(low, span.start, span.end))
    budgets = [hit for hit in hits if hit.source.endswith("_budget")]
    return one_source(hit for hit in hits if not (low[hit.start : hit.end] == "đối ứng" and _beside(hit, budgets)))


def _beside(hit: Hit, budgets: Iterable[Hit]) -> bool:
    return any(max(hit.start - budget.end, budget.start - hit.end) <= _NEAR for budget in budgets)


def own_source(places: Places, amount: Amount) -> Source | None:
    """The source that the amount's own words name, behind it before ahead of it; in a table its headers and row."""
    if amount.place is not None:
        return _cell_source(places, amount, (*amount.place.words, amount.place.label_span))
    behind = source_in(places.low, amount.after)
    return behind if behind is not None else source_in(places.low, amount.before)


def _cell_source(places: Places, amount: Amount, words: Iterable[Span]) -> Source | None:
    for span in (amount.sentence, *words):
        if (source := source_in(places.low, span)) is not None:
            return source
    return None


# --- a clause that covers other records -----------------------------------------------------------------------

_ASSURES = regex.compile(
    r"(?:kinh phí|nguồn vốn|nguồn kinh phí|nguồn chi|các khoản chi|chi phí|nguồn lực|vốn)(?!\p{L})[^.;\n]{0,160}?"
    r"(?:(?<!\p{L})(?:bảo đảm|đảm bảo|từ|do|bằng|nguồn|lấy|trích|sử dụng|bố trí)(?!\p{L})|[:：])"
)
#: A clause that says whose money it is: it assures the money, or is nothing but the name of a source.
_SAYS = regex.compile(
    rf"{_ASSURES.pattern}|^\W*(?:(?:các\s+)?nguồn|ngân sách|kinh phí|vốn|từ|do|bằng)(?!\p{{L}})", regex.MULTILINE
)
#: What is set by rate, and that it is paid out of something.
_RATES = regex.compile(
    r"(?<!\p{L})(?:mức\s+(?:hỗ trợ|chi|thưởng|trợ cấp|phụ cấp|hưởng)|chế độ|chính sách)(?!\p{L})[^.;\n\d]{0,160}?"
    r"(?<!\p{L})(?:chi|chi trả|lấy|bảo đảm|đảm bảo|cấp|trích|thực hiện)\s+(?:từ|bằng|do)(?!\p{L})"
)
_NAMES = regex.compile(r"(?:khoản|điểm)[\p{L}\d ,]{1,60}?điều\s+\d+|điều\s+\d+(?:\s*(?:,|và)\s*điều\s+\d+)*")
_REFERENCE = regex.compile(
    r"(?P<kind>điểm|khoản|điều)\s+(?P<mark>\d+|[a-zđ](?!\p{L}))|(?:,|và)\s*(?P<more>\d+|[a-zđ](?!\p{L}))"
)
_HERE = regex.compile(r"(?:tại|quy định tại|nêu tại|theo)\s+(?P<kind>điều|khoản|mục|phụ lục|quy định|phần)\s+này")
_THIS = regex.compile(
    r"\s*(?:của\s+)?(?:quyết định|nghị quyết|quy định|quy chế|kế hoạch|thông tư|nghị định|điều)\s+này"
)


_CLAUSE_END = regex.compile(r"[;.](?=\s)")


class Covering:
    """The clauses of one document that say where the money of other clauses comes from."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._assuring: dict[str, tuple[list[int], list[Source]]] = {}
        self._money = [m.span for m in places.context.reading.mentions if m.kind == "money"]

    def source(self, offset: int) -> Source | None:
        """The source of a covering clause for what stands at the offset; None where none is said."""
        path = self._path(offset)
        named = [self._referring[prefix] for prefix in _prefixes(path) if prefix in self._referring]
        if named:
            return min(named)[1]
        chain = self._places.index.parents(self._places.index.section(offset))
        here = [self._here[section.id] for section in chain if section.id in self._here]
        if here:
            return min(here)[1]
        part = self._places.index.part(offset).name
        if part in self._by_part:
            return self._by_part[part]
        return self._by_part.get("body")

    def rates(self, offset: int) -> Source | None:
        """The source that a section on money of the part names for its rates alone (``các mức hỗ trợ … chi từ``)."""
        return self._rates_by_part.get(self._places.index.part(offset).name)

    def nearby(self, offset: int) -> Source | None:
        """The source that an earlier sentence of the same section says the money is assured from."""
        section = self._places.index.section(offset)
        if section is None:
            return None
        if section.id not in self._assuring:
            self._assuring[section.id] = self._assurances(section)
        starts, sources = self._assuring[section.id]
        at = bisect_left(starts, offset)
        return sources[at - 1] if at else None

    def _assurances(self, section: Section) -> tuple[list[int], list[Source]]:
        """Where in a section sentences say that money is assured, and from which source."""
        out: tuple[list[int], list[Source]] = ([], [])
        for span in self._paragraphs(section):
            if _ASSURES.search(self._places.low, span.start, span.end) and (source := self._clause(span)) is not None:
                out[0].append(span.start)
                out[1].append(source)
        return out

    def _path(self, offset: int) -> str | None:
        section = self._places.index.section(offset)
        return section.path if section is not None and self._places.index.part(offset).name == "body" else None

    @cached_property
    def _by_part(self) -> dict[str, Source]:
        """The source that a section on money names for the whole of its part."""
        out: dict[str, Source] = {}
        for section in self._money_sections():
            source = self._assured(section)
            if source is not None:
                out[section.part] = source if out.get(section.part, source) == source else "unspecified"
        return out

    @cached_property
    def _rates_by_part(self) -> dict[str, Source]:
        low = self._places.low
        out: dict[str, Source] = {}
        for section in self._money_sections():
            for span in self._paragraphs(section):
                if _RATES.search(low, span.start, span.end) and (source := source_in(low, span)) is not None:
                    out.setdefault(section.part, source)
        return out

    def _money_sections(self) -> Iterator[Section]:
        for section in self._places.context.outline.sections:
            if not section.bullet and headings().money.match(self._places.heading(section)):
                yield section

    def _assured(self, section: Section) -> Source | None:
        """What the sentences of a money section say, those that hold an amount speak for themselves."""
        found = [source for span in self._paragraphs(section) if (source := self._clause(span)) is not None]
        if not found:
            return None
        return found[0] if len(set(found)) == 1 else "unspecified"

    def _paragraphs(self, section: Section) -> Iterator[Span]:
        places = self._places
        first = places.index.paragraph_index(section.extent.start)
        for paragraph in places.paragraphs[first:]:
            if paragraph.span.start >= section.extent.end:
                return
            if paragraph.role == "body":
                yield paragraph.span

    def _clause(self, span: Span) -> Source | None:
        places = self._places
        if headings().duty.search(places.low, span.start, span.end) or not _SAYS.search(
            places.low, span.start, span.end
        ):
            return None
        following = bisect_left(self._money, span.start, key=lambda money: money.start)
        for money in self._money[following : following + 1]:
            if span.contains(money):
                return self._ahead_of(span, money)
        return source_in(places.low, span)

    def _ahead_of(self, span: Span, money: Span) -> Source | None:
        """What the clauses ahead of the one that holds an amount say; the amount's own clause says it of itself."""
        low = self._places.low
        ends = [end.end() for end in _CLAUSE_END.finditer(low, span.start, money.start)]
        if not ends or not _SAYS.search(low, span.start, ends[-1]):
            return None
        return source_in(low, Span(span.start, ends[-1]))

    @cached_property
    def _here(self) -> dict[str, tuple[int, Source]]:
        """The articles whose own clause says where their money comes from (``tại Điều này``), and where it stands."""
        places = self._places
        out: dict[str, tuple[int, Source]] = {}
        for found in _HERE.finditer(places.low):
            sentence = places.sentence(Span(found.start(), found.end()))
            source = self._clause(sentence)
            chain = places.index.parents(places.index.section(found.start()))
            holder = next(
                (section for section in chain if found["kind"] != "điều" or section.marker.startswith("Điều")), None
            )
            if source is not None and holder is not None and _pays(places.low, sentence):
                covered = holder if found["kind"] == "điều" else _wider(chain, holder)
                out.setdefault(covered.id, (found.start(), source))
        return out

    @cached_property
    def _referring(self) -> dict[str, tuple[int, Source]]:
        """Paths that a clause names as paid by its source (``theo quy định tại khoản 1 và khoản 2 Điều 2 …này``)."""
        out: dict[str, tuple[int, Source]] = {}
        for found in _NAMES.finditer(self._places.low):
            if not _THIS.match(self._places.low, found.end()):
                continue
            sentence = self._places.sentence(Span(found.start(), found.end()))
            source = source_in(self._places.low, sentence)
            if source is not None and source != "unspecified" and _pays(self._places.low, sentence):
                for path in _paths(found[0]):
                    out.setdefault(path, (found.start(), source))
        return out


def _wider(chain: Sequence[Section], holder: Section) -> Section:
    """The section above: a clause on ``mục này`` stands in an item of it."""
    at = list(chain).index(holder)
    return chain[min(at + 1, len(chain) - 1)]


def _prefixes(path: str | None) -> list[str]:
    """The path itself and those of the sections above it."""
    steps = path.split("/") if path is not None else []
    return ["/".join(steps[:count]) for count in range(len(steps), 0, -1)]


_PAYS = regex.compile(r"(?:hỗ trợ|kinh phí|bảo đảm|đảm bảo|bố trí|cấp|chi trả|vốn|khoản chi|mức chi|lấy từ)(?!\p{L})")


def _pays(low: str, sentence: Span) -> bool:
    return _PAYS.search(low, sentence.start, sentence.end) is not None


def _paths(words: str) -> list[str]:
    """The section paths that a reference names: ``khoản 1, khoản 2 và khoản 3 Điều 2`` gives three."""
    article = regex.findall(r"điều\s+(\d+)", words)
    clauses: list[str] = []
    kind = ""
    for found in _REFERENCE.finditer(words):
        kind = found["kind"] or kind
        if kind == "khoản":
            clauses.append(found["mark"] or found["more"])
    if not article:
        return []
    return [f"Điều {article[-1]}/{clause}" for clause in clauses] or [f"Điều {number}" for number in article]
