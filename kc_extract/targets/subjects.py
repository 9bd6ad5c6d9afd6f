"""Figures that look back: what they measure stands before them (``tỷ lệ … đạt 80%``, ``số … là 400 người``)."""

from __future__ import annotations

from functools import cache

import regex

from kc_extract.targets.clause import Clause
from kc_extract.targets.nouns import noun_of
from kc_extract.targets.times import trim_times, without_times
from kc_extract.targets.words import any_of, ending, pattern, words
from kc_extract.text import lower
from kc_extract.types import Mention

_BRACKET = regex.compile(r"\s*\([^()]*\)?\s*")
_PER = regex.compile(r"^\s*/\s*(?:\d[\d.]*\s+)?\p{L}[\p{L} ]*")
_RATE = regex.compile(r"\s*/\s*(?:năm|tháng|quý)")
#: What is said in brackets of a share before its base.
_GLOSSED = regex.compile(r"^\s*\([^()]*\)?")
_STOP = regex.compile(r"\s*(?:[/,.;):–-]|$)")
_BULLET_LABEL = regex.compile(r"[-–—+•*]?\s*(?P<label>[^:.;\d]{2,80}):\s*(?:\d[^:;()]{0,40}\()?$")


#: What joins a measure to the one that it is told with (``trong đó số năm sống khỏe``).
_AMONG = regex.compile(r"^(?:trong đó|và)[,:]?\s+")


def looks_back(mention: Mention, before: str, after: str) -> bool:
    """Whether the clause measures what stands before the figure."""
    folded = _AMONG.sub("", lower(before))
    verb = last_result(folded)
    if verb in words("backward") or (verb is not None and pattern("ratio_nouns").match(folded)):
        return True
    if mention.kind == "percent" and (pattern("ratio_nouns").match(folded) or verb == _GIVES) and opens_base(after):
        return True
    names_figure = pattern("figure_nouns").match(folded) is not None or _told(folded) is not None
    is_last = _is_last(mention, after) or (names_figure and _is_named_before(folded, mention, after))
    if ending("actions").search(without_times(folded)):
        return names_figure and is_last and mention.kind in {"measure", "count"}
    if mention.kind == "percent":
        is_based = opens_base(after) and bool(folded.strip())
        return is_based or is_whole(verb, after) or (verb is None and names_figure and not opens_base(after))
    is_told = verb is not None or names_figure or _is_labelled(before)
    if names_figure and verb is not None and mention.kind == "measure":
        return True
    is_bare = mention.kind in {"measure", "money"} or mention.unit in words("person_units") or names_figure
    is_bare = is_bare or (verb is not None and verb.startswith("đạt") and _names_thing(before))
    return is_bare and is_last and is_told and (mention.kind == "measure" or verb is not None or names_figure)


def _names_thing(before: str) -> bool:
    """Whether a thing is named that reaches the figure, and no place or doer (``khách quốc tế đạt 4.000 lượt``)."""
    subject, _ = split_subject(before)
    return subject is not None and is_name_of_count(subject)


def _is_labelled(before: str) -> bool:
    """Whether a colon parts the figure from the name of what it measures (``Cây ngô: 17 ha``)."""
    name = before.strip("-+•* ")
    return name.endswith(":") and _NO_LABEL.match(lower(name)) is None and is_name_of_count(name)


#: The whole that a share is of, and nothing said of it (``đạt 25% số hộ gia đình``).
_WHOLE = regex.compile(
    r"\s*(?:dân số|quân số|diện tích|tổng (?:số|đàn|diện tích)|số hộ|đối tượng|công suất|khối lượng|biên chế)"
    r"(?:\s+(?!được|đạt|có|tham gia)\p{L}+){0,4}\s*(?:[,.;)(]|$)"
)


def is_whole(verb: str | None, after: str) -> bool:
    """Whether the words behind a share say only what it is a share of (``chiếm 15% diện tích``)."""
    folded = lower(verb or "")
    return folded.startswith(("chiếm", "bằng")) or (folded.startswith("đạt") and bool(_WHOLE.match(lower(after))))


