"""`trove topics` counts what was written and what was not yet read, on a real broker."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic
from typer.testing import CliRunner

from deploy import traffic
from deploy.cli import trove
from deploy.parts.kafka import Kafka, login, start_kafka
from deploy.traffic import Line
from deploy.watch import Line as Running

pytestmark = [pytest.mark.real, pytest.mark.slow]
INBOX, READER = "inbox.support.labour", "support.labour"


@pytest.fixture
def kafka(tmp_path: Path) -> Iterator[Kafka]:
    broker = start_kafka(tmp_path)
    yield broker
    broker.stop()


def test_what_was_written_and_what_was_not_read_are_counted(kafka: Kafka, tmp_path: Path) -> None:
    who = login(kafka.admin_user, kafka.admin_password)
    with traffic.admin(tmp_path) as client:
        client.create_topics([NewTopic(INBOX, 3, 1)])
        client.wait_for_topics([INBOX])
        assert traffic.written(client) == [Line(INBOX, "", 0)]
        assert traffic.unread(client) == []

        producer = KafkaProducer(bootstrap_servers=kafka.bootstrap, **who)
        for number in range(10):
            producer.send(INBOX, b"told", partition=number % 3)
        producer.flush()
        producer.close()
        _read(kafka, 4)

        assert traffic.written(client) == [Line(INBOX, "", 10)]
        assert traffic.unread(client) == [Line(INBOX, READER, 6)]
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "state").write_bytes(msgspec.json.encode([Running("kafka", "running", "", None, 0.0, 0)]))
    said = CliRunner().invoke(trove, ["topics", "lag", "--home", str(tmp_path)]).output
    assert said.split() == ["6", INBOX, READER]


def _read(kafka: Kafka, records: int) -> None:
    who = login(kafka.admin_user, kafka.admin_password)
    reader = KafkaConsumer(
        INBOX, bootstrap_servers=kafka.bootstrap, group_id=READER, auto_offset_reset="earliest",
        enable_auto_commit=False, max_poll_records=1, **who,
    )  # fmt: skip
    seen = 0
    while seen < records:
        seen += sum(map(len, reader.poll(1000).values()))
    reader.commit()
    reader.close()
