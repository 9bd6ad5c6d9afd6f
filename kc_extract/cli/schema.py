"""``kc-extract schema``: the form of an extraction."""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema of an extraction."""
    from kc_extract.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
