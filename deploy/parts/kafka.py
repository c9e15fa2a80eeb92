"""Starts Apache Kafka for one town, strict from the start: nobody is anonymous, nothing allowed by default."""

import os
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.parts import docker
from deploy.parts.choice import IMAGES, Choice, choose
from deploy.parts.java import JVM, kafka_jars
from deploy.parts.places import kept_secret, made_once, write_private
from deploy.parts.process import Child, PartFailed, end_orphan, free_port, kept_port, wait_until

_ADMIN, _BROKER = "admin", "broker"
_INSIDE = 9092
_SETTINGS = """\
process.roles=broker,controller
node.id=1
listeners=TOWN://{bind}:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=TOWN://127.0.0.1:{public}
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:{controller}
inter.broker.listener.name=TOWN
listener.security.protocol.map=TOWN:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-256
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-256
sasl.mechanism.controller.protocol=PLAIN
listener.name.town.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
username="{broker_user}" password="{broker_password}";
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
username="{broker_user}" password="{broker_password}" user_{broker_user}="{broker_password}";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:{broker_user};User:{admin_user}
allow.everyone.if.no.acl.found=false
auto.create.topics.enable=false
log.dirs={data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=6
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
log.index.size.max.bytes=1048576
log.cleaner.dedupe.buffer.size=4194304
num.network.threads=2
num.io.threads=4
"""


@dataclass(frozen=True)
class Kafka:
    """A broker that answers. `stop` ends what we started and leaves alone what was given."""

    bootstrap: str
    admin_user: str
    admin_password: str = field(repr=False)
    pid: int | None
    choice: Choice
    stop: Callable[[], None] = field(repr=False)

    def admin(self, **more: Any) -> KafkaAdminClient:
        """A new client with all rights; close it after use."""
        return KafkaAdminClient(bootstrap_servers=self.bootstrap, **login(self.admin_user, self.admin_password), **more)


def login(user: str, password: str) -> dict[str, Any]:
    """How kafka-python and aiokafka are told who is calling."""
    return {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "SCRAM-SHA-256",
        "sasl_plain_username": user,
        "sasl_plain_password": password,
    }


def start_kafka(home: Path, *, port: int | None = None) -> Kafka:
    """The broker of this town, with what it kept in `home/kafka`. Answers when an admin client is answered.

    PartFailed when it does not start, MissingPrerequisite without Java or Maven."""
    choice = choose("kafka")
    if choice == "given":
        return _given()
    place = home / "kafka"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    end_orphan(place)
    passwords = {user: kept_secret(place / f"{user}.password") for user in (_ADMIN, _BROKER)}
    public = kept_port(place, port)
    return (_docker if choice == "docker" else _embedded)(place, public, passwords)


def _given() -> Kafka:
    kafka = Kafka(
        os.environ["KAFKA_BOOTSTRAP_SERVERS"],
        os.environ.get("KAFKA_ADMIN_USER", _ADMIN),
        os.environ.get("KAFKA_ADMIN_PASSWORD", ""),
        None,
        "given",
        lambda: None,
    )
    if not kafka.admin_password:
        raise PartFailed("kafka", "KAFKA_BOOTSTRAP_SERVERS is set, KAFKA_ADMIN_PASSWORD is not")
    wait_until("kafka", lambda: _answers(kafka), 30)
    return kafka


def _embedded(place: Path, port: int, passwords: dict[str, str]) -> Kafka:
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    java = ["java", "-Xms64m", "-Xmx256m", *JVM, quiet, "-cp", f"{kafka_jars()}/*"]
    data = made_once(place / "data", lambda folder: _lay_out(folder, place, java, port, passwords))
    settings = _write_settings(place, port, passwords, bind="127.0.0.1", inside=port, data=data)
    child = Child("kafka", [*java, "kafka.Kafka", str(settings)], place)
    kafka = Kafka(f"127.0.0.1:{port}", _ADMIN, passwords[_ADMIN], child.pid, "embedded", child.stop)
    child.wait_until(lambda: _answers(kafka), 60)
    return kafka


def _docker(place: Path, port: int, passwords: dict[str, str]) -> Kafka:
    _write_settings(place, port, passwords, bind="0.0.0.0", inside=_INSIDE, data=Path("/trove/data"))  # noqa: S104 in its own network
    (place / "data").mkdir(exist_ok=True)
    write_private(place / "format", "\n".join(_format_words("/trove/server.properties", passwords)))
    start = (
        'xargs -d "\\n" /opt/kafka/bin/kafka-storage.sh format --ignore-formatted < /trove/format'
        " && exec /opt/kafka/bin/kafka-server-start.sh /trove/server.properties"
    )
    stop = docker.run(IMAGES["kafka"], place, inside=_INSIDE, port=port, command=("bash", "-c", start))
    kafka = Kafka(f"127.0.0.1:{port}", _ADMIN, passwords[_ADMIN], None, "docker", stop)
    wait_until("kafka", lambda: _answers(kafka), 60)
    return kafka


def _write_settings(place: Path, port: int, passwords: dict[str, str], *, bind: str, inside: int, data: Path) -> Path:
    text = _SETTINGS.format(
        bind=bind,
        port=inside,
        public=port,
        controller=free_port(),
        data=data,
        admin_user=_ADMIN,
        broker_user=_BROKER,
        broker_password=passwords[_BROKER],
    )
    write_private(place / "server.properties", text)
    return place / "server.properties"


def _lay_out(folder: Path, place: Path, java: list[str], port: int, passwords: dict[str, str]) -> None:
    """Fill a data folder, with the first two users in it. The passwords go through a private file, not through the
    command line, which everybody on the machine can read."""
    settings = _write_settings(place, port, passwords, bind="127.0.0.1", inside=port, data=folder)
    words = [*java, "kafka.tools.StorageTool", "format", *_format_words(str(settings), passwords)]
    write_private(place / "format", "\n".join(f'"{word}"' for word in words[1:]))
    done = subprocess.run(["java", f"@{place / 'format'}"], capture_output=True, text=True, timeout=60, check=False)
    (place / "format").unlink()
    if done.returncode:
        raise PartFailed("kafka", f"its data folder could not be laid out: {(done.stdout + done.stderr)[-500:]}")


def _format_words(settings: str, passwords: dict[str, str]) -> list[str]:
    users = [f"SCRAM-SHA-256=[name={user},password={password}]" for user, password in passwords.items()]
    return ["-c", settings, "-t", str(uuid4()), *(word for user in users for word in ("--add-scram", user))]


def _answers(kafka: Kafka) -> bool:
    if not _listens(
        kafka.bootstrap
    ):  # the client's own pauses grow fast: it is asked only when there is somebody to ask
        return False
    try:
        admin = kafka.admin(bootstrap_timeout_ms=2000, reconnect_backoff_max_ms=100)
    except KafkaError:
        return False
    try:
        admin.list_topics()
    except KafkaError:
        return False
    finally:
        admin.close()
    return True


def _listens(bootstrap: str) -> bool:
    host, _, port = bootstrap.partition(",")[0].rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True
