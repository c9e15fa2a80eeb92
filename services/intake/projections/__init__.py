"""What is folded from intake's own ledger: the queues of the morning, the register of all cases, difficulties,
and what a case is found by."""

from services.intake.projections.queue import QUEUE, Queue, QueueLine
from services.intake.projections.register import REGISTER, Numbered, RegisterLine
from services.intake.projections.searched import DESCRIBED, SEARCHED
from shared import difficulties

DIFFICULTIES = difficulties.view("intake")

__all__ = [
    "DESCRIBED",
    "DIFFICULTIES",
    "QUEUE",
    "REGISTER",
    "SEARCHED",
    "Numbered",
    "Queue",
    "QueueLine",
    "RegisterLine",
]
