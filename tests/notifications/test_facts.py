"""What others record is read as they write it: by their golden files, and no event of theirs is forgotten."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.intake.domain import CASE as INTAKE
from services.intake.domain.report import REPORT
from services.notifications.domain import of_support
from services.notifications.domain.names import FACTS, NOTHING_FOR_US, fact_of
from services.support.domain.benefits.application_rules import APPLICATION
from services.support.domain.benefits.payment import PAYMENT
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.handing_on.request import REQUEST
from services.support.domain.work import WORK
from shared.kernel.decider import AnyDecider
from tests.notifications.office import done

TESTS = Path(__file__).parents[1]
GOLDEN = {
    golden["name"]: golden["body"]["fact"]
    for path in sorted([*TESTS.glob("intake/golden/*.json"), *TESTS.glob("support/golden/*.json")])
    for golden in [json.loads(path.read_text("utf-8"))]
}


@pytest.mark.parametrize(
    "decider", [INTAKE, REPORT, SUPPORT, WORK, APPLICATION, PAYMENT, REQUEST], ids=lambda decider: decider.name
)
def test_every_event_of_a_case_is_read_or_named_as_having_nothing_for_us(decider: AnyDecider) -> None:
    names = {f"{decider.name}.{event.__name__}" for event in decider.events}
    ours = {name for name in FACTS.keys() | NOTHING_FOR_US if name.startswith(f"{decider.name}.")}
    assert names == ours


def test_nothing_is_both_read_and_left_alone() -> None:
    assert not FACTS.keys() & NOTHING_FOR_US


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_fact_is_read_as_its_teller_writes_it(name: str) -> None:
    fact = fact_of(done(name, 1, **GOLDEN[name]))
    assert isinstance(fact, FACTS[name])
    kept: dict[str, Any] = msgspec.to_builtins(fact)
    for field in kept.keys() - {"type", "items"}:
        assert kept[field] == GOLDEN[name].get(field), field


def test_the_items_of_a_plan_are_read_with_their_days() -> None:
    fact = fact_of(done("support.case.PlanAgreed", 1, **GOLDEN["support.case.PlanAgreed"]))
    assert isinstance(fact, of_support.PlanAgreed)
    assert len(fact.items) == len(GOLDEN["support.case.PlanAgreed"]["items"]) > 0


def test_how_it_ended_is_not_kept() -> None:
    ends = ("VictimIdentified", "FoundNotVictim", "FoundUnresolved", "LateAnswerFiled")
    assert len({fact_of(done(f"intake.case.{end}", 1, **GOLDEN[f"intake.case.{end}"])) for end in ends}) == 1


def test_of_a_decision_nothing_is_kept_but_that_it_was_made() -> None:
    for name in ("support.case.BenefitDecided", "support.application.DecisionHeard"):
        kept = msgspec.to_builtins(fact_of(done(name, 1, **GOLDEN[name])))
        assert kept.keys() == {"type", "application"}


@pytest.mark.parametrize("name", ["intake.access.SectionsOpened", "support.inbox.MessageSkipped", "other.thing.Done"])
def test_what_is_no_step_of_a_case_is_left_alone(name: str) -> None:
    assert fact_of(done(name, 1)) is None


def test_a_fact_that_is_not_what_its_name_promises_is_refused_without_repeating_it() -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        fact_of(done("intake.case.VerificationExtended", 1, due_on="Nguyễn Thị Hư Cấu"))
    assert "Nguyễn" not in str(refused.value)
