"""The contract's vocabularies in Vietnamese."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec

_COUNTED = re.compile(r"(attachment|appendix)-(\d+)")


@cache
def labels() -> dict[str, dict[str, str]]:
    """The words of every vocabulary with what a Vietnamese reader sees."""
    data = resources.files("kc_extract.export").joinpath("labels.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, dict[str, str]])


def label(vocabulary: str, code: str) -> str:
    """The Vietnamese for ``code``; ``attachment-2`` gives ``Kèm theo 2``; an unknown code stays as it is."""
    words = labels()[vocabulary]
    counted = _COUNTED.fullmatch(code)
    if counted:
        return f"{words[counted[1]]} {counted[2]}"
    return words.get(code, code)
