"""The story: one person's way home through every agency, told through the public doors, with what goes wrong on the way.

`ways` tells four different ways in turn: the whole way with a certificate; somebody who already holds a proof; somebody
who refuses the police; somebody who is found not to be a victim.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from deploy.demo.benefit import is_granted_and_paid
from deploy.demo.officers import StoryBroken
from deploy.demo.people import Person
from deploy.demo.way import Way, open_referrals

PAPERS = ("phieu_tiep_nhan", "bien_ban_ban_giao", "van_ban_de_nghi_xac_minh")


@dataclass
class Told:
    """What was told of one case, for those who check it afterwards."""

    case: UUID
    way: str
    person: Person


def whole_way(way: Way) -> Told:
    """The main story: every agency, with a return, refusals, a stale page, a decline, a certificate."""
    way.report(urgent=False)
    way.returned_and_sent_again()
    _wrong_role(way)
    way.days(1)
    way.receive()
    way.wishes()
    _too_early(way)
    way.examine()
    way.inform()
    _stale(way)
    _twice(way)
    way.ask_police()
    way.days(2)
    way.police_send_back()
    way.ask_police()
    way.days(12)
    way.police_answer("victim")
    way.plan()
    way.refer("womens_union", "union_life")
    way.thuy.do(
        "support", way.case, "referral-refusal", referral=way.task(way.thuy, "union_life"), reason="no_capacity"
    )
    way.lan.wait_for("support", way.case, lambda c: not open_referrals(c))
    way.say("the Women's Union declined with a reason; offered again")
    way.refer("womens_union", "union_life")
    way.refer("health", "treatment")
    way.refer("justice", "legal_advice", "LEGAL_AID")
    way.help(way.thuy, "union_life", quantity=1)
    way.help(way.mai, "treatment", quantity=2)
    way.help(way.tam, "legal_advice", quantity=1)
    way.all_delivered()
    way.say("accepted and delivered by the Women's Union, the health centre and the justice office")
    is_granted_and_paid(way)
    for paper in PAPERS:
        way.lan.paper(way.case, paper)
    way.say("three papers printed")
    way.close()
    return Told(way.case, "whole", way.person)


def holds_proof(way: Way) -> Told:
    """The police met her first; she already holds a certificate."""
    way.report_to_police()
    way.receive()
    way.examine()
    way.lan.do("intake", way.case, "proof", proof_type="RESCUE_BODY_CERT", number=f"{way.n + 7}/GXN-BĐBP", dated=way.on)
    way.plan()
    way.refer("health", "treatment")
    way.help(way.mai, "treatment", quantity=1)
    way.all_delivered()
    way.close()
    return Told(way.case, "proof", way.person)


def refuses_police(way: Way) -> Told:
    """The hotline told the commune of her. She does not want the police to be asked: support goes on without a status."""
    way.told_by_hotline()
    way.receive()
    way.wishes()
    way.inform()
    way.examine()
    way.lan.do("intake", way.case, "police-refusal", refused_on=way.on, reason="fear_of_reprisal")
    way.say("she refuses the police; support goes on")
    way.plan(regimes=False)
    way.refer("womens_union", "union_life")
    way.help(way.thuy, "union_life", quantity=1)
    way.all_delivered()
    return Told(way.case, "refuses", way.person)


def not_a_victim(way: Way) -> Told:
    """Verified, and found not to be a victim: written answer, general assistance."""
    way.report("citizen")
    way.receive()
    way.examine()
    way.inform()
    way.ask_police()
    way.police_answer("not_victim")
    way.all_delivered()
    way.close("not_victim")
    return Told(way.case, "not_victim", way.person)


WAYS = (whole_way, holds_proof, refuses_police, not_a_victim)


# What goes wrong on the way


def _wrong_role(way: Way) -> None:
    rule = way.binh.refused(
        "intake", way.case, "reception", 403, received_on=way.on, person_status="citizen", first_examination=True,
        sex="unknown", age_group="unknown", ethnicity="unknown",
    )  # fmt: skip
    way.say(f"a case lead may not record the reception: refused by {rule}")


def _too_early(way: Way) -> None:
    rule = way.lan.refused(
        "intake", way.case, "verification-request", 409, asked_on=way.on, told_her=True, her_wish="agrees"
    )
    way.say(f"verification before the initial information: refused by {rule}")


def _stale(way: Way) -> None:
    """Two officers look at the same page; the second to write is shown both values, and nothing is lost."""
    seen = way.lan.look("intake", way.case)["version"]
    way.lan.do("intake", way.case, "essential-needs", version=seen, needs=["hygiene"], given_on=way.on)
    rule = way.lan.refused("intake", way.case, "essential-needs", 409, version=seen, needs=["travel"], given_on=way.on)
    way.say(f"a stale page: {rule}, both values shown")


def _twice(way: Way) -> None:
    """The same command sent twice has one effect and one answer."""
    key, fields = uuid4(), {"needs": ["medicine"], "given_on": way.on}
    path = f"/api/cases/{way.case}/essential-needs"
    first = way.lan.post("intake", path, fields, command_id=key)
    second = way.lan.post("intake", path, fields, command_id=key)
    if (first["first"], first["last"]) != (second["first"], second["last"]) or not second["again"]:
        raise StoryBroken("the same command twice was not answered alike")
    way.say("the same command twice: one effect")
