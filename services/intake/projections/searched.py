"""What a case is found by at this agency, and what of it the matcher is told."""

from services.intake.domain import CASE
from services.intake.domain.happened import VerificationAnswered, VictimIdentified
from shared.search.places import Searched

SEARCHED = Searched(
    CASE,
    {
        "name": "name", "birth": "birth", "contact": "phone", "safe_contact": "phone", "relatives": "phone",
        "representative_person": "phone", "number": "paper", "certificate": "paper", "answer": "paper", "answers": "paper",
        "code": "code",
    },
)  # fmt: skip
"""What a case is found by, wherever it was told: a field of that name in any of its events."""
DESCRIBED = (
    Searched(CASE, {"name": "name", "birth": "birth", "contact": "phone", "safe_contact": "phone"}),
    Searched(CASE, {"number": "paper"}, (VictimIdentified,)),
    Searched(CASE, {"certificate": "paper"}, (VerificationAnswered,)),
)
"""What the matcher is told of: her own names, years and telephones, and the papers that prove who she is. The number of a
letter may concern several persons, and a relative's telephone is not hers."""
