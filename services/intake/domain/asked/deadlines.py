"""What people ask where the law gives a term no last day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SetDueDay:
    due_on: date
