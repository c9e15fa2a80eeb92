"""The desk of support: who may look at a case, what may be done with it, and what waits for whom."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.support.app.deeds import deeds
from services.support.app.folder import Folder, opened, places_of
from services.support.app.known import agencies, known_in
from services.support.app.sealed import sealed_in
from services.support.domain.benefits import reservations
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT
from services.support.domain.case import CASE
from services.support.domain.case_events import ReferralOffered
from services.support.domain.handing_on.commands import OfferLead
from services.support.domain.handing_on.handing import can_lead
from services.support.domain.handing_on.request import REQUEST
from services.support.domain.words import Stage
from services.support.domain.work import WORK
from services.support.domain.work_commands import DeclineReferral, ReturnReferral
from services.support.projections import QueueLine
from shared import difficulties
from shared.access import Way
from shared.desk import Deed, Desk, Opened, SealedParts
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject, Verdict
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.views import Kept, Shelf
from shared.web.cases import CASE as A_CASE
from shared.web.cases import Look, Offer, Values, offers
from shared.web.words import Words

__all__ = ["Folder", "Support", "deeds"]
DAY_OF_ANSWER = {DeclineReferral: "declined_on", ReturnReferral: "returned_on"}
READ, LIST, PRINT = "support.case.read", "support.case.list", "support.papers.print"


class Support:
    """The app of support: what its doors ask for (`shared.web.deeds.Cases`)."""

    about = A_CASE
    opening: Deed | None = None
    seeker: Seeker | None = None

    def __init__(
        self, desk: Desk, agency: AgencyId, lines: Shelf[Entry, QueueLine] | Kept[Entry, QueueLine], words: Words
    ) -> None:
        self.desk, self.agency, self.words = desk, agency, words
        self._lines = lines

    def look(self, actor: Actor, case: UUID) -> Look:
        """The open part of a case. Raises `LookupError` when nothing is known of it here, `NotPermitted`."""
        folder, version, entries = opened(self.desk.ledger, case)
        if folder.is_empty:
            raise LookupError(str(case))
        self._must_read(actor, folder)
        stage = places_of(self.agency, folder, self.desk.today())[0].stage
        return Look(case, folder.code, stage, version, folder, self._offers(actor, folder), entries)

    def place(self, file: Folder) -> Subject:
        return places_of(self.agency, file, self.desk.today())[0]

    def open(self, actor: Actor, case: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections in clear; the reading is recorded first."""
        folder = self.look(actor, case).file
        return self.desk.open(
            actor, case, self.place(folder), sealed_in(folder, self.desk.today()), sections, way
        ).sections

    def sections(self, actor: Actor, folder: Folder) -> dict[Code, bool]:
        """The sections that hold something here, and whether this actor may open them."""
        return self.desk.sections(actor, self.place(folder), sealed_in(folder, self.desk.today()))

    def may_print(self, actor: Actor, folder: Folder) -> bool:
        """Is there anything of benefits here, and is its paper this actor's to print?"""
        return (
            bool(folder.applied or folder.orders)
            and self.desk.rights.judge(actor, PRINT, self._counter(folder)).allowed
        )

    def print(self, actor: Actor, case: UUID, sealed: SealedParts, paper: Code) -> Opened:
        """For this paper on a benefit: of what is sealed and would stand on it, what this actor may read, and the entry that
        records the printing."""
        counter = self._counter(self.look(actor, case).file)
        self.desk.rights.must(actor, PRINT, counter)
        return self.desk.print(actor, case, counter, sealed, tuple(sealed), paper)

    def in_the_way(self, folder: Folder) -> Mapping[UUID, frozenset[UUID]]:
        """By application, the other cases of hers whose application for the same benefit has to be looked at too."""
        claims = [each for each in (folder.lead.claims if folder.lead else ()) if each.must_be_looked_at]
        if not claims:
            return {}
        held: reservations.Register = self.desk.ledger.now(reservations.RESERVATIONS, reservations.REGISTER).state
        others = {each.id: each.doubles | ({each.held_back.held_by} if each.held_back else set()) for each in claims}
        return {one: frozenset(held.held[each].case for each in of if each in held.held) for one, of in others.items()}

    def arrived(self, seen: Look) -> frozenset[UUID]:
        """The referrals of this case that have come to the agency they were sent to: its ledger has receipted them."""
        sent = {
            entry.position: entry.fact.referral for entry in seen.entries if isinstance(entry.fact, ReferralOffered)
        }
        come = self.desk.ledger.store.received(sent) if sent else ()
        return frozenset(sent[position] for position in come)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, QueueLine]:
        """The cases this person may list, by id; with `stage` those whose file or work stands there."""
        self.desk.rights.must(actor, LIST, Subject(self.agency, actor.unit, Stage.NONE))
        found = self._lines.where() if stage is None else self._lines.where(stage=stage) | self._lines.where(work=stage)
        return {case: line for case, line in found.items() if self._may_list(actor, line)}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        """Every field of support is filled in by a person, but the unit of the officer who raises a difficulty, who hands
        a file on, and the day of a refusal or a return: it is said now."""
        if deed.command is OfferLead:
            return {"giver": self.agency}
        day = DAY_OF_ANSWER.get(deed.command)
        if deed.apart:
            return difficulties.added(actor, self.desk.today())
        return {day: self.desk.today().isoformat()} if day else {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002
        """Nothing is taken over from other files."""
        return command

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        """What stands in a form already: today, what can be meant, and what was written last."""
        if deed.command is OfferLead:
            return {
                "offered_on": self.desk.today(),
                "agency": agencies(can_lead(self.desk.law(), self.agency), self.desk.law()),
            }
        return known_in(deed.command, file, self.desk.law(), self.desk.today(), self.words)

    def _offers(self, actor: Actor, folder: Folder) -> tuple[Offer, ...]:
        """What can be done with each part that is held, then what is kept apart from the case."""
        parts: tuple[tuple[AnyDecider, Any], ...] = (
            (CASE, folder.lead), (WORK, folder.asked), (APPLICATION, folder.applied), (PAYMENT, folder.orders),
            (REQUEST, folder.request),
        )  # fmt: skip
        deeds = self.desk.deeds.values()
        on_parts = [
            offer
            for decider, state in parts
            if state
            for offer in offers(self.desk, actor, [deed for deed in deeds if deed.decider is decider], state)
        ]
        on_parts = [self._to_somebody(each) for each in on_parts]
        return (*on_parts, *offers(self.desk, actor, [deed for deed in deeds if deed.apart], folder))

    def _to_somebody(self, offer: Offer) -> Offer:
        """Where nobody else may lead, a file is handed on to nobody: the deed stays visible, with the reason."""
        if offer.deed.command is not OfferLead or not offer.verdict.allowed or can_lead(self.desk.law(), self.agency):
            return offer
        return offer._replace(verdict=Verdict(False, "handing_on.nobody_else"))

    def _counter(self, folder: Folder) -> Subject:
        """Where applications and money to be paid lie: after the lead's file and what we were asked for."""
        return places_of(self.agency, folder, self.desk.today())[-1]

    def _must_read(self, actor: Actor, folder: Folder) -> None:
        """Whoever may read the lead's file, or what the agency was asked, may look."""
        places = places_of(self.agency, folder, self.desk.today())
        verdicts = [self.desk.rights.judge(actor, READ, place) for place in places]
        if not any(verdict.allowed for verdict in verdicts):
            raise NotPermitted(verdicts[0].rule, f"{READ} at stage {places[0].stage}")

    def _may_list(self, actor: Actor, line: QueueLine) -> bool:
        stage = line.work if line.stage is Stage.NONE else line.stage
        return self.desk.rights.judge(actor, LIST, Subject(self.agency, line.unit, stage)).allowed
