"""What may differ between the instances of intake: read once, by main."""

from base64 import b64decode
from pathlib import Path

from pydantic_settings import SettingsConfigDict

from shared.settings import InstanceSettings


class Settings(InstanceSettings):
    """Environment variables that begin with `INTAKE_`."""

    model_config = SettingsConfigDict(env_prefix="INTAKE_")

    matching_key_file: Path

    def matching_key(self) -> bytes:
        """The key that all intakes of the town share, 32 bytes: they compare people by its tokens, and by nothing else."""
        return b64decode(self.matching_key_file.read_text("utf-8"), validate=True)
