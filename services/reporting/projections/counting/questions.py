"""All that can be asked. A new question, or a new version of one, is a file beside these, its test, and its line here: it is then
counted over all that was heard beside the others (`building.py`), and can be asked for on the page by itself."""

from typing import Any

from services.reporting.projections.counting.cases import CASES
from services.reporting.projections.counting.days import DAYS
from services.reporting.projections.counting.deliveries import DELIVERIES
from services.reporting.projections.counting.money import MONEY
from services.reporting.projections.counting.persons import PEOPLE
from services.reporting.projections.counting.question import Question
from services.reporting.projections.counting.terms import TERMS

QUESTIONS: tuple[Question[Any], ...] = (PEOPLE, CASES, DELIVERIES, TERMS, MONEY, DAYS)
