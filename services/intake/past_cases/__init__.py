"""The desk of past cases: takes a spreadsheet, says what would become of each row, and brings in what an officer has said yes to
(decision 47)."""

from services.intake.past_cases.desk import NotHere, PastCases, Review
from services.intake.past_cases.running import Importer

__all__ = ["Importer", "NotHere", "PastCases", "Review"]
