"""The reading of a text: every number once, as a quantity or as a named exclusion."""

from decimal import Decimal

import regex

from kc_extract import text as texts
from kc_extract.rules.amounts import Amount, amount_at, plain
from kc_extract.rules.exclusions import silent_label, silent_shape, unit_is_year
from kc_extract.rules.vocabulary import AFTER, BEFORE, MEASURES, QUALIFIER_AFTER, QUALIFIER_BEFORE, UNIT, squeeze
from kc_extract.types import Exclusion, Mention, MentionKind, Qualifier, Reading, Span

_CANDIDATE = regex.compile(
    r"\d|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]"
    r"|(?<!\p{L})(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa)(?= \p{Ll}| \((?=\d))"
)
_RANGE = regex.compile(r"[ \t]*[-–—÷~][ \t]*|[ \t]+(?:đến|tới)[ \t]+(?P<open>dưới|trên)?[ \t]*(?:không quá[ \t]+|khoảng[ \t]+)?")
_PER = regex.compile(r"[ \t]*/[ \t]*(?:0?1[ \t]*)?(?=\p{L})|[ \t]+mỗi[ \t]+")
_WORD = regex.compile(r"[ \t]*(\p{L}[\p{L}\d²³]*)")
_FROM = regex.compile(r"(?r)(?<!\p{L})từ[ \t]+")
_NOUN = regex.compile(r"[ \t]+(?P<noun>\p{Ll}+(?:[ \t]\p{Ll}+)?)")
_STOP = frozenset(
    "và hoặc của về cho tại từ đến trong trên dưới theo với để là có được bị do bởi như thì mà nhưng nếu khi các những này đó kể so ở vào ra lên "
    "xuống đã đang sẽ không cùng hay gồm bằng tăng giảm đạt chiếm thuộc đối giữa qua nhằm sau trước ngoài kèm ban sửa quy thực hỗ phê ngày tháng "
    "năm tờ số hết nói nêu trở còn cũng mỗi vì tới".split()
)
_CUE = regex.compile(r"(?r)(?:(?<!\p{L})(?:đạt|là|còn|lên|xuống|bằng|tăng|giảm|gấp|có|được|từ|với|tổng số|hệ số)[ \t]+|[:=][ \t]*)")


def read_numbers(text: str) -> Reading:
    """All numbers of a text that are read: quantities and named exclusions, sorted, none overlapping.

    Line feeds separate paragraphs and `` | `` table cells; no reading crosses either. A number in neither list is
    one that no rule explains. Runs in time linear in the length of the text, which is expected in NFC.
    """
    low = texts.lower(text)
    mentions: list[Mention] = []
    exclusions: list[Exclusion] = []
    end = 0
    for candidate in _CANDIDATE.finditer(low):
        if candidate.start() < end:
            continue
        found = _read(text, low, candidate.start(), end)
        if isinstance(found, Mention):
            mentions.append(found)
            end = found.span.end
        elif found is not None:
            exclusions.append(found)
            end = found.span.end
    return Reading(mentions=tuple(mentions), exclusions=tuple(exclusions))


def _read(text: str, low: str, at: int, floor: int) -> Mention | Exclusion | None:
    is_digit = low[at].isdecimal()
    if is_digit and (silent := silent_shape(text, low, at)):
        return _exclusion(silent, floor)
    first = amount_at(low, at)
    if first is None or (not is_digit and not _is_spelled_quantity(low, first)):
        return None
    mention = _phrase(low, first, floor)
    if is_digit and (mention.kind == "number" or (mention.unit == "năm" and unit_is_year(low, first.end))):
        if silent := silent_label(low, at):
            return _exclusion(silent, floor)
    elif is_digit and first.currency is None and 1900 <= first.bare < 2100 and len(first.figure) == 4:
        if _is_year_like(low, at):
            return Exclusion(span=first.numbers[0], reason="year", rule="year_behind_its_cue")
    if mention.kind == "number" and not _is_told(low, first, at):
        return None
    return mention


def _exclusion(silent: tuple[int, int, str, str], floor: int) -> Exclusion:
    start, end, reason, rule = silent
    return Exclusion(span=Span(max(start, floor), end), reason=reason, rule=rule)


def _is_year_like(low: str, at: int) -> bool:
    return low[max(0, at - 5) : at].endswith(("đến ", "từ ", "năm ", "công ", "hoạch ", "- ", "-"))


def _is_told(low: str, first: Amount, at: int) -> bool:
    """Whether a number without unit is a value: grouped or decimal, behind a cue, or alone in its cell."""
    if "." in first.figure or "," in first.figure or _CUE.match(low, max(0, at - 12), at):
        return True
    before, after = low[:at].rstrip(" \t(-")[-1:] if at < 4 else low[at - 4 : at].rstrip(" \t(-")[-1:], low[first.end : first.end + 3].strip(" \t)")[:1]
    return before in ("", "|", "\n") and after in ("", "|", "\n")


