"""The story's benefit: guided to the one-stop desk of her commune, appraised, decided on paper, paid by the commune."""

from typing import Any

from deploy.demo.way import Way

BENEFIT = "initial_allowance"


def is_granted_and_paid(way: Way) -> None:
    """The initial allowance, from the guidance to the money in her hands."""
    application = is_granted(way)
    is_paid(way, application, 3_000_000, f"{way.n + 51}/DS")
    way.lan.wait_for("support", way.case, lambda c: c["file"]["lead"]["claims"][-1]["stage"] == "paid")
    way.say("the initial allowance was applied for, decided and paid, once the register had answered")


def is_granted(way: Way) -> str:
    """The same until the commune may pay: 3 000 000 đồng. Answers the application."""
    way.lan.do("support", way.case, "benefit-guidance", benefit=BENEFIT, guided_on=way.on, she_agrees=True)
    desk = way.commune.wait_for("support", way.case, lambda c: bool(c["file"].get("applied")))
    application: str = desk["file"]["applied"]["all"][-1]["expected"]["application"]
    made: dict[str, Any] = {"application": application}
    way.commune.do("support", way.case, "application", applied_on=way.on, one_stop_code=f"MC-{way.n + 1}", **made)
    way.days(1)
    way.commune.do("support", way.case, "application-file", sent_on=way.on, number=f"{way.n + 21}/UBND", **made)
    way.lan.wait_for("support", way.case, lambda c: c["file"]["lead"]["claims"][-1]["stage"] == "arrived")
    way.days(2)
    way.lan.do(
        "support", way.case, "benefit-appraisal", appraised_on=way.on, number=f"{way.n + 31}/TTr-LĐTBXH", proposes=True,
        amount=3_000_000, resolution="12/NQ-HĐND", resolution_on="2020-07-10", **made,
    )  # fmt: skip
    way.lan.do(
        "support", way.case, "benefit-decision", number=f"{way.n + 41}/QĐ-UBND", dated=way.on, granted=True,
        amount=3_000_000, payer="communes", **made,
    )  # fmt: skip
    way.commune.wait_for("support", way.case, lambda c: may_be_paid(c))
    return application


def is_paid(way: Way, application: str, amount: int, receipt: str) -> None:
    """So much of it is paid today, and signed for."""
    way.commune.do(
        "support", way.case, "payment", paid_on=way.on, amount=amount, receipt=receipt, confirmed_by_person=True,
        application=application,
    )  # fmt: skip


def may_be_paid(seen: dict[str, Any]) -> bool:
    """The register has answered the payer."""
    orders = (seen["file"].get("orders") or {}).get("all", [])
    return bool(orders) and bool(orders[-1]["register"]) and orders[-1]["register"]["reserved"]
