"""What is folded from intake's own ledger: the queues of the morning, the register of all cases, difficulties."""

from services.intake.projections.queue import QUEUE, Queue, QueueLine
from services.intake.projections.register import REGISTER, Numbered, RegisterLine
from shared import difficulties

DIFFICULTIES = difficulties.view("intake")

__all__ = ["DIFFICULTIES", "QUEUE", "REGISTER", "Numbered", "Queue", "QueueLine", "RegisterLine"]
