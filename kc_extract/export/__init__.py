"""The records of a run as tables: CSV files and one Excel workbook."""

from kc_extract.export.records import Totals, write_records

__all__ = ["Totals", "write_records"]
