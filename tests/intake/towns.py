"""Three agencies' intake in memory, and what stands in their ledgers after ten people's ways through them."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from services.intake.domain import CASE
from services.intake.domain.asked import (
    ExtendVerification,
    GiveEssentialNeeds,
    RecordLetterAnswer,
    RecordPoliceRefusal,
    RecordProof,
    ReturnNotice,
    ReturnVerification,
    SendNoticeAgain,
    SetDueDay,
)
from services.intake.domain.matching import MATCHING, DescribePerson, LearnLink, LearnUnlink, SuspectDuplicate
from services.intake.domain.past import IMPORT, BeginImport, FinishImport, case_of, import_of
from services.intake.domain.person import PERSON, LinkCases, UnlinkCases, person_of_both
from services.intake.domain.report import REPORT
from services.intake.domain.words import Outcome
from services.intake.messages import tell, tell_matching
from services.intake.messages.reports import tell_report
from services.intake.policies import POLICIES
from shared import access
from shared.kernel.decider import AnyDecider
from shared.kernel.law import Law
from shared.kernel.likeness import Likeness, Strength
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.kernel.words import AgeGroup, Sex
from shared.ledger import Entry, Ledger, Loaded, TellRule
from shared.sealing.keys import KeysInMemory
from shared.testing import StillClock, deliver, entries, identity, memory_ledger, record
from tests.intake.samples import (
    ACCEPT,
    ANSWER,
    ANSWERED,
    ASK,
    ASK_BY_LETTER,
    ASK_PROTECTION,
    ASSESS_SAFETY,
    CASE_ID,
    CERTIFY,
    CHILD_CARE,
    CODE,
    CONSENT,
    CORRECT_FACTS,
    DECLINE_PROTECTION,
    END,
    END_PROTECTION,
    ENGAGE,
    FACTS,
    GRANT_PROTECTION,
    LAW,
    LETTER_IN,
    LETTER_OUT,
    LOST,
    MINOR,
    NAME,
    RECALL_NOTICE,
    RECALL_PROTECTION,
    RECALL_REQUEST,
    RECEIVED,
    RECORD_INFORMATION,
    RECORD_RECEPTION,
    RECORD_REPORT,
    REFUSE_PROTECTION,
    REGAINED,
    REOPEN,
    REPORTED,
    RESCUE,
    SIGNED,
    WRITTEN_ANSWER,
)

FINGERPRINT = f"sha256:{'ab' * 32}"
AGENCIES = ("communes", "labour", "police")
ACCESS = access.access("intake")
TELLS: list[tuple[AnyDecider, TellRule]] = [
    (CASE, tell), (REPORT, tell_report), (MATCHING, tell_matching), (PERSON, nobody), (ACCESS, nobody), (IMPORT, nobody),
]  # fmt: skip
BY_LETTER, REFUSING, PROVEN, UNRESOLVED, RECALLED, TOO_LATE, REOPENED, UNDATED, RESCUED, IN_DANGER = (
    identity(f"case {n}") for n in range(10)
)


def intake(agency: str, keys: KeysInMemory | None = None, law: Law = LAW) -> Ledger:
    return memory_ledger(
        f"intake.{agency}", tells=TELLS, policies=POLICIES, law=law, clock=StillClock(), keys=keys or KeysInMemory()
    )


@dataclass
class Town:
    """Commune, labour and police; what one tells another is delivered after every command, in order."""

    law: ClassVar[Law] = LAW
    keys: dict[str, KeysInMemory] = field(default_factory=lambda: {agency: KeysInMemory() for agency in AGENCIES})
    ledgers: dict[str, Ledger] = field(init=False)

    def __post_init__(self) -> None:
        self.ledgers = {agency: intake(agency, self.keys[agency], self.law) for agency in AGENCIES}

    def at(self, agency: str, *commands: Any, case: UUID = CASE_ID) -> "Town":
        """An officer of the agency asks, one after the other, and everybody hears what follows."""
        for command in commands:
            self.at_once({agency: command}, case=case)
        return self

    def at_once(self, commands: dict[str, Any], *, case: UUID = CASE_ID, of: AnyDecider = CASE) -> "Town":
        """Officers of several agencies ask before either has heard the other."""
        before = {name: ledger.store.last() for name, ledger in self.ledgers.items()}
        for agency, command in commands.items():
            record(self.ledgers[agency], of, case, command, law=LAW)
        for sender in self.ledgers.values():
            for receiver in self.ledgers.values():
                deliver(sender, receiver, since=before[sender.agency])
        return self

    def file(self, agency: str, case: UUID = CASE_ID) -> Loaded:
        return self.ledgers[agency].load(CASE, case)

    def entries(self) -> list[Entry]:
        return [entry for ledger in self.ledgers.values() for entry in entries(ledger)]


@cache
def walked() -> Town:
    """Every event of intake happens at least once. Not to be changed by who asks for it."""
    town = Town()
    town.at("communes", RECORD_REPORT).at("labour", ReturnNotice("incomplete", Sealed("thiếu năm sinh")))
    town.at("communes", SendNoticeAgain(name=Sealed(NAME), birth=Sealed("khoảng 2001")))
    record(town.ledgers["labour"], ACCESS, CASE_ID, access.OpenSections(("identity",), access.Way.VIEWED), law=LAW)
    town.at("labour", ACCEPT, RECORD_RECEPTION, GiveEssentialNeeds(("clothing",), RECEIVED), RECORD_INFORMATION, ASK)
    town.at("police", ReturnVerification("incomplete", Sealed("cần nơi ở"))).at("labour", ASK)
    town.at("police", ExtendVerification("complex_case", date(2023, 6, 30)))
    town.at("labour", RECALL_REQUEST, ASK, LOST, REGAINED).at("police", ANSWER)
    town.at("labour", SIGNED, ASSESS_SAFETY, CONSENT, ENGAGE, MINOR, CHILD_CARE, LETTER_OUT, LETTER_IN)
    town.at("communes", RECORD_REPORT, RECALL_NOTICE, case=RECALLED).at("communes", RECORD_REPORT, case=TOO_LATE)
    town.at_once({"communes": RECALL_NOTICE, "labour": RECORD_RECEPTION}, case=TOO_LATE)
    ours = replace(RECORD_REPORT, recorder="labour")
    for case in (BY_LETTER, REFUSING, PROVEN, UNRESOLVED, REOPENED):
        town.at("labour", ours, RECORD_RECEPTION, RECORD_INFORMATION, case=case)
    answered = RecordLetterAnswer(Outcome.NOT_VICTIM, "34/CATX", ANSWERED)
    town.at("labour", ASK_BY_LETTER, answered, case=BY_LETTER)
    town.at("labour", ASK_BY_LETTER, answered, WRITTEN_ANSWER, END, REOPEN, case=REOPENED)
    old = replace(ours, reported_on=date(2022, 12, 30), notified_on=date(2022, 12, 30))  # that year is not announced
    town.at("labour", old, SetDueDay(date(2023, 1, 3)), case=UNDATED)
    town.at("labour", RecordPoliceRefusal(RECEIVED, "fear_of_reprisal"), case=REFUSING)
    town.at("labour", ASK, RecordProof("FOREIGN_DOC_LEGALISED", "HP-1", REPORTED), case=PROVEN)
    town.at("police", ANSWER, case=PROVEN)
    rescued_and_in_danger(town)
    town.at("labour", ASK, case=UNRESOLVED)
    unresolved = replace(ANSWER, outcome=Outcome.UNRESOLVED, certificate=None, certificate_on=None)
    return brought_in(compared(town.at("police", unresolved, case=UNRESOLVED)))


def brought_in(town: Town) -> Town:
    """A sheet of past cases is brought in: one case, which was over long ago."""
    of = import_of("intake.labour", FINGERPRINT)
    town.at_once({"labour": BeginImport(FINGERPRINT, 1, 2, ("x_FullName", "ignored"), (3,))}, case=of, of=IMPORT)
    past = replace(RECORD_REPORT, recorder="labour", from_import=of)
    town.at("labour", past, RECORD_RECEPTION, replace(END, past=True), case=case_of(of, 2))
    return town.at_once({"labour": FinishImport(1, 0)}, case=of, of=IMPORT)


def compared(town: Town) -> Town:
    """Two cases look alike, are said to be one person's, and then not. What the followers ask is asked by hand."""
    tokens = Sealed([["name", "00" * 16], ["year", "11" * 16]]), Sealed([["phone", "22" * 16]])
    coarse = (CODE, "20035", Sex.FEMALE, AgeGroup.ADULT, ("07/GXN",))
    town.at_once({"communes": DescribePerson("communes", *coarse, *tokens)}, of=MATCHING)
    suspected = SuspectDuplicate(REFUSING, "intake.labour", Strength.STRONG, (Likeness.NAME, Likeness.YEAR))
    person = person_of_both(CASE_ID, REFUSING)
    town.at_once({"labour": suspected}, of=MATCHING)
    town.at_once({"labour": LinkCases(CASE_ID, REFUSING, "she_says_so")}, case=person, of=PERSON)
    town.at_once({"labour": LearnLink(REFUSING, person)}, of=MATCHING)
    town.at_once({"labour": UnlinkCases(CASE_ID, REFUSING, "other_person")}, case=person, of=PERSON)
    return town.at_once({"labour": LearnUnlink(REFUSING, person)}, of=MATCHING)


def rescued_and_in_danger(town: Town) -> None:
    """One was rescued, handed over and certified. For another protection is asked until she
    does not want it, asked for again and taken back: in time, and when it was answered."""
    town.at("police", RESCUE, case=RESCUED).at("labour", RECORD_RECEPTION, case=RESCUED)
    town.at("police", CERTIFY, FACTS, CORRECT_FACTS, case=RESCUED)
    town.at("communes", RECORD_REPORT, case=IN_DANGER).at("labour", RECORD_RECEPTION, ASK_PROTECTION, case=IN_DANGER)
    town.at("police", DECLINE_PROTECTION, case=IN_DANGER).at("labour", ASK_PROTECTION, case=IN_DANGER)
    town.at("police", GRANT_PROTECTION, END_PROTECTION, GRANT_PROTECTION, case=IN_DANGER)
    town.at("labour", REFUSE_PROTECTION, ASK_PROTECTION, RECALL_PROTECTION, ASK_PROTECTION, case=IN_DANGER)
    town.at_once({"labour": RECALL_PROTECTION, "police": DECLINE_PROTECTION}, case=IN_DANGER)
