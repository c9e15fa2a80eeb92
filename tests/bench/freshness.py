"""How soon reporting shows what an officer wrote down, when nothing else waits: the whole workers of a commune and of reporting,
on a real broker."""

import time
from collections.abc import Sequence
from contextlib import closing
from uuid import uuid4

from kafka.admin import NewTopic

from deploy import topics
from deploy.parts.kafka import Kafka
from deploy.town import PARTITIONS, journal, town
from services.reporting.projections.keeping import Journals
from services.reporting.projections.persons import PERSONS
from services.reporting.projections.to_fold import to_fold
from shared.instance import Instance
from shared.views import Shelf
from tests.at_work import AtWork
from tests.bench import cases
from tests.bench.meter import TURNS, Figure, Within, each
from tests.bench.office import COMMUNES, PATIENCE, REPORTING, Offices

LIMIT = 1000.0
"""Milliseconds until half of what was written down is shown."""
WRITTEN = 20
"""In each turn so many people are reported, the next when reporting shows the last."""


def freshness(kafka: Kafka, of: Offices) -> Sequence[Within]:
    ours, limit = Figure("written at a commune, shown in reporting"), Figure(f"p50 of {LIMIT:g} ms")
    parts = {"bootstrap": kafka.bootstrap}
    with of.instance(COMMUNES, **parts) as commune, of.instance(REPORTING, **parts) as reporting:
        _prepare(kafka, of, reporting)
        with AtWork(commune), AtWork(reporting):
            _shown(commune, reporting, of)  # all ears have joined the broker
            while Journals(reporting.pool).sources([COMMUNES])[0].contiguous < commune.store.last() or to_fold(
                reporting.pool
            ):
                time.sleep(0.1)  # what others measured before
            for _ in range(TURNS):
                each(ours, 1, lambda _: _shown(commune, reporting, of), range(WRITTEN))
                limit.rates.append(1e3 / LIMIT)
                limit.p50.append(LIMIT)
    return [Within("freshness", ours, limit, 1.0)]


def _prepare(kafka: Kafka, of: Offices, reporting: Instance) -> None:
    """Topics, users and rights; journals also of those who are not there, since reporting listens to them."""
    with closing(kafka.admin()) as admin:
        topics.apply(admin, town(of.kept.profile), of.kept.passwords("kafka"))
        others = {journal(source) for source in reporting.listens_to} - {*admin.list_topics()}
        admin.create_topics([NewTopic(each, PARTITIONS, 1) for each in sorted(others)], wait_for_metadata=True)


def _shown(commune: Instance, reporting: Instance, of: Offices) -> None:
    """Report somebody, and wait until reporting's view shows her."""
    case, shelf, deadline = uuid4(), Shelf(PERSONS, reporting.pool), time.monotonic() + PATIENCE
    cases.ask(commune.ledger, of.law, case, cases.report(case, "communes"))
    while shelf.get(str(case)) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"reporting does not show what was written {PATIENCE:g} s ago")
        time.sleep(0.005)
