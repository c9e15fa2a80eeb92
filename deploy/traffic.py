"""Looks into the broker for `trove topics`: what was written to each topic, and what each reader has not yet read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec

from deploy.parts.kafka import login


@dataclass(frozen=True, order=True)
class Line:
    """A topic with the number of records written to it, or what one group of readers has left unread there."""

    topic: str
    group: str
    records: int


@contextmanager
def admin(home: Path) -> Iterator[KafkaAdminClient]:
    """A client with all rights to the broker of the town in this home; it must be running."""
    kept = home / "kafka"
    given = os.environ.get("KAFKA_BOOTSTRAP_SERVERS")
    user = os.environ.get("KAFKA_ADMIN_USER", "admin") if given else "admin"
    password = os.environ["KAFKA_ADMIN_PASSWORD"] if given else (kept / "admin.password").read_text("utf-8")
    where = given or f"127.0.0.1:{(kept / 'port').read_text('utf-8')}"
    client = KafkaAdminClient(bootstrap_servers=where, bootstrap_timeout_ms=5000, **login(user, password))
    try:
        yield client
    finally:
        client.close()


def written(client: KafkaAdminClient) -> list[Line]:
    """Every topic of the town with what was written to it since it was made."""
    counted: dict[str, int] = {}
    for place, end in _ends(client).items():
        counted[place.topic] = counted.get(place.topic, 0) + end
    return sorted(Line(topic, "", records) for topic, records in counted.items())


def unread(client: KafkaAdminClient) -> list[Line]:
    """What each group has not read yet of the topics it reads; 0 is said too."""
    ends, left = _ends(client), dict[tuple[str, str], int]()
    groups = [group["group_id"] for group in client.list_groups()]
    for group, read in (client.list_group_offsets(groups) if groups else {}).items():
        for place, position in read.items():
            if place in ends:
                key = (place.topic, group)
                left[key] = left.get(key, 0) + ends[place] - max(position.offset, 0)
    return sorted(Line(topic, group, records) for (topic, group), records in left.items())


def _ends(client: KafkaAdminClient) -> dict[TopicPartition, int]:
    topics = [topic for topic in client.describe_topics() if not topic["is_internal"]]
    places = [TopicPartition(t["name"], p["partition_index"]) for t in topics for p in t["partitions"]]
    newest = client.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    return {place: found.offset for place, found in newest.items()}
