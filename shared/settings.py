"""What may differ between the instances of a service. Read once, by its main; each service gives its own prefix."""

import json
from base64 import b64decode
from dataclasses import dataclass, fields
from pathlib import Path

from pydantic import Field, PositiveInt, SecretStr, field_validator
from pydantic_settings import BaseSettings

from shared.kafka.wire import Directory, PublicKeys
from shared.transparency.known import Known, known_logs

PLACEHOLDERS = {"changethis", "change-me", "secret", "password", "placeholder", ""}


@dataclass(frozen=True)
class Keys:
    """The secret keys of an instance, 32 bytes each: wrapping, hashing, sessions, signing, opening."""

    kek: bytes
    index: bytes
    session: bytes
    signing: bytes
    opening: bytes


class InstanceSettings(BaseSettings):
    """Required values have no default; placeholders are refused."""

    agency: str
    profile: Path
    database: SecretStr
    keys_database: SecretStr
    kafka: str
    kafka_password: SecretStr
    key_file: Path
    directory: Path
    issuer: str
    client_secret: SecretStr
    origin: str
    clock: Path | None = None
    draft_days: PositiveInt = 30
    file_megabytes: int = Field(default=12, ge=1, le=100)
    log_level: str = "WARNING"

    @field_validator("kafka_password", "client_secret", "database", "keys_database")
    @classmethod
    def not_a_placeholder(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value().strip().lower() in PLACEHOLDERS:
            raise ValueError("a placeholder is no secret: set a real one")
        return value

    def keys(self) -> Keys:
        """The instance's own secret keys, from its key file."""
        values = json.loads(self.key_file.read_text("utf-8"))
        return Keys(*(b64decode(values[field.name], validate=True) for field in fields(Keys)))

    def public_keys(self) -> Directory:
        """What is public of every instance of the town."""
        known = json.loads(self.directory.read_text("utf-8"))
        return {s: PublicKeys(b64decode(k["verify"]), b64decode(k["seal_to"])) for s, k in known.items()}

    def known_logs(self) -> Known:
        """The keys of all logs and witnesses of the town."""
        return known_logs(self.directory)
