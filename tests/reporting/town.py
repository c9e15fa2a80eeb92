"""A town in memory: real rules of intake and support under the real profile, and the journals their relays would tell.

Six made-up people: one identified and supported to the end, one not a victim, one who refuses the police, one who holds
a proof already, one still being verified, one whose notice lies unread.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from services.intake.domain import CASE as INTAKE
from services.intake.domain.asked import (
    AnswerVerification,
    AskVerification,
    RecordInitialInformation,
    RecordPoliceRefusal,
    RecordProof,
    RecordReception,
    RecordReport,
)
from services.intake.domain.person import PERSON, LinkCases, UnlinkCases, person_of_both
from services.intake.domain.words import Outcome, Wish
from services.intake.messages import tell as tell_of_intake
from services.intake.policies import POLICIES as OF_INTAKE
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.case_commands import AgreePlan, AssessNeeds, CloseCase, OfferReferral
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.referrals import referral_id
from services.support.domain.words import PlanItem, Risk
from services.support.domain.work import WORK
from services.support.domain.work_commands import AcceptReferral, DeclineReferral, DeliverService
from services.support.messages import tell_of_case, tell_of_work
from services.support.policies import POLICIES as OF_SUPPORT
from shared import access
from shared.access import OpenSections, Way
from shared.journal import JournalEntry
from shared.kafka.wire import Record, journal_record
from shared.kernel.codes import case_code
from shared.kernel.decider import AnyDecider
from shared.kernel.law import Law
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.kernel.when import When
from shared.kernel.words import AgeGroup, CaseId, Ethnicity, Sex
from shared.ledger import Ledger, TellRule
from shared.policy import Profile, load
from shared.testing import StillClock, deliver, identity, memory_ledger

VICTIM, NOT_VICTIM, REFUSING, PROVEN, WAITING, UNREAD = (
    CaseId(identity(name)) for name in ("victim", "not a victim", "refuses", "proven", "waiting", "unread")
)
NAME = "Nguyễn Thị Hư Cấu"
Tells = list[tuple[AnyDecider, TellRule]]
INTAKES, SUPPORTS = ("communes", "labour", "police"), ("labour", "health", "womens_union", "communes")
SOURCES = tuple([f"intake.{a}" for a in INTAKES] + [f"support.{a}" for a in SUPPORTS])


@cache
def profile() -> Profile:
    return load(Path(__file__).parents[2] / "deploy" / "profiles" / "huong-tra-2023")


def law() -> Law:
    return profile().law_on(date(2023, 5, 5))


def may(day: int) -> date:
    return date(2023, 5, day)


@dataclass
class Town:
    """What one instance tells another is delivered after every command; `silence` an instance and it hears nothing."""

    clock: StillClock = field(default_factory=StillClock)
    silent: set[str] = field(default_factory=set)
    ledgers: dict[str, Ledger] = field(init=False)
    _told: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        intake: Tells = [(INTAKE, tell_of_intake), (PERSON, nobody), (access.access("intake"), nobody)]
        support: Tells = [(SUPPORT, tell_of_case), (WORK, tell_of_work), (access.access("support"), nobody)]
        made = {"intake": (intake, OF_INTAKE), "support": (support, OF_SUPPORT)}
        self.ledgers = {
            source: memory_ledger(source, tells=tells, policies=policies, law=law(), clock=self.clock)
            for source in SOURCES
            for tells, policies in [made[source.partition(".")[0]]]
        }

    def on(
        self, day: date, source: str, decider: AnyDecider, case: UUID, *commands: Any, unit: str | None = None
    ) -> None:
        """An officer asks, one command after the other, and everybody hears what follows."""
        self.clock.set(day)
        ledger = self.ledgers[source]
        for command in commands:
            by = By(str(identity(source)), ledger.agency, unit, "officer")
            command_id = identity(f"{source} {ledger.store.last()} {type(command).__name__}")
            ledger.handle(decider, case, command, command_id=command_id, by=by, law=law(), when=When.day(day))
            self.settle()

    def settle(self) -> None:
        """Deliver until nobody has anything new to hear."""
        moved = True
        while moved:
            moved = False
            for sender in self.ledgers.values():
                for receiver in self.ledgers.values():
                    if receiver.source not in self.silent:
                        moved = self._deliver(sender, receiver) or moved

    def _deliver(self, sender: Ledger, receiver: Ledger) -> bool:
        pair, last = (sender.source, receiver.source), sender.store.last()
        since, self._told[pair] = self._told.get(pair, 0), last
        return bool(last > since and deliver(sender, receiver, since=since))

    def opened(self, day: date, source: str, case: UUID, *sections: str) -> None:
        """Somebody opens sealed sections of a file: the reading is an entry."""
        service = source.partition(".")[0]
        self.clock.set(day)
        self.ledgers[source].handle(
            access.access(service), case, OpenSections(sections, Way.VIEWED), command_id=identity(f"{case} {sections}"),
            by=By("officer", self.ledgers[source].agency), law=law(), when=When.day(day), stream=access.stream(case, day),
        )  # fmt: skip

    def records(self, source: str) -> list[Record]:
        return [journal_record(source, row) for row in self.ledgers[source].store.since(0, 10_000)]

    def journal(self, *sources: str) -> list[JournalEntry]:
        """The journals as a listener reads them from Kafka."""
        return [heard(record) for source in sources or SOURCES for record in self.records(source)]


def heard(record: Record) -> JournalEntry:
    return JournalEntry.from_record({name: value.encode() for name, value in record.headers.items()}, record.value)


COARSE: dict[str, Any] = {"sex": Sex.FEMALE, "age_group": AgeGroup.ADULT, "ethnicity": Ethnicity.KINH}


def report(case: UUID, day: date, **coarse: Any) -> RecordReport:
    described = COARSE | {"name": Sealed(NAME), "story": Sealed("Chuyện bịa")} | coarse
    return RecordReport(case_code(case), "communes", day, day, "person", "20035", **described)


def reception(day: date, **coarse: Any) -> RecordReception:
    return RecordReception(day, "citizen", True, **(COARSE | coarse), essential_needs=("meals",), name=Sealed(NAME))


def information(day: date, purpose: str) -> RecordInitialInformation:
    return RecordInitialInformation(day, (purpose,), purpose, "self_returned", True, "KH")


def ask(day: date) -> AskVerification:
    return AskVerification(day, told_her=True, her_wish=Wish.AGREES)


def until_informed(town: Town, case: UUID, purpose: str, **coarse: Any) -> None:
    town.on(may(5), "intake.communes", INTAKE, case, report(case, may(5), **coarse), unit="20035")
    town.on(may(6), "intake.labour", INTAKE, case, reception(may(6), **coarse), information(may(6), purpose))


def supported(town: Town) -> None:
    """Health accepts the first examination at once; the Women's Union declines, then a second offer is delivered."""
    first, second, third = (referral_id(VICTIM, n) for n in (1, 2, 3))
    town.on(may(6), "support.health", WORK, VICTIM, AcceptReferral(first, may(6)))
    town.on(
        may(7),
        "support.health",
        WORK,
        VICTIM,
        DeliverService(first, may(7), 1, confirmed_by_person=True, outcome="treated_here"),
    )
    town.on(may(23), "support.labour", SUPPORT, VICTIM, AssessNeeds(may(23), ("health", "loan")))
    plan = AgreePlan(may(23), (PlanItem("loan_advice", "womens_union"),), she_agrees=True)
    loan = OfferReferral("loan_advice", "womens_union", may(23), she_agrees=True, answer_by=may(29))
    town.on(may(23), "support.labour", SUPPORT, VICTIM, plan, loan)
    town.on(may(24), "support.womens_union", WORK, VICTIM, DeclineReferral(second, "no_capacity"))
    care = OfferReferral("treatment", "health", may(24), she_agrees=True, regime="MEDICAL")
    town.on(may(24), "support.labour", SUPPORT, VICTIM, care)
    town.on(may(25), "support.health", WORK, VICTIM, AcceptReferral(third, may(25)))
    town.on(
        may(26),
        "support.health",
        WORK,
        VICTIM,
        DeliverService(third, may(26), 2, confirmed_by_person=True, outcome="treated_here"),
    )
    followed = RecordFollowUp(may(27), Risk.LOW, date(2023, 6, 27))
    town.on(
        may(27), "support.labour", SUPPORT, VICTIM, followed, CloseCase(may(27), "completed", Sealed("thấy yên tâm"))
    )


