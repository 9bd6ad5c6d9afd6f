"""Mentions to targets: quantified commitments, plan figures and result figures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from kc_extract.context import Context, Index
from kc_extract.periods import period_of
from kc_extract.targets.aims import as_count, as_measure
from kc_extract.targets.baselines import find_baselines, with_baseline
from kc_extract.targets.clause import Clause, clause_of
from kc_extract.targets.drop import drop_reason
from kc_extract.targets.governing import govern
from kc_extract.targets.phrases import Phrase
from kc_extract.targets.times import without_times
from kc_extract.targets.words import pattern
from kc_extract.text import lower
from kc_extract.types import Direction, Exclusion, Frozen, Mention, Qualifier, Span, Target


class Found(Frozen, frozen=True, kw_only=True):
    """The targets of a document, and the quantities that are none, each with its reason."""

    targets: tuple[Target, ...]
    exclusions: tuple[Exclusion, ...]


def find_targets(context: Context, index: Index, taken: Sequence[Span] = (), aims: Sequence[Span] = ()) -> Found:
    """The targets in reading order.

    ``taken`` are the spans of percentages that funding records have used, ``aims`` those of amounts of money that are
    themselves aimed at; other money is none of this stage's business.
    """
    used, aimed = set(taken), set(aims)
    everything = context.reading.mentions
    targets: list[Target] = []
    exclusions: list[Exclusion] = []
    previous: tuple[Span, Phrase] | None = None
    baselines = find_baselines(context)
    for at, read in enumerate(everything):
        mention = as_measure(context, read) if read.kind == "money" and read.span in aimed else as_count(context, read)
        if mention.span in used or (mention.kind == "money" and mention.span not in aimed):
            continue
        if read in baselines.values():
            exclusions.append(Exclusion(span=mention.span, reason="baseline", rule="targets"))
            continue
        clause = clause_of(context, index, mention, everything[max(0, at - _AROUND) : at + _AROUND + 1])
        reason = drop_reason(context, index, mention, clause)
        phrase = govern(context, index, mention, clause, previous) if reason is None else None
        if phrase is None:
            exclusions.append(Exclusion(span=mention.span, reason=reason or "ungoverned", rule="targets"))
            continue
        previous = (mention.span, phrase)
        mention = msgspec.structs.replace(mention, qualifier=_qualifier(context, mention, clause))
        found = _target(context, index, mention, phrase, len(targets) + 1)
        if targets and clause.elided and found.qualifier == "exact" and _is_listed(context, targets[-1].span, mention):
            found = _bounded(found, targets[-1].qualifier)
        targets.append(with_baseline(context, found, baselines.get(mention.span)))
    return Found(targets=tuple(targets), exclusions=tuple(exclusions))


#: How many figures before and behind one may bound its clause.
_AROUND = 3


#: A list goes on behind these alone; what is part of the figure before it is no item beside it.
_LISTS_ON = regex.compile(r"[^.;:()\n]*(?:,|\s(?:và|cùng))\s*")


def _is_listed(context: Context, previous: Span, mention: Mention) -> bool:
    """Whether the figure stands in one list with the one before it."""
    between = context.folded[previous.end : mention.span.start]
    return _LISTS_ON.fullmatch(between) is not None and "trong đó" not in between


def _bounded(target: Target, qualifier: Qualifier) -> Target:
    """The target under the bound that opens its list (``ít nhất 100 hộ, 50 cơ sở``); unchanged under any other."""
    if qualifier != "at_least" or target.low != target.high:
        return target
    return msgspec.structs.replace(target, qualifier=qualifier, high=None)


_ANNUAL = regex.compile(r"(?:hằng năm|hàng năm|mỗi năm|bình quân(?: mỗi)? năm|/\s*năm\b)")


def _target(context: Context, index: Index, mention: Mention, phrase: Phrase, number: int) -> Target:
    section = index.section(mention.span.start)
    sentence = index.sentence(mention.span)
    annual = _ANNUAL.search(context.folded[sentence.start : mention.span.end + 8]) is not None
    return Target(
        id=f"t{number}",
        span=mention.span,
        rule=f"{mention.kind}_{phrase.how}",
        part=index.part(mention.span.start).name,
        section=section.path if section else None,
        action=phrase.action,
        low=mention.low,
        high=mention.high,
        low_open=mention.low_open,
        high_open=mention.high_open,
        qualifier=mention.qualifier,
        unit=_unit(context, mention),
        per=mention.per,
        indicator=phrase.indicator,
        period=period_of(context, index, mention),
        annual=annual,
        direction=_direction(phrase.action),
    )


def _unit(context: Context, mention: Mention) -> str | None:
    """The unit; a measure's as printed, since its capitals mean something (``Mbps``)."""
    if mention.kind != "measure" or mention.unit_span is None:
        return mention.unit
    return context.text[mention.unit_span.start : mention.unit_span.end].strip() or mention.unit


def _qualifier(context: Context, mention: Mention, clause: Clause) -> Qualifier:
    """The qualifier, also where a colon or a verb parts it from the figure (``dự kiến: 85% - 90%``)."""
    own = context.folded[clause.before.start : mention.span.start]
    if mention.qualifier == "exact" and _EXPECTED.match(without_times(own)) and pattern("actions").search(own):
        return "about"
    before = context.folded[max(0, mention.span.start - _NEAR) : mention.span.start]
    return "about" if mention.qualifier == "exact" and _ESTIMATE.search(before) else mention.qualifier


_EXPECTED = regex.compile(r"\W*(?:dự kiến|ước)(?!\p{L})")
_NEAR = 32
_ESTIMATE = regex.compile(
    r"(?:dự kiến|ước tính|ước|khoảng)\s*:\s*$"
    r"|(?<!\p{L})(?:dự kiến|ước tính|ước)\s+(?:tăng|giảm|đạt|còn|chiếm|bằng|thực hiện đạt)\s*(?::\s*)?$"
)


def _direction(action: str | None) -> Direction | None:
    folded = lower(action or "")
    if folded.startswith(("tăng", "nâng")):
        return "up"
    return "down" if folded.startswith(("giảm", "kéo giảm")) else None
