"""The words of a target: the verb phrase that governs the figure, and the noun phrase that it counts or measures."""

from __future__ import annotations

import regex

from kc_extract.context import Context
from kc_extract.targets.clause import Clause, strip_adverbials
from kc_extract.lexicon import alternation
from kc_extract.targets.words import pattern, verbs
from kc_extract.text import lower
from kc_extract.types import Frozen, Mention

#: What follows a counted noun without belonging to it.
_NOUN_END = regex.compile(
    r",?\s+(?:với (?:mức|tổng|kinh phí|số tiền|diện tích|quy mô|số lượng)|tổng kinh phí|trong đó|(?:ngay\s+)?(?:đến|vào|trong)\s+(?:hết\s+|cuối\s+)?năm\s+\d{4}"
    r"|trong (?:khoảng )?thời (?:gian|hạn)|,\s+(?:bảo đảm|đảm bảo|đồng thời|giúp|tạo điều kiện)|năm\s+\d{4}|(?:mỗi|hằng|hàng) năm|trước (?:ngày|năm|tháng)|(?:trong\s+)?giai đoạn\s+\d{4}|trở lên|trở xuống|so với|nhằm|qua đó|(?:và\s+)?góp phần|và\s+từng bước|để đạt)\b|\s*\("
)
_GLOSS = regex.compile(r"\s*\([^()\d]{1,24}\)")
_LEAD = regex.compile(r"^(?:[-–—+•*]\s*|[a-zđ]\)\s*|§+\s*|\d+[.)]\s*)+")
_LABEL = regex.compile(r"^[^:]{1,120}:\s*")
#: A share's own noun phrase opens with none of these: what follows them is the base or the time of the share.
_BASE = regex.compile(
    r"^\s*(?:/|so với|trở lên|trở xuống|vào|trong|đến|tổng|tống|GRDP|grdp|mỗi|hằng|hàng|và|hoặc|,|\.|;|\)|:|-|–|$|mức|theo|kế hoạch|dự toán|chỉ tiêu|là|được)"
)
_RATE = regex.compile(r"^\s*/\s*(?:năm|tháng|quý)")


#: Verbs that say only that the figure is reached; behind a long clause they are the action alone.
_REACHED = ("đạt", "đạt mục tiêu", "đạt được", "có", "phấn đấu đạt", "phấn đấu có", "phấn đấu đạt mục tiêu")


class Phrase(Frozen, frozen=True, kw_only=True):
    """The words of a target, as written; ``backward``: what is measured stands before the figure."""

    action: str | None
    indicator: str | None
    backward: bool
    inheritable: bool = False  # the verb may govern the figures that follow


def read_phrase(context: Context, mention: Mention, clause: Clause) -> Phrase:
    """The action and the indicator of a figure in its clause."""
    text = context.text
    after = text[clause.after.start : clause.after.end]
    before = _LEAD.sub("", text[clause.before.start : clause.before.end])
    inside = text[mention.span.start : mention.quantity.start]
    if pattern("actions").search(lower(inside)):  # the qualifier took the verb in (``dự kiến hỗ trợ 11 - 15 cơ sở``)
        return Phrase(action=_action(inside), indicator=_noun(text, mention, clause), backward=False)
    if _looks_back(mention, before, after):
        subject, verb = _split_subject(before)
        if subject is None and (noun := _noun(text, mention, clause)) is not None:
            return Phrase(action=verb, indicator=noun, backward=False)
        if subject is None or _ADJUNCT.match(lower(subject)):
            subject = _label(text, clause) or subject
        return Phrase(action=verb, indicator=subject, backward=True)
    noun = _noun(text, mention, clause)
    action = _action(before)
    governs = action is not None and pattern("actions").match(lower(action)) is not None
    return Phrase(action=action, indicator=noun, backward=False, inheritable=governs)


