"""The clause around a quantity: the words that govern it before, the words it counts behind."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.context import Context, Index
from kc_extract.targets.cuts import cut_between, is_parallel, reaches
from kc_extract.targets.words import pattern
from kc_extract.types import Frozen, Mention, Span

#: What ends a clause whatever follows; a dot, colon or slash inside a number or a marker does not.
_HARD = regex.compile(r"[;…!?](?=\s|$)|\.(?=\s|$|\))|:(?=\s|$)|\./\.?$")


class Clause(Frozen, frozen=True, kw_only=True):
    """Spans in the text: ``before`` from the clause's start to the mention, ``after`` from the mention to its end."""

    before: Span
    after: Span
    listed: bool  # it stands behind its own name in a list of like figures (``lúa 500 ha, ngô 300 ha``)
    shared: Span | None  # the noun behind the next figure, which counts the same (``320 căn và sửa chữa 145 căn nhà``)
    elided: bool  # nothing governs the figure in its own clause: it goes on from the figure before it


def clause_of(context: Context, index: Index, mention: Mention, around: Sequence[Mention]) -> Clause:
    """The clause of a mention; ``around`` holds the mentions before and behind it in the text."""
    folded = context.folded
    sentence = index.sentence(mention.span)
    start = _start(folded, sentence, mention, around)
    end = _end(folded, sentence, mention, around)
    before = Span(start, max(start, mention.span.start))
    joint = folded[before.start : before.end].strip(" ,–-")
    return Clause(
        before=before,
        after=Span(min(mention.span.end, end), end),
        shared=_shared(folded, sentence, mention, around),
        listed=_is_listed(folded, mention, around),
        elided=len(joint) <= _JOINT and _JOINING.fullmatch(pattern("auxiliaries").sub("", joint)) is not None,
    )


#: What only joins is no longer than this, in characters.
_JOINT = 60


def _is_listed(folded: str, mention: Mention, around: Sequence[Mention]) -> bool:
    """Whether the figure before it, or the one behind it, is told in the same way."""
    previous = [other for other in around if other.span.end <= mention.span.start]
    following = [other for other in around if other.span.start >= mention.span.end]
    return (bool(previous) and is_parallel(folded, previous[-1], mention)) or (
        bool(following) and is_parallel(folded, mention, following[0])
    )


def _shared(folded: str, sentence: Span, mention: Mention, around: Sequence[Mention]) -> Span | None:
    following = next((other for other in around if other.span.start >= mention.span.end), None)
    if following is None or following.unit_span is None or following.unit != mention.unit or mention.kind != "count":
        return None
    if _SHARES.fullmatch(folded, mention.span.end, following.span.start) is None:
        return None
    return Span(following.unit_span.start, _end(folded, sentence, following, around))


_SHARES = regex.compile(r"\s+(?:và|hoặc)\s+(?:\p{L}+\s+){0,4}")
#: What joins a figure to the one before it without governing it.
_JOINING = regex.compile(r"[\s,]*(?:và|với|cùng|trong đó|trong đó có|hoặc)?[\s,]*")


def _start(folded: str, sentence: Span, mention: Mention, around: Sequence[Mention]) -> int:
    """Behind the last hard stop, or behind the delimiter that closes the phrase of the figure before."""
    start = sentence.start
    for found in _HARD.finditer(folded, sentence.start, mention.span.start):
        if found[0] != ":" or folded[found.end() : mention.span.start].strip():
            start = found.end()  # a colon right before the figure joins it to what it measures
    previous = [other for other in around if start <= other.span.start < mention.span.start]
    if previous:
        cut = cut_between(folded, previous[-1], mention)
        start = cut if cut is not None else start
    start = _behind_adverbial(folded, start, mention)
    start = _in_bracket(folded, _behind_citation(folded, start, mention), mention)
    start += len(folded[start : mention.span.start]) - len(folded[start : mention.span.start].lstrip(" ,\n"))
    joint = _WITH.match(folded, start, mention.span.start)
    named = pattern("figure_nouns").match(folded, joint.end(), mention.span.start) if joint else None
    rest = folded[named.end() : mention.span.start].strip() if named is not None else ""
    names = bool(rest) or mention.kind == "measure"
    is_rate = names and pattern("actions").fullmatch(rest) is None  # ``với mức hỗ trợ`` only joins
    return joint.end() if joint and is_rate else start


