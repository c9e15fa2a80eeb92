"""The instances that are measured: made by the product's own set-up, from the settings an instance is started with."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from deploy import databases, prepare
from deploy.parts.postgres import Postgres
from deploy.prepare import Kept
from deploy.town import town
from services.intake.main import SERVICE as INTAKE
from services.intake.settings import Settings as OfIntake
from services.reporting.main import SERVICE as OVERVIEW
from services.reporting.settings import Settings as OfReporting
from shared.clock import set_clock
from shared.instance import Instance, Service
from shared.kernel.law import Law
from shared.policy.profile import load
from shared.settings import InstanceSettings

FOLDER = Path("deploy/profiles/huong-tra-2023")
COMMUNES, LABOUR, REPORTING = "intake.communes", "intake.labour", "reporting.labour"
SOURCES = (COMMUNES, LABOUR, REPORTING, "support.labour")
"""Those that are measured, and the one the labour office tells."""
SERVICES: Mapping[str, tuple[Service, type[InstanceSettings]]] = {
    "intake": (INTAKE, OfIntake), "reporting": (OVERVIEW, OfReporting),
}  # fmt: skip
PATIENCE = 60.0
DAY = date(2023, 5, 8)


@dataclass(frozen=True)
class Offices:
    """The intake of two agencies and reporting, with databases, keys and passwords as in life."""

    kept: Kept
    postgres: Postgres

    def settings(
        self, source: str, *, bootstrap: str = "none:9092", issuer: str = "http://none", **more: str
    ) -> dict[str, str]:
        """The environment an instance is started with."""
        return prepare.write_settings(self.kept, bootstrap, self.postgres, issuer)[source] | more

    @contextmanager
    def instance(self, source: str, **parts: str) -> Iterator[Instance]:
        """An instance in this process."""
        service = SERVICES[source.partition(".")[0]][0]
        opened = Instance(service, as_settings(self.settings(source, **parts)))
        try:
            yield opened
        finally:
            opened.close()

    def looked_over(self, source: str) -> None:
        """What PostgreSQL does within its minute after much was written: from then on it knows what is rare."""
        with psycopg.connect(self.postgres.admin_of(source.replace(".", "_")), autocommit=True) as conn:
            conn.execute("ANALYZE")

    @property
    def law(self) -> Law:
        return self.kept.profile.law_on(DAY)


def as_settings(environment: Mapping[str, str]) -> InstanceSettings:
    """The settings of an instance as its main would read them from its environment."""
    service, _, _ = next(iter(environment)).partition("_")
    values: dict[str, Any] = {name.partition("_")[2].lower(): value for name, value in environment.items()}
    return SERVICES[service.lower()][1](**values)


def offices(home: Path, postgres: Postgres) -> Offices:
    """Lay out databases and keys for the commune and the labour office, the databases empty even where others left some
    under older keys; the town's day is one its law covers."""
    profile = load(FOLDER)
    few = replace(profile, instances=tuple(i for i in profile.instances if i.source in SOURCES))
    kept = prepare.keep(home, few, FOLDER)
    set_clock(kept.clock, datetime(DAY.year, DAY.month, DAY.day, 2, tzinfo=UTC))
    with psycopg.connect(postgres.admin_conninfo, autocommit=True) as conn:
        for database in town(few).databases:
            conn.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database.name)))
    databases.apply(postgres, town(few), prepare.database_passwords(kept))
    return Offices(kept, postgres)
