"""What may differ between the instances of reporting: environment variables that begin with REPORTING_."""

from pydantic_settings import SettingsConfigDict

from shared.settings import InstanceSettings


class Settings(InstanceSettings):
    model_config = SettingsConfigDict(env_prefix="REPORTING_")
