"""The note that says what was converted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kc_extract.types import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kc_extract.readers.legacy.choosing import Choice


def conversion_note(runs: Mapping[str, int], choices: Mapping[str, Choice], page: int | None = None) -> Note | None:
    """One note on all text converted to Unicode: how many runs, in which fonts; None where there is none.

    ``runs``: the number of converted runs by font name.
    """
    named = [(font, count, choices[font].encoding) for font, count in sorted(runs.items()) if count]
    said = [
        f"{font or 'a font without a name'} ({encoding.name}): {count}" for font, count, encoding in named if encoding
    ]
    if not said:
        return None
    total = sum(count for _, count, _ in named)
    message = f"{total} runs of text in an old encoding were read as Unicode, by font: {', '.join(said)}"
    return Note(code="legacy_font", page=page, message=message)
