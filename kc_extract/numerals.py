"""Exact values of written numbers: figures in the Vietnamese convention, number words, and numbers spelled out.

Dots group thousands and the comma is the decimal sign (``1.234.567,89``); a dot before one or two digits is a
decimal (``1.5 tỷ``). What is ambiguous is decided in ``docs/grammar.md``.
"""

from collections.abc import Sequence
from decimal import Decimal

import regex

from kc_extract import text as texts

#: A figure: grouped by dots, by commas (English) or by spaces, with decimals, or plain.
FIGURE = (
    r"\d{1,3}(?:\.\d{3})++(?:,\d++)?(?![.,]?\d)"
    r"|\d{1,3}(?:,\d{3}){2,}+(?:\.\d++)?(?![.,]?\d)"
    r"|\d{1,3}(?:,\d{3})++\.\d{1,2}(?![.,]?\d)"
    r"|\d{1,3}(?: \d{3})++(?:,\d++)?(?![.,]?\d)"
    r"|\d++[.,]\d++(?![.,]?\d)"
    r"|\d++"
)

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_VARIANTS = {"bẩy": "bảy", "nhăm": "lăm", "lẻ": "linh", "ngàn": "nghìn", "tỉ": "tỷ", "phảy": "phẩy", "trừ": "âm",
             "rưởi": "rưỡi"}  # fmt: skip
_BARE = {
    "khong": "không", "mot": "một", "bon": "bốn", "tu": "tư", "nam": "năm", "lam": "lăm", "nham": "lăm", "sau": "sáu",
    "bay": "bảy", "tam": "tám", "chin": "chín", "tram": "trăm", "nghin": "nghìn", "ngan": "nghìn", "trieu": "triệu",
    "ty": "tỷ", "ti": "tỷ", "le": "linh", "ruoi": "rưỡi", "nua": "nửa", "phay": "phẩy", "phan": "phần", "am": "âm",
    "van": "vạn", "chuc": "chục", "ta": "tá",
}  # fmt: skip
_SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("vạn", 10**4), ("nghìn", 1000))
_SCALE_NAMES = frozenset(name for name, _ in _SCALES)
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅛": "0.125",
              "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}  # fmt: skip
_THIRDS = {"⅓": (1, 3), "⅔": (2, 3), "⅙": (1, 6), "⅚": (5, 6)}

#: Signs that are fractions.
SIGNS = "".join((*_FRACTIONS, *_THIRDS))
#: Short scales that only a whole string given as a number may use; in running text ``m`` is a metre.
_SHORT = {"k": 1000, "tr": 10**6, "m": 10**6, "g": 10**9, "b": 10**9}

Token = str | Decimal


def figure_to_decimal(figure: str, *, english: bool = False) -> Decimal:
    """The value of one figure as ``FIGURE`` finds it.

    ``english`` reads a comma before exactly three digits as a group (``1,234``) and a dot there as a decimal sign;
    without it the comma is the decimal sign and dots before three digits are groups.
    """
    plain = figure.replace(" ", "")
    dots, commas = plain.count("."), plain.count(",")
    if commas > 1 or (commas and dots and plain.index(",") < plain.index(".")):
        return Decimal(plain.replace(",", ""))
    if english and _is_grouped(plain, ","):
        return Decimal(plain.replace(",", ""))
    if english and dots == 1 and not commas:
        return Decimal(plain)
    if dots > 1 or commas or _is_grouped(plain, "."):
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain)


def _is_grouped(plain: str, sign: str) -> bool:
    """Whether one sign stands before exactly three last digits of a number that does not begin with zero."""
    head, found, tail = plain.partition(sign)
    return bool(found) and len(tail) == 3 and tail.isdecimal() and 0 < len(head) < 4 and head[0] != "0"


_WORD_OR_FIGURE = regex.compile(
    rf"(?P<figure>{FIGURE})|(?P<sign>[{SIGNS}])|(?P<tail>,\d+)|(?P<minus>[-−])|(?P<word>\p{{L}}+)|/|\S"
)


def parse_number(words_or_digits: str) -> Decimal:
    """The exact value of a whole string that is one number in figures, words or both (``2 tỷ 500 triệu``).

    A bracketed number is negative and a lone dash is zero, as in tables. Fractions that no decimal can hold (``1/3``)
    are rounded to 28 digits. Raises ``ValueError`` for anything else.
    """
    lowered = texts.lower(texts.nfc(words_or_digits)).strip()
    if lowered in ("-", "–", "—"):
        return Decimal(0)
    if lowered.startswith("(") and lowered.endswith(")"):
        return -parse_number(lowered[1:-1])
    value = tokens_to_decimal(_tokens(lowered))
    if value is None:
        message = f"not a number: {words_or_digits!r}"
        raise ValueError(message)
    return value


