"""When one time of a service can be written down, and what all of them come to when it is finished."""

from collections.abc import Sequence
from datetime import date

from services.support.domain.case_events import ReferralOffered
from services.support.domain.services.counted import is_singular, keeps_own_notes, must_be_somewhere, must_count
from services.support.domain.services.parts import GivePart, LearnPart, PartGiven, PartWasGiven
from services.support.domain.words import ReferralStage
from shared.kernel.checks import must_follow
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

FINISHED = frozenset({ReferralStage.DELIVERED, ReferralStage.NOT_DELIVERED, ReferralStage.ENDED})
Part = PartGiven | PartWasGiven


def give(
    command: GivePart, service: Code, offered_on: date, stage: ReferralStage, earlier: Sequence[PartGiven], law: Law
) -> list[PartGiven]:
    """The same time said twice is one. Raises `Refused`: not accepted, finished already, before the request, or counted in a
    way this service is not."""
    part = PartGiven(service=service, **vars(command))
    if part in earlier:
        return []
    must_be_under_way(stage)
    must_follow(command.given_on, offered_on, "service.given_before_offer")
    must_count(service, command.quantity, law)
    must_be_somewhere(command.place, law)
    if command.own_notes is not None and not keeps_own_notes(service, law):
        raise Refused("service.no_own_notes", f"of {service} nobody keeps notes of their own")
    return [part]


def learn(command: LearnPart, offered: ReferralOffered, earlier: Sequence[PartWasGiven]) -> list[PartWasGiven]:
    """What the agency told is kept: it happened. Only whoever was asked can tell it."""
    if command.teller != offered.inbox:
        raise Refused("answer.not_from_whom_we_asked", "another agency was asked for this")
    told = {name: value for name, value in vars(command).items() if name != "teller"}
    part = PartWasGiven(service=offered.service, agency=offered.agency, **told)
    return [] if part in earlier else [part]


def must_be_under_way(stage: ReferralStage) -> None:
    """A service is given between the day it was accepted and the day it was finished."""
    if stage in FINISHED:
        raise Refused("service.finished", f"the service stands at `{stage}`")
    if stage is not ReferralStage.ACCEPTED:
        raise Refused("service.not_accepted", f"the referral stands at `{stage}`")


def given_so_far(service: Code, parts: Sequence[Part], law: Law) -> int:
    """What the parts come to: of a service of which there is one, one."""
    return min(1, len(parts)) if is_singular(service, law) else sum(part.quantity for part in parts)


def total(service: Code, said: int | None, parts: Sequence[Part], law: Law) -> int:
    """How much was given in all: what the officer says, or what the parts come to. 0: nobody said."""
    if said is not None:
        return said
    return 1 if is_singular(service, law) else given_so_far(service, parts, law)


def must_cover(service: Code, quantity: int, on: date, parts: Sequence[Part], law: Law) -> None:
    """A service is not finished before its last part, and all of it is no less than its parts."""
    must_follow(on, max((part.given_on for part in parts), default=None), "service.delivered_before_part")
    if quantity < (so_far := given_so_far(service, parts, law)):
        raise Refused("service.less_than_given", f"{so_far} are written down already")
