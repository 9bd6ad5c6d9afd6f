"""Numbers in words: the value of number words and figures in reading order."""

from collections.abc import Sequence
from decimal import Decimal

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9,
}  # fmt: skip
_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_VARIANTS = {
    "bẩy": "bảy", "nhăm": "lăm", "lẻ": "linh", "ngàn": "nghìn", "tỉ": "tỷ", "phảy": "phẩy", "chấm": "phẩy", "trừ": "âm",
    "rưởi": "rưỡi", "tr": "triệu",
}  # fmt: skip
_BARE = {
    "khong": "không", "mot": "một", "bon": "bốn", "tu": "tư", "nam": "năm", "lam": "lăm", "nham": "lăm", "sau": "sáu",
    "bay": "bảy", "tam": "tám", "chin": "chín", "tram": "trăm", "nghin": "nghìn", "ngan": "nghìn", "trieu": "triệu",
    "ty": "tỷ", "ti": "tỷ", "le": "linh", "ruoi": "rưỡi", "nua": "nửa", "phay": "phẩy", "phan": "phần", "am": "âm",
    "van": "vạn", "chuc": "chục", "ta": "tá",
}  # fmt: skip
_SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("vạn", 10**4), ("nghìn", 1000))
_LARGEST = "tỷ"
_THOUSAND = 1000
_TEN = 10
#: No number takes more words.
_MOST = 100
#: Chục, tá and trăm behind a number multiply no more than this.
_MANY = 100
#: The names of the scales, in the one spelling that the grammar knows.
SCALE_NAMES = frozenset(name for name, _ in _SCALES)

_OTHERS = ("mười", "mươi", "trăm", "linh", "rưỡi", "nửa", "chục", "tá", "phẩy", "hăm")
#: Digits that may stand side by side behind a hundred (``chín trăm chín chín``); năm would be years.
_PLAIN_DIGITS = frozenset(("một", "hai", "ba", "bốn", "sáu", "bảy", "tám", "chín"))
#: Every word that a number may hold, in all its spellings.
NUMBER_WORDS = frozenset((*_DIGITS, *_VARIANTS, *_OTHERS, *SCALE_NAMES)) - {"âm", "trừ"}

Token = str | Decimal


def digits_to_words(figure: str) -> list[Token]:
    """The names of the digits of a figure, one by one, as they are read behind phẩy (``05``: không năm)."""
    return [_NAMES[int(digit)] for digit in figure]


def canonical(word: str) -> str:
    """A lower-case number word in the one spelling that the grammar knows (``bẩy`` gives ``bảy``)."""
    return _VARIANTS.get(word, word)


def tokens_to_decimal(tokens: Sequence[Token]) -> Decimal | None:
    """The value of number words and figures in reading order, or None where they make no number."""
    if not 0 < len(tokens) <= _MOST:
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
    return isinstance(token, str) and not token.isascii()


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
    if "phẩy" in tokens and not SCALE_NAMES.intersection(map(str, tokens[tokens.index("phẩy") :])):
        return _decimal(tokens)
    for rank, (word, factor) in enumerate(scales):
        if word in tokens:
            at = len(tokens) - 1 - tokens[::-1].index(word)
            left = _billions(tokens[:at]) if rank == 0 else _scaled(tokens[:at], scales[rank:])
            right = _rest(tokens[at + 1 :], factor, scales[rank + 1 :])
            return None if left is None or right is None else left * factor + right
    return _group(tokens)


def _billions(tokens: list[Token]) -> Decimal | None:
    """How many tỷ: a number, or thousands that are said apart (the 3.600 of ``ba nghìn tỷ sáu trăm tỷ``)."""
    at = tokens.index(_LARGEST) if _LARGEST in tokens else len(tokens) - 1
    thousands, rest = tokens[:at], tokens[at + 1 :]
    if not rest or SCALE_NAMES.intersection(map(str, rest)):
        return _scaled(tokens, _SCALES)
    many, few = _scaled(thousands, _SCALES[1:]), _scaled(rest, _SCALES[1:])
    return None if many is None or few is None or many % _THOUSAND or few >= _THOUSAND else many + few