def _tokens(lowered: str) -> list[Token]:
    """Figures, words and signs; a comma between groups of words (``hai tỷ, năm trăm triệu``) is left out."""
    out: list[Token] = []
    for match in _WORD_OR_FIGURE.finditer(lowered):
        token = _token(match)
        if token in _SHORT and out and isinstance(out[-1], Decimal):
            out[-1] *= _SHORT[str(token)]
        elif not (token == "," and out and out[-1] in _SCALE_NAMES):
            out.append(token)
    return out


def _token(match: regex.Match[str]) -> Token:
    if match["figure"]:
        return figure_to_decimal(match["figure"])
    if match["sign"]:
        return sign_to_decimal(match["sign"])
    if match["tail"]:
        return Decimal("0." + match["tail"][1:])
    return "âm" if match["minus"] else "phẩy" if match[0] == "chấm" else canonical(match[0])


def sign_to_decimal(sign: str) -> Decimal:
    """The value of a fraction sign (``½``)."""
    if sign in _FRACTIONS:
        return Decimal(_FRACTIONS[sign])
    over, under = _THIRDS[sign]
    return Decimal(over) / Decimal(under)


def canonical(word: str) -> str:
    """A lower-case number word in the one spelling that the grammar knows (``bẩy`` gives ``bảy``)."""
    return _VARIANTS.get(word, word)


def tokens_to_decimal(tokens: Sequence[Token]) -> Decimal | None:
    """The value of number words and figures in reading order, or None where they make no number."""
    if not tokens:
        return None
    if tokens[0] == "âm":
        value = tokens_to_decimal(tokens[1:])
        return None if value is None else -value
    if not any(_is_accented(token) for token in tokens):
        tokens = _accented(tokens)
    if "/" in tokens or "phần" in tokens:
        return _fraction(tokens)
    return _scaled(list(tokens), _SCALES)


def _is_accented(token: Token) -> bool:
    return isinstance(token, str) and texts.bare(token) != token


def _accented(tokens: Sequence[Token]) -> list[Token]:
    """Number words typed without accents, with them: ``muoi`` is mươi behind a digit and mười elsewhere."""
    out: list[Token] = []
    for token in tokens:
        if token == "muoi":  # noqa: S105 - a number word, no password
            out.append("mươi" if out and out[-1] in _DIGITS else "mười")
        else:
            out.append(_BARE.get(token, token) if isinstance(token, str) else token)
    return out


def _fraction(tokens: Sequence[Token]) -> Decimal | None:
    bar = tokens.index("/") if "/" in tokens else tokens.index("phần")
    over, under = _scaled(list(tokens[:bar]), _SCALES), _denominator(list(tokens[bar + 1 :]))
    return None if over is None or not under else over / under


def _denominator(tokens: list[Token]) -> Decimal | None:
    """What stands below the bar; ``phần trăm`` and ``phần nghìn`` name their power without a digit."""
    if tokens in (["trăm"], ["nghìn"]):
        return Decimal(100 if tokens == ["trăm"] else 1000)
    return _scaled(tokens, _SCALES)


def _scaled(tokens: list[Token], scales: Sequence[tuple[str, int]]) -> Decimal | None:
    """Words split at the last and largest scale: what is left of it times the scale, plus what is right of it."""
    for rank, (word, factor) in enumerate(scales):
        if word in tokens:
            at = len(tokens) - 1 - tokens[::-1].index(word)
            left = _scaled(tokens[:at], scales[rank:])
            right = _rest(tokens[at + 1 :], factor, scales[rank + 1 :])
            return None if left is None or right is None else left * factor + right
    return _group(tokens)


def _rest(tokens: list[Token], factor: int, scales: Sequence[tuple[str, int]]) -> Decimal | None:
    """What follows a scale: nothing, half of it, a lone digit for the next place (``một triệu hai``), or a number."""
    if not tokens:
        return Decimal(0)
    if tokens == ["rưỡi"]:
        return Decimal(factor) / 2
    if len(tokens) == 1 and isinstance(tokens[0], str) and tokens[0] in _DIGITS:
        return Decimal(_DIGITS[tokens[0]] * factor) / 10
    if tokens[0] == "linh":
        tokens = tokens[1:]
    value = _scaled(tokens, scales)
    return value if value is not None and value < factor else None


def _group(tokens: list[Token]) -> Decimal | None:
    """A number below a scale: one figure, words with phẩy, a half, chục and tá, or words below a thousand."""
    if len(tokens) == 1 and isinstance(tokens[0], Decimal):
        return tokens[0]
    if "phẩy" in tokens:
        return _decimal(tokens)
    if tokens == ["nửa"]:
        return Decimal("0.5")
    if tokens and tokens[-1] == "rưỡi":
        return _half_more(tokens[:-1])
    if tokens and tokens[-1] in ("chục", "tá", "trăm") and len(tokens) > 1:
        return _multiple(tokens)
    words = [token for token in tokens if isinstance(token, str)]
    value = _below_thousand(words) if len(words) == len(tokens) else None
    return None if value is None else Decimal(value)


