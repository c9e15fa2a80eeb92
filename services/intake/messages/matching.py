"""Who is told what the matcher needs, and what it found. A description goes nowhere else."""

from collections.abc import Iterator
from typing import assert_never

from services.intake.domain.matching import (
    DescriptionTaken,
    DuplicateSuspected,
    Matching,
    OtherPersonLearned,
    PersonDescribed,
    SamePersonLearned,
)
from services.intake.domain.matching import Event as MatchingEvent
from services.intake.domain.person import CasesLinked, CasesUnlinked, Links
from services.intake.domain.person import Event as PersonEvent
from services.intake.messages.protection import DUTY
from shared.contracts import intake as told
from shared.kernel.tell import Grant, Happened, Tell


def tell_matching(happened: Happened, _: Matching) -> Iterator[Tell]:
    """Descriptions go to the matcher; what it found, to the instances that described the case (`told`)."""
    event: MatchingEvent = happened.fact
    match event:
        case PersonDescribed(matcher):
            if matcher:
                said = {name: value for name, value in vars(event).items() if name != "matcher"}
                grant = Grant(("identity", "contact"), "matching", DUTY)
                yield Tell(f"intake.{matcher}", told.PersonDescribed(**said), grant)
        case DuplicateSuspected(other, at, strength, agrees, whom):
            yield from (Tell(source, told.PossibleDuplicate(other, at, strength, agrees)) for source in whom)
        case SamePersonLearned(other, person, whom):
            yield from (Tell(source, told.CasesLinked(other, person)) for source in whom)
        case OtherPersonLearned(other, person, whom):
            yield from (Tell(source, told.CasesUnlinked(other, person)) for source in whom)
        case DescriptionTaken():
            return
        case _:
            assert_never(event)


def tell_person(happened: Happened, _: Links) -> Iterator[Tell]:
    """The register of benefits, at the same agency's support, counts linked cases as one person."""
    event: PersonEvent = happened.fact
    register = f"support.{happened.by.agency}"
    match event:
        case CasesLinked(case, other):
            yield Tell(register, told.PersonsLinked(case, other))
        case CasesUnlinked(case, other):
            yield Tell(register, told.PersonsUnlinked(case, other))
        case _:
            assert_never(event)
