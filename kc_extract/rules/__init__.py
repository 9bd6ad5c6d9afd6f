"""The grammar of numbers: every number of a text, as a quantity or as a named exclusion."""

from kc_extract.numerals import number_to_words, parse_number
from kc_extract.rules.engine import find_quantities, read_numbers
from kc_extract.rules.vocabulary import vocabulary

__all__ = ["find_quantities", "number_to_words", "parse_number", "read_numbers"]

vocabulary()  # compiled here, so that a fault in the user's own words is known before any text is read
