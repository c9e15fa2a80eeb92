"""What is folded from intake's own ledger: the queues of the morning, and the register of all cases."""

from services.intake.projections.queue import QUEUE, Queue, QueueLine
from services.intake.projections.register import REGISTER, Numbered, RegisterLine

__all__ = ["QUEUE", "REGISTER", "Numbered", "Queue", "QueueLine", "RegisterLine"]
