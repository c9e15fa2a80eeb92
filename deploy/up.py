"""Starts the whole town in the right order, stays with it, and stops it when told to."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

from deploy import databases, ports, prepare, topics
from deploy.children import Nursery, Program
from deploy.health import wait_until_well
from deploy.parts.kafka import Kafka, start_kafka
from deploy.parts.keycloak import Keycloak, start_keycloak
from deploy.parts.postgres import Postgres, start_postgres
from deploy.prepare import Kept
from deploy.processes import end_all, stamp
from deploy.stay import watching
from deploy.steps import Steps
from deploy.town import town
from deploy.watch import Watch
from shared.clock import set_clock
from shared.policy.profile import load

PATIENCE = 60.0


def up(home: Path, folder: Path, console: Console, *, first_day: datetime, story: bool = True) -> None:
    """Start the town and stay with it until Ctrl-C. The first start sets its clock and tells the story."""
    steps = Steps(console)
    profile = load(folder)
    with watching(home, partial(console.print, style="yellow", markup=False, highlight=False, soft_wrap=True)) as watch:
        ports.must_be_free({i.source: i.port + ports.offset() for i in profile.instances})
        kept = prepare.keep(home, profile, folder)
        if not kept.clock.exists():
            set_clock(kept.clock, first_day)
        services = sorted({f"services.{instance.service}.main" for instance in profile.instances})
        nursery = Nursery(services, home / "logs" / "nursery.log")
        watch.take("nursery", nursery.open, rank=1)
        _start_instances(watch, nursery, kept, _start_parts(watch, kept, steps), steps)
        if story:
            _tell_the_story(watch, home, steps)
        _welcome(kept, console)
        watch.keep()


def _start_parts(watch: Watch, kept: Kept, steps: Steps) -> dict[str, dict[str, str]]:
    """Broker, database and identity provider start at the same time; the settings of each instance come out."""
    with ThreadPoolExecutor(3) as pool:
        logins = pool.submit(_start_logins, watch, kept, steps)  # takes longest
        broker = pool.submit(_start_broker, watch, kept, steps)
        database = pool.submit(_start_database, watch, kept, steps)
        try:
            return prepare.write_settings(kept, broker.result().bootstrap, database.result(), logins.result().issuer)
        except BaseException:
            _give_up((broker, database, logins))
            raise


def _start_broker(watch: Watch, kept: Kept, steps: Steps) -> Kafka:
    with steps.step("Kafka") as more:
        broker = watch.take("kafka", partial(start_kafka, kept.home))
        with closing(broker.admin()) as admin:
            changed = topics.apply(admin, town(kept.profile), kept.passwords("kafka"))
        more.append(f"{broker.bootstrap} ({broker.choice}), topics and rights: {len(changed)} changes")
    return broker


def _start_database(watch: Watch, kept: Kept, steps: Steps) -> Postgres:
    with steps.step("PostgreSQL") as more:
        database = watch.take("postgres", partial(start_postgres, kept.home))
        changed = databases.apply(database, town(kept.profile), prepare.database_passwords(kept))
        more.append(f"{database.address} ({database.choice}), databases and roles: {len(changed)} changes")
    return database


def _start_logins(watch: Watch, kept: Kept, steps: Steps) -> Keycloak:
    with steps.step("Keycloak") as more:
        logins = watch.take("keycloak", partial(start_keycloak, kept.home, prepare.realm_of(kept)))
        more.append(f"{logins.issuer} ({logins.choice})")
    return logins


def _give_up(starting: Sequence["Future[Any]"]) -> None:
    """One part failed, or somebody pressed Ctrl-C: nobody waits for those still on their way to being ready. Ended by
    force if need be: a start cut short is made good by the next."""
    while not all(part.done() for part in starting):
        ours = (stamp("part", child.pid) for child in psutil.Process().children())
        end_all([known for known in ours if known], patience=3)
        time.sleep(0.2)


def _start_instances(
    watch: Watch, nursery: Nursery, kept: Kept, settings: Mapping[str, Mapping[str, str]], steps: Steps
) -> None:
    with steps.step(f"{len(settings)} instances") as more:
        addresses = {}
        for instance in kept.profile.instances:
            name, address = instance.source, prepare.origin(instance)
            module, log = f"services.{instance.service}", kept.home / "logs" / f"{name}.log"
            program = Program(name, module, ("all",), settings[name], log)
            watch.take(name, partial(nursery.start, program), rank=2, address=address, log=log)
            addresses[address] = name
        unwell = wait_until_well(addresses, PATIENCE, meanwhile=watch.look)
        names = ", ".join(addresses[address] for address in sorted(unwell))
        warning = f"[yellow]not well yet: {names}; see `trove status` and {kept.home / 'logs'}[/]"
        more.append(warning if unwell else "all well")


def _tell_the_story(watch: Watch, home: Path, steps: Steps) -> None:
    """The story is told once, by a program of its own through the public doors. A failure leaves the town running."""
    told = home / "story-told"
    if told.exists():
        return
    with steps.step("The story of the town") as more:
        log = home / "logs" / "story.log"
        with log.open("ab") as output:
            command = [sys.executable, "-m", "deploy.cli", "demo", "--home", str(home)]
            teller = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        try:
            watch.keep(lambda: teller.poll() is not None)
        finally:
            teller.terminate()
        if teller.wait() == 0:
            told.touch()
        else:
            more.append(f"[yellow]was not told to its end, see {log}; the next start tries again[/]")


def _welcome(kept: Kept, console: Console) -> None:
    say = partial(console.print, highlight=False, soft_wrap=True)
    say(f"\n[bold]{kept.profile.town}[/] is up. Data: {kept.home}")
    for instance in kept.profile.instances:
        say(f"  {instance.source:28} {prepare.origin(instance)}")
    say(f"\nLogins (made up; kept in {kept.home / 'demo-users.json'}):")
    for user in kept.profile.users:
        say(f"  {user.username:28} {kept.people[user.username]}  [dim]{', '.join(user.roles)}[/]")
    say("\n`trove status` shows how all are; Ctrl-C stops the town and keeps its data.")
