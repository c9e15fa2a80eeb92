"""What stands in a form of support already: today, the referrals and applications that can be meant, what was written last."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.support.app.folder import Folder
from services.support.app.known_services import known_of_letters, known_of_tasks
from services.support.domain import case_commands as of_case
from services.support.domain import granted
from services.support.domain import work_commands as of_work
from services.support.domain.benefits import application_rules, claim_commands
from services.support.domain.benefits.claim_rules import PAYS
from services.support.domain.benefits.payment import Orders
from services.support.domain.case_events import ReferralOffered
from services.support.domain.entitlement import Standing, entitlements, person_of
from services.support.domain.file import File
from services.support.domain.following.commands import RecordDeath
from services.support.domain.following.words import COMPLETED, DECEASED, DeathPlace
from services.support.domain.stays.stay_commands import ExtendMeals
from services.support.domain.tasks import Work
from services.support.domain.words import SENT_BACK, ClaimStage, PlanItem, ReferralStage, Truth
from services.support.domain.work_events import ReferralReceived
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code
from shared.web.fields import Choice, Labelled
from shared.web.pages import vn_date
from shared.web.words import Words

DAYS_OF_DEEDS = (
    "assessed_on", "known_on", "chosen_on", "agreed_on", "offered_on", "prolonged_on", "on", "closed_on", "reopened_on",
    "accepted_on", "delivered_on", "given_on", "entered_on", "left_on", "extended_on", "guided_on", "returned_on",
    "appraised_on", "complained_on", "applied_on", "sent_on", "withdrawn_on", "taken_on", "received_on", "paid_on",
    "reviewed_on",
)  # fmt: skip
"""Most deeds are written down on the day they are done: the form begins with today."""
CLAIMS_FOR: Mapping[type, frozenset[ClaimStage]] = {
    claim_commands.ReturnApplication: frozenset({ClaimStage.ARRIVED}),
    claim_commands.AppraiseApplication: frozenset({ClaimStage.ARRIVED, ClaimStage.APPRAISED}),
    claim_commands.RecordBenefitDecision: frozenset({ClaimStage.APPRAISED}),
    claim_commands.StopPayment: frozenset({ClaimStage.GRANTED}),
    claim_commands.RecordComplaint: frozenset(ClaimStage),
}
"""Where an application stands when it can be meant in this form."""


def known_in(command: type[Any], file: Any, law: Law, today: date, words: Words) -> Mapping[str, Any]:
    """Values by field; `file` is the part of the folder the command is about, or the whole for what is kept apart."""
    if isinstance(file, Folder):
        return {"at_step": "referral" if file.asked else "needs"}
    known: dict[str, Any] = dict.fromkeys(DAYS_OF_DEEDS, today)
    match file:
        case Work():
            waiting = file.at(of_work.STAGE_BEFORE[command], granted.AS_KEPT)
            asked = _referrals([task.received for task in waiting], law)
            return known | known_of_tasks(command, waiting, law, words) | {"referral": asked}
        case application_rules.Applications():
            meant = file.at(*application_rules.STAGES_BEFORE[command])
            return known | {"application": _benefits(((each.id, each.expected.benefit) for each in meant), law)}
        case Orders():
            unpaid = [each for each in file.all if each.left]
            left = {"amount": unpaid[-1].left} if unpaid else {}
            return known | left | {"application": _benefits(((each.id, each.ordered.benefit) for each in unpaid), law)}
        case File():
            return {**known, **_of_lead(command, file, law, words, today)}
        case _:
            return known


def _of_lead(command: type[Any], file: File, law: Law, words: Words, today: date) -> Mapping[str, Any]:
    if command in CLAIMS_FOR:
        return _of_claim(command, file, law)
    if command is of_case.RecordLetterAnswer:
        by_letter = [each.offered for each in file.open_on(granted.AS_KEPT) if each.offered.inbox is None]
        return {"referral": _referrals(by_letter, law), **known_of_letters(by_letter, law, words)}
    if command is of_case.RecordCircumstances:
        person = person_of(file, law)
        return {"circumstances": dict.fromkeys(person.met, Truth.MET) | dict.fromkeys(person.not_met, Truth.NOT_MET)}
    if command is ExtendMeals and file.stays.paid_until:
        last = words["hint.meals_until"].format(last=vn_date(file.stays.paid_until))
        return {"until": Labelled(None, words["field.ExtendMeals.until"], last)}
    if command is of_case.ChooseReading:
        return {"reading": _readings(file, law)}
    if command is claim_commands.GuideToApply:
        return {"benefit": _applied_for(law), "unit": file.opened.unit if file.opened else None}
    if command is of_case.CloseCase:
        return {"reason": _closing_reasons(file, law)}
    if command is RecordDeath:
        return {"place": DeathPlace.FACILITY if file.stays.open else None}
    if command in (of_case.OfferReferral, granted.ProlongReferral):
        return _of_referral(command, file, law, today)
    return {**_of_visits(file), **_of_plan(command, file, today)}


def _of_referral(command: type[Any], file: File, law: Law, today: date) -> Mapping[str, Any]:
    """What is asked for, for what; or what was granted until a day and can run on."""
    if command is of_case.OfferReferral:
        purposes = law.lists.get("referral_purposes", {})
        return {"purpose": next(iter(purposes), None), **_of_plan(command, file, today)}
    running = [each for each in file.referrals if each.until and each.stage in granted.PROLONGED]
    return {"referral": _referrals([each.offered for each in running], law)}


def _closing_reasons(file: File, law: Law) -> Choice:
    """A reason that does not fit what is known says so before it is chosen."""
    areas, reasons = law.listed("reintegration_areas"), law.listed("closing_reasons")
    early = ", ".join(areas[area].vi for area in file.following.not_reached if area in areas)
    beside = {COMPLETED: f" (còn chưa ổn: {early})" if early else "", DECEASED: " (dùng “Ghi việc qua đời”)"}
    return Choice(tuple((code, item.vi + beside.get(code, "")) for code, item in reasons.items()))


def _of_visits(file: File) -> Mapping[str, Any]:
    """The way that was agreed, and of a new schedule its first day: the one that stands."""
    agreed, next_on = file.following.agreed, file.following.next_on
    return {"way": agreed.way if agreed else None, "first_on": next_on}


def _of_plan(command: type[Any], file: File, today: date) -> Mapping[str, Any]:
    if file.plan is None:
        return {}
    item = _next_of_plan(file, today) if command is of_case.OfferReferral else None
    next_ = (
        {"service": item.service, "agency": item.agency, "regime": item.regime, "answer_by": item.due_on}
        if item
        else {}
    )
    return {"items": file.plan.items, **next_}


def _next_of_plan(file: File, today: date) -> PlanItem | None:
    """The first line of the plan that nobody was asked for yet, or whose last answer was no, or none in time."""
    last = {each.offered.service: each.stage_on(today) for each in file.referrals}
    came_to_nothing = {*SENT_BACK, ReferralStage.NOT_DELIVERED}
    items = [item for item in file.plan.items if not item.declined] if file.plan else []
    return next((item for item in items if item.service not in last or last[item.service] in came_to_nothing), None)


def _of_claim(command: type[Any], file: File, law: Law) -> Mapping[str, Any]:
    """The applications that can be meant; a decision begins with what was proposed."""
    meant = [each for each in file.claims if each.stage in CLAIMS_FOR[command]]
    known: dict[str, Any] = {"application": _benefits(((each.id, each.benefit) for each in meant), law)}
    proposed = meant[-1].appraised if meant else None
    if command is not claim_commands.RecordBenefitDecision:
        return known
    said = {"granted": proposed.proposes, "amount": proposed.amount, "reason": proposed.reason} if proposed else {}
    return {**known, **said, "payer": agencies(law.connected(PAYS, "support"), law)}


def agencies(ids: Iterable[AgencyId], law: Law) -> Choice:
    """These agencies, by their names."""
    return Choice(tuple((each, law.agencies[each].vi) for each in ids))


def _applied_for(law: Law) -> Choice:
    """The benefits that are given on an application."""
    return Choice(tuple((code, each.vi) for code, each in law.benefits.items() if each.apply_within))


def _benefits(meant: Iterable[tuple[UUID, Code]], law: Law) -> Choice:
    named = [(str(number), law.called("benefits", benefit)) for number, benefit in meant]
    return Choice(tuple(named), named[-1][0] if named else "")


def _readings(file: File, law: Law) -> Choice:
    """The readings of what is still disputed for her; when nothing is, all of them."""
    found = entitlements(person_of(file, law), law)
    open_ = {d.conflict.code for e in found if e.standing is not Standing.NOT_OWED for d in e.disputes if not d.chosen}
    items = law.lists["readings"]
    offered = [item for item in items.values() if item.group in open_] or list(items.values())
    return Choice(tuple((item.code, f"{item.vi} ({'; '.join(item.legal_basis)})") for item in offered))


def _referrals(referrals: Sequence[ReferralOffered | ReferralReceived], law: Law) -> Choice:
    named = [
        (str(each.referral), f"{law.called('services', each.service)}, {vn_date(each.offered_on)}")
        for each in referrals
    ]
    return Choice(tuple(named), named[-1][0] if named else "")
