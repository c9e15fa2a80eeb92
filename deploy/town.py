"""What a profile implies: topics, users, rights, databases and logins. Pure: nothing here talks to anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from shared.policy.profile import Instance, Profile

PARTITIONS = 3
FOR_EVER = -1
INBOX_DAYS = timedelta(days=30)
"""Also of files: what did not come in that time is asked for again."""

Deed = Literal["read", "write"]
Kind = Literal["topic", "group"]


@dataclass(frozen=True, order=True)
class Topic:
    """A topic with its number of partitions; `retention_ms` is -1 for what is kept for ever."""

    name: str
    partitions: int
    retention_ms: int


@dataclass(frozen=True, order=True)
class Rule:
    """One row of the broker's rights: this user may do this deed to exactly this topic or group."""

    user: str
    deed: Deed
    kind: Kind
    name: str


@dataclass(frozen=True, order=True)
class Database:
    """A database and the one role that may connect to it. `keys` marks the database of keys, kept apart."""

    name: str
    role: str
    service: str
    keys: bool


@dataclass(frozen=True, order=True)
class Analyst:
    """A role that asks the schema `analysis` of one database with SQL, about the people of these units (none: of all)."""

    role: str
    database: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Town:
    """All that must exist before the first instance starts. `users` are the sources: broker users and login clients."""

    profile: str
    users: tuple[str, ...]
    topics: tuple[Topic, ...]
    rules: tuple[Rule, ...]
    databases: tuple[Database, ...]
    analysts: tuple[Analyst, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(sorted({database.role for database in self.databases}))


def journal(source: str) -> str:
    return f"journal.{source}"


def inbox(source: str) -> str:
    return f"inbox.{source}"


def files(source: str) -> str:
    return f"files.{source}"


WATCHED = ("transparency.checkpoint", "transparency.cosignature", "transparency.evidence")
"""What logs show, what witnesses sign, what contradicts itself: everybody writes and reads it, the signatures are what counts."""


def role(source: str) -> str:
    """The database role of an instance, and the name of its database: `intake_police`."""
    return source.replace(".", "_")


def town(profile: Profile) -> Town:
    """Everything the profile implies, in a fixed order: the same profile gives the same town."""
    sources = sorted(instance.source for instance in profile.instances)
    return Town(
        profile=profile.id,
        users=tuple(sources),
        topics=tuple(
            sorted([*(t for source in sources for t in _topics(source)), *(Topic(w, 1, FOR_EVER) for w in WATCHED)])
        ),
        rules=tuple(sorted(_rules(profile))),
        databases=tuple(sorted(database for i in profile.instances for database in _databases(i))),
        analysts=tuple(sorted(analyst for instance in profile.instances for analyst in _analysts(instance))),
    )


def rights_table(profile: Profile) -> Mapping[tuple[str, str], frozenset[Deed]]:
    """Every (source, topic) of the town with what the source may do there; an empty set means: nothing at all."""
    built = town(profile)
    allowed = {(rule.user, rule.name, rule.deed) for rule in built.rules if rule.kind == "topic"}
    deeds: tuple[Deed, ...] = ("read", "write")
    return {
        (user, topic.name): frozenset(deed for deed in deeds if (user, topic.name, deed) in allowed)
        for user in built.users
        for topic in built.topics
    }


def _topics(source: str) -> tuple[Topic, ...]:
    days = INBOX_DAYS // timedelta(milliseconds=1)
    told = (Topic(name, PARTITIONS, days) for name in (inbox(source), files(source)))
    return Topic(journal(source), PARTITIONS, FOR_EVER), *told


def _rules(profile: Profile) -> set[Rule]:
    """An instance writes its own journal, any inbox and files to anybody, and what is watched; it reads its own three, the
    journals its line lists, and what is watched."""
    rules: set[Rule] = set()
    others = [topic(instance.source) for instance in profile.instances for topic in (inbox, files)]
    for instance in profile.instances:
        me = instance.source
        mine = (inbox(me), files(me), journal(me), *map(journal, instance.hears))
        rules |= {Rule(me, "write", "topic", topic) for topic in (journal(me), *others, *WATCHED)}
        rules |= {Rule(me, "read", "topic", topic) for topic in (*mine, *WATCHED)}
        groups = (me, *(f"{me}.{what}" for what in ("files", "journal", "cosigned", "witness", "evidence")))
        rules |= {Rule(me, "read", "group", group) for group in groups}
    return rules


def _databases(instance: Instance) -> tuple[Database, Database]:
    name = role(instance.source)
    return Database(name, name, instance.service, False), Database(f"{name}_keys", name, instance.service, True)


def _analysts(instance: Instance) -> tuple[Analyst, ...]:
    name = role(instance.source)
    return tuple(Analyst(f"{name}_{each.login}", name, each.units) for each in instance.analysts)
