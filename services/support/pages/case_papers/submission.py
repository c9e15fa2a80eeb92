"""Tờ trình: an application laid before whoever decides, with the facts of the file, the rules asked, and what is proposed.

It can be printed as soon as the file has arrived, with its boxes open to the pen: it is signed and numbered first, and only
then the appraisal is written down under its number. No amount is ever put in by the machine.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.support.domain.benefits.claim_events import ApplicationAppraised
from services.support.domain.benefits.claims import Claim
from services.support.domain.entitlement import Entitlement
from services.support.pages.case_papers.about import OfClaim, Told, desk_of, named, who
from services.support.pages.case_papers.known_then import conditions, owed_then, readings
from shared.desk import SealedParts
from shared.kernel.words import Code
from shared.papers import Fact, Signature, Submission, Tick
from shared.web.cases import Look
from shared.web.office import Office, cited
from shared.web.pages import money, small, vn_date
from shared.web.words import say

DECISION_TERM = "benefit_decision"
"""How long whoever decides may take: nobody found a text that says it, so there is no day."""


def waits_for(of: OfClaim) -> Code | None:
    return None if of.claim.arrived else "paper.not_arrived"


def appraised_on(of: OfClaim) -> date | None:
    """An appraisal is shown under the law of its day."""
    return of.claim.appraised.appraised_on if of.claim.appraised else None


def sealed(of: OfClaim) -> SealedParts:
    """Her name, and what the appraising officer wrote beside the appraisal."""
    return {"identity": who(of.file), "note": {"opinion": of.claim.appraised.note if of.claim.appraised else None}}


def fill(of: OfClaim, seen: Look, told: Told, office: Office) -> Submission:
    proposed, words = of.claim.appraised, office.words
    owed = owed_then(of.claim, seen.entries, proposed, office.law)
    number = proposed.number if proposed else words["submission.number"]
    return Submission(
        replace(office.head, number=number), subject(of.claim, office), decider(of.claim, office),
        tuple(cited(office.law, each) for each in owed.benefit.legal_basis),
        words["submission.opening"].format(us=office.head.agency),
        tuple(_facts(of, office)), conditions(owed, office), _boxes(proposed, office), words["submission.closing"],
        name=named(told, "name"), birth=named(told, "birth"),
        opinion=told.get("note", {}).get("opinion"),
        remarks=(*readings(owed, office), *_remarks(of.claim, owed, office)),
        copies_to=(words["paper.as_above"],), signature=Signature((words["paper.head_of_office"],)),
        amount=money(proposed.amount) if proposed and proposed.amount else None,
        resolution=resolution(proposed, office), reason=reason(proposed.reason if proposed else None, office),
        granting=proposed is None or proposed.proposes, refusing=proposed is None or not proposed.proposes,
    )  # fmt: skip


def subject(claim: Claim, office: Office) -> str:
    return office.words["submission.subject"].format(benefit=small(office.law.called("benefits", claim.benefit)))


def decider(claim: Claim, office: Office) -> str:
    """Who decides on this benefit, by the profile."""
    return office.law.called("deciders", office.law.benefits[claim.benefit].decides)


def resolution(proposed: ApplicationAppraised | None, office: Office) -> str | None:
    if proposed is None or proposed.resolution is None:
        return None
    return office.words["paper.number_and_day"].format(
        number=proposed.resolution, dated=vn_date(proposed.resolution_on)
    )


def reason(code: Code | None, office: Office) -> str | None:
    return office.law.called("refusal_reasons", code) if code else None


def _facts(of: OfClaim, office: Office) -> Iterator[Fact]:
    """From the file: nothing of what happened to her."""
    words, claim, status = office.words, of.claim, of.file.status
    arrived = claim.arrived
    assert arrived is not None
    sent = words["paper.number_and_day"].format(number=arrived.number, dated=vn_date(arrived.sent_on))
    yield Fact(words["submission.code"], of.file.opened.code if of.file.opened else None)
    victim = status if status and status.status == "victim" else None
    yield Fact(words["submission.identified"], vn_date(victim.decided_on) if victim else None)
    proof = victim.proof_type if victim else None
    yield Fact(words["submission.proof"], office.law.called("proof_types", proof) if proof else None)
    yield Fact(words["submission.one_stop"], f"{arrived.one_stop_code}, {desk_of(claim, of.file, office)}")
    yield Fact(words["submission.applied_on"], vn_date(arrived.applied_on))
    yield Fact(words["submission.sent"], sent)


def _boxes(proposed: ApplicationAppraised | None, office: Office) -> tuple[Tick, ...]:
    """One is ticked once the appraisal is written down."""
    granting = proposed.proposes if proposed else None
    return (
        Tick(office.words["submission.grant"], granting is True),
        Tick(office.words["submission.refuse"], granting is False),
    )


def _remarks(claim: Claim, owed: Entitlement, office: Office) -> Iterator[str]:
    """What the person who signs has to look at."""
    if claim.arrived and claim.arrived.late:
        yield office.words["submission.late"]
    yield from (say(office.words, each) for each in claim.guided.warnings)
    amount = owed.benefit.amount
    if amount and amount.payable is None:
        yield office.words["submission.amount_not_known"]
    if office.law.due(DECISION_TERM, office.today) is None:
        yield office.words["submission.no_term"]
