"""Word lists as data, decoded strictly once, and the prefix-tree alternations that patterns are built from."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import regex

from kc_extract.errors import LexiconError

T = TypeVar("T")


_EXTENSIONS: list[Path] = []


@cache
def load(name: str, shape: type[T]) -> T:
    """The word list ``name``.toml with the user's own words, decoded into ``shape``.

    A misspelt key or a wrong type is an error at once: ``LexiconError`` for the user's words.
    """
    data = resources.files(__package__).joinpath(f"{name}.toml").read_bytes()
    words = msgspec.toml.decode(data)
    for folder in _EXTENSIONS:
        path = folder / f"{name}.toml"
        if path.is_file():
            words = _with_own(words, path, shape)
    return msgspec.convert(words, type=shape)


def extend(folder: Path) -> None:
    """Add the user's own words: each ``NAME.toml`` in ``folder`` lengthens the lists of the word list of that name.

    To be called before the first text is read, since patterns are built from the words once. Raises ``LexiconError``
    naming a file that is no word list of ours or cannot be decoded, and where the folder holds none at all; what is
    wrong inside a word list is told by ``load``.
    """
    known = {path.name for path in resources.files(__package__).iterdir() if path.name.endswith(".toml")}
    own = sorted(folder.glob("*.toml"))
    strange = next((path for path in own if path.name not in known), None if own else folder / "*.toml")
    if strange is not None:
        message = f"{strange}: there is no such word list; there are {', '.join(sorted(known))}"
        raise LexiconError(message)
    for path in own:
        _decode_own(path)
    _EXTENSIONS.append(folder)
    load.cache_clear()


def _with_own(words: dict[str, Any], path: Path, shape: type[T]) -> dict[str, Any]:
    joined: dict[str, Any] = _join(words, _decode_own(path))
    try:
        msgspec.convert(joined, type=shape)
    except msgspec.ValidationError as error:
        message = f"{path}: {error}"
        raise LexiconError(message) from error
    return joined


def _join(ours: Any, own: Any) -> Any:  # noqa: ANN401 - any TOML value
    """Tables joined key by key, lists end to end; of two other values the user's own."""
    if isinstance(ours, dict) and isinstance(own, dict):
        return {**ours, **{key: _join(ours[key], value) if key in ours else value for key, value in own.items()}}
    if isinstance(ours, list) and isinstance(own, list):
        return [*ours, *own]
    return own


def _decode_own(path: Path) -> dict[str, Any]:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        message = f"{path}: {error}"
        raise LexiconError(message) from error


_OLD_TONE = regex.compile(r"(?<!q)(?:([oO])([àáảãạèéẻẽẹ])|([uU])([ỳýỷỹỵ]))(?!\p{L})")
_NEW_TONE = regex.compile(r"(?<!q)(?:([òóỏõọ])([ae])|([ùúủũụ])(y))(?!\p{L})")
_MOVE = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy")
_TONES = {"à": "ò", "á": "ó", "ả": "ỏ", "ã": "õ", "ạ": "ọ", "è": "ò", "é": "ó", "ẻ": "ỏ", "ẽ": "õ", "ẹ": "ọ",
          "ỳ": "ù", "ý": "ú", "ỷ": "ủ", "ỹ": "ũ", "ỵ": "ụ"}  # fmt: skip
_BACK = {("ò", "a"): "oà", ("ó", "a"): "oá", ("ỏ", "a"): "oả", ("õ", "a"): "oã", ("ọ", "a"): "oạ",
         ("ò", "e"): "oè", ("ó", "e"): "oé", ("ỏ", "e"): "oẻ", ("õ", "e"): "oẽ", ("ọ", "e"): "oẹ",
         ("ù", "y"): "uỳ", ("ú", "y"): "uý", ("ủ", "y"): "uỷ", ("ũ", "y"): "uỹ", ("ụ", "y"): "uỵ"}  # fmt: skip


def spellings(word: str) -> set[str]:
    """The word with its tone marks in the old and in the new place (``khoá``, ``khóa``), both of the same length."""
    new = _OLD_TONE.sub(lambda m: _TONES[m[2] or m[4]] + (m[2] or m[4]).translate(_MOVE), word)
    old = _NEW_TONE.sub(lambda m: _BACK[m[1] or m[3], m[2] or m[4]], word)
    return {word, new, old}


def alternation(words: Iterable[str], *, reverse: bool = False) -> str:
    """A prefix-tree pattern that matches the longest of the words, one space standing for any blanks inside a line.

    ``reverse`` builds the tree from the words' ends, for patterns that run backwards (``(?r)``), where it is the
    suffixes that are shared.
    """
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for char in reversed(word) if reverse else word:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    return _branch(tree, reverse=reverse)


def _branch(node: dict[str, dict[str, object]], *, reverse: bool) -> str:
    parts = []
    for char, child in sorted(node.items()):
        if char:
            sign = r"[ \t]+" if char == " " else regex.escape(char)
            rest = _branch(child, reverse=reverse)  # type: ignore[arg-type]
            parts.append(rest + sign if reverse else sign + rest)
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    return f"{body}?" if "" in node else body
