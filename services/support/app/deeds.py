"""Everything an officer of support can do: with a file of the lead, and with what the agency was asked for, applied for or
ordered to pay."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Any

from services.support.app.folder import (
    newest,
    place_of_application,
    place_of_file,
    place_of_order,
    place_of_request,
    place_of_task,
    places_of,
)
from services.support.domain import case_commands as of_case
from services.support.domain import granted
from services.support.domain import work_commands as of_work
from services.support.domain.benefits import application, application_rules, claim_commands, payment
from services.support.domain.case import CASE
from services.support.domain.difficulties.rules import DIFFICULTY
from services.support.domain.file import File
from services.support.domain.following import commands as of_following
from services.support.domain.handing_on import commands as handing
from services.support.domain.handing_on import request
from services.support.domain.services import parts
from services.support.domain.stays import stay_commands
from services.support.domain.tasks import Work
from services.support.domain.words import ReferralStage
from services.support.domain.work import WORK
from shared import difficulties
from shared.desk import Deed
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code


def deeds(agency: AgencyId) -> list[Deed]:
    def lead(name: Code, path: str, command: type[Any], day: str) -> Deed:
        return Deed(f"support.{name}", path, command, CASE, partial(_place_of_lead, agency), attrgetter(day))

    def asked(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        place = _place_of_task(agency, of_work.STAGE_BEFORE[command])
        return Deed(f"support.{name}", path, command, WORK, place, attrgetter(day) if day else lambda _: None)

    def to_lead(name: Code, path: str, command: type[Any], day: str) -> Deed:
        return Deed(
            f"support.{name}", path, command, request.REQUEST, partial(_place_of_request, agency), attrgetter(day)
        )

    def applied(name: Code, path: str, command: type[Any], day: str) -> Deed:
        place = place_of_application(agency, application_rules.STAGES_BEFORE[command])
        return Deed(f"support.{name}", path, command, application_rules.APPLICATION, place, attrgetter(day))

    pays = place_of_order(agency)
    return [
        lead("needs.assess", "needs", of_case.AssessNeeds, "assessed_on"),
        lead("circumstances.record", "circumstances", of_case.RecordCircumstances, "known_on"),
        lead("reading.choose", "reading", of_case.ChooseReading, "chosen_on"),
        lead("plan.agree", "plan", of_case.AgreePlan, "agreed_on"),
        lead("referral.offer", "referrals", of_case.OfferReferral, "offered_on"),
        lead("referral.prolong", "referral-prolonging", granted.ProlongReferral, "prolonged_on"),
        lead("referral.answer_by_letter", "referral-letter-answer", of_case.RecordLetterAnswer, "answered_on"),
        lead("benefit.guide", "benefit-guidance", claim_commands.GuideToApply, "guided_on"),
        lead("benefit.return", "benefit-return", claim_commands.ReturnApplication, "returned_on"),
        lead("benefit.appraise", "benefit-appraisal", claim_commands.AppraiseApplication, "appraised_on"),
        replace(
            lead("benefit.decide", "benefit-decision", claim_commands.RecordBenefitDecision, "dated"),
            judged_on=attrgetter("dated"),
        ),
        lead("benefit.stop", "benefit-stop", claim_commands.StopPayment, "dated"),
        lead("benefit.complain", "benefit-complaint", claim_commands.RecordComplaint, "complained_on"),
        lead("stay.enter", "stay", stay_commands.EnterFacility, "entered_on"),
        lead("stay.leave", "stay-leaving", stay_commands.LeaveFacility, "left_on"),
        lead("stay.extend_meals", "stay-meals", stay_commands.ExtendMeals, "extended_on"),
        lead("visits.agree", "visits", of_following.AgreeVisits, "agreed_on"),
        lead("follow_up.record", "follow-up", of_following.RecordFollowUp, "on"),
        lead("visit.miss", "missed-visit", of_following.RecordMissedVisit, "on"),
        lead("reintegration.review", "reintegration", of_following.ReviewReintegration, "reviewed_on"),
        lead("death.record", "death", of_following.RecordDeath, "died_on"),
        lead("lead.offer", "lead-offer", handing.OfferLead, "offered_on"),
        lead("elsewhere.send", "elsewhere", handing.SendElsewhere, "sent_on"),
        lead("elsewhere.received", "elsewhere-received", handing.RecordElsewhereReceived, "received_on"),
        to_lead("lead.take_over", "lead-taking", request.TakeOverLead, "taken_on"),
        to_lead("lead.return", "lead-return", request.ReturnLead, "returned_on"),
        lead("case.close", "closure", of_case.CloseCase, "closed_on"),
        lead("case.reopen", "reopening", of_case.ReopenCase, "reopened_on"),
        asked("referral.accept", "referral-acceptance", of_work.AcceptReferral, "accepted_on"),
        asked("referral.decline", "referral-refusal", of_work.DeclineReferral),
        asked("referral.return", "referral-return", of_work.ReturnReferral),
        asked("service.give_part", "service-part", parts.GivePart, "given_on"),
        asked("service.deliver", "delivery", of_work.DeliverService, "delivered_on"),
        asked("service.not_delivered", "non-delivery", of_work.ReportNonDelivery),
        applied("application.record", "application", application.RecordApplication, "applied_on"),
        applied("application.send", "application-file", application.SendApplication, "sent_on"),
        applied("application.withdraw", "application-withdrawal", application.WithdrawApplication, "withdrawn_on"),
        Deed(
            "support.payment.record", "payment", payment.RecordPayment, payment.PAYMENT, pays, attrgetter("paid_on")
        ),
        difficulties.deed("support", agency, lambda folder: places_of(agency, folder, granted.AS_KEPT)[0], DIFFICULTY),
    ]  # fmt: skip


def _place_of_lead(agency: AgencyId, file: File, _command: Any, _actor: Actor) -> Subject:
    return place_of_file(agency, file)


def _place_of_request(agency: AgencyId, asked: request.Request, _command: Any, _actor: Actor) -> Subject:
    return place_of_request(agency, asked)


def _place_of_task(agency: AgencyId, stage: ReferralStage) -> Callable[[Work, Any, Actor], Subject]:
    """Where the referral of the command stands, as it is kept; before there is a command, the newest that could be meant:
    what had expired too, since an answer given in time can be written down later."""

    def place(work: Work, command: Any, _: Actor) -> Subject:
        return place_of_task(agency, work.task(command.referral) if command else newest(work, stage, granted.AS_KEPT))

    return place