def _looks_back(mention: Mention, before: str, after: str) -> bool:
    """Whether the clause measures what stands before the figure (``tỷ lệ … đạt 80%``, ``số … là 400 người``)."""
    last = _last_verb(lower(before))
    if last in verbs().backward or (last is not None and _RATIO.match(lower(before))):
        return True
    if _ACTS.search(strip_adverbials(lower(before))):
        return False
    tail = _BRACKET.sub("", after).strip(" .,;:)")
    if mention.kind == "percent":
        if _BASE.match(after) or _RATE.match(after):
            return bool(before.strip())
        return last is None and bool(_SUBJECT.match(lower(before)))
    bare = mention.kind in {"measure", "money"} or mention.unit in _PERSONS
    return bare and not tail and (last is not None or bool(_SUBJECT.match(lower(before))))


_RATIO = regex.compile(r"(?:tỷ|tỉ) (?:lệ|trọng)\b")
_ACTS = regex.compile(rf"{pattern('actions').pattern}$")
_BRACKET = regex.compile(r"\s*\([^()]*\)?\s*")
#: Nouns that name a figure; a clause that opens with one measures it.
_SUBJECT = regex.compile(
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|số|số lượng|mức|tổng|giá trị|kim ngạch|sản lượng|diện tích|năng suất|thu nhập|tốc độ|chỉ số|quy mô|nhu cầu|vốn|doanh thu|tổng sản phẩm|grdp|thời gian)\b"
)
_PERSONS = frozenset({"người", "đồng", "lao động", "hộ"})


def _last_verb(before: str) -> str | None:
    """The result verb right before the figure, time expressions and auxiliaries left out."""
    words = strip_adverbials(before).rstrip(" :,")
    found = None
    for match in pattern("results").finditer(words):
        found = match
    if found is None:
        return None
    rest = pattern("auxiliaries").sub("", words[found.end() :]).strip(" ,:")
    return regex.sub(r"\s+", " ", found[0]) if not rest else None


#: ``Giảm tỷ lệ … xuống``, ``Nâng … từ 60% lên``: the verb stands first, then its subject.
_CHANGE = regex.compile(r"(?:phấn đấu\s+)?(?P<verb>tăng|giảm|nâng|hạ|rút ngắn|kéo giảm)\s+(?P<subject>.+?)\s+(?:từ\s.+\s)?(?:lên|xuống|còn|xuống còn)\s*$")
_CHANGED = regex.compile(r"(?P<subject>.+?)\s+(?P<verb>tăng|giảm|nâng)\s+từ\s.+\s(?:lên|xuống|còn|xuống còn)\s*$")


def _split_subject(before: str) -> tuple[str | None, str | None]:
    """Subject and verb of a clause whose figure looks back; the verb None where only a colon or ``là`` joins them."""
    folded = lower(before)
    change = _CHANGE.match(folded) or _CHANGED.match(folded)
    if change is not None:
        return _subject(before[slice(*change.span("subject"))]), before[slice(*change.span("verb"))]
    found = None
    for match in pattern("results").finditer(folded):
        found = match
    if found is None:
        return _subject(before), None
    rest = strip_adverbials(folded[found.end() :]).strip(" ,:")
    if pattern("auxiliaries").sub("", rest).strip():
        return _subject(before), None
    return _subject(before[: found.start()]), before[found.start() : found.end()]


def _subject(text: str) -> str | None:
    """The noun phrase measured: labels, times and openers stripped from both ends."""
    out = strip_keep(text)
    out = regex.sub(r"^(?:phấn đấu|đồng thời|trong đó|và|với|về|bảo đảm|đảm bảo)\b[\s,:]*", "", out, flags=regex.IGNORECASE)
    out = regex.sub(r"[\s,:]*\b(?:dự kiến|ước|khoảng|phấn đấu|sẽ|bình quân|được)?\s*$", "", out).strip(" ,:-–")
    return out or None


#: What stands between a bullet's label and its figure and is no subject of its own.
_ADJUNCT = regex.compile(r"(?:để|do|từ|tại|cho|theo|bằng|với)\b")
_BULLET_LABEL = regex.compile(r"[-–—+•*]?\s*(?P<label>[^:.;\d]{2,80}):\s*$")


def _label(text: str, clause: Clause) -> str | None:
    """The words between a bullet and the colon before the clause (``- Ngân sách địa phương: … chiếm 10%``)."""
    line = text[text.rfind("\n", 0, clause.before.start) + 1 : clause.before.start]
    found = _BULLET_LABEL.match(line)
    return found["label"].strip() if found else None


