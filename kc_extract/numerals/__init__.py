"""Exact values of written numbers, and numbers spelled out."""

from kc_extract.numerals.figures import FIGURE, SIGNS, figure_to_decimal, sign_to_decimal
from kc_extract.numerals.parsing import parse_number
from kc_extract.numerals.spelling import number_to_words
from kc_extract.numerals.words import NUMBER_WORDS, SCALE_NAMES, Token, canonical, tokens_to_decimal

__all__ = [
    "FIGURE",
    "NUMBER_WORDS",
    "SCALE_NAMES",
    "SIGNS",
    "Token",
    "canonical",
    "figure_to_decimal",
    "number_to_words",
    "parse_number",
    "sign_to_decimal",
    "tokens_to_decimal",
]
