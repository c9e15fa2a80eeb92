"""Small questions that several rules ask before they say yes."""

import re
from datetime import date

from services.intake.domain.file import File
from services.intake.domain.happened import ReportRecorded
from services.intake.domain.words import Outcome, Stage
from shared.kernel.checks import must_follow
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code, PaperNumber, UnitCode


def code_of_group(law: Law, kind: Code, group: Code) -> Code:
    """The code of a list that its group marks, whatever it is called: where a rule needs one, the profile says which."""
    return next((code for code, item in law.lists.get(kind, {}).items() if item.group == group), group)


def must_know_unit(law: Law, unit: UnitCode | None) -> None:
    if unit is not None and unit not in law.units:
        raise Refused("unit.unknown", f"no unit {unit} on this day")


def must_be_ours(file: File, rule: Code) -> None:
    """She is ours to care for, and the notice of her still stands."""
    if not file.ours or file.stage is Stage.RECALLED:
        raise Refused(rule, "another agency receives this person, or nobody reported her to us")


def must_be_open(file: File) -> None:
    """She can be reached, the file has not ended, and the notice of her has not been taken back."""
    match file.stage:
        case Stage.LOST_CONTACT:
            raise Refused("contact.lost", "contact is lost: record first that she was found")
        case Stage.ENDED:
            raise Refused("contact.ended", "the file has ended: reopen it")
        case Stage.RECALLED:
            raise Refused("notice.recalled", "the sender took its notice back")


def must_follow_report(day: date, file: File, rule: Code) -> None:
    """Nothing is done with her before our own report of her; another agency's notice may come after she did."""
    if isinstance(file.notice, ReportRecorded):
        must_follow(day, file.notice.reported_on, rule)


def must_be_born_by(birth: Sealed | None, day: date, rule: Code) -> None:
    """Nobody was received before the year of birth. Only what was typed now is looked at, and only its year: what is
    stored is sealed, and "khoảng 2001" is as good as a date."""
    typed = birth.value if birth and isinstance(birth.value, str) else ""
    if any(int(year) > day.year for year in re.findall(r"\b(?:19|20)\d\d\b", typed)):
        raise Refused(rule, "born after this day")


def must_have_certificate(outcome: Outcome, number: PaperNumber | None, dated: date | None) -> None:
    """A victim gets a certificate with number and day; nobody else gets one."""
    if outcome is Outcome.VICTIM and not (number and dated):
        raise Refused("answer.certificate_missing", "a victim's certificate needs its number and day")
    if outcome is not Outcome.VICTIM and (number or dated):
        raise Refused("answer.certificate_without_victim", "only a victim gets a certificate")
