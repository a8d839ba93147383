"""Every setting of the product: one field here, one environment variable, one row in the README."""

from __future__ import annotations

import secrets
from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.settings_types import comma_separated

PREFIX = "EFTERSNACK_"

Words = Annotated[list[str], NoDecode, comma_separated]


class Settings(BaseSettings):
    """Read from the environment (names begin with EFTERSNACK_) and from the file .env."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    shop_name: str = Field("Kaffeboden", description="Your name, as customers know you.")
    var_dir: Path = Field(Path("var"), description="Folder for the database, generated secrets and logs.")
    database_url: str = Field(
        "",
        description="SQLAlchemy URL of the database: sqlite or postgresql. Empty: a SQLite file in var_dir.",
    )
    redis_url: str = Field(
        "",
        pattern="^$|^(redis|rediss|unix)://",
        description="Redis URL: joins several dialogue processes, and wakes the worker. Empty: one process, a file.",
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="Signs sessions, buttons and desk log-ins. Empty: generated once into var_dir.",
    )
    identity_secret: SecretStr = Field(
        SecretStr(""),
        description="Shared with your website, which signs its customers' identity with it. Empty: generated once.",
    )
    model_path: Path = Field(Path("models"), description="Folder of trained models, or one model file.")

    dialogue_host: str = Field("127.0.0.1", description="Address the dialogue process listens on.")
    dialogue_port: int = Field(5005, ge=1, le=65535, description="Port of the dialogue process.")
    dialogue_url: str = Field(
        "", description="Where browsers reach the dialogue. Empty: this machine's address."
    )
    dialogue_processes: int = Field(
        1,
        ge=1,
        le=64,
        validate_default=True,
        description="Dialogue processes that run starts, on ports counted up from dialogue_port.",
    )
    internal_dialogue_urls: Words = Field(
        default_factory=list,
        description="Where the worker reaches dialogue processes, comma-separated. Empty: those of this machine.",
    )
    worker_processes: int = Field(1, ge=1, le=64, description="Worker processes that run starts.")
    actions_url: str = Field(
        "",
        description="Where `eftersnack actions` listens. Empty: custom actions run in the dialogue process.",
    )
    live_conversations: int = Field(
        1000, ge=1, description="Conversations a dialogue process keeps in memory (35 kB each)."
    )
    web_host: str = Field("127.0.0.1", description="Address the web process listens on.")
    web_port: int = Field(8000, ge=1, le=65535, description="Port of the web process.")
    web_url: str = Field("", description="Where people reach the web process. Empty: this machine's address.")
    allowed_origins: Words = Field(
        default_factory=list,
        description="Web origins that may open a conversation, comma-separated. Empty: the web process's own.",
    )

    trusted_proxies: Words = Field(
        default_factory=list,
        description="Addresses of your reverse proxies, whose X-Forwarded-For is believed, comma-separated.",
    )

    default_language: str = Field(
        "sv", pattern="^(sv|en)$", description="Language where nothing tells another."
    )
    default_time_zone: str = Field("Europe/Stockholm", description="Time zone where nothing tells another.")
    default_country: str = Field(
        "SE", pattern="^[A-Z]{2}$", description="ISO country whose phone numbers and public holidays apply."
    )

    checkin_after_days: int = Field(3, ge=0, le=365, description="Days from delivery to check-in.")
    checkin_hour: int = Field(10, ge=0, le=23, description="Local hour at which a check-in is sent.")
    checkin_expires_days: int = Field(
        30, ge=1, description="Days after which an unsent check-in is no longer sent."
    )
    checkin_survey: str = Field("after_delivery", description="Key of the survey a check-in ends with.")
    claim_minutes: int = Field(
        5, ge=1, description="Minutes after which work claimed by a process that died is taken over."
    )

    case_hours: dict[str, int] = Field(
        default={"urgent": 2, "high": 4, "normal": 8, "low": 16},
        description="Working hours within which a customer hears from a manager, by priority (JSON).",
    )
    notify_urls: Words = Field(
        default_factory=list,
        description="Apprise URLs told of every case, comma-separated. Empty: the log and the desk only.",
    )
    notify_attempts: int = Field(
        14, ge=1, description="Tries before a notification waits for a person to resend it."
    )

    message_characters: int = Field(1000, ge=1, description="Longest message a customer can send.")
    request_bytes: int = Field(64_000, ge=1_000, description="Largest packet the website channel accepts.")
    messages_a_minute: int = Field(
        20, ge=1, description="Messages one customer can send a minute, after a burst."
    )
    messages_burst: int = Field(8, ge=1, description="Messages one customer can send at once.")
    address_messages_a_minute: int = Field(
        120, ge=1, description="Messages all customers behind one network address can send a minute."
    )
    token_hours: int = Field(24, ge=1, description="Hours an identity token made here is valid.")
    desk_session_hours: int = Field(
        12, ge=1, description="Hours until a manager has to log in to the desk again."
    )

    demo: bool = Field(
        True, description="Load demo data into an empty database, and show the demo shop at /."
    )
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="How much is logged.")
    log_format: str = Field(
        "text", pattern="^(text|json)$", description="How it is logged: lines to read (text), or JSON."
    )
    metrics_host: str = Field("127.0.0.1", description="Address that figures for Prometheus are served on.")
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Port of a process's figures for Prometheus (/metrics). 0: none."
    )

    @field_validator("dialogue_processes")
    @classmethod
    def _needs_what_joins_processes(cls, value: int, info: ValidationInfo) -> int:
        shared = info.data.get("database_url", "").startswith("postgres") and info.data.get("redis_url")
        if value > 1 and not shared:
            raise ValueError(
                f"{value} dialogue processes need PostgreSQL ({PREFIX}DATABASE_URL) and Redis ({PREFIX}REDIS_URL)"
            )
        return value

    @cached_property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir.resolve() / 'eftersnack.db'}"

    @cached_property
    def signing_secret(self) -> str:
        """The secret that never leaves this product; made on first use."""
        return self.secret.get_secret_value() or _generated(self.var_dir / "secret")

    @cached_property
    def identity_key(self) -> str:
        """The secret shared with the website, for identity tokens; made on first use."""
        return self.identity_secret.get_secret_value() or _generated(self.var_dir / "identity_secret")

    @cached_property
    def public_web_url(self) -> str:
        return (self.web_url or f"http://{_reachable(self.web_host)}:{self.web_port}").rstrip("/")

    @cached_property
    def public_dialogue_url(self) -> str:
        return (self.dialogue_url or f"http://{_reachable(self.dialogue_host)}:{self.dialogue_port}").rstrip(
            "/"
        )

    @cached_property
    def internal_dialogue_url(self) -> str:
        """Where this machine's first dialogue process listens."""
        return self.own_dialogue_urls[0]

    @cached_property
    def own_dialogue_urls(self) -> list[str]:
        """Where this machine's dialogue processes listen."""
        host = _reachable(self.dialogue_host)
        return [f"http://{host}:{self.dialogue_port + n}" for n in range(self.dialogue_processes)]

    @cached_property
    def worker_dialogue_urls(self) -> list[str]:
        """Where the worker reaches dialogue processes, on this machine or others."""
        return [url.rstrip("/") for url in self.internal_dialogue_urls] or self.own_dialogue_urls

    @cached_property
    def origins(self) -> list[str]:
        """Origins that may open a conversation."""
        return self.allowed_origins or _same_site(self.public_web_url)


def _generated(path: Path) -> str:
    """Return the secret kept at ``path``, making it (mode 600) when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            # A hard link never replaces a secret that another process made in the meantime.
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "") else host  # noqa: S104  compared, not bound


def _same_site(url: str) -> list[str]:
    """A page served on this machine is opened under either name of it."""
    if "//127.0.0.1" in url:
        return [url, url.replace("//127.0.0.1", "//localhost")]
    return [url]
