"""The words of a target: its own, or those that it shares with the figure before it, its heading or its lead-in."""

from __future__ import annotations

import msgspec
import regex

from kc_extract.context import Context, Index, lines_above
from kc_extract.targets.actions import passive_of, predicate_of
from kc_extract.targets.clause import Clause
from kc_extract.targets.phrases import Phrase, read_phrase
from kc_extract.targets.times import names_time, without_times
from kc_extract.targets.words import any_of, pattern, words
from kc_extract.text import lower
from kc_extract.types import Mention, Span


def govern(
    context: Context, index: Index, mention: Mention, clause: Clause, previous: tuple[Span, Phrase] | None
) -> Phrase | None:
    """The words of the target, its verb inherited where its own clause has none; None where nothing governs it."""
    phrase = read_phrase(context, mention, clause)
    is_bare = phrase.is_backward and _is_bare(phrase.indicator)
    if previous is not None and (is_bare or _is_change(phrase, mention)):
        phrase = _of_same(context, phrase, previous, mention)
    elif previous is not None and _is_again(context, phrase, mention, clause, previous):
        phrase = msgspec.structs.replace(
            previous[1], action=phrase.action or previous[1].action, is_backward=True, how="listed"
        )
    if previous is not None and phrase.is_backward and _PLACE.match(lower(phrase.indicator or "")):
        phrase = _elsewhere(context, phrase, previous, mention)
    action = phrase.action
    if action is None and phrase.is_backward and (heading := _heading_action(index, mention)) is not None:
        return msgspec.structs.replace(phrase, action=heading, how="headed")
    if action is None and phrase.is_backward and (change := _listed_change(context, index, mention)) is not None:
        return msgspec.structs.replace(phrase, action=change, how="listed")
    if action is None and not phrase.is_backward:
        action, how = _inherited(context, index, mention, clause, previous), "inherited"
        inheritable = action is not None
        if action is None and mention.kind in {"count", "measure"} and clause.elided:
            action, how = passive_of(phrase.indicator), "predicated"
        if action is None and mention.kind == "percent":
            action, how = predicate_of(phrase.indicator) or _shared(context, index, mention, clause), "predicated"
        how = how if action is not None else "alone"
        phrase = msgspec.structs.replace(phrase, action=action, is_inheritable=inheritable, how=how)
    is_part = previous is not None and clause.listed and _is_of_same(context, previous, mention)
    return phrase if action is not None or is_part or _stands_alone(mention, phrase) else None


def _is_bare(indicator: str | None) -> bool:
    """Whether nothing is named that is measured, or only how (``bình quân giảm 1%/năm``)."""
    return indicator is None or _UNNAMED.fullmatch(lower(indicator)) is not None


def _is_change(phrase: Phrase, mention: Mention) -> bool:
    """Whether only a change of what the figure before measures is told (``78 triệu đồng, tăng 6 triệu đồng``)."""
    is_verb = lower(phrase.action or "") in words("changes")
    told = lower(phrase.indicator or "").partition("/")[0].strip()
    return is_verb and mention.kind == "measure" and told == lower(mention.unit or "")


def _is_again(
    context: Context, phrase: Phrase, mention: Mention, clause: Clause, previous: tuple[Span, Phrase]
) -> bool:
    """Whether the same is told for another time (``năm 2023 đạt 45 triệu đồng và năm 2025 đạt 60 triệu đồng``)."""
    if not previous[1].is_backward or not _runs_on(context, previous[0], mention):
        return False
    folded, unit = context.folded, lower(mention.unit or ("%" if mention.kind == "percent" else ""))
    before = folded[clause.before.start : clause.before.end]
    is_bare = phrase.indicator is None or lower(phrase.indicator) == unit
    told = without_times(pattern("results", "auxiliaries", "subject_closers").sub(" ", before)).strip(" ,;-–và")
    behind = folded[mention.span.end : mention.span.end + _NEAR]
    is_set_apart = names_time(before) or names_time(behind) or _COMPARED.match(behind) is not None
    return is_bare and is_set_apart and not told and folded[previous[0].start : previous[0].end].rstrip().endswith(unit)


_COMPARED = regex.compile(r"\s+so\s")
#: A year right behind a figure stands within so many characters.
_NEAR = 16
#: How it is measured, or that it was planned, and no word of what it is.
_UNNAMED = regex.compile(
    rf"(?:{any_of('auxiliaries', 'ratio_nouns')}|hiện|hiện nay|(?:số|số lượng|con số|tỷ lệ|tỉ lệ|mức|chỉ tiêu) này"
    r"|(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?:\s+(?:đề ra|được giao|giao|đặt ra|năm))*)"
)


def _of_same(context: Context, phrase: Phrase, previous: tuple[Span, Phrase], mention: Mention) -> Phrase:
    """A share without a subject measures what the figure before it counts (``có 80 xã đạt chuẩn, chiếm 66,7%``)."""
    if not _runs_on(context, previous[0], mention):
        return phrase
    return msgspec.structs.replace(phrase, indicator=previous[1].indicator)


def _is_of_same(context: Context, previous: tuple[Span, Phrase], mention: Mention) -> bool:
    """Whether the figure goes on to count what the one before it counts (``24 TTHC (cấp tỉnh 16 TTHC …)``)."""
    counted, unit = context.folded[previous[0].start : previous[0].end].rstrip(), lower(mention.unit or "")
    return unit != "" and counted.endswith(unit) and _runs_on(context, previous[0], mention)


def _elsewhere(context: Context, phrase: Phrase, previous: tuple[Span, Phrase], mention: Mention) -> Phrase:
    """What the figure before measures, in another place (``ở thành thị đạt 98%, ở nông thôn đạt 92%``)."""
    named = previous[1].indicator or ""
    if not previous[1].is_backward or not _runs_on(context, previous[0], mention):
        return phrase
    place = _PLACE.search(lower(named))
    head = named[: place.start()].rstrip() if place is not None else named
    return msgspec.structs.replace(phrase, indicator=f"{head} {phrase.indicator}") if head else phrase


_PLACE = regex.compile(r"(?<!\p{L})(?:ở|tại|trên địa bàn|trong khu vực|đối với)\s")


def _inherited(
    context: Context, index: Index, mention: Mention, clause: Clause, previous: tuple[Span, Phrase] | None
) -> str | None:
    if (
        previous is not None
        and (clause.elided or clause.listed)
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