def _is_last(mention: Mention, after: str) -> bool:
    """Whether nothing that is counted follows a figure: a comma behind a measure already ends it."""
    rest = without_times(_PER.sub("", _BRACKET.sub("", lower(after)))).strip(" .,;:)")
    return not rest or noun_of(after, 0) is None or (mention.kind != "count" and after.startswith(","))


def _is_named_before(folded: str, mention: Mention, after: str) -> bool:
    """Whether what is counted was named before (``số giường bệnh … đạt 28 giường bệnh``), or the words are its base."""
    if mention.per is not None:
        return True
    noun = f"{mention.unit or ''} {lower(after).strip(' .,;:')}"
    return mention.unit is not None and noun in folded


def opens_base(after: str) -> bool:
    """Whether the words behind a share are its base, its rate or its time, and not what it is a share of."""
    after = _GLOSSED.sub("", after)
    if _STOP.match(after) or _RATE.match(after):
        return True
    return pattern("bases").match(lower(after.lstrip())) is not None


#: What is contributed to a whole is a share of it (``đóng góp 6% vào GDP``).
_GIVES = "đóng góp"


def last_result(folded: str) -> str | None:
    """The result verb right before the figure, time expressions and auxiliaries left out."""
    phrase = without_times(folded).rstrip(" :,")
    found = None
    for match in pattern("results").finditer(phrase):
        found = match
    if found is None or pattern("auxiliaries").sub("", phrase[found.end() :]).strip(" ,:"):
        return None
    return regex.sub(r"\s+", " ", found[0])


@cache
def _changes() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    change, arrival = any_of("changes"), any_of("arrivals")
    ahead = rf"(?:(?:[^,;:]{{0,60}}\s)?phấn đấu\s+)?(?P<verb>{change})\s+(?P<subject>.+?)\s+(?:từ\s.+\s)?{arrival}\s*$"
    behind = rf"(?P<subject>.+?)\s+(?P<verb>{change})\s+từ\s.+\s{arrival}\s*$"
    return regex.compile(ahead), regex.compile(behind)


@cache
def _tail() -> regex.Pattern[str]:
    """What may stand between a quantity that a verb changes, keeps or reaches and the figure."""
    return regex.compile(rf"(?:\s+(?:là|{any_of('arrivals', 'auxiliaries', 'subject_closers')}))*\s*$")


def _told(folded: str) -> tuple[slice, slice] | None:
    """The verb and the quantity that it changes, keeps or reaches (``giảm tỷ lệ hộ nghèo 1%``) ahead of a figure."""
    near = max(0, len(folded) - _REACH)
    tail = _tail().search(folded, near)
    end = tail.start() if tail is not None else len(folded)
    for verb in reversed(list(pattern("changes", "keeps", "reached", "actions").finditer(folded, near, end))):
        after = _DONE.match(folded, verb.end(), end)
        named = pattern("figure_nouns").match(folded, after.end() if after is not None else verb.end(), end)
        if named is not None and not _moves(verb[0], named[0]):
            continue
        if _RATE_OF.search(folded, max(0, verb.start() - _NEAR), verb.start()) is not None:
            continue
        if named is None or (named[0] in _EMPTY and (named.end() == end or _is_subject(folded, verb.start()))):
            continue
        is_arriving = verb[0] not in words("reached") and _ARRIVING.search(folded, end) is not None
        if is_arriving or _BLOCKS.search(folded, named.end(), end) is None:
            return slice(verb.start(), named.start()), slice(named.start(), end)
    return None


