"""``kc-extract compact``: the small shards of a dataset joined."""

from __future__ import annotations

from typing import Annotated

import typer


def compact(
    archive: Annotated[str, typer.Argument(metavar="ARCHIVE", help="A folder of Parquet that ends in /, or s3://…")],
) -> None:
    """Join the small shards of a Parquet archive, and remove what no longer counts.

    No run may write to the archive meanwhile.
    """
    from kc_extract.archive import DatasetArchive, open_archive

    with open_archive(archive) as opened:
        if not isinstance(opened, DatasetArchive):
            message = f"{archive} is a database, which needs no compaction"
            raise typer.BadParameter(message)
        opened.claim()
        typer.echo(f"removed {opened.compact()} files")
