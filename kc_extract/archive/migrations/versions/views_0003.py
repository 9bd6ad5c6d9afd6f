"""Money that a table splits by source row by row counts by source in the views."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change no table: every step makes the views anew (``archive.engine``)."""
