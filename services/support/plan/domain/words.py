"""The small words of the plan's work, as forms offer them."""

from typing import Annotated

from msgspec import Meta

from shared.kernel.words import Code

PlanKind = Annotated[Code, Meta(extra={"list": "activity_kinds"})]
PlanTopic = Annotated[Code, Meta(extra={"list": "activity_topics"})]
SourceOfMoney = Annotated[Code, Meta(extra={"list": "money_sources"})]
People = Annotated[int, Meta(ge=0, le=10_000_000)]
"""A number of people, copies or jobs: never less than none."""
