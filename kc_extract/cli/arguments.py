"""Arguments that several commands share, and the checks that answer wrong usage with exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kc_extract.batch import Bounds, Found, Setup

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders, quoted patterns, ZIP archives, s3:// or https://, @LIST."),
]
Lexicon = Annotated[
    Path | None,
    typer.Option(help="Folder of your own words: TOML files named and written like those of kc_extract/lexicon.",
                 metavar="DIR", exists=True, file_okay=False),
]  # fmt: skip


def find(sources: list[str], out: Path | None = None) -> Found:
    """The documents under the sources; none at all is wrong usage."""
    from kc_extract.batch import find_documents
    from kc_extract.batch.remote import SourceError

    try:
        found = find_documents(sources, out=out)
    except SourceError as error:
        raise typer.BadParameter(str(error), param_hint="SOURCE") from error
    if not found.files:
        message = f"no documents under {', '.join(sources)}"
        raise typer.BadParameter(message)
    return found


def set_up(lexicon: Path | None, bounds: Bounds | None = None) -> Setup:
    """How documents are extracted; the user's own words are checked here, once, before any work is done."""
    from kc_extract.batch import Bounds, Setup, produced_now

    if lexicon is not None:
        use_words(lexicon)
    words = None if lexicon is None else str(lexicon.resolve())
    return Setup(produced_by=produced_now(lexicon), lexicon=words, bounds=bounds or Bounds())


def use_words(lexicon: Path) -> None:
    """Add the user's own words to this process, before anything is read; a fault in them is wrong usage."""
    from kc_extract.batch.single import warm_up
    from kc_extract.errors import LexiconError
    from kc_extract.lexicon import extend

    try:
        extend(lexicon)
        warm_up()
    except LexiconError as error:
        raise typer.BadParameter(str(error), param_hint="--lexicon") from error
