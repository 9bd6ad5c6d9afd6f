"""``kc-extract fetch``: public addresses to a folder of documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kc_extract.fetch import Entry


_OUTCOMES = ("fetched", "unchanged", "kept", "failed")


def fetch(  # noqa: PLR0913 - a command has as many options as its user needs
    manifest: Annotated[
        Path, typer.Argument(metavar="MANIFEST", help="One address a line; or a .csv or .jsonl with addresses.")
    ],
    *,
    into: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the documents.", file_okay=False)],
    delay: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Between two requests to a host.")] = 2,
    hosts: Annotated[int, typer.Option(min=1, help="How many are asked at the same time.")] = 4,
    max_mb: Annotated[float, typer.Option(min=0.001, metavar="MB", help="For one document.")] = 300,
    only_new: Annotated[bool, typer.Option("--only-new", help="Do not ask again for what stands in DIR.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Hosts of the list may be in this house or on this machine.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but failures.")] = False,
) -> None:
    """Download a list of public addresses, politely.

    robots.txt is heeded, each host is asked one thing at a time, what broke off is taken up again, and what has not
    changed since the last time is not sent again. DIR/fetched.jsonl tells of every address what became of it.
    """
    from kc_extract.fetch import ManifestError, Settings, read_manifest
    from kc_extract.fetch import fetch as fetch_all

    try:
        addresses = read_manifest(manifest)
    except ManifestError as error:
        raise typer.BadParameter(str(error), param_hint="MANIFEST") from error
    settings = Settings(
        into=into, delay=delay, hosts=hosts, most=int(max_mb * 1e6), only_new=only_new, allow_private=allow_private
    )
    entries = fetch_all(addresses, settings, _Lines(quiet=quiet))
    counts: Counter[str] = Counter(entry.outcome for entry in entries)
    if not quiet:
        typer.echo("\n".join(f"{outcome}: {counts[outcome]}" for outcome in _OUTCOMES if counts[outcome]))
    raise typer.Exit(1 if counts["failed"] else 0)


class _Lines:
    """A line per address on stderr."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def note(self, entry: Entry) -> None:
        """Tell what became of an address."""
        if entry.outcome == "failed":
            typer.echo(f"failed  {entry.message}", err=True)
        elif not self._quiet and entry.kept is not None:
            typer.echo(f"{entry.outcome}  {entry.kept.file}  {entry.address}", err=True)
