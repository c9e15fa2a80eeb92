"""The papers of a benefit: the form she fills in, the slip she takes along, and the list on which she signs for money."""

from collections.abc import Sequence
from uuid import UUID

from services.support.app import Folder
from services.support.domain.benefits.application import ApplicationMade
from services.support.domain.benefits.application_rules import Application
from services.support.domain.benefits.payment import Order
from services.support.domain.words import ApplicationStage, PaymentStage
from shared.kernel.decider import Refused
from shared.kernel.words import Code
from shared.papers import OneStopSlip, Payment, PaymentList, SupportApplication, Tick
from shared.web.office import Office
from shared.web.pages import money, small, vn_date

SLIP: Code = "giay_hen_mot_cua"
LIST: Code = "danh_sach_ky_nhan"
FORM: Code = "don_de_nghi_ho_tro_de_trong"
SEEN_AT_HOME = frozenset({"no_letters", "not_family", "not_village"})
"""What she may want kept so that a paper in her bag is asked about first (list `confidentiality_choices`)."""


def slips(folder: Folder) -> dict[UUID, tuple[Application, ApplicationMade]]:
    """The applications with a slip to give out, by id: made at our desk, still wanted, and not decided yet."""
    known = folder.applied.all if folder.applied else ()
    return {each.id: (each, each.made) for each in known if each.made and each.is_open}


def is_expected(folder: Folder) -> bool:
    """Is she expected at our desk to apply, so that a form is laid before her?"""
    return folder.applied is not None and bool(folder.applied.at(ApplicationStage.EXPECTED))


def to_sign_for(folder: Folder) -> list[Order]:
    """What may be paid out now: the register has answered, and nobody else reserved it."""
    return [each for each in (folder.orders.all if folder.orders else ()) if each.stage is PaymentStage.TO_PAY]


def must_be_payable(folder: Folder) -> None:
    """Refused, with what it waits for, while nothing may be paid out."""
    if to_sign_for(folder):
        return
    stages = {each.stage for each in (folder.orders.all if folder.orders else ())}
    if PaymentStage.CHECKING in stages:
        raise Refused("payment.being_checked", "the lead's register has not answered yet")
    if PaymentStage.HELD_BACK in stages:
        raise Refused("payment.held_back", "the same benefit is reserved under another application")
    if PaymentStage.SUSPENDED in stages:
        raise Refused("payment.suspended", "she died: nothing is paid out")
    raise Refused("paper.not_yet", "nothing is left to pay here")


def keeps_off_paper(folder: Folder) -> tuple[Code, ...]:
    """What she wants that a slip she takes along could break."""
    wishes = folder.wishes
    return tuple(each for each in wishes.confidentiality if each in SEEN_AT_HOME) if wishes else ()


def slip(applied: Application, made: ApplicationMade, name: str | None, office: Office) -> OneStopSlip:
    """`name` is None where whoever prints may not read it: a dotted line. The telephone is written in by hand."""
    benefit, words = office.law.called("benefits", applied.expected.benefit), office.words
    return OneStopSlip(
        office.head, made.one_stop_code, name, words["slip.about"].format(benefit=small(benefit)),
        vn_date(made.applied_on), vn_date(made.appointment_on) if made.appointment_on else None,
        words["slip.where"].format(us=office.head.agency), None, words["slip.bring"],
        tuple(words[f"slip.{each}"] for each in ("company", "change", "no_papers")),
    )  # fmt: skip


def empty_form(office: Office) -> SupportApplication:
    """Every benefit that is given on an application has its box; which are ticked is the pen's."""
    asked = (Tick(each.vi) for each in office.law.benefits.values() if each.apply_within)
    return SupportApplication(office.head, office.head.agency, tuple(asked))


def payment_list(orders: Sequence[Order], name: str | None, office: Office) -> PaymentList:
    """Of each order what is left to pay, and all of it together."""
    return PaymentList(
        office.head, tuple(_payment(each, name, office) for each in orders), money(sum(each.left for each in orders))
    )


def _payment(order: Order, name: str | None, office: Office) -> Payment:
    ordered = order.ordered
    decision = office.words["list.decision"].format(number=ordered.number, dated=vn_date(ordered.dated))
    return Payment(name, decision, office.law.called("benefits", ordered.benefit), money(order.left))
