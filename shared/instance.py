"""An instance: one service of one agency, put together from its settings. It runs in `shared.running`."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from fastapi import APIRouter
from psycopg_pool import ConnectionPool

from shared.clock import local, town_clock
from shared.desk import Deed, Desk
from shared.files.rows import RowsInPostgres
from shared.files.shelf import Attachments
from shared.kafka.listening import Keep, Listening
from shared.kafka.restoring import Lost
from shared.kafka.wire import Reader
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.kernel.sealed import Place
from shared.kernel.tell import Heard, nobody
from shared.ledger import InPostgres, Ledger, Policy, TellRule
from shared.ledger.stored import name_of
from shared.policy import load
from shared.proof.notes import Kind
from shared.sealing.keys import KeysInPostgres
from shared.sealing.vault import Forgotten, Vault
from shared.settings import InstanceSettings
from shared.skipping import skipping
from shared.transparency.comparing import Broker, difference, last_seen, repair
from shared.transparency.known import Known, signer
from shared.transparency.log import Log
from shared.transparency.watching import Watch, Watching
from shared.views import Shelf, View, keep_all
from shared.web.drafts import Drafts
from shared.web.pages import Menu
from shared.web.sessions import Sessions


class Projecting(NamedTuple):
    """Makes something of what was heard: `step` does it and is called again whenever more was heard, or at once where it says how
    much it did, as one does who takes a piece at a time. `pause`: seconds for which more may come together before."""

    step: Callable[[], int | None]
    pause: float


@dataclass(frozen=True)
class Service:
    """What a service is made of; its main.py says it once.

    `deciders` pairs every aggregate with its rule of telling; `policies` go by message class (the contracts it hears);
    `views` are kept from its own ledger; `followers` (given the instance) are told again and again where it ends, each takes
    in what is new there and says how much it was; `doors` makes the routes and `menu` the left navigation; `pages` are the
    folders of its templates and of its words (`*.vi.yaml`); `title` stands in the head instead of the agency where officers
    of all agencies come; `keep` (given the instance) takes entries of the journals it listens to, and `watch` every record in
    which logs show themselves and witnesses answer; who `hears_itself` keeps its own journal too; `projects` are the lines of
    work on what was kept of that, by name;
    `ticks` is called every few seconds, while all that the journals told was heard; `figures` stand in `health` beside those that
    every instance has; `unread` are an officer's notices for the bell, where they are kept; `may_search` says who gets the box in
    the head of every page.
    """

    name: str
    deciders: Sequence[tuple[AnyDecider, TellRule]]
    doors: Callable[["Instance"], Iterable[APIRouter]]
    policies: Mapping[type, Policy] = field(default_factory=dict)
    views: Sequence[View[Any, Any]] = ()
    followers: Callable[["Instance"], Sequence[Callable[[int], int]]] = lambda _: ()
    pages: Sequence[Path] = ()
    title: str | None = None
    menu: Callable[["Instance", Actor], Sequence[Menu]] = lambda _, __: ()
    keep: Callable[["Instance"], Keep] | None = None
    hears_itself: bool = False
    projects: Callable[["Instance"], Mapping[str, Projecting]] = lambda _: {}
    watch: Callable[["Instance"], Watch] | None = None
    ticks: Callable[["Instance"], None] | None = None
    figures: Callable[["Instance"], Mapping[str, int]] = lambda _: {}
    unread: Callable[["Instance", Actor], frozenset[str] | None] = lambda _, __: None
    may_search: Callable[["Instance", Actor], bool] = lambda _, __: False


class Instance:
    """Everything one running instance has. Close it when done."""

    def __init__(self, service: Service, settings: InstanceSettings, *, patience: float = 30.0) -> None:
        keys = settings.keys()
        self.service, self.settings = service, settings
        self.agency, self.source = settings.agency, f"{service.name}.{settings.agency}"
        self.profile = load(settings.profile)
        self._lines = {line.source: line for line in self.profile.instances}
        if self.source not in self._lines:
            raise SystemExit(f"{settings.profile} knows no instance {self.source}")
        self.listens_to = (*self._lines[self.source].hears, *([self.source] if service.hears_itself else []))
        self.clock: Callable[[], datetime] = town_clock(settings.clock)
        self.kafka, self.kafka_password = settings.kafka, settings.kafka_password.get_secret_value()
        self.directory = settings.public_keys()
        self.conninfo = settings.database.get_secret_value()
        self.pool = _pool(self.conninfo, 6)
        self.sessions = Sessions(self.pool, keys.session, self.source)
        self.drafts = Drafts(self.pool, keys.session, timedelta(days=settings.draft_days))
        self._keys_pool = _pool(settings.keys_database.get_secret_value(), 4)
        self.store = InPostgres(self.conninfo, self.pool, self.clock, patience=patience)
        self.vault = Vault(
            KeysInPostgres(self._keys_pool), kek=keys.kek, index=keys.index, opening=keys.opening, signing=keys.signing
        )
        self.attachments = Attachments(RowsInPostgres(self.pool), self.vault, settings.file_megabytes * 1_000_000)
        self.ledger = Ledger(
            self.source, self.store, self.vault,
            tells=[*service.deciders, (skipping(service.name), nobody)],
            policies=service.policies, law_on=self.profile.law_on, today=self.today, may_tell=self._may_tell,
        )  # fmt: skip
        self.reader = Reader(self.source, self.vault, self.directory, tuple(service.policies))
        self.shelves = {view.name: Shelf(view, self.pool) for view in service.views}
        self._followers = service.followers(self)
        self.kept = 0
        """Up to which entry every view and follower of this process has come."""
        self.hears = Listening(self.pool, service.keep(self)) if service.keep else None
        self.projects = service.projects(self)
        self.known_logs = settings.known_logs()
        self.log = self._log(self.known_logs, keys.signing)
        self.watches = Watching(self.pool, service.watch(self)) if service.watch else None
        self.compared = False
        """Whether the ledger was held against what others have seen, and goes on from there."""

    def _log(self, known: Known, signing: bytes) -> Log:
        """The log of this ledger, and the witness of the agency where it stands here."""
        logs, witness = (signer(self.profile.id, self.source, kind, signing) for kind in (Kind.LOG, Kind.WITNESS))
        return Log(self.source, known, self.pool, logs, witness if self.source in known.witnesses else None)

    async def compare(self) -> None:
        """Hold the ledger against what others have seen of it; where it differs nothing may be written. Raises the broker's
        errors, and `Lost`: then it is not known, and nothing is told."""
        broker = Broker(self.kafka, self.source, self.kafka_password)
        seen = await last_seen(broker, self.log.sealer.origin, self.log.witnesses)
        self.store.shut = await asyncio.to_thread(difference, self.pool, seen)
        self.log.sealer.seen = seen
        self.compared = self.store.shut is None

    async def repair(self) -> int:
        """Bring the missing end of the ledger back from its journal; how many entries came. Raises `Lost`."""
        broker = Broker(self.kafka, self.source, self.kafka_password)
        seen = await last_seen(broker, self.log.sealer.origin, self.log.witnesses)
        back = await repair(self.store, self.pool, broker, seen) if seen else 0
        await self.compare()
        if self.store.shut is not None:
            raise Lost(self.store.shut)
        return back

    def today(self) -> date:
        """The town's day."""
        return local(self.clock()).date()

    def sources(self) -> Sequence[str]:
        """All instances of the town."""
        return tuple(self._lines)

    def origin_of(self, source: str) -> str | None:
        """Where people find another instance of the town; None when the profile has none."""
        if (line := self._lines.get(source)) is None:
            return None
        here = urlsplit(self.settings.origin)
        port = line.port + (here.port or 0) - self._lines[self.source].port
        return f"{here.scheme}://{here.hostname}:{port}"

    def desk(self, deeds: Sequence[Deed]) -> Desk:
        """A desk of this instance for these deeds."""
        return Desk(
            self.ledger, service=self.service.name, deeds=deeds,
            rights=self.profile.rights, law_on=self.profile.law_on, clock=self.clock, attachments=self.attachments,
        )  # fmt: skip

    def clear(self, place: Place) -> bytes | None:
        """The clear JSON of a sealed value of this ledger, for the relay to encrypt to the one it was granted to; None
        when its key is destroyed."""
        row = self.store.entry(place.stream, place.version)
        sealed = getattr(self.ledger.decode(row).fact, place.field)
        try:
            return self.vault.open(sealed.box, place)
        except Forgotten:
            return None

    def _may_tell(self, heard: Heard) -> None:
        self.profile.rights.must_tell(name_of(type(heard.message)), heard.sender)

    def keep_views(self) -> int:
        """Fold what is new into the views of this ledger, and let its followers have it; how many entries there were."""
        last = self.store.last()
        new = keep_all(self.shelves.values(), last, self.ledger.since)
        new += sum(follow(last) for follow in self._followers)
        self.kept = self.kept if new else last
        return new

    def sweep(self) -> None:
        """Forget the sessions and drafts that nobody can come back to."""
        self.sessions.sweep()
        self.drafts.sweep()

    def close(self) -> None:
        self.store.close()
        self.pool.close()
        self._keys_pool.close()


def _pool(conninfo: str, most: int) -> ConnectionPool[Any]:
    return ConnectionPool(
        conninfo, min_size=1, max_size=most, open=True, timeout=5.0, max_idle=60.0,
        kwargs={"autocommit": True, "connect_timeout": 5},
    )  # fmt: skip
