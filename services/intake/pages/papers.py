"""The papers of a case, filled in from its file and entries: what nobody told stays a dotted line."""

from collections.abc import Mapping
from typing import Any

from services.intake.domain import File
from services.intake.domain.happened import FoundNotVictim
from services.intake.domain.words import Stage
from services.intake.pages import letters, slips
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code
from shared.papers import AppointmentSlip, HandoverMinutes, Line, Paper, Person, ReceptionSlip, Side
from shared.web.cases import Look
from shared.web.office import Office, full_name
from shared.web.pages import vn_date

SECTIONS: Mapping[Code, tuple[Code, ...]] = {
    "phieu_tiep_nhan": ("identity", "contact"),
    "phieu_hen_nguoi_dan": (),
    "bien_ban_ban_giao": ("identity",),
    "van_ban_de_nghi_xac_minh": ("identity", "story"),
    "van_ban_tra_loi_xac_minh": ("identity",),
    "van_ban_tra_loi_nguoi_dan": ("identity",),
    "phieu_kiem_soat": (),
    "bang_giao_nhan": (),
}
"""Every paper of a case there is, and the sealed sections that stand on it."""
FOR_SIGNING = frozenset({
    "bien_ban_ban_giao", "van_ban_de_nghi_xac_minh", "van_ban_tra_loi_xac_minh", "van_ban_tra_loi_nguoi_dan",
})  # fmt: skip
"""Those that go before somebody who signs: the very paper is kept."""
AFTER: Mapping[Code, tuple[Code, ...]] = {
    "intake.report.record": ("bien_ban_ban_giao",),
    "intake.reception.record": ("phieu_tiep_nhan", "phieu_hen_nguoi_dan"),
    "intake.verification.ask": ("van_ban_de_nghi_xac_minh",),
    "intake.verification.ask_by_letter": ("van_ban_de_nghi_xac_minh",),
    "intake.verification.answer": ("van_ban_tra_loi_xac_minh",),
    "intake.verification.answer_by_letter": ("van_ban_tra_loi_nguoi_dan",),
    "intake.written_answer.give": ("van_ban_tra_loi_nguoi_dan",),
}
"""The papers one prints right after a deed; all others stand on the page of the case."""

Opened = Mapping[Code, Mapping[str, Any]]


def ready(file: File, agency: AgencyId, law: Law) -> list[Code]:
    """The papers that have something to say by now. The slip for the person is given out by whoever receives her, and by
    no agency whose very name on it would tell a stranger why: the one that verifies."""
    verifies = (holder := law.holder("verification")) is not None and holder.id == agency
    done = {
        "phieu_tiep_nhan": file.reception is not None,
        "phieu_hen_nguoi_dan": not (verifies or file.task),
        "bien_ban_ban_giao": bool(file.reporter or file.notified),
        "van_ban_de_nghi_xac_minh": file.information is not None,
        "van_ban_tra_loi_xac_minh": file.task is not None and file.stage in (Stage.ASKED, Stage.ANSWERED),
        "van_ban_tra_loi_nguoi_dan": isinstance(file.status, FoundNotVictim),
        "phieu_kiem_soat": True,
        "bang_giao_nhan": True,
    }
    return [paper for paper in SECTIONS if done[paper]]


def fill(paper: Code, seen: Look, opened: Opened, office: Office) -> Paper:
    """The content of a paper that is ready."""
    file: File = seen.file
    person = _person(file, opened, office.law)
    match paper:
        case "phieu_tiep_nhan":
            return _reception_slip(file, person, opened, office)
        case "phieu_hen_nguoi_dan":
            return _appointment(office)
        case "bien_ban_ban_giao":
            return _minutes(file, person, office)
        case "van_ban_de_nghi_xac_minh":
            return letters.request(person, opened.get("story", {}).get("story"), office)
        case "van_ban_tra_loi_xac_minh":
            return letters.reply(file, person, office)
        case "van_ban_tra_loi_nguoi_dan":
            return letters.not_victim(file, person, office)
        case "phieu_kiem_soat":
            return slips.control_slip(file, seen.entries, office)
        case _:
            return slips.handover_table(seen.entries, office)


def _person(file: File, opened: Opened, law: Law) -> Person:
    told = opened.get("identity", {})
    return Person(
        name=told.get("name"), birth=told.get("birth"), sex=_word(law, "sexes", file.person.sex),
        ethnicity=told.get("ethnic_group") or _word(law, "ethnicities", file.person.ethnicity),
        residence=opened.get("contact", {}).get("staying_at"),
    )  # fmt: skip


def _word(law: Law, kind: Code, code: Code | None) -> str | None:
    item = law.lists.get(kind, {}).get(code or "")
    return item.vi if item else None


def _reception_slip(file: File, person: Person, opened: Opened, office: Office) -> ReceptionSlip:
    received, law = file.reception, office.law
    assert received is not None
    return ReceptionSlip(
        office.head, person,
        received=vn_date(received.received_on), route=_word(law, "routes", received.route),
        safe_contact=opened.get("contact", {}).get("safe_contact"),
        accompanied_by=f"{minors} trẻ em, người chưa thành niên" if (minors := received.accompanying_minors) else None,
        interpreter="cần phiên dịch" if received.interpreter_needed else None,
        given=tuple(
            Line(_word(law, "essential_needs", need) or need, remark=vn_date(given.given_on))
            for given in file.needs_given for need in given.needs
        ),
        next_steps=() if file.information else ("Lập thông tin ban đầu.",),
    )  # fmt: skip


def _appointment(office: Office) -> AppointmentSlip:
    """Day, place and telephone are written in by hand; her own safe number stays in the file, where a stranger who finds
    the slip cannot read it."""
    words = office.words
    said = tuple(words[f"appointment.{each}"] for each in ("company", "change", "no_papers"))
    return AppointmentSlip(office.head, None, None, None, None, words["appointment.bring"], said)


def _minutes(file: File, person: Person, office: Office) -> HandoverMinutes:
    giver, receiver = file.reporter, file.notified
    other = Side(full_name(office.law, giver or receiver or "", file.unit))
    sides = (other, Side(office.head.agency)) if giver else (Side(office.head.agency), other)
    took = file.handover.accepted_on if file.handover else file.reception.received_on if file.reception else None
    return HandoverMinutes(
        office.head, f"Về việc bàn giao hồ sơ {file.code}", *sides, person=person, when=vn_date(took) if took else None,
    )  # fmt: skip
