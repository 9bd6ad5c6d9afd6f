"""``kc-extract show``: one document for a person to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kc_extract.cli.arguments import Lexicon, set_up

if TYPE_CHECKING:
    from kc_extract.types import Extraction


def show(
    file: Annotated[
        Path, typer.Argument(help="A document, or the JSON of its extraction.", exists=True, dir_okay=False)
    ],
    *,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write the text with its records as a web page.", dir_okay=False)
    ] = None,
    unused: Annotated[bool, typer.Option("--unused", help="List the numbers that nothing explains.")] = False,
    lexicon: Lexicon = None,
) -> None:
    """Show the outline and the records of one document."""
    extraction = _open(file, lexicon)
    if html is not None:
        _write_page(html, extraction)
        return
    from kc_extract.cli.pages import print_extraction, print_unused

    if unused:
        print_unused(extraction)
    else:
        print_extraction(extraction)


def _write_page(path: Path, extraction: Extraction) -> None:
    from kc_extract.errors import ExtractError
    from kc_extract.files import write_whole

    try:
        from kc_extract.spacy import page
    except ModuleNotFoundError as error:
        message = f"--html needs spaCy ({error}); install it with: pip install 'kc-extract[nlp]'"
        raise ExtractError(message) from error
    write_whole(path, page(extraction).encode())


def _open(file: Path, lexicon: Path | None) -> Extraction:
    """The extraction in the file, or of it; one line on stderr and exit code 1 where there is none."""
    import msgspec

    from kc_extract.batch import explain_failure, extract_file, local, printable
    from kc_extract.schema import decode

    try:
        data = file.read_bytes()
        if data.lstrip().startswith(b"{"):
            return decode(data)
        return extract_file(local(file), printable(file.name), set_up(lexicon))
    except msgspec.DecodeError as error:
        typer.echo(f"{file}: JSON, but not of an extraction: {error}", err=True)
    except Exception as error:  # noqa: BLE001 - told in one line, like every document that fails
        typer.echo(explain_failure(str(file), error).message, err=True)
    raise typer.Exit(1)
