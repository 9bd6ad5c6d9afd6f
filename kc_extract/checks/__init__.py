"""The document checked against itself: what it says twice or what must add up. Nothing is altered.

Each check names its records, what was expected (the figure that the document states as the whole), what was found
(what the others make) and the difference, found less expected; a failed one says what and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from kc_extract.checks.attachment import attachment_checks
from kc_extract.checks.percent import percent_checks
from kc_extract.checks.same import same_checks
from kc_extract.checks.sums import activity_checks, part_checks
from kc_extract.checks.tables import table_checks
from kc_extract.checks.words import words_checks
from kc_extract.checks.years import period_checks
from kc_extract.context import Context, Index
from kc_extract.funding import table_money
from kc_extract.types import Check, Funding, Target

__all__ = ["check"]


def check(context: Context, index: Index, targets: Sequence[Target], funding: Sequence[Funding]) -> tuple[Check, ...]:
    """Every check that the document gives evidence for, in a fixed order of kinds."""
    return tuple(
        chain(
            part_checks(context, funding),
            activity_checks(context, funding),
            table_checks(table_money(index), funding),
            words_checks(context, targets, funding),
            percent_checks(context, targets),
            same_checks(targets),
            period_checks(context, funding),
            attachment_checks(context),
        )
    )
