"""Arguments that several commands share, and the checks that answer wrong usage with exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kc_extract.batch import Found, Setup

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE", help="Files, and folders that are searched for documents.", exists=True),
]
Lexicon = Annotated[
    Path | None,
    typer.Option(help="Folder of your own words: TOML files named and written like those of kc_extract/lexicon.",
                 metavar="DIR", exists=True, file_okay=False),
]  # fmt: skip


def find(sources: list[Path], out: Path | None = None) -> Found:
    """The documents under the sources; none at all is wrong usage."""
    from kc_extract.batch import find_documents

    found = find_documents(sources, out=out)
    if not found.files:
        message = f"no documents under {', '.join(map(str, sources))}"
        raise typer.BadParameter(message)
    return found


def set_up(lexicon: Path | None) -> Setup:
    """How documents are extracted; the user's own words are checked here, once, before any work is done."""
    from kc_extract.batch import Setup, produced_now

    if lexicon is not None:
        use_words(lexicon)
    return Setup(produced_by=produced_now(lexicon), lexicon=None if lexicon is None else str(lexicon.resolve()))


def use_words(lexicon: Path) -> None:
    """Add the user's own words to this process, before anything is read; a fault in them is wrong usage."""
    from kc_extract.errors import LexiconError
    from kc_extract.lexicon import extend

    try:
        extend(lexicon)
        _read_something()
    except LexiconError as error:
        raise typer.BadParameter(str(error), param_hint="--lexicon") from error


def _read_something() -> None:
    """Read a first text, which builds all patterns and so finds what is wrong with the words."""
    from kc_extract.pipeline import extract, read

    extract(read("Điều 1. Hỗ trợ 02 mô hình, kinh phí 30 triệu đồng từ ngân sách tỉnh.".encode()))