def linked(town: Town, *, until: date) -> Town:
    """Two people are received on the sixth, and said to be one on the ninth; with a later day, on the tenth no more."""
    for case, purpose in ((VICTIM, "P06"), (PROVEN, "P09")):
        until_informed(town, case, purpose)
    person = person_of_both(VICTIM, PROVEN)
    town.on(may(9), "intake.labour", PERSON, person, LinkCases(VICTIM, PROVEN, "she_says_so"))
    if until > may(9):
        town.on(may(10), "intake.labour", PERSON, person, UnlinkCases(PROVEN, VICTIM, "other_person"))
    return town


@cache
def walked() -> Town:
    """All six ways. Not to be changed by who asks for it."""
    town = Town()
    until_informed(town, VICTIM, "P06")
    town.on(may(8), "intake.labour", INTAKE, VICTIM, ask(may(8)))
    town.on(
        may(22),
        "intake.police",
        INTAKE,
        VICTIM,
        AnswerVerification(Outcome.VICTIM, may(22), "34/CATX", "07/GXN", may(22)),
    )
    supported(town)
    until_informed(town, NOT_VICTIM, "P99", sex=Sex.MALE, age_group=AgeGroup.FROM_16_TO_17)
    town.on(may(8), "intake.labour", INTAKE, NOT_VICTIM, ask(may(8)))
    town.on(may(20), "intake.police", INTAKE, NOT_VICTIM, AnswerVerification(Outcome.NOT_VICTIM, may(20), "33/CATX"))
    until_informed(town, REFUSING, "P09")
    town.on(may(7), "intake.labour", INTAKE, REFUSING, RecordPoliceRefusal(may(7), "fear_of_reprisal"))
    until_informed(town, PROVEN, "P06", age_group=AgeGroup.UNDER_16)
    proof = RecordProof("FOREIGN_DOC_LEGALISED", "HP-1", may(1))
    town.on(may(7), "intake.labour", INTAKE, PROVEN, proof)
    until_informed(town, WAITING, "P11")
    town.on(may(8), "intake.labour", INTAKE, WAITING, ask(may(8)))
    town.opened(may(9), "intake.police", WAITING, "identity")
    town.silent.add("intake.labour")
    unread = replace(report(UNREAD, may(9)), sex=Sex.UNKNOWN)
    town.on(may(9), "intake.communes", INTAKE, UNREAD, unread, unit="20035")
    return town
