"""Handing a support file on: who is asked to lead, who said yes, and what was sent to another place. Rules and state."""

from dataclasses import dataclass, replace
from datetime import date

from services.support.domain.handing_on.commands import OfferLead, RecordElsewhereReceived, SendElsewhere
from services.support.domain.handing_on.events import (
    LeadCameBack,
    LeadOffered,
    LeadWasTaken,
    ReceivedElsewhere,
    SentElsewhere,
)
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Source

MAY_LEAD = "may_lead"
"""The power of an agency that may lead the support of a case."""
MOVED = "moved_away"
"""The reason for which a file is closed once another place has taken her on (list `closing_reasons`)."""


@dataclass(frozen=True)
class Handing:
    """How far it is: `offered` waits for an answer, `taken` says who leads now, `came_back` why an agency did not take it;
    `elsewhere` is the last letter to another place, `received` its answer."""

    offered: LeadOffered | None = None
    taken: LeadWasTaken | None = None
    came_back: LeadCameBack | None = None
    elsewhere: SentElsewhere | None = None
    received: ReceivedElsewhere | None = None

    @property
    def ask_again_on(self) -> date | None:
        """When the other place is asked again, while it has not answered."""
        return self.elsewhere.ask_again_on if self.elsewhere and not self.received else None


NOTHING_HANDED_ON = Handing()
Moved = LeadOffered | LeadWasTaken | LeadCameBack | SentElsewhere | ReceivedElsewhere


def after(handing: Handing, event: Moved) -> Handing:
    match event:
        case LeadOffered():
            return replace(handing, offered=event, came_back=None)
        case LeadWasTaken():
            return Handing(taken=event)
        case LeadCameBack():
            return replace(handing, offered=None, came_back=event)
        case SentElsewhere():
            return replace(handing, elsewhere=event, received=None)
        case ReceivedElsewhere():
            return replace(handing, received=event)


def can_lead(law: Law, giver: AgencyId) -> tuple[AgencyId, ...]:
    """The agencies that may lead, have an instance for it, and are not the one that leads."""
    return tuple(each for each in law.connected(MAY_LEAD, "support") if each != giver)


def offer_lead(command: OfferLead, handing: Handing, law: Law) -> list[LeadOffered]:
    must_know(law, "handing_reasons", command.reason)
    if command.agency not in can_lead(law, command.giver):
        raise Refused("handing_on.may_not_lead", f"{command.agency} does not hold the power {MAY_LEAD} here")
    if not command.she_agrees:
        raise Refused("handing_on.without_consent", "she is asked who leads her case")
    inbox = law.inbox("support", command.agency)
    assert inbox is not None
    offered = LeadOffered(
        command.agency, inbox, command.offered_on, command.reason, command.sections, command.note
    )  # fmt: skip
    if handing.offered == offered:
        return []
    if handing.offered:
        raise Refused("handing_on.already_offered", f"{handing.offered.agency} has not answered yet")
    return [offered]


def must_be_from(handing: Handing, teller: Source) -> LeadOffered:
    """Refused unless this agency was asked to lead and has not answered."""
    if handing.offered is None or handing.offered.inbox != teller:
        raise Refused("answer.not_from_whom_we_asked", "another agency, or nobody, was asked to lead")
    return handing.offered


def send_elsewhere(command: SendElsewhere, handing: Handing, law: Law) -> list[SentElsewhere]:
    must_know(law, "provinces", command.province)
    if not command.she_agrees:
        raise Refused("handing_on.without_consent", "nothing goes to another place unless she agrees")
    must_follow(command.ask_again_on, command.sent_on, "handing_on.asked_again_before")
    must_follow(command.sent_on, command.letter_on, "handing_on.sent_before_letter")
    sent = SentElsewhere(**{name: value for name, value in vars(command).items() if name != "she_agrees"})
    return [] if sent == handing.elsewhere else [sent]


def received_elsewhere(command: RecordElsewhereReceived, handing: Handing) -> list[ReceivedElsewhere]:
    received = ReceivedElsewhere(**vars(command))
    if received == handing.received:
        return []
    if handing.elsewhere is None or handing.received:
        raise Refused("handing_on.nothing_sent", "no letter to another place waits for an answer")
    must_follow(command.received_on, handing.elsewhere.sent_on, "handing_on.received_before_sent")
    return [received]
