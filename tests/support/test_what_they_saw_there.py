"""What lay before whoever decided, in support: with the submission that was laid before the signer, for the agency that is asked,
and for the plan's own work, where nobody is read about."""

import hashlib
import re
from typing import Any
from uuid import uuid4

import pytest

from shared.seeing import PaperMade
from shared.testing import entries
from tests.support.office import CASE_ID, Office
from tests.support.paper_lives import Desks, sent
from tests.support.printed import submission
from tests.support.test_benefit_pages import FIRST
from tests.support.test_pages import PAGE
from tests.web.doors import LAN


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the form carries no {name}"
    return found[1]


def decision(office: Office) -> Any:
    return [entry for entry in entries(office.ledger) if entry.body.saw][-1]


@pytest.mark.slow  # sets a paper
def test_the_submission_laid_before_the_signer_is_named_by_the_decision_and_opens_again() -> None:
    """Given the submission as it was printed, when the appraisal is written down from its form, then it names that very PDF."""
    desks = Desks()
    sent(desks, "initial_allowance", FIRST, 12)
    lan = desks.lan()
    printed = lan.get(submission())
    assert printed.status_code == 200, printed.text[:500]
    form = lan.get(f"{PAGE}/benefit-appraisal").text
    lan.post(
        f"{PAGE}/benefit-appraisal",
        data={
            "csrf": LAN.csrf, "command_id": str(uuid4()), "saw": hidden(form, "saw"), "version": hidden(form, "version"),
            "application": str(FIRST), "appraised_on": "30/06/2023", "number": "31/TTr-LĐTBXH", "proposes": "true",
            "amount": "3000000", "resolution": "12/NQ-HĐND", "resolution_on": "10/07/2020", "step": "send",
        },
    )  # fmt: skip
    appraised = decision(desks.lead)
    assert appraised.name.endswith("ApplicationAppraised")
    assert appraised.body.saw.papers == (hashlib.sha256(printed.content).hexdigest(),)
    shown = lan.get(f"{PAGE}/saw/{appraised.position}").text
    assert "✓ khớp" in shown
    opened = lan.get(f"{PAGE}/files/{appraised.body.saw.papers[0]}")
    assert opened.status_code == 200, re.sub(r"(<[^>]+>|\s)+", " ", opened.text)[-500:]
    assert opened.content == printed.content
    made = [entry.fact for entry in entries(desks.lead.ledger) if isinstance(entry.fact, PaperMade)]
    assert [each.paper for each in made] == ["to_trinh"]


def test_all_parts_of_a_case_are_seen_together() -> None:
    """The agency that was asked decides on its referral; its view names the work, and the lead's file is no part of it."""
    desks = Desks()
    sent(desks, "initial_allowance", FIRST, 12)
    nhung = desks.nhung()
    looked = nhung.get(f"/api{PAGE}")
    assert int(looked.headers["Trove-Saw"]) > 0
    saw, _ = desks.communes.support.desk.seeing.pin(CASE_ID, desks.communes.ledger.store.last(), "nobody", None)
    again, _ = desks.communes.support.desk.seeing.pin(CASE_ID, desks.communes.ledger.store.last(), "nobody", None)
    assert saw == again
