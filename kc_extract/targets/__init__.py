"""Mentions to targets: quantified commitments, plan figures and result figures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from kc_extract.context import Context, Index, lines_above
from kc_extract.periods import period_of
from kc_extract.targets.actions import predicate_of
from kc_extract.targets.aims import as_count, as_measure
from kc_extract.targets.baselines import find_baselines, with_baseline
from kc_extract.targets.clause import Clause, clause_of
from kc_extract.targets.drop import drop_reason
from kc_extract.targets.phrases import Phrase, read_phrase
from kc_extract.targets.words import any_of, pattern, words
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
        phrase = _governed(context, index, mention, clause, previous) if reason is None else None
        if phrase is None:
            exclusions.append(Exclusion(span=mention.span, reason=reason or "ungoverned", rule="targets"))
            continue
        previous = (mention.span, phrase)
        found = _target(context, index, mention, phrase, len(targets) + 1)
        if targets and clause.elided and found.qualifier == "exact" and _is_listed(context, targets[-1].span, mention):
            found = _bounded(found, targets[-1].qualifier)
        targets.append(with_baseline(context, found, baselines.get(mention.span)))
    return Found(targets=tuple(targets), exclusions=tuple(exclusions))


#: How many figures before and behind one may bound its clause.
_AROUND = 3


def _governed(
    context: Context, index: Index, mention: Mention, clause: Clause, previous: tuple[Span, Phrase] | None
) -> Phrase | None:
    """The words of the target, its verb inherited where its own clause has none; None where nothing governs it."""
    phrase = read_phrase(context, mention, clause)
    is_bare = phrase.is_backward and _is_bare(phrase.indicator)
    if previous is not None and (is_bare or _is_change(phrase, mention)):
        phrase = _of_same(context, phrase, previous, mention)
    action = phrase.action
    if action is None and phrase.is_backward and (heading := _heading_action(index, mention)) is not None:
        return msgspec.structs.replace(phrase, action=heading, how="headed")
    if action is None and phrase.is_backward and (change := _listed_change(context, index, mention)) is not None:
        return msgspec.structs.replace(phrase, action=change, how="listed")
    if action is None and not phrase.is_backward:
        action, how = _inherited(context, index, mention, clause, previous), "inherited"
        inheritable = action is not None
        if action is None and mention.kind == "percent":
            action, how = predicate_of(phrase.indicator) or _shared(context, index, mention, clause), "predicated"
        how = how if action is not None else "alone"
        phrase = msgspec.structs.replace(phrase, action=action, is_inheritable=inheritable, how=how)
    return phrase if action is not None or _stands_alone(mention, phrase) else None


def _is_bare(indicator: str | None) -> bool:
    """Whether nothing is named that is measured, or only how (``bình quân giảm 1%/năm``)."""
    return indicator is None or _UNNAMED.fullmatch(lower(indicator)) is not None


def _is_change(phrase: Phrase, mention: Mention) -> bool:
    """Whether only a change of what the figure before measures is told (``78 triệu đồng, tăng 6 triệu đồng``)."""
    is_verb = lower(phrase.action or "") in words("changes")
    return is_verb and mention.kind == "measure" and lower(phrase.indicator or "") == lower(mention.unit or "")


#: How it is measured, or that it was planned, and no word of what it is.
_UNNAMED = regex.compile(
    rf"(?:{any_of('auxiliaries')}|hiện|hiện nay|(?:số|số lượng|con số|tỷ lệ|tỉ lệ|mức|chỉ tiêu) này"
    r"|(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?:\s+(?:đề ra|được giao|giao|đặt ra|năm))*)"
)


def _of_same(context: Context, phrase: Phrase, previous: tuple[Span, Phrase], mention: Mention) -> Phrase:
    """A share without a subject measures what the figure before it counts (``có 80 xã đạt chuẩn, chiếm 66,7%``)."""
    if not _runs_on(context, previous[0], mention):
        return phrase
    return msgspec.structs.replace(phrase, indicator=previous[1].indicator)


def _inherited(
    context: Context, index: Index, mention: Mention, clause: Clause, previous: tuple[Span, Phrase] | None
) -> str | None:
    if (
        previous is not None
        and clause.elided
        and previous[1].is_inheritable
        and (mention.kind != "percent" or _governs_shares(previous[1].action or ""))
        and not (mention.kind == "percent" and _is_apart(context, previous[0], mention))
        and _runs_on(context, previous[0], mention)
    ):
        return previous[1].action
    for line in lines_above(context, index, mention):
        text = context.text[line.start : line.end]
        found = pattern("actions").search(lower(text))
        if found and found[0] not in _APPROVES:
            return text[found.start() : found.end()]
    return None


#: What is done to the document as a whole governs no figure in it (``Điều 1. Phê duyệt Đề án như sau:``).
_APPROVES = frozenset({"phê duyệt", "ban hành"})


def _shared(context: Context, index: Index, mention: Mention, clause: Clause) -> str | None:
    """The predicate behind the second of two shares (``80% số trạm và 100% cơ sở đủ điều kiện``)."""
    rest = context.text[clause.after.end : index.sentence(mention.span).end]
    return predicate_of(rest) if _AND_SHARE.match(rest) else None


_AND_SHARE = regex.compile(r"\s*(?:,|và)\s+(?:(?:trên|ít nhất|khoảng)\s+)?\d[\d.,]*\s?%")


def _listed_change(context: Context, index: Index, mention: Mention) -> str | None:
    """The verb of change ahead of a colon whose list says by how much each (``Giảm tiêu hao: thép 3%; giấy 5%``)."""
    start = index.paragraph(mention.span.start).span.start
    colon = context.text.rfind(": ", max(start, mention.span.start - _LIST_REACH), mention.span.start)
    found = pattern("changes").match(context.folded, _opening(context.text, start, colon)) if colon > 0 else None
    return context.text[found.start() : found.end()] if found else None


#: A list within a paragraph is no longer than this, in characters.
_LIST_REACH = 400
_SENTENCE_END = regex.compile(r"[.;]\s+|^\W*(?:\d+[.)]|[a-zđ]\))?\s*")


def _opening(text: str, start: int, colon: int) -> int:
    """Where the sentence that a colon ends begins, behind bullet and marker."""
    line = text[start:colon]
    return start + max((found.end() for found in _SENTENCE_END.finditer(line)), default=0)


def _heading_action(index: Index, mention: Mention) -> str | None:
    """The verb phrase of the numbered heading over a share (``a) Định mức phân bổ vốn cho địa phương:``)."""
    section = index.section(mention.span.start)
    if section is None or section.title is None:
        return None
    found = pattern("actions").search(lower(section.title))
    return section.title[found.start() :] if found and _ALLOTS.match(section.title) else None


#: A heading that says that shares are allotted; under others a share stands for itself.
_ALLOTS = regex.compile(r"(?:Định mức|Tỷ lệ|Tỉ lệ|Mức|Cơ cấu|Phân bổ)\b")


def _governs_shares(action: str) -> bool:
    """Whether a verb governs more than one share: what is done or assured, and no share's own predicate."""
    folded = lower(action)
    return pattern("actions").search(folded) is not None or folded in {"đảm bảo", "bảo đảm"}


