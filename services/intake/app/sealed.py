"""What is sealed in a file, by section and field: what can be opened, and what each value is called when it is."""

from services.intake.domain import File
from services.intake.domain.happened import LetterFiled, PersonRescued, VerificationAskedByLetter
from services.intake.domain.known import Person, Protection
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code
from shared.ledger.stored import sections

SECTION_OF = sections(Person)


def sealed_parts(file: File) -> dict[Code, dict[str, Sealed | None]]:
    """Every sealed value of a file by section and field; of several of a kind, `kind:which`."""
    found: dict[Code, dict[str, Sealed | None]] = {}
    for field, section in SECTION_OF.items():
        found.setdefault(section, {})[field] = getattr(file.person, field)
    found["story"] |= {
        "places": file.facts.places if file.facts else None,
        "told_before": file.task.story if file.task and file.task.story is not file.person.story else None,
    }
    found["relatives"] |= {f"minor:{n}": each.minor for n, each in enumerate(file.care.minors, 1)}
    found["note"] = _notes(file)
    return found


def _notes(file: File) -> dict[str, Sealed | None]:
    care, request = file.care, file.request
    found = {
        "came_back": file.came_back.note if file.came_back else None,
        "signer": request.signer if isinstance(request, VerificationAskedByLetter) else None,
        "safety": care.safety.note if care.safety else None,
        "interpreter": care.interpreter.interpreter if care.interpreter else None,
        "child_officer": care.child.child_officer if care.child else None,
        "consent": file.consent.note if file.consent else None,
        "lost": file.lost.note if file.lost else None,
        "ended": file.ended.note if file.ended else None,
        "answer_signer": file.written_answer.signer if file.written_answer else None,
        "place": file.rescue.place if isinstance(file.rescue, PersonRescued) else None,
    }
    letters = {f"letter:{each.number}": each.signer for each in file.letters if not isinstance(each, LetterFiled)}
    return found | letters | _of_protection(file.protection)


def _of_protection(protection: Protection) -> dict[str, Sealed | None]:
    asked = (*protection.answered, *protection.unanswered)
    standing, last, late = protection.standing, protection.last, protection.late_recall
    return {f"why:{n}": ask.why for n, ask in enumerate(asked, 1)} | {
        "protection": getattr(standing, "note", None),
        "protection_last": None if last is standing else getattr(last, "note", None),
        "protection_late_recall": late.note if late else None,
    }
