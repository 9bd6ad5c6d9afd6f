"""The records of a run as tables: CSV files and one Excel workbook."""

from kc_extract.export.counting import Totals
from kc_extract.export.records import write_records
from kc_extract.export.standing import keep_records

__all__ = ["Totals", "keep_records", "write_records"]