def _rest(tokens: list[Token], factor: int, scales: Sequence[tuple[str, int]]) -> Decimal | None:
    """What follows a scale: nothing, half of it, a lone digit for the next place (``một triệu hai``), or a number."""
    if not tokens:
        return Decimal(0)
    if tokens == ["rưỡi"]:
        return Decimal(factor) / 2
    if len(tokens) == 1 and (digit := _digit(tokens[0])) is not None:
        return digit * factor / 10
    if tokens[0] == "linh":
        tokens = tokens[1:]
    value = _scaled(tokens, scales)
    return value if value is not None and value < factor else None


def _digit(token: Token) -> Decimal | None:
    """The value of a digit, in words or as a figure of one sign."""
    if isinstance(token, str):
        return Decimal(_DIGITS[token]) if token in _DIGITS else None
    return token if token < _TEN and token == int(token) else None


def _group(tokens: list[Token]) -> Decimal | None:
    """A number below a scale: one figure, words with phẩy, a half, chục and tá, or words below a thousand."""
    if len(tokens) == 1 and isinstance(tokens[0], Decimal):
        return tokens[0]
    if tokens == ["nửa"]:
        return Decimal("0.5")
    if tokens and tokens[-1] == "rưỡi":
        return _half_more(tokens[:-1])
    if tokens and tokens[-1] in ("chục", "tá", "trăm") and len(tokens) > 1:
        return _multiple(tokens)
    if len(tokens) == 3 and tokens[1] == "trăm" and isinstance(tokens[2], Decimal):  # noqa: PLR2004 - 3 trăm 50
        hundreds, tens = _digit(tokens[0]), tokens[2]
        return None if hundreds is None or not _TEN <= tens < _MANY else hundreds * 100 + tens
    words = [_word(token) for token in tokens] if "linh" in tokens else tokens
    value = _below_thousand([str(word) for word in words]) if all(isinstance(word, str) for word in words) else None
    return None if value is None else Decimal(value)


def _word(token: Token) -> Token:
    """The name of a digit written as a figure (``1 trăm linh 1``)."""
    digit = _digit(token)
    return token if digit is None else _NAMES[int(digit)]


def _multiple(tokens: list[Token]) -> Decimal | None:
    count = _group(tokens[:-1])
    factor = {"chục": 10, "tá": 12, "trăm": 100}[str(tokens[-1])]
    return None if count is None or count >= _MANY else count * factor


def _half_more(tokens: list[Token]) -> Decimal | None:
    value = _group(tokens)
    if value is None:
        return None
    return value + {"chục": 5, "trăm": 50, "tá": 6}.get(str(tokens[-1]), Decimal("0.5"))


def _decimal(tokens: list[Token]) -> Decimal | None:
    """Words around phẩy: the digits read one by one (``không năm``) or as a number (``hai mươi lăm``)."""
    at = tokens.index("phẩy")
    whole, rest = _scaled(tokens[:at], _SCALES), tokens[at + 1 :]
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
    if len(words) == 2 and _PLAIN_DIGITS.issuperset(words):  # noqa: PLR2004 - tens and units
        return _DIGITS[words[0]] * 10 + _DIGITS[words[1]]
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    """Tens and a digit; năm is none behind tens (``mười năm`` is ten years), lăm and mốt stand nowhere else."""
    match words:
        case [digit] if digit in _DIGITS and digit not in ("mốt", "lăm"):
            return _DIGITS[digit]
        case ["mười", *rest]:
            return _with_digit(10, rest, refused=("mốt", "không", "năm"))
        case [tens, "mươi", *rest] if tens in _DIGITS:
            return _with_digit(_DIGITS[tens] * 10, rest, refused=("không", "năm"))
        case ["hăm", digit] if digit in _DIGITS:
            return _with_digit(20, [digit], refused=("không", "một", "năm"))
        case [tens, ("mốt" | "lăm" | "tư") as digit] if tens in _DIGITS:
            return _DIGITS[tens] * 10 + _DIGITS[digit]
    return None


def _with_digit(tens: int, rest: list[str], *, refused: tuple[str, ...]) -> int | None:
    if not rest:
        return tens
    return tens + _DIGITS[rest[0]] if len(rest) == 1 and rest[0] in _DIGITS and rest[0] not in refused else None
