"""Every figure a program is given names the sources that are behind, and says how much of what was heard is not in it yet."""

from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import Response

from services.reporting.app import Reporting
from services.reporting.projections.keeping import Heard
from shared.kernel.people import Actor
from shared.web.door import json


def with_sources(reporting: Reporting, actor: Actor, figures: Mapping[str, Any]) -> Response:
    """`to_fold`: so many files wait to be folded."""
    heard = reporting.sources(actor)
    return json({**figures, **complete(heard), "to_fold": heard.waits})


def complete(heard: Iterable[Heard]) -> dict[str, Any]:
    """`complete`: all journals are heard without a hole; `not_complete`: those that are not."""
    behind = [each.source for each in heard if not each.well]
    return {"complete": not behind, "not_complete": behind}
