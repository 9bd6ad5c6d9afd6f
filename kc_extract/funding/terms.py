"""For whom an amount is and under which condition, as the words behind it say."""

from __future__ import annotations

import regex

from kc_extract.funding.amounts import Amount
from kc_extract.funding.places import Places

#: A clause ends at its punctuation, not at the dots and commas inside numbers.
_CLAUSE = r"(?P<words>(?:[^.;:,(|]|[.,](?=\d)){3,160})"
_FOR = regex.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:áp dụng\s+)?(?:đối với|cho|với)\s+(?!hành vi){_CLAUSE}", regex.IGNORECASE
)
_WHEN = regex.compile(
    rf"(?<!\p{{L}})(?:nếu|trong trường hợp|trường hợp|khi|với điều kiện|đối với(?=\s+hành vi))\s+{_CLAUSE}",
    regex.IGNORECASE,
)


def beneficiary_of(places: Places, amount: Amount) -> str | None:
    """For whom the amount is (``áp dụng đối với …``), as written."""
    found = _FOR.match(places.text, amount.mention.span.end, _end(amount))
    return found["words"].strip() if found else None


def condition_of(places: Places, amount: Amount) -> str | None:
    """Under which condition the amount applies, as written."""
    found = _WHEN.search(places.text, amount.mention.span.end, _end(amount))
    return found["words"].strip() if found else None


def _end(amount: Amount) -> int:
    return max(amount.sentence.end, amount.mention.span.end)
