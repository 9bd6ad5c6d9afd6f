"""The document checked against itself: what it says twice or what must add up. Nothing is altered.

Each check names its records, what was expected (the figure that the document states as the whole), what was found
(what the others make) and the difference, found less expected; a failed one says what and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context as Precision
from decimal import Decimal, localcontext
from itertools import chain

import msgspec

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
    with localcontext(Precision(prec=_DIGITS)):
        found = tuple(
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
        return tuple(map(_plain, found))


#: No figure and no sum of figures has so many digits, so that sums and differences are exact.
_DIGITS = 1_000


def _plain(check: Check) -> Check:
    """The check with its figures written out, without exponents."""
    return msgspec.structs.replace(
        check,
        expected=_written_out(check.expected),
        found=_written_out(check.found),
        difference=_written_out(check.difference),
    )


def _written_out(value: Decimal | None) -> Decimal | None:
    exponent = value.as_tuple().exponent if value is not None else 0
    return value.quantize(Decimal(1)) if value is not None and isinstance(exponent, int) and exponent > 0 else value