#: A change that is itself named as a quantity (``tốc độ tăng năng suất``).
_RATE_OF = regex.compile(r"(?:tốc độ|mức|tỷ lệ|tỉ lệ|chỉ số|độ)\s+$")
_NEAR = 12
_ARRIVING = regex.compile(r"\s(?:lên|xuống|còn|về|là|mức|khoảng|ổn định)(?!\p{L})")
#: What stands between a verb and its object.
_DONE = regex.compile(r"\s+(?:(?:được|thêm)\s+)?")
#: Measures that are themselves made or widened (``sản xuất được sản lượng 40 tấn``).
_MADE = frozenset({"sản lượng", "diện tích", "công suất", "doanh thu", "kim ngạch", "năng suất"})


def _moves(verb: str, noun: str) -> bool:
    """Whether the figure behind the noun tells how far the verb brings it."""
    return noun in _MADE or verb in {*words("changes"), *words("keeps"), *words("reached")}


def _is_subject(folded: str, end: int) -> bool:
    """Whether a quantity is named ahead of the verb already (``chỉ số … duy trì mức tăng``)."""
    return pattern("figure_nouns").match(_AMONG.sub("", folded).lstrip("-+ "), 0, end) is not None


#: Nouns that measure nothing by themselves.
_EMPTY = frozenset(
    {"tỷ lệ", "tỉ lệ", "tỷ trọng", "tỉ trọng", "mức", "số", "tốc độ", "tổng", "giá trị", "quy mô", "số lượng"}
)
#: A verb between a quantity and its figure that tells the figure itself.
_BLOCKS = regex.compile(
    r"(?<!\p{L})(?<!(?:tốc độ|mức|tỷ lệ|tỉ lệ)\s)(?:đạt|chiếm|là|còn|giảm|tăng)"
    r"(?!\s+(?:trưởng|chuẩn|tiêu chí|yêu cầu)|\p{L})"
)
#: A verb stands no further ahead of its figure, in characters.
_REACH = 240


def _changed(folded: str) -> tuple[slice, slice] | None:
    """The verb of change that opens a clause and what it changes, whatever that is (``Giảm tai nạn từ 5%``)."""
    found = _CHANGED.match(folded)
    return (slice(*found.span("verb")), slice(*found.span("subject"))) if found is not None else None


_CHANGED = regex.compile(
    r"\W*(?:(?:phấn đấu|và|hằng năm|hàng năm|mỗi năm)\s+)*(?P<verb>giảm|kéo giảm|tăng|giảm dần)"
    r"\s+(?!(?:thêm|cường|trưởng|bớt|còn|lên|xuống|bình quân|trung bình)(?!\p{L}))(?P<subject>\p{L}[^,;:\d]{1,120}?)\s*"
    r"(?:(?:từ|mỗi năm|hằng năm|hàng năm|bình quân)\s*)*$"
)


def split_subject(before: str) -> tuple[str | None, str | None]:
    """Subject and verb of a clause that looks back; the verb None where only a colon or ``là`` joins them."""
    folded = lower(before)
    for change in _changes():
        if (found := change.match(folded)) is not None:
            return subject_of(before[slice(*found.span("subject"))]), before[slice(*found.span("verb"))]
    told = None if (last_result(folded) or "").startswith("đạt ") else _told(folded) or _changed(folded)
    if told is not None:
        return subject_of(before[told[1]]), before[told[0]].strip()
    found = None
    for match in pattern("results").finditer(folded):
        found = match
    if found is None or pattern("auxiliaries").sub("", without_times(folded[found.end() :])).strip(" ,:"):
        return subject_of(before), None
    return subject_of(before[: found.start()]), before[found.start() : found.end()]


#: The value that a change starts from belongs to no subject (``thu nhập từ 45 triệu đồng tăng lên``); bounds do,
#: which say of whom a share is told (``dân số từ 15 tuổi trở lên``, ``phụ nữ từ 15 đến 49 tuổi``).
_STARTING = regex.compile(r"\s+từ(?:\s+mức)?\s+\d[\d.,]*(?:(?!\s(?:trở\s+(?:lên|xuống)|đến|tuổi)(?!\p{L}))[^,;:()])*$")


