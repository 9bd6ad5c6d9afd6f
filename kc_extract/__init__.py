"""Vietnamese administrative decisions to structured, checkable records.

The public names load what they need when they are first used, so that ``import kc_extract`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kc_extract import link, schema, score, types
    from kc_extract.dataframes import frames
    from kc_extract.pipeline import extract, read
    from kc_extract.rules import find_quantities, number_to_words, parse_number

__version__ = "0.1.0"

__all__ = [
    "extract", "find_quantities", "frames", "link", "number_to_words", "parse_number", "read", "schema", "score",
    "types",
]  # fmt: skip

_HOMES = {
    "extract": "kc_extract.pipeline",
    "find_quantities": "kc_extract.rules",
    "frames": "kc_extract.dataframes",
    "number_to_words": "kc_extract.rules",
    "parse_number": "kc_extract.rules",
    "read": "kc_extract.pipeline",
}
_MODULES = frozenset({"link", "schema", "score", "types"})


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"kc_extract.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module 'kc_extract' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
