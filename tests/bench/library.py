"""The limit: the same case in the eventsourcing library's own words, saved by its own `save` on the same server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from psycopg.conninfo import conninfo_to_dict

from deploy.parts.postgres import Postgres, fresh_database
from tests.bench.cases import NAME, PHONE, STORY, STRANGER
from tests.bench.office import DAY

ON = DAY.isoformat()
POOL = 16


class Case(Aggregate):
    """The same facts with the same words in them; nothing is sealed, no rule is asked."""

    def __init__(
        self, code: str, unit: str, channel: str, reported_on: str, sex: str, age_group: str, ethnicity: str,
        name: str, contact: str, story: str,
    ) -> None:  # fmt: skip
        self.code, self.unit, self.channel, self.reported_on = code, unit, channel, reported_on
        self.sex, self.age_group, self.ethnicity = sex, age_group, ethnicity
        self.name, self.contact, self.story = name, contact, story
        self.needs: list[Any] = []

    @event("PersonReceived")
    def receive(
        self, received_on: str, person_status: str, first_examination: bool, safe_contact: str, relatives: str
    ) -> None:
        self.received_on, self.person_status, self.first_examination = received_on, person_status, first_examination
        self.safe_contact, self.relatives = safe_contact, relatives

    @event("EssentialNeedsGiven")
    def give(self, needs: list[str], given_on: str) -> None:
        self.needs.append((needs, given_on))

    @event("InitialInformationRecorded")
    def inform(
        self, informed_on: str, purposes: list[str], primary_purpose: str, route: str, cross_border: bool,
        country: str, returned_on: str, story: str, suspect: str,
    ) -> None:  # fmt: skip
        self.informed_on, self.purposes, self.primary_purpose = informed_on, purposes, primary_purpose
        self.route, self.cross_border, self.country = route, cross_border, country
        self.returned_on, self.story, self.suspect = returned_on, story, suspect


class Note(Aggregate):
    """The smallest thing that can be saved: one event with a text."""

    def __init__(self, text: str) -> None:
        self.text = text


def settings(postgres: Postgres) -> dict[str, str]:
    """The environment of an application of the library with a database of its own."""
    owner, _, _ = fresh_database(postgres)
    to = {key: str(value) for key, value in conninfo_to_dict(owner).items()}
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": to["dbname"], "POSTGRES_HOST": to["host"],
        "POSTGRES_PORT": to["port"], "POSTGRES_USER": to["user"], "POSTGRES_PASSWORD": to["password"],
        "POSTGRES_POOL_SIZE": str(POOL), "POSTGRES_MAX_OVERFLOW": "0", "POSTGRES_CONNECT_TIMEOUT": "60",
    }  # fmt: skip


@contextmanager
def library(environment: dict[str, str]) -> Iterator[Application[UUID]]:
    app: Application[UUID] = Application(environment)
    try:
        yield app
    finally:
        app.close()


def new_case() -> Case:
    return Case("HT-7K2Q4-9", "20035", "person", ON, "female", "18plus", "kinh", NAME, PHONE, STORY)


def inform(case: Case) -> None:
    case.inform(ON, ["P06", "P11"], "P06", "self_returned", True, "KH", ON, STORY, STRANGER)


def prepare(app: Application[UUID], count: int) -> list[UUID]:
    """So many cases of ten events each, ten cases a transaction."""
    cases = [new_case() for _ in range(count)]
    for case in cases:
        case.receive(ON, "citizen", True, PHONE, "Mẹ ở cùng xã, chưa muốn báo tin.")
        for _ in range(4):
            case.give(["meals", "clothing"], ON)
        for _ in range(4):
            inform(case)
    for at in range(0, count, 10):
        app.save(*cases[at : at + 10])
    return [case.id for case in cases]


def load_and_save(app: Application[UUID], case: UUID) -> int:
    """The library's whole path of one command; the version it leads to."""
    found: Any = app.repository.get(case)
    inform(found)
    app.save(found)
    return int(found.version)