def passive_split(subject: str) -> tuple[str, str] | None:
    """A subject and what is done to it (``Đàn gia súc được tiêm phòng``); None where a rate is named."""
    found = _DONE_TO.fullmatch(subject)
    if found is None or _COUNTS.match(lower(subject)):
        return None
    return found["subject"], found["verb"]


_COUNTS = regex.compile(r"(?:tỷ|tỉ) (?:lệ|trọng|suất|số)(?!\p{L})|(?:tổng|số|mức)(?!\p{L})")
_DONE_TO = regex.compile(r"(?P<subject>\p{L}[^,;:]*?)\s+(?P<verb>được\s+\p{L}+(?:\s+\p{L}+){0,2})", regex.I)


def subject_of(text: str) -> str | None:
    """The noun phrase measured: times, openers and auxiliaries stripped from its ends."""
    out, previous = trim_times(text), None
    while out != previous:
        previous = out
        opener = pattern("subject_openers").match(lower(out))
        if opener is not None and (opener.end() < len(out) or _JOINS.fullmatch(opener[0])):
            out = out[opener.end() :].lstrip(" ,:")
        out = _behind_keeping(trim_times(out))
        closer = ending("subject_closers").search(lower(out))
        out = trim_times(out[: closer.start()]) if closer is not None else out
    out = _STARTING.sub("", out).strip(" ,:-–")
    return out.strip("() ") or None if out.count("(") != out.count(")") else out or None


_JOINS = regex.compile(r"và|với|về|trong đó|đồng thời|riêng|phấn đấu")


def _behind_keeping(text: str) -> str:
    """The quantity behind a verb that only says that it is kept (``Duy trì tỷ lệ … đạt 95%``)."""
    folded = lower(text)
    keeping = pattern("keeps").match(folded)
    named = pattern("figure_nouns").match(folded, keeping.end() + 1) if keeping is not None else None
    return text[named.start() :] if named is not None else text


def result_in(words_before: str) -> str | None:
    """The result verb among the words, as written."""
    found = pattern("reached").search(lower(words_before))
    return words_before[found.start() : found.end()] if found else None


def is_adjunct(subject: str) -> bool:
    """Whether the words only say for or from what, so that the subject stands further before."""
    return pattern("adjuncts").match(lower(subject)) is not None


def label_of(text: str, clause: Clause) -> str | None:
    """The words between a bullet and the colon before the clause (``- Ngân sách địa phương: … chiếm 10%``)."""
    line = text[text.rfind("\n", 0, clause.before.start) + 1 : clause.before.start]
    found = _BULLET_LABEL.match(line)
    return found["label"].strip() if found and _NO_LABEL.match(lower(found["label"])) is None else None


#: A label that only announces figures names nothing that is measured.
_NO_LABEL = regex.compile(
    r"\s*(?:các\s+)?(?:mục tiêu|chỉ tiêu|nhiệm vụ|cụ thể|trong đó|kết quả|đến năm|giai đoạn|năm|bao gồm|gồm)(?!\p{L})"
)


#: Places and bodies, for which a figure behind them is told and which it does not measure.
_PLACE = regex.compile(
    r"(?:(?:trong đó|riêng|tại|ở|và|với|gồm)\s+)?(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|thôn"
    r"|bản|ấp|tổ|khu|vùng|cả nước|toàn \p{L}+|sở|ban|ngành|phòng|trường|công ty|đơn vị|nhóm|năm|giai đoạn"
    r"|cấp (?:trung ương|tỉnh|huyện|xã)|công an|thuế|kho bạc|bảo hiểm|ủy ban|ubnd|hội|chi cục|cục|bộ)(?!\p{L})"
)


def is_name_of_count(before: str) -> bool:
    """Whether the words ahead of a listed figure say what it counts, and not for which place it is told."""
    words_before = _AMONG.sub("", before.strip(" ,(:–-"))
    folded = lower(words_before)
    is_place = _PLACE.match(folded) is not None or words_before.istitle()
    return not is_place and folded != "" and pattern("actions", "results").search(folded) is None
