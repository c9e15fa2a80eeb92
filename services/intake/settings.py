"""What may differ between the instances of intake: read once, by main."""

from pydantic_settings import SettingsConfigDict

from shared.settings import InstanceSettings


class Settings(InstanceSettings):
    """Environment variables that begin with `INTAKE_`."""

    model_config = SettingsConfigDict(env_prefix="INTAKE_")
