"""``kc-extract search``: documents of an archive by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kc_extract.archive import Hit


def search(  # noqa: PLR0913 - a command has as many options as its user needs
    archive: Annotated[str, typer.Argument(metavar="ARCHIVE", help="A SQLite file, or postgresql://…")],
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Words, with or without accents; "in quotes" in a row.')
    ],
    *,
    issuer: Annotated[str | None, typer.Option(metavar="WORDS", help="Words of the issuer's name.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of issue.")] = None,
    kind: Annotated[str | None, typer.Option(help="decision, plan, resolution, article …")] = None,
    source: Annotated[str | None, typer.Option(help="Holds an amount from provincial_budget, credit …")] = None,
    least: Annotated[int | None, typer.Option("--min", metavar="VND", help="Holds an amount from this.")] = None,
    most: Annotated[int | None, typer.Option("--max", metavar="VND", help="Holds an amount up to this.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many documents.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print the hits as JSON.")] = False,
) -> None:
    """Search an archive; accents and case do not matter.

    Prints each document with the page of the first hit and the words around it. Exit code 1 where nothing is found.
    """
    import msgspec

    from kc_extract import archive as archives

    given = {"issuer": issuer, "year": year, "kind": kind, "source": source, "least": least, "most": most}
    try:
        filters = msgspec.convert({**given, "limit": limit}, archives.Filters)
    except msgspec.ValidationError as error:
        raise typer.BadParameter(str(error)) from error
    with archives.open_archive(archive) as opened:
        hits = archives.search(opened, query, filters)
    if as_json:
        typer.echo(msgspec.json.encode(hits).decode())
    else:
        for hit in hits:
            _print(hit)
    raise typer.Exit(0 if hits else 1)


def _print(hit: Hit) -> None:
    issued = hit.issued_on.isoformat() if hit.issued_on else None
    typer.echo("  ".join(filter(None, (hit.number or hit.kind, issued, hit.issuer, hit.title))))
    where = f"{hit.name}, page {hit.page}" if hit.page else hit.name
    typer.echo(f"    {where}: {hit.snippet}")
