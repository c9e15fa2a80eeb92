"""The papers of intake, filled in from a file: what nobody told stays a dotted line."""

from collections.abc import Mapping
from typing import Any

from services.intake.domain import File
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.words import AgencyId, Code
from shared.papers import (
    HandoverMinutes,
    Letterhead,
    Line,
    Paper,
    Person,
    ReceptionSlip,
    Side,
    VerificationRequest,
)
from shared.web.pages import vn_date

SECTIONS: Mapping[Code, tuple[Code, ...]] = {
    "phieu_tiep_nhan": ("identity", "contact"),
    "bien_ban_ban_giao": ("identity",),
    "van_ban_de_nghi_xac_minh": ("identity", "story"),
}
"""Every paper there is, and the sealed sections that stand on it."""

Opened = Mapping[Code, Mapping[str, Any]]


def ready(file: File) -> list[Code]:
    """The papers whose step has been done: the others have nothing to say yet."""
    done = {
        "phieu_tiep_nhan": file.reception is not None,
        "bien_ban_ban_giao": bool(file.reporter or file.notified),
        "van_ban_de_nghi_xac_minh": file.information is not None,
    }
    return [paper for paper in SECTIONS if done[paper]]


def fill(paper: Code, file: File, opened: Opened, law: Law, head: Letterhead) -> Paper:
    """The content of a paper that is ready."""
    match paper:
        case "phieu_tiep_nhan":
            return _reception_slip(file, opened, law, head)
        case "bien_ban_ban_giao":
            return _minutes(file, opened, law, head)
        case _:
            return _request(file, opened, law, head)


def letterhead(agency: AgencyId, actor: Actor, law: Law, town: str) -> Letterhead:
    """The agency, or the unit of an agency of several units, above the day of printing."""
    unit = law.units.get(actor.unit) if actor.unit else None
    return Letterhead(f"Ủy ban nhân dân {unit.vi}" if unit else law.agencies[agency].vi, town)


def _person(file: File, opened: Opened, law: Law) -> Person:
    told = opened.get("identity", {})
    known = {kind: law.lists.get(kind, {}) for kind in ("sexes", "ethnicities")}
    sex, ethnicity = known["sexes"].get(file.person.sex), known["ethnicities"].get(file.person.ethnicity)
    return Person(
        name=told.get("name"), birth=told.get("birth"),
        sex=sex.vi if sex else None, ethnicity=ethnicity.vi if ethnicity else None,
    )  # fmt: skip


def _reception_slip(file: File, opened: Opened, law: Law, head: Letterhead) -> ReceptionSlip:
    assert file.reception is not None
    needs = law.lists.get("essential_needs", {})
    return ReceptionSlip(
        head, _person(file, opened, law),
        received=vn_date(file.reception.received_on),
        safe_contact=opened.get("contact", {}).get("safe_contact"),
        given=tuple(
            Line(needs[need].vi if need in needs else need, remark=vn_date(given.given_on))
            for given in file.needs_given for need in given.needs
        ),
        next_steps=() if file.information else ("Lập thông tin ban đầu.",),
    )  # fmt: skip


def _minutes(file: File, opened: Opened, law: Law, head: Letterhead) -> HandoverMinutes:
    giver, receiver = file.reporter, file.notified
    other = law.agencies[giver or receiver or ""].vi
    sides = (Side(other), Side(head.agency)) if giver else (Side(head.agency), Side(other))
    return HandoverMinutes(
        head, f"Về việc bàn giao hồ sơ {file.code}", *sides, person=_person(file, opened, law),
        when=vn_date(file.reception.received_on) if file.reception else None,
    )  # fmt: skip


def _request(file: File, opened: Opened, law: Law, head: Letterhead) -> VerificationRequest:
    verifier = law.holder("verification")
    term = law.terms.get("verification_answer")
    basis = tuple(f"Căn cứ {article};" for article in (term.legal_basis if term else ()))
    return VerificationRequest(
        head, "đề nghị xác minh, xác định nạn nhân bị mua bán", (verifier.vi if verifier else "……",), basis,
        _person(file, opened, law), initial_information=opened.get("story", {}).get("story"),
        asked=(
            "Xác minh, xác định người có tên trên có phải là nạn nhân bị mua bán hay không;",
            "Trả lời kết quả bằng văn bản.",
        ),
        copies_to=("Như trên",),
    )  # fmt: skip