def _is_spelled_quantity(low: str, first: Amount) -> bool:
    """Whether number words count something: with a scale, a currency or figures beside them, or before a unit."""
    words = first.figure.split()
    if first.stated is not None or first.currency or len(words) > 1 or first.scale > 1:
        return not (len(words) == 1 and first.value < 1) or first.currency is not None
    if words[0] in ("một", "năm", "không", "nửa", "tư"):
        return False
    unit = UNIT.match(low, first.end)
    return unit is not None and unit["unit"] not in ("bên", "cấp", "mặt", "chiều", "miền", "năm")


def _phrase(low: str, first: Amount, floor: int) -> Mention:
    second, high_open, scale, currency, end = _range(low, first)
    kind, unit, unit_span, factor, end = _unit(low, first, second, currency, end)
    lowest = plain(first.bare * scale) if second else first.value
    highest = second.value if second else first.value
    per, end = _per(low, end, unit)
    qualifier, start, end, low_open, closed = _qualifier(low, first, floor, end)
    sides: tuple[Decimal | None, Decimal | None] = (lowest, highest)
    if second is None and closed:
        sides = (lowest, None) if qualifier in ("at_least", "more_than") else (None, highest) if qualifier in ("at_most", "less_than") else sides
    quantity_end = unit_span.end if unit_span and kind != "count" else (second or first).end
    numbers = first.numbers + (second.numbers if second else ())
    return Mention(
        span=Span(start, end), quantity=Span(first.start, quantity_end if kind != "count" else (unit_span.end if unit_span else quantity_end)),
        kind=kind, low=sides[0], high=sides[1], low_open=low_open if second else False, high_open=high_open,
        qualifier="exact" if second and qualifier in ("more_than", "less_than") else qualifier,
        currency=(currency or "VND") if kind == "money" else None, unit=unit, unit_span=unit_span, per=per, numbers=numbers,
        stated=first.stated, rule=f"{kind}_range" if second else kind,
    )  # fmt: skip


def _range(low: str, first: Amount) -> tuple[Amount | None, bool, Decimal, str | None, int]:
    """The second amount of a range, with the scale and the currency that the two share."""
    at = first.end
    if first.scale == 1 and not first.currency and (unit := UNIT.match(low, at)) and _RANGE.match(low, unit.end()):
        at = unit.end()
    connector = _RANGE.match(low, at)
    second = amount_at(low, connector.end()) if connector else None
    if second is None or connector is None:
        return None, False, first.scale, _money(first), first.end
    if at != first.end and (UNIT.match(low, second.end) or [None])[0] != low[first.end : at]:
        return None, False, first.scale, _money(first), first.end
    scale = second.scale if first.scale == 1 and first.currency is None else first.scale
    if first.bare * scale > second.value or (first.currency and second.currency and first.currency != second.currency):
        return None, False, first.scale, _money(first), first.end
    currency = second.currency or first.currency or _money(second) or _money(first)
    return second, connector["open"] == "dưới", scale, currency, second.end


def _money(amount: Amount) -> str | None:
    """The currency of an amount; triệu and tỷ without any are đồng unless a noun follows (decided by the unit)."""
    return amount.currency


def _unit(
    low: str, first: Amount, second: Amount | None, currency: str | None, end: int
) -> tuple[MentionKind, str | None, Span | None, Decimal, int]:
    one = Decimal(1)
    if currency:
        return "money", None, None, one, end
    scaled = max(first.scale, second.scale if second else one)
    if (found := UNIT.match(low, end)) and not unit_is_year(low, end):
        word = squeeze(found["unit"])
        kind: MentionKind = "percent" if word in ("%", "phần trăm", "điểm %", "điểm phần trăm") else "measure" if word in MEASURES else "count"
        return kind, word, Span(*found.span("unit")), one, found.end()
    noun = _NOUN.match(low, end)
    words = noun["noun"].split() if noun else []
    if not words or words[0] in _STOP:
        return ("money" if scaled >= 10**6 else "number"), None, None, one, end
    kept = words if len(words) == 1 or words[1] not in _STOP else words[:1]
    stop = noun.start("noun") + len(kept[0]) + (len(kept[1]) + 1 if len(kept) > 1 else 0)  # type: ignore[union-attr]
    return "count", " ".join(kept), Span(noun.start("noun"), stop), one, stop  # type: ignore[union-attr]


def _per(low: str, end: int, unit: str | None) -> tuple[str | None, int]:
    """What the quantity is counted by, behind a slash or ``mỗi``: ``hộ/tháng``."""
    parts: list[str] = []
    while sign := _PER.match(low, end):
        word = UNIT.match(low, sign.end()) or _WORD.match(low, sign.end())
        if word is None:
            break
        parts.append(squeeze(word[1]))
        end = word.end()
    return "/".join(parts) or None, end


def _qualifier(low: str, first: Amount, floor: int, end: int) -> tuple[Qualifier, int, int, bool, bool]:
    before = QUALIFIER_BEFORE.match(low, max(floor, first.start - 40), first.start)
    start = before.start() if before else first.start
    name: Qualifier = BEFORE[squeeze(before["word"])] if before else "exact"
    if origin := _FROM.match(low, max(floor, start - 4), start):
        start = origin.start()
    if after := QUALIFIER_AFTER.match(low, end):
        name, end = AFTER[squeeze(after["word"])], after.end()
    return name, start, end, name == "more_than", True
