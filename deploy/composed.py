"""Does for `docker compose` what `trove up` does: `prepare` before the parts start, `ready` before the instances."""

import json
import os
import sys
from pathlib import Path

from psycopg.conninfo import make_conninfo

from deploy import databases, prepare, topics
from deploy.cli import FIRST_DAY
from deploy.parts import kafka, keycloak, places, postgres
from deploy.prepare import Kept
from deploy.realm import REALM
from deploy.town import town
from shared.clock import set_clock
from shared.policy.profile import load

KAFKA_PORT, POSTGRES_PORT, KEYCLOAK_PORT = 19092, 15432, 18180
ISSUER = f"http://127.0.0.1:{KEYCLOAK_PORT}/realms/{REALM}"


def lay_out(kept: Kept) -> None:
    """Write what the containers of the parts read: settings, first passwords, the realm."""
    broker = kept.home / "kafka"
    passwords = {user: places.kept_secret(broker / f"{user}.password") for user in ("admin", "broker")}
    settings = kafka._write_settings(
        broker, KAFKA_PORT, passwords, bind="127.0.0.1", inside=KAFKA_PORT, data=broker / "data"
    )
    places.write_private(broker / "format", "\n".join(kafka._format_words(str(settings), passwords)))
    places.kept_secret(kept.home / "postgres" / "owner.password")
    places.kept_secret(kept.home / "keycloak" / "admin.password")
    realm = json.dumps(prepare.realm_of(kept), ensure_ascii=False)
    places.write_private(kept.home / "keycloak" / "realm.json", realm)
    if not kept.clock.exists():
        set_clock(kept.clock, FIRST_DAY)


def make_ready(kept: Kept) -> None:
    """Wait for the parts, give them their topics, rights and databases, and write the settings of each instance."""
    os.environ["KAFKA_BOOTSTRAP_SERVERS"] = f"127.0.0.1:{KAFKA_PORT}"
    os.environ["KAFKA_ADMIN_PASSWORD"] = places.kept_secret(kept.home / "kafka" / "admin.password")
    os.environ["POSTGRES_CONNINFO"] = make_conninfo(
        host="127.0.0.1", port=POSTGRES_PORT, dbname="postgres", user="postgres",
        password=places.kept_secret(kept.home / "postgres" / "owner.password"),
    )  # fmt: skip
    os.environ["OIDC_ISSUER"] = ISSUER
    everything = town(kept.profile)
    broker, database = kafka.start_kafka(kept.home), postgres.start_postgres(kept.home)
    admin = broker.admin()
    topics.apply(admin, everything, kept.passwords("kafka"))
    admin.close()
    databases.apply(database, everything, prepare.database_passwords(kept))
    logins = keycloak.start_keycloak(kept.home, prepare.realm_of(kept))
    prepare.write_settings(kept, broker.bootstrap, database, logins.issuer)


if __name__ == "__main__":
    deed, folder = {"prepare": lay_out, "ready": make_ready}[sys.argv[1]], Path(sys.argv[2])
    deed(prepare.keep(places.data(), load(folder), folder))