_TIME_END = regex.compile(r"[\s,]*(?:(?:đến|vào|trong|từ)\s+)?(?:hết\s+|cuối\s+)?(?:năm\s+(?:19|20)\d{2}|giai đoạn\s+\d{4}\s*[-–]\s*\d{4})\s*$", regex.IGNORECASE)
_TIME_START = regex.compile(r"^(?:phấn đấu\s+)?(?:(?:đến|vào|trong|từ)\s+)?(?:hết\s+|cuối\s+)?(?:năm\s+(?:19|20)\d{2}|giai đoạn\s+\d{4}\s*[-–]\s*\d{4}|(?:hằng|hàng|mỗi) năm)\s*[,:]?\s*", regex.IGNORECASE)


def strip_keep(text: str) -> str:
    """The text without time expressions at its ends, its inside as written."""
    previous = None
    while previous != text:
        previous = text
        text = _TIME_END.sub("", _TIME_START.sub("", text.strip(" ,:-–")))
    return text


def _noun(text: str, mention: Mention, clause: Clause) -> str | None:
    start = mention.unit_span.start if mention.unit_span and mention.kind != "percent" else clause.after.start
    body = text[start : clause.after.end]
    unit = len(mention.unit or "") if mention.kind != "percent" else 0
    end = _NOUN_END.search(body, unit)
    if end and (gloss := _GLOSS.match(body, end.start())):
        end = _NOUN_END.search(body, gloss.end()) if body[gloss.end() :].strip() else None
    body = body[: end.start()] if end else body
    body = regex.sub(r"\s+(?:và|hoặc|với|để|cho|từ|tại|của)\s*$", "", body.strip(" ,.;:–-"))
    return body.strip(" ,.;:") or None


def _action(before: str) -> str | None:
    """The verb phrase up to the figure: from the first action verb behind the last comma that starts a new one."""
    folded = lower(before)
    found = list(pattern("actions", "results").finditer(folded))
    if not found:
        return None
    if (finite := _FINITE.search(folded)) is not None:
        return before[slice(*finite.span("verb"))].strip()
    start = found[0].start()
    for earlier, match in zip(found, found[1:], strict=False):
        gap = folded[earlier.end() : match.start()]
        if _OPENS.search(gap) and gap.strip(" ,") and not _is_list(folded[match.start() :]):
            start = match.start()
    if folded[:start].endswith("được "):
        start -= len("được ")
    phrase = before[start:].strip(" ,:")
    phrase = regex.sub(r"\s+(?:khoảng|dự kiến|ước)$", "", phrase) if phrase.count(" ") > 1 else phrase
    return phrase or None


#: The finite verb right before the figure, whatever stands before it: behind a modal, an agent, or a long sentence.
_FINITE = regex.compile(
    rf"(?P<verb>(?:phải|cần)\s+{pattern('actions').pattern})\s*$|được\s+(?:nhà nước|ngân sách|tỉnh|thành phố|chính phủ)\s+(?P<verb>{pattern('actions').pattern})\s*$"
    rf"|\S(?:\s+\S+){{5,}}?\s+(?P<verb>{alternation(_REACHED)})\s*$"
)


#: What parts one clause from the next before a verb: a comma, or a time expression.
_OPENS = regex.compile(r",\s*(?:trong đó\s+)?$|(?:năm\s+\d{4}|giai đoạn\s+\d{4}\s*[-–]\s*\d{4})[\s,]*$")


def _is_list(rest: str) -> bool:
    """Whether verbs go on in a list that shares the figure (``tuyên truyền, phổ biến, giáo dục … cho``)."""
    return regex.match(r"[^,]{1,25},\s", rest) is not None


_PREDICATE = regex.compile(r"\bđược\s+\p{L}+(?:\s+\p{L}+)?(?:,\s+\p{L}+(?:\s+\p{L}+)?)*(?:\s+và\s+\p{L}+\s+\p{L}+)?")


def predicate(noun: str | None) -> str | None:
    """What becomes of a share: ``được`` with its verbs, else the first predicate of the list."""
    if noun is None:
        return None
    folded = lower(noun)
    found = _PREDICATE.search(folded) or pattern("predicates").search(folded)
    return noun[found.start() : found.end()] if found else None

