"""Every figure a program is given names the sources that are behind, and says how much of what was heard is not in it yet."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from services.reporting.app import Reporting
from shared.kernel.people import Actor
from shared.web.door import json


def with_sources(reporting: Reporting, actor: Actor, figures: Mapping[str, Any]) -> Response:
    """`complete`: all journals are heard without a hole; `not_complete`: those that are not; `to_fold`: so many files wait to be
    folded."""
    heard = reporting.sources(actor)
    behind = [each.source for each in heard if not each.well]
    return json({**figures, "complete": not behind, "not_complete": behind, "to_fold": heard.waits})