_WITH = regex.compile(r"với\s+")


def _behind_adverbial(folded: str, start: int, mention: Mention) -> int:
    """Behind what only leads in to the clause (``Để đạt mục tiêu, …``), and at the rate that a comma parts from it."""
    lead = _ADVERBIAL.match(folded, start, mention.span.start)
    if lead is not None and (
        pattern("actions").search(folded, lead.end(), mention.span.start)
        or pattern("figure_nouns").match(folded, lead.end(), mention.span.start)
    ):
        start = lead.end()
    rates = [comma.end() for comma in _COMMA.finditer(folded, start, mention.span.start)]
    return next((at for at in reversed(rates) if _is_rate(folded, at, mention)), start)


def _is_rate(folded: str, at: int, mention: Mention) -> bool:
    """Whether a share's own subject stands between a comma and its verb (``…, tỷ lệ bao phủ đạt 95%``)."""
    named = pattern("ratio_nouns").match(folded, at, mention.span.start)
    return named is not None and mention.kind == "percent" and reaches(folded, named.end(), mention.span.start)


_COMMA = regex.compile(r",\s+")
_ADVERBIAL = regex.compile(
    r"\s*(?:(?:để|nhằm|với mục tiêu|theo|bên cạnh|ngoài|cùng với)\s[^,;:]{3,90}|theo đó|ngoài ra|bên cạnh đó|cụ thể"
    r"|đồng thời),\s+(?=\p{L})"
)


def _in_bracket(folded: str, start: int, mention: Mention) -> int:
    """Behind a bracket that opens before the figure and closes behind it, or that closed without having opened."""
    depth = 0
    opened: list[int] = []
    for sign in _SIGNS.finditer(folded, start, mention.span.start):
        if sign[0] == "(":
            opened.append(sign.end())
        elif opened:
            opened.pop()
        else:
            depth = sign.end()
    return max(start, depth, *opened[-1:])


_SIGNS = regex.compile(r"[()]")
_CITATION = regex.compile(r"\d+[a-zđ]?/\S*[-/]\S*\p{L}\S*(?:\s+ngày\s+[\d/ ]+(?:tháng\s+\d+\s+năm\s+\d+)?)?")


def _behind_citation(folded: str, start: int, mention: Mention) -> int:
    """Behind the last document number that a verb follows: what stands before it governs the document."""
    for found in _CITATION.finditer(folded, start, mention.span.start):
        if pattern("actions", "results").search(folded, found.end(), mention.span.start):
            start = found.end()
    return start


def _end(folded: str, sentence: Span, mention: Mention, around: Sequence[Mention]) -> int:
    """Before the next hard stop, or before the delimiter that opens the phrase of the next figure."""
    stop = _HARD.search(folded, mention.span.end, sentence.end)
    end = _closing(folded, mention.span.end, stop.start() if stop else sentence.end)
    following = [other for other in around if mention.span.end <= other.span.start < end]
    for other in following:
        cut = cut_between(folded, mention, other)
        if cut is None and (given := _GIVEN.search(folded, mention.span.end, other.span.start)):
            cut = given.start()
        if cut is not None:
            return min(end, cut)
    return end


def _closing(folded: str, start: int, end: int) -> int:
    """Where the bracket closes that opened ahead of a figure, else the end; the bracket of a marker closes nothing."""
    depth = 0
    for sign in _SIGNS.finditer(folded, start, end):
        if sign[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif _MARKED.search(folded, max(start, sign.start() - 3), sign.start()) is None:
            return sign.start()
    return end


_MARKED = regex.compile(r"(?:^|\s)[\da-zđ]{1,2}$")
#: What is given to a counted number of receivers ends before them (``405 tấn gạo cho 8.989 người``).
_GIVEN = regex.compile(r"\s(?:cho|tại|của|đối với)\s+$")