def _multiple(tokens: list[Token]) -> Decimal | None:
    count = _group(tokens[:-1])
    factor = {"chục": 10, "tá": 12, "trăm": 100}[str(tokens[-1])]
    return None if count is None or count >= 100 else count * factor


def _half_more(tokens: list[Token]) -> Decimal | None:
    value = _group(tokens)
    if value is None:
        return None
    return value + {"chục": 5, "trăm": 50, "tá": 6}.get(str(tokens[-1]), Decimal("0.5"))


def _decimal(tokens: list[Token]) -> Decimal | None:
    """Words around phẩy: the digits read one by one (``không năm``) or as a number (``hai mươi lăm``)."""
    at = tokens.index("phẩy")
    whole, rest = _group(tokens[:at]), tokens[at + 1 :]
    if whole is None or not rest:
        return None
    if all(isinstance(token, str) and token in _DIGITS for token in rest):
        digits = "".join(str(_DIGITS[str(token)]) for token in rest)
        return Decimal(f"{whole}.{digits}")
    zeros = next(i for i, token in enumerate(rest) if token != "không")  # noqa: S105 - a number word, no password
    tail = _group(rest[zeros:])
    return None if tail is None or tail != int(tail) else Decimal(f"{whole}.{'0' * zeros}{tail}")


def _below_thousand(words: list[str]) -> int | None:
    if len(words) > 1 and words[1] == "trăm":
        hundreds = _DIGITS.get(words[0])
        rest = _after_hundred(words[2:])
        return None if hundreds is None or rest is None else hundreds * 100 + rest
    return _below_hundred(words)


def _after_hundred(words: list[str]) -> int | None:
    if not words:
        return 0
    if words[0] == "linh":
        return _below_hundred(words[1:])
    if len(words) == 1 and words[0] in _DIGITS:
        return _DIGITS[words[0]] * 10
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    match words:
        case [digit] if digit in _DIGITS and digit not in ("mốt", "lăm"):
            return _DIGITS[digit]
        case ["mười"]:
            return 10
        case ["mười", digit] if digit in _DIGITS and digit not in ("mốt", "không", "năm"):
            return 10 + _DIGITS[digit]
        case [tens, "mươi"] if tens in _DIGITS:
            return _DIGITS[tens] * 10
        case [tens, "mươi", digit] if tens in _DIGITS and digit in _DIGITS and digit not in ("không", "năm"):
            return _DIGITS[tens] * 10 + _DIGITS[digit]
        case [tens, ("mốt" | "lăm" | "tư") as digit] if tens in _DIGITS:
            return _DIGITS[tens] * 10 + _DIGITS[digit]
    return None


# --- numbers to words ----------------------------------------------------------------------------------------

_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}


def number_to_words(number: int | Decimal) -> str:
    """The number spelled out as in ``Bằng chữ`` (1.005.000: ``một triệu không trăm linh năm nghìn``), lower case.

    Whole numbers of any size and sign; the digits behind the decimal sign are read one by one.
    """
    value = Decimal(number)
    sign = "âm " if value < 0 else ""
    whole, _, digits = format(abs(value), "f").partition(".")
    words = _whole_to_words(int(whole))
    return sign + words + (" phẩy " + " ".join(_NAMES[int(digit)] for digit in digits) if digits else "")


def _whole_to_words(number: int) -> str:
    if number < 1000:
        return _group_to_words(number, full=False)
    parts = []
    billions, rest = divmod(number, 10**9)
    if billions:
        parts.append(f"{_whole_to_words(billions)} tỷ")
    for name, factor in (("triệu", 10**6), ("nghìn", 1000), ("", 1)):
        group, rest = divmod(rest, factor)
        if group:
            parts.append(f"{_group_to_words(group, full=bool(parts))} {name}".strip())
    return " ".join(parts)


def _group_to_words(group: int, *, full: bool) -> str:
    """A group below a thousand; ``full`` names its empty hundreds (``không trăm linh năm``)."""
    hundreds, rest = divmod(group, 100)
    words = [_NAMES[hundreds], "trăm"] if hundreds or full else []
    if rest or not words:
        words.append(_tens_to_words(rest, linh=bool(words)))
    return " ".join(words)


def _tens_to_words(number: int, *, linh: bool) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return ("linh " if linh else "") + _NAMES[unit]
    head = "mười" if tens == 1 else f"{_NAMES[tens]} mươi"
    if not unit:
        return head
    last = ("lăm" if unit == 5 else _NAMES[unit]) if tens == 1 else _AFTER_TENS.get(unit, _NAMES[unit])
    return f"{head} {last}"