def _is_apart(context: Context, previous: Span, mention: Mention) -> bool:
    """Whether a semicolon parts a share from a count, whose verb says nothing of shares."""
    return not context.text[: previous.end].endswith("%") and ";" in context.text[previous.end : mention.span.start]


def _runs_on(context: Context, previous: Span, mention: Mention) -> bool:
    """Whether only commas and semicolons part the figure from the one before it."""
    return _FULL_STOP.search(context.text, previous.end, mention.span.start) is None


_FULL_STOP = regex.compile(r"[.!?…](?=\s|$)|\n|:")


def _stands_alone(mention: Mention, phrase: Phrase) -> bool:
    """A share or a measure of a named quantity needs no verb (``tỷ lệ vốn ngân sách: 85% - 90%``)."""
    return phrase.indicator is not None and (phrase.is_backward or mention.kind == "percent")


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
        qualifier=_qualifier(context, mention),
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


def _qualifier(context: Context, mention: Mention) -> Qualifier:
    """The qualifier, also where a colon parts it from the figure (``dự kiến: 85% - 90%``)."""
    before = context.folded[max(0, mention.span.start - 16) : mention.span.start]
    return "about" if mention.qualifier == "exact" and _ESTIMATE.search(before) else mention.qualifier


_ESTIMATE = regex.compile(r"(?:dự kiến|ước tính|ước|khoảng)\s*:\s*$")


def _direction(action: str | None) -> Direction | None:
    folded = lower(action or "")
    if folded.startswith(("tăng", "nâng")):
        return "up"
    return "down" if folded.startswith(("giảm", "kéo giảm")) else None
