"""A referral as both sides see it: how far it is, who can be asked for what, and what may travel along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID, uuid5

from services.support.domain.case_commands import LearnAnswer, OfferReferral, RecordLetterAnswer
from services.support.domain.case_events import (
    Answered,
    DeliveryConfirmed,
    DeliveryFailed,
    ReferralCameBack,
    ReferralOffered,
    ReferralWasAccepted,
    ReferralWasDeclined,
)
from services.support.domain.checks import must_provide
from services.support.domain.granted import ReferralProlonged, must_run, stage_on
from services.support.domain.handing_on.events import AnswerPassedOn, EarlierReferral
from services.support.domain.services.counted import must_be_its_own, must_be_somewhere, must_count
from services.support.domain.services.parts import PartWasGiven
from services.support.domain.words import OPEN_STAGES, Answer, Disclosure, ReferralStage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import CaseId, Code, Source

FIRST_EXAMINATION = "first_examination"
"""The service, and the power of the agency that gives it: at the reception point, before any verification."""
LEGAL_DUTY, CONSENT = "legal_duty", "consent"
ANSWER_TERM = "referral_answer"
EXAMINE = "examine"


AFTER_ACCEPTANCE = frozenset({Answer.DELIVERED, Answer.NOT_DELIVERED})


@dataclass(frozen=True)
class Referral:
    """A referral as the lead knows it. `via` is the lead before, which asked and passes on what is answered (`passed_on`)."""

    offered: ReferralOffered
    stage: ReferralStage = ReferralStage.OFFERED
    answer: Answered | None = None
    parts: tuple[PartWasGiven, ...] = ()
    begins_on: date | None = None
    prolonged: ReferralProlonged | None = None
    via: Source | None = None
    passed_on: AnswerPassedOn | None = None

    @property
    def id(self) -> UUID:
        return self.offered.referral

    @property
    def until(self) -> date | None:
        """The last day of what was granted, as set last."""
        return self.prolonged.until if self.prolonged else self.offered.until

    def stage_on(self, day: date) -> ReferralStage:
        return stage_on(self.stage, self.until, day)

    def open_on(self, day: date) -> bool:
        """Does the agency have to answer, or to do something, on this day?"""
        return self.stage_on(day) in OPEN_STAGES

    def must_take_by_letter(self, told: RecordLetterAnswer, law: Law) -> None:
        """Refused unless the agency answers by letter, and this answer can follow what it said before and be true."""
        answer, on = told.answer, told.answered_on
        if self.offered.inbox is not None:
            raise Refused("answer.not_by_letter", "this agency answers for itself")
        taken = self.stage is ReferralStage.ACCEPTED
        if self.stage not in OPEN_STAGES or (taken and answer not in AFTER_ACCEPTANCE):
            raise Refused("answer.already_given", f"the referral stands at `{self.stage}`")
        must_follow(on, self.offered.offered_on, "answer.before_offer")
        must_follow(told.begins_on, self.offered.offered_on, "service.begins_before_offer")
        must_run(self.stage, self.until, on)
        self._must_be_delivered(told, law)

    def _must_be_delivered(self, told: RecordLetterAnswer, law: Law) -> None:
        """A letter says what it says: how the service ended may be missing, but is never that of another service."""
        if told.answer is Answer.DELIVERED:
            must_count(self.offered.service, told.quantity, law)
            must_be_somewhere(told.place, law)
            must_be_its_own(self.offered.service, told.outcome, law)

    def answered(self, answer: Answered | ReferralProlonged) -> "Referral":
        if isinstance(answer, ReferralProlonged):
            return replace(self, prolonged=answer)
        begins_on = answer.begins_on if isinstance(answer, ReferralWasAccepted) else self.begins_on
        return replace(self, stage=STAGE_AFTER[type(answer)], answer=answer, begins_on=begins_on)

    def with_part(self, part: PartWasGiven) -> "Referral":
        return replace(self, parts=(*self.parts, part))

    def passed_on_answer(self, answer: AnswerPassedOn) -> "Referral":
        return replace(self, stage=ReferralStage(answer.stage), passed_on=answer)

    def ended(self, day: date) -> "Referral":
        """The case was closed on this day; what had expired before stays so."""
        return replace(self, stage=ReferralStage.ENDED) if self.open_on(day) else self


STAGE_AFTER: Mapping[type, ReferralStage] = {
    ReferralWasAccepted: ReferralStage.ACCEPTED,
    ReferralWasDeclined: ReferralStage.DECLINED,
    ReferralCameBack: ReferralStage.RETURNED,
    DeliveryConfirmed: ReferralStage.DELIVERED,
    DeliveryFailed: ReferralStage.NOT_DELIVERED,
}


def taken_over(each: EarlierReferral, came_from: Source) -> Referral:
    """A referral of the lead before, as the next one keeps it."""
    offered = ReferralOffered(
        each.referral, each.service, each.agency, each.inbox, each.offered_on, each.sections, CONSENT,
        regime=each.regime, answer_by=each.answer_by, until=each.until,
    )  # fmt: skip
    return Referral(offered, ReferralStage(each.stage), via=came_from)


def referral_id(case: CaseId, number: int) -> UUID:
    """The id of the case's `number`-th referral, the same for everybody who counts."""
    return uuid5(case, f"referral/{number}")


