"""What may differ between the instances of notifications: environment variables that begin with NOTIFICATIONS_."""

from pydantic_settings import SettingsConfigDict

from shared.settings import InstanceSettings


class Settings(InstanceSettings):
    model_config = SettingsConfigDict(env_prefix="NOTIFICATIONS_")
