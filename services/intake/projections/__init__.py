"""What is folded from intake's own ledger: the queues of the morning, the register of all cases, the reports that are none
yet, difficulties, and what a case is found by."""

from services.intake.projections.imports import IMPORTS, ImportLine
from services.intake.projections.queue import OPEN, QUEUE, Queue, QueueLine
from services.intake.projections.register import REGISTER, Numbered, RegisterLine
from services.intake.projections.reports import REPORTS, Gathered, ReportLine, ReportQueue, gathered
from services.intake.projections.searched import DESCRIBED, SEARCHED
from shared import difficulties

DIFFICULTIES = difficulties.view("intake")

__all__ = [
    "DESCRIBED", "DIFFICULTIES", "IMPORTS", "OPEN", "QUEUE", "REGISTER", "REPORTS", "SEARCHED", "Gathered", "ImportLine",
    "Numbered", "Queue", "QueueLine", "RegisterLine", "ReportLine", "ReportQueue", "gathered",
]  # fmt: skip
