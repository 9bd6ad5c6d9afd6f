"""The words of a target: the verb phrase that governs the figure, and the noun phrase that it counts or measures."""

from __future__ import annotations

import regex

from kc_extract.context import Context
from kc_extract.targets.actions import action_of, part_object
from kc_extract.targets.allotting import allotted
from kc_extract.targets.clause import Clause
from kc_extract.targets.nouns import noun_of
from kc_extract.targets.subjects import (
    is_adjunct,
    is_name_of_count,
    is_whole,
    label_of,
    looks_back,
    opens_base,
    passive_split,
    result_in,
    split_subject,
)
from kc_extract.targets.words import pattern, words
from kc_extract.text import lower
from kc_extract.types import Frozen, Mention

#: Bullets and masked markers before the first word of a clause.
_LEAD = regex.compile(r"^(?:[-–—+•*]\s*|[a-zđ]\)\s*|§+\s*|\d+[.)]\s*)+")


#: The count before a total: ``124/124 xã``.
_OF_ALL = regex.compile(r"\s*\d[\d.]*\s?/\s?$")


class Phrase(Frozen, frozen=True, kw_only=True):
    """The words of a target, as written; ``is_backward``: what is measured stands before the figure."""

    action: str | None
    indicator: str | None
    is_backward: bool = False
    is_inheritable: bool = False  # the verb may govern the figures that follow
    how: str = "governed"  # what gave the action: its own clause, another one, a predicate, or nothing


def read_phrase(context: Context, mention: Mention, clause: Clause) -> Phrase:
    """The action and the indicator of a figure in its clause."""
    text = context.text
    before = _OF_ALL.sub("", _LEAD.sub("", text[clause.before.start : clause.before.end]))
    inside = text[mention.span.start : mention.quantity.start]
    if pattern("actions").search(lower(inside)):  # the qualifier took the verb in (``dự kiến hỗ trợ 11 - 15 cơ sở``)
        return Phrase(action=action_of(inside), indicator=_noun(text, mention, clause))
    if (verb := result_in(inside)) is not None:
        before = f"{before} {verb}"  # the figure took it in (``đạt từ 1.300 đến 1.500 con``, ``ước đạt 45%``)
    after = text[clause.after.start : clause.after.end]
    if looks_back(mention, before, after) or (clause.listed and is_name_of_count(before)):
        return _backward(text, mention, clause, before)
    action, noun = action_of(before), _noun(text, mention, clause)
    if mention.kind == "measure" and _is_unit(noun, mention) and action is not None:
        action, noun = part_object(action) or (action, noun)
    return Phrase(action=action, indicator=noun, is_inheritable=action is not None)


def _backward(text: str, mention: Mention, clause: Clause, before: str) -> Phrase:
    if mention.kind == "percent" and (told := allotted(before)) is not None:
        return Phrase(action=told[0], indicator=told[1], is_backward=True, how="measured")
    subject, verb = split_subject(before)
    after = text[clause.after.start : clause.after.end]
    is_share = mention.kind == "percent" and (is_whole(verb, after) or opens_base(after))
    is_share = is_share and lower(verb or "") not in words("changes")
    noun = None if is_share else _noun(text, mention, clause)
    if subject is None and _is_unit(noun, mention) and (label := label_of(text, clause)) is not None:
        return Phrase(action=verb, indicator=label, is_backward=True, how="measured")
    is_named = subject is None or (mention.kind == "count" and pattern("figure_nouns").fullmatch(lower(subject)))
    if is_named and noun is not None:
        return Phrase(action=verb, indicator=noun, is_backward=subject is not None, how="measured")
    if subject is None or is_adjunct(subject):
        subject = label_of(text, clause) or subject
    if verb is None and subject is not None and mention.kind == "percent":
        subject, verb = passive_split(subject) or (subject, None)
    return Phrase(action=verb, indicator=subject, is_backward=True, how="measured")


def _is_unit(noun: str | None, mention: Mention) -> bool:
    """Whether nothing is counted beyond the unit itself."""
    return noun is None or lower(noun).partition("/")[0] == lower(mention.unit or "")


def _noun(text: str, mention: Mention, clause: Clause) -> str | None:
    if mention.kind == "percent" or mention.unit_span is None or mention.unit == "‰":
        return noun_of(text[clause.after.start : clause.after.end], 0)
    noun = noun_of(text[mention.unit_span.start : clause.after.end], len(mention.unit_span))
    if clause.shared is not None and _is_unit(noun, mention):
        return noun_of(text[clause.shared.start : clause.shared.end], len(mention.unit_span))
    return noun
