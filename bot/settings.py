"""All settings, read once from the environment or `.env`; nothing else reads the environment."""

from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an admin may set, each as `FIELDBOOK_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="FIELDBOOK_", env_file=".env", extra="ignore")

    database_url: SecretStr = SecretStr("")
    data_dir: Path = Path("data")
    sqlite_synchronous: Literal["FULL", "NORMAL"] = "FULL"
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=1, le=65535)
    public_url: str = ""

    telegram_token: SecretStr = SecretStr("")
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_file_base_url: str = "https://api.telegram.org/file/bot"
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_secret: SecretStr = SecretStr("")
    telegram_poll_interval: float = 0.0
    telegram_proxy: str = ""

    wecom_corp_id: str = ""
    wecom_agent_id: str = ""
    wecom_secret: SecretStr = SecretStr("")
    wecom_token: SecretStr = SecretStr("")
    wecom_aes_key: SecretStr = SecretStr("")
    wecom_api_base: str = "https://qyapi.weixin.qq.com"
    wecom_bot_id: str = ""
    wecom_bot_secret: SecretStr = SecretStr("")
    wecom_ws_url: str = "wss://openws.work.weixin.qq.com"

    dingtalk_client_id: str = ""
    dingtalk_client_secret: SecretStr = SecretStr("")
    dingtalk_api_base: str = "https://api.dingtalk.com"
    dingtalk_oapi_base: str = "https://oapi.dingtalk.com"
    dingtalk_card_template_id: str = ""

    admins: str = ""
    timezone: str = "Asia/Shanghai"
    language: Literal["zh", "en"] = "zh"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("no such time zone: write it like Asia/Shanghai")
        return name

    @field_validator("admins")
    @classmethod
    def _are_accounts(cls, admins: str) -> str:
        if not all(all(entry.strip().partition(":")) for entry in admins.split(",") if entry.strip()):
            raise ValueError("write accounts as channel:id, with commas between")
        return admins

    @property
    def database(self) -> str:
        """The address of the database: the SQLite file in `data_dir` unless one is set."""
        return self.database_url.get_secret_value() or f"sqlite:///{self.data_dir / 'fieldbook.db'}"

    @property
    def admin_accounts(self) -> tuple[tuple[str, str], ...]:
        """The (channel, sender) pairs that are admins from the start."""
        pairs = (entry.strip().partition(":") for entry in self.admins.split(",") if entry.strip())
        return tuple((channel, sender) for channel, _, sender in pairs)
