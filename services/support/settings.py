"""What may differ between the instances of support: environment variables that begin with SUPPORT_."""

from pydantic_settings import SettingsConfigDict

from shared.settings import InstanceSettings


class Settings(InstanceSettings):
    model_config = SettingsConfigDict(env_prefix="SUPPORT_")