def first_examination(case: CaseId, received_on: date, law: Law) -> list[ReferralOffered]:
    """The first health examination is asked for with the reception. Where its holder has no instance, an officer sends
    the letter, so nothing is offered yet."""
    holder = law.holder(FIRST_EXAMINATION)
    inbox = law.inbox("support", holder.id) if holder else None
    if holder is None or inbox is None:
        return []
    return [
        ReferralOffered(
            referral=referral_id(case, 1),
            service=FIRST_EXAMINATION,
            agency=holder.id,
            inbox=inbox,
            offered_on=received_on,
            sections=tuple(Disclosure),
            basis=LEGAL_DUTY,
            purpose=EXAMINE,
            answer_by=law.due(ANSWER_TERM, received_on),
        )
    ]


def offer(command: OfferReferral, number: UUID, warnings: tuple[Code, ...], law: Law) -> ReferralOffered:
    """The referral as it goes out, or why it cannot. Whoever asks sets the day of the answer, where the law has none."""
    must_provide(law, command.service, command.agency)
    inbox = law.inbox("support", command.agency)
    if inbox is None and (command.letter is None or command.letter_on is None):
        raise Refused("referral.letter_missing", "this agency has no instance: number and day of the letter are needed")
    if (command.sections or command.note) and not command.she_agrees:
        raise Refused("referral.disclosure_without_consent", "nothing of her file goes along unless she agrees")
    must_follow(command.answer_by, command.offered_on, "referral.answer_before_offer")
    must_know(law, "referral_purposes", command.purpose)
    answer_by = command.answer_by or law.due(ANSWER_TERM, command.offered_on)
    if command.sections and command.until is None:
        raise Refused("referral.until_missing", "a person says until when what goes along may be read")
    must_follow(command.until, max(filter(None, (answer_by, command.offered_on))), "referral.until_before_answer")
    return ReferralOffered(
        referral=number, service=command.service, agency=command.agency, inbox=inbox, offered_on=command.offered_on,
        sections=command.sections, basis=CONSENT, regime=command.regime,
        answer_by=answer_by, letter=command.letter, letter_on=command.letter_on, warnings=warnings, note=command.note,
        purpose=command.purpose, until=command.until,
    )  # fmt: skip


def answer_to(referral: Referral, told: LearnAnswer) -> Answered:
    """The agency's answer as the lead keeps it."""
    about, letter = referral.offered, (told.letter, told.letter_on)
    match told.answer:
        case Answer.ACCEPTED:
            return ReferralWasAccepted(referral.id, _day(told), *letter, told.begins_on)
        case Answer.DECLINED:
            return ReferralWasDeclined(referral.id, _reason(told), told.note, *letter, told.answered_on)
        case Answer.RETURNED:
            return ReferralCameBack(referral.id, _reason(told), told.note, *letter, told.answered_on)
        case Answer.DELIVERED:
            return DeliveryConfirmed(
                referral.id, about.service, about.agency, about.regime,
                _day(told), told.quantity, told.confirmed_by_person, told.note, *letter, told.place, told.outcome,
            )  # fmt: skip
        case Answer.NOT_DELIVERED:
            return DeliveryFailed(referral.id, _reason(told), *letter)
        case _:
            assert_never(told.answer)


def _day(told: LearnAnswer) -> date:
    if told.answered_on is None:
        raise Refused("answer.day_missing", f"an answer `{told.answer}` needs its day")
    return told.answered_on


def _reason(told: LearnAnswer) -> Code:
    if told.reason is None:
        raise Refused("answer.reason_missing", f"an answer `{told.answer}` needs its reason")
    return told.reason
