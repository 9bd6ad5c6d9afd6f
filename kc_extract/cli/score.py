"""``kc-extract score``: extractions against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def score(  # noqa: PLR0913 - a command has as many options as its user needs
    gold: Annotated[Path, typer.Argument(help="Folder of labelled documents.", exists=True, file_okay=False)],
    extractions: Annotated[list[Path], typer.Argument(help="Results folders, or single extractions.", exists=True)],
    *,
    tier: Annotated[str | None, typer.Option(help="Name for the tier of all extractions.")] = None,
    floors: Annotated[Path | None, typer.Option(help="Fail where a figure is below its floor.", exists=True)] = None,
    against: Annotated[
        Path | None, typer.Option(help="An earlier score (JSON) or results folder to compare with.", exists=True)
    ] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the score as JSON.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Leave out the lists of records.")] = False,
) -> None:
    """Measure extractions against gold.

    Prints precision, recall and F1 by kind of record, by tier and by document, with what was missed and invented.
    """
    from kc_extract import score as scores
    from kc_extract.files import write_whole

    result = scores.score(gold, extractions, tier)
    typer.echo(scores.render(result, records=not brief))
    if against is not None:
        typer.echo(scores.render_difference(scores.compare(scores.load_earlier(against, gold, tier), result)))
    if save is not None:
        write_whole(save, scores.score_to_json(result))
    faults = [] if floors is None else scores.check_floors(result, scores.read_floors(floors))
    for fault in faults:
        typer.echo(f"below the floor: {fault}", err=True)
    raise typer.Exit(1 if faults else 0)
