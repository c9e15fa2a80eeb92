"""The process of an instance, its pages and its work: `python -m services.<service> all|web|worker`."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NoReturn
from urllib.parse import urlsplit

import uvicorn
from aiokafka.errors import KafkaError
from fastapi import FastAPI

from shared.inbox_desk import inbox_desk
from shared.instance import Instance, Service
from shared.kafka.inbox import Inbox
from shared.kafka.restoring import Lost, give_back
from shared.pulse import Pulse
from shared.settings import InstanceSettings
from shared.signposts import bell, beside
from shared.web.door import Door, create
from shared.web.identity import Issuer
from shared.web.ledger_door import ledger_door
from shared.web.live import Live
from shared.web.pages import Surroundings
from shared.web.watched import watched
from shared.worker import Worker

log = logging.getLogger(__name__)
RINGS_AFTER = 20_000
COMPARED_WITHIN = 20.0
"""Seconds an instance waits at its start for the broker to say what others have seen of its ledger."""


def main(service: Service, settings: type[InstanceSettings]) -> None:
    """Run an instance: its pages (`web`), its work (`worker`), or both (`all`)."""
    what = sys.argv[1] if len(sys.argv) > 1 else "all"
    if what not in ("all", "web", "worker", "inbox", "repair"):
        sys.exit(f"usage: python -m services.{service.name} all | web | worker | repair | inbox …")
    given = settings()
    logging.basicConfig(level=given.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    instance = Instance(service, given)
    if what == "inbox":
        inbox = Inbox(instance.ledger, instance.reader, instance.pool, instance.attachments.rows.expect)
        waiting = inbox_desk(sys.argv[2:], service.name, instance.agency, instance.ledger, inbox)
        instance.close()
        sys.exit(1 if waiting else 0)
    if what == "repair":
        _repair(instance)
    give_back(instance)
    _compare(instance)
    settle()
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(instance, web=what != "worker", work=what != "web"))
    instance.close()


def settle() -> None:
    """What is loaded now stays, and what comes is looked through for rings only when it is much: records of Kafka and entries are
    many small things without any, and looking for them took two fifths of hearing."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(RINGS_AFTER)


def _compare(instance: Instance) -> None:
    """Before anything is written. While the broker does not answer, officers work on; what they write is told only once it
    was compared (`Worker`)."""
    try:
        asyncio.run(asyncio.wait_for(instance.compare(), COMPARED_WITHIN))
    except (KafkaError, Lost, OSError, TimeoutError) as away:
        log.warning("%s was not compared yet with what others have seen: %s", instance.source, type(away).__name__)
    if instance.store.shut is not None:
        log.error("%s is read-only: %s", instance.source, instance.store.shut)


def _repair(instance: Instance) -> NoReturn:
    try:
        print(f"{asyncio.run(instance.repair())} entries came back; the ledger is the one that others have seen")
    except Lost as lost:
        sys.exit(f"nothing was changed: {lost}")
    finally:
        instance.close()
    sys.exit(0)


async def serve(instance: Instance, *, web: bool = True, work: bool = True) -> None:
    """Pages and work in one loop until SIGTERM or SIGINT."""
    pulse = Pulse(instance.conninfo)
    worker = Worker(instance, pulse=pulse)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    tasks = [asyncio.create_task(worker.run())] if work else []
    app = application(instance, worker, pulse) if web else None
    server = _server(instance, app) if app else None
    if server:
        tasks.append(asyncio.create_task(server.serve()))
    await asyncio.wait([asyncio.create_task(ended.wait()), *tasks], return_when=asyncio.FIRST_COMPLETED)
    worker.stop()
    if app and server:
        app.state.live.end()
        server.should_exit = True
    await asyncio.gather(*tasks)
    pulse.end()


class _Server(uvicorn.Server):
    """Signals are ours: pages and work end together."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _server(instance: Instance, app: FastAPI) -> uvicorn.Server:
    at = urlsplit(instance.settings.origin)
    config = uvicorn.Config(
        app, host=at.hostname or "127.0.0.1", port=at.port or 80, log_level="warning", access_log=False,
        timeout_graceful_shutdown=10,
    )  # fmt: skip
    return _Server(config)


def application(instance: Instance, worker: Worker, pulse: Pulse) -> FastAPI:
    """The web application of an instance: the door everybody shares, and the routes of its service."""
    app = create(door(instance, worker.health))
    app.state.instance, app.state.worker, app.state.live = instance, worker, Live(app.state.door, pulse)
    app.include_router(ledger_door(instance.desk([]), instance.source, instance.store))
    app.include_router(watched(instance.log))
    for router in instance.service.doors(
        instance
    ):  # whole as they are: `include_router` would analyse each route once more
        app.router.routes.extend(router.routes)
    return app


def door(instance: Instance, health: Callable[[], Mapping[str, Any]]) -> Door:
    """The door of an instance, with its words, its login and the frame around its pages."""
    settings, service = instance.settings, instance.service
    around = Surroundings(
        town=instance.profile.town,
        agency=service.title or instance.profile.called(instance.agency, instance.today()),
        menu=lambda actor: service.menu(instance, actor),
        bell=lambda actor: bell(instance, service.unread(instance, actor)),
        beside=lambda actor: beside(instance, actor),
        may_search=lambda actor: service.may_search(instance, actor),
    )
    return Door(
        source=instance.source,
        origin=settings.origin,
        issuer=Issuer(settings.issuer, instance.source, settings.client_secret.get_secret_value()),
        sessions=instance.sessions,
        drafts=instance.drafts,
        clock=instance.clock,
        law_on=instance.profile.law_on,
        around=around,
        health=health,
        file_limit=instance.attachments.limit,
        templates=service.pages,
        words_of=service.pages,
    )
