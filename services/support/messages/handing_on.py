"""Who is told that a file is handed on: the agency that is asked to lead, the one that asked, and whoever works for her."""

from collections.abc import Iterable
from datetime import date
from typing import Any, assert_never

from services.support.domain import case_events as of_case
from services.support.domain.case_events import HandingEvent
from services.support.domain.file import File
from services.support.domain.handing_on import request
from services.support.domain.handing_on.events import (
    AnswerPassedOn,
    LeadCameBack,
    LeadOffered,
    LeadWasTaken,
    ReceivedElsewhere,
    ReferralsTakenOver,
    SentElsewhere,
)
from services.support.domain.handing_on.request import Request
from services.support.domain.referrals import CONSENT, Referral
from services.support.domain.words import Disclosure, Stage
from services.support.messages.grants import remark
from shared.contracts import support as told
from shared.contracts.handed import EarlierReferral, PlannedItem
from shared.kernel.tell import Grant, Happened, Tell
from shared.kernel.words import Code, Source

HANDING_ON = "handing_on"
"""The purpose of what is granted to whoever leads next (list `grant_purposes`)."""


def tell_of_handing(event: HandingEvent, file: File) -> list[Tell]:
    match event:
        case LeadOffered(_, inbox, offered_on, reason, _, note):
            opened = file.must_exist()
            message = told.LeadOffered(opened.code, opened.unit, offered_on, reason, note)
            return [Tell(inbox, message, remark(note, HANDING_ON))]
        case LeadWasTaken():
            return _handed_over(event, file)
        case AnswerPassedOn():
            return pass_on(event, file)
        case LeadCameBack() | ReferralsTakenOver():
            return []  # told to us
        case SentElsewhere() | ReceivedElsewhere():
            return []  # by letter
        case _:
            assert_never(event)


def _handed_over(taken: LeadWasTaken, file: File) -> list[Tell]:
    """The file to the one who leads now; to each agency that works for her, or has, who that is."""
    changed = told.LeadChanged(taken.agency, taken.taken_on)
    others = [Tell(inbox, changed) for inbox in sorted({inbox for inbox, _ in file.at_work} - {taken.inbox})]
    return [Tell(taken.inbox, _file(file), _grant(file)), *others]


def _granted(file: File) -> tuple[Code, ...]:
    """What she agreed to let go along, with the offer that was taken: it is the last one that was made."""
    return file.handing.taken.sections if file.handing.taken else ()


def _grant(file: File) -> Grant | None:
    sections = _granted(file)
    return Grant(sections, HANDING_ON, CONSENT) if sections else None


def _file(file: File) -> told.FileHandedOver:
    """Her status, her needs and circumstances, the plan, to whom she was sent, the risk as seen last; no note, no claim."""
    person, status, needs, plan, granted = file.must_exist(), file.status, file.needs, file.plan, _granted(file)
    identity, contact = Disclosure.IDENTITY in granted, Disclosure.CONTACT in granted
    return told.FileHandedOver(
        code=person.code, unit=person.unit, received_on=person.received_on, sex=person.sex, age_group=person.age_group,
        ethnicity=person.ethnicity, person_status=person.person_status, essential_needs=person.essential_needs,
        first_examination=person.first_examination, confidentiality=file.confidentiality,
        representative_suspected=file.representative_suspected, reachable=file.reachable,
        status=status.status if status else None, decided_on=status.decided_on if status else None,
        proof_type=status.proof_type if status else None,
        assessed_on=needs.assessed_on if needs else None, needs=needs.needs if needs else (),
        agreed_on=plan.agreed_on if plan else None,
        items=tuple(PlannedItem(**vars(item)) for item in plan.items) if plan else (),
        referrals=tuple(_earlier(each) for each in file.referrals), **_known(file),
        name=person.name if identity else None, birth=person.birth if identity else None,
        contact=person.contact if contact else None, safe_contact=file.safe_contact if contact else None,
        health=needs.health if needs and Disclosure.HEALTH in granted else None,
    )  # fmt: skip


def _known(file: File) -> dict[str, Any]:
    """Her circumstances, and what was seen at the last visit with the day that stands for the next one."""
    known, visit = file.circumstances, file.following.last
    circumstances = {"known_on": known.known_on, "met": known.met, "not_met": known.not_met} if known else {}
    seen = {"visited_on": visit.on, "risk": visit.risk, "signs": visit.signs} if visit else {}
    return {**circumstances, **seen, "next_visit_on": file.following.next_on}


def _earlier(each: Referral) -> EarlierReferral:
    of = each.offered
    return EarlierReferral(
        of.referral, of.service, of.agency, of.inbox, of.offered_on, each.stage, of.sections, of.regime, of.answer_by, each.until
    )  # fmt: skip


def pass_on(
    event: of_case.Answered | AnswerPassedOn | of_case.WishesLearned | of_case.StatusLearned, file: File
) -> list[Tell]:
    """What others tell the lead before goes on to whoever leads now; nothing while this one leads."""
    taken = file.handing.taken
    if taken is None or file.stage is not Stage.HANDED_ON:
        return []
    match event:
        case of_case.StatusLearned(status, decided_on, proof_type):
            return [Tell(taken.inbox, told.StatusPassedOn(status, decided_on, proof_type))]
        case of_case.WishesLearned():
            contact = event.safe_contact if "contact" in taken.sections else None
            wishes = told.WishesHandedOn(
                event.safety, event.confidentiality, event.representative_suspected, event.reachable, contact
            )  # fmt: skip
            return [Tell(taken.inbox, wishes, Grant(("contact",), HANDING_ON, CONSENT) if contact else None)]
        case _:
            return [_answer(event, file.referral(event.referral), taken.inbox)]


def _answer(event: of_case.Answered | AnswerPassedOn, referral: Referral, inbox: Source) -> Tell:
    note = getattr(event, "note", None)
    message = told.AnswerPassedOn(
        referral.id, referral.stage, _day(event), getattr(event, "reason", None), getattr(event, "quantity", 1), note
    )  # fmt: skip
    return Tell(inbox, message, remark(note, HANDING_ON))


def _day(event: of_case.Answered | AnswerPassedOn) -> date | None:
    days = (getattr(event, f"{how}_on", None) for how in ("answered", "accepted", "declined", "returned", "delivered"))
    return next((day for day in days if day), None)


def tell_of_request(happened: Happened, asked: Request) -> Iterable[Tell]:
    """Whoever asked us to lead hears what we say."""
    event: request.Event = happened.fact
    match event:
        case request.LeadAsked():
            return []  # told to us
        case request.LeadTaken(taken_on):
            return [Tell(_lead(asked), told.LeadTaken(taken_on))]
        case request.LeadReturned(returned_on, reason, note):
            return [Tell(_lead(asked), told.LeadReturned(reason, returned_on, note), remark(note, HANDING_ON))]
        case _:
            assert_never(event)


def _lead(asked: Request) -> Source:
    assert asked.asked is not None
    return asked.asked.lead
