"""One person with several cases, decided twice and paid by two agencies at the same moment: the money goes out once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from deploy.demo.benefit import BENEFIT
from deploy.demo.officers import StoryBroken
from deploy.demo.way import Way
from shared.clock import local, town_clock
from tests.town.running import RunningTown, eventually

AMOUNT = 3_000_000
PAYERS = ("communes", "labour", "communes")


def identified(town: RunningTown, n: int, today: date) -> Way:
    """Somebody who holds a proof, with her circumstances written down."""
    way = Way(town.story, n, today, lambda _: None, lambda _: today)
    way.report_to_police()
    way.receive()
    way.examine()
    way.lan.do("intake", way.case, "proof", proof_type="RESCUE_BODY_CERT", number=f"{n}/GXN-BĐBP", dated=way.on)
    way.plan()
    return way


def linked(one: Way, other: Way) -> None:
    """The lead looks at both and says that they are one person's."""
    for case in (one.case, other.case):
        one.lan.look("intake", case)
    path = f"/api/cases/{one.case}/same-person/{other.case}"
    one.lan.post("intake", path, {"deed": "link", "reason": "she_says_so"}, wanted=204)


def appraised(way: Way) -> str:
    way.lan.do("support", way.case, "benefit-guidance", benefit=BENEFIT, guided_on=way.on, she_agrees=True)
    desk = way.commune.wait_for("support", way.case, lambda c: bool(c["file"].get("applied")))
    application = str(desk["file"]["applied"]["all"][-1]["expected"]["application"])
    of: dict[str, Any] = {"application": application}
    way.commune.do("support", way.case, "application", applied_on=way.on, one_stop_code=f"MC-{way.n}", **of)
    way.commune.do("support", way.case, "application-file", sent_on=way.on, number=f"{way.n}/UBND", **of)
    way.lan.wait_for("support", way.case, lambda c: c["file"]["lead"]["claims"][-1]["stage"] == "arrived")
    way.lan.do(
        "support", way.case, "benefit-appraisal", appraised_on=way.on, number=f"{way.n}/TTr", proposes=True,
        amount=AMOUNT, resolution="12/NQ-HĐND", resolution_on="2020-07-10", **of,
    )  # fmt: skip
    return application


def decided_and_paid(way: Way, application: str, payer: str) -> str:
    """Decided, then paid as soon as the register has answered; what came of the attempt to pay."""
    way.lan.do(
        "support", way.case, "benefit-decision", application=application, number=f"{way.n}/QĐ-UBND", dated=way.on,
        granted=True, amount=AMOUNT, payer=payer,
    )  # fmt: skip
    till = way.commune if payer == "communes" else way.lan
    till.wait_for("support", way.case, lambda c: bool(_orders(c)) and bool(_orders(c)[-1]["register"]))
    pay: dict[str, Any] = {
        "application": application, "paid_on": way.on, "amount": AMOUNT, "receipt": f"{way.n}/DS",
        "confirmed_by_person": True,
    }  # fmt: skip
    try:
        till.do("support", way.case, "payment", **pay)
    except StoryBroken as refused:
        return "held back" if "payment.held_back" in str(refused) else str(refused)
    return "paid"


def _orders(seen: dict[str, Any]) -> list[dict[str, Any]]:
    return list((seen["file"].get("orders") or {}).get("all", []))


def paid_out(town: RunningTown, cases: list[UUID]) -> int:
    """The payments that stand in any ledger of support."""
    sql = "SELECT state FROM stored_events WHERE topic = 'support.payment.BenefitPaid'"
    rows = [bytes(state) for payer in set(PAYERS) for (state,) in town.sql(f"support_{payer}", sql)]
    return len([state for state in rows if any(str(case).encode() in state for case in cases)])


def test_two_agencies_that_pay_at_the_same_moment_pay_one_person_once(town: RunningTown) -> None:
    today = local(town_clock(town.home / "clock.json")()).date()
    ways = [identified(town, 7_000 + n, today) for n in range(len(PAYERS))]
    for one, other in pairwise(ways):
        linked(one, other)  # the first and the third are one person's through the second
    eventually(town.quiet, 60, "quiet")
    applications = [appraised(way) for way in ways]
    with ThreadPoolExecutor(len(ways)) as pool:
        ends = list(pool.map(decided_and_paid, ways, applications, PAYERS))
    assert sorted(ends) == ["held back", "held back", "paid"]
    eventually(town.quiet, 60, "quiet")
    assert paid_out(town, [way.case for way in ways]) == 1
    stages = sorted(way.lan.look("support", way.case)["file"]["lead"]["claims"][-1]["stage"] for way in ways)
    assert stages == ["granted", "granted", "paid"]
    held = [way.lan.look("support", way.case)["file"]["lead"]["claims"][-1]["held_back"] for way in ways]
    assert len([each for each in held if each]) == 2, "and the lead's pages say why nothing was paid"
