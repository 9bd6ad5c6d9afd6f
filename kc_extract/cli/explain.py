"""``kc-extract explain``: which rule read what in a phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kc_extract.cli.arguments import Lexicon, use_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kc_extract.types import Mention, Reading, Span


def explain(
    phrase: Annotated[str, typer.Argument(help="Vietnamese words with numbers in them.")], *, lexicon: Lexicon = None
) -> None:
    """Tell which rule reads what in a phrase.

    Every number of PHRASE is a quantity, with the rule that read it, or is named as none, with the reason.
    """
    if lexicon is not None:
        use_words(lexicon)
    from kc_extract.rules import read_numbers
    from kc_extract.text import nfc

    text = nfc(phrase)
    lines = list(explain_reading(text, read_numbers(text)))
    for line in lines or ["no number is read here"]:
        typer.echo(line)


def explain_reading(text: str, reading: Reading) -> Iterator[str]:
    """A paragraph of lines on every quantity, then on every number that is none, each in the order of the text."""
    for mention in reading.mentions:
        yield _title(mention.kind, text, mention.span, typer.colors.GREEN)
        yield f"    {_values(mention)}"
        yield f"    read by {mention.rule}"
    for exclusion in reading.exclusions:
        yield _title("no quantity", text, exclusion.span, typer.colors.YELLOW)
        yield f"    {exclusion.reason}, by {exclusion.rule}"
    for note in reading.notes:
        yield f"note {note.code}: {note.message}"


def _title(kind: str, text: str, span: Span, colour: str) -> str:
    return f"{typer.style(kind, fg=colour)} “{text[span.start : span.end]}” at {span.start}-{span.end}"


def _values(mention: Mention) -> str:
    sides = {
        "low": _side(mention.low, is_open=mention.low_open),
        "high": _side(mention.high, is_open=mention.high_open),
        "qualifier": mention.qualifier,
        "currency": mention.currency,
        "unit": mention.unit,
        "per": mention.per,
        "in words": mention.stated,
    }
    return ", ".join(f"{name} {value}" for name, value in sides.items() if value is not None)


def _side(value: object, *, is_open: bool) -> str:
    if value is None:
        return "none"
    return f"{value:f}, excluded" if is_open else f"{value:f}"
