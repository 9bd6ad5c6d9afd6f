"""Mentions to targets: quantified commitments, plan figures and result figures."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.context import Context, Index
from kc_extract.periods import period_of
from kc_extract.targets.clause import Clause, clause_of
from kc_extract.targets.drop import drop_reason
from kc_extract.targets.phrases import Phrase, read_phrase
from kc_extract.targets.words import pattern
from kc_extract.text import lower
from kc_extract.types import Direction, Exclusion, Frozen, Mention, Span, Target


class Found(Frozen, frozen=True, kw_only=True):
    """The targets of a document, and the quantities that are none, each with its reason."""

    targets: tuple[Target, ...]
    exclusions: tuple[Exclusion, ...]


def find_targets(context: Context, index: Index, taken: Sequence[Span] = ()) -> Found:
    """The targets in reading order; ``taken`` are the percentages and amounts that funding records have used."""
    used = {(span.start, span.end) for span in taken}
    mentions = [m for m in context.reading.mentions if m.kind != "money" and (m.span.start, m.span.end) not in used]
    targets: list[Target] = []
    exclusions: list[Exclusion] = []
    previous: tuple[Span, Phrase] | None = None
    for at, mention in enumerate(mentions):
        clause = clause_of(context, index, mention, mentions[max(0, at - 3) : at + 4])
        reason = drop_reason(context, index, mention, clause)
        phrase = _governed(context, index, mention, clause, previous) if reason is None else None
        if phrase is None:
            exclusions.append(Exclusion(span=mention.span, reason=reason or "ungoverned", rule="targets"))
            continue
        previous = (index.sentence(mention.span), phrase)
        targets.append(_target(context, index, mention, phrase, len(targets) + 1))
    return Found(targets=tuple(targets), exclusions=tuple(exclusions))


def _governed(
    context: Context, index: Index, mention: Mention, clause: Clause, previous: tuple[Span, Phrase] | None
) -> Phrase | None:
    """The words of the target, its verb inherited where its own clause has none; None where nothing governs it."""
    phrase = read_phrase(context, mention, clause)
    action = phrase.action
    if action is None and not phrase.backward:
        action = _inherited(context, index, mention, clause, previous)
    if action is None and not _stands_alone(mention, phrase):
        return None
    return Phrase(action=action, indicator=phrase.indicator, backward=phrase.backward)


def _inherited(
    context: Context, index: Index, mention: Mention, clause: Clause, previous: tuple[Span, Phrase] | None
) -> str | None:
    if previous is not None and clause.elided and previous[0].contains(mention.span):
        return previous[1].action
    lead = index.lead_in(mention.span.start)
    if lead is None:
        return None
    line = context.text[lead.start : lead.end]
    found = list(pattern("actions").finditer(lower(line)))
    return line[found[-1].start() : found[-1].end()] if found else None


def _stands_alone(mention: Mention, phrase: Phrase) -> bool:
    """A share or a measure of a named quantity needs no verb (``tỷ lệ vốn ngân sách: 85% - 90%``)."""
    return phrase.indicator is not None and (phrase.backward or mention.kind == "percent")


_ANNUAL = regex.compile(r"(?:hằng năm|hàng năm|mỗi năm|bình quân(?: mỗi)? năm|/\s*năm\b)")


def _target(context: Context, index: Index, mention: Mention, phrase: Phrase, number: int) -> Target:
    section = index.section(mention.span.start)
    sentence = index.sentence(mention.span)
    annual = _ANNUAL.search(lower(context.text[sentence.start : mention.span.end + 8])) is not None
    return Target(
        id=f"t{number}",
        span=mention.span,
        rule=mention.rule,
        confidence=0.8,
        part=index.part(mention.span.start).name,
        section=section.path if section else None,
        action=phrase.action,
        low=mention.low,
        high=mention.high,
        low_open=mention.low_open,
        high_open=mention.high_open,
        qualifier=mention.qualifier,
        unit=mention.unit,
        per=mention.per,
        indicator=phrase.indicator,
        period=period_of(context, index, mention),
        annual=annual,
        direction=_direction(phrase.action),
    )


def _direction(action: str | None) -> Direction | None:
    folded = lower(action or "")
    if folded.startswith(("tăng", "nâng")):
        return "up"
    return "down" if folded.startswith(("giảm", "kéo giảm")) else None

