"""A process's settings from its environment: typed, read once, printable without secrets."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

LOG_LEVELS = ("debug", "info", "warn", "error")


class ConfigError(Exception):
    """The environment does not fit; the message names keys and rules, never values."""


class Environment:
    """Reads keys and collects every fault, so that one start reports all of them. An empty value counts as unset."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        self._values = os.environ if values is None else values
        self._faults: list[str] = []
        self._seen: dict[str, object] = {}

    def text(self, key: str, default: str | None = None) -> str:
        """A string, required unless a default is given."""
        value = self._value(key)
        if value is None:
            value = default if default is not None else self._missing(key)
        self._seen[key] = value
        return value

    def secret(self, key: str) -> str:
        """A required string that `redacted` never shows."""
        value = self._value(key)
        self._seen[key] = "[redacted]"
        return self._missing(key) if value is None else value

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from low to high, required unless a default is given."""
        text = self._value(key)
        if text is None and default is None:
            self._missing(key)
        number = low if default is None else default
        if text is not None:
            if text.isascii() and text.isdigit() and len(text) <= 18 and low <= int(text) <= high:
                number = int(text)
            else:
                self._faults.append(f"{key} must be a whole number from {low} to {high}")
        self._seen[key] = number
        return number

    def url(self, key: str, default: str | None = None) -> str:
        """An absolute http(s) address without a trailing slash, required unless a default is given."""
        address = self.text(key, default).rstrip("/")
        parts = urlsplit(address)
        if address and (parts.scheme not in {"http", "https"} or not parts.netloc):
            self._faults.append(f"{key} must be an absolute http or https address")
        return address

    def address(self) -> tuple[str, int]:
        """HOST (default 127.0.0.1) and PORT (0 lets the system choose) of the listener."""
        return self.text("HOST", "127.0.0.1"), self.whole("PORT", 0, 65535)

    def log_level(self) -> str:
        """LOG_LEVEL: debug, info (default), warn or error."""
        level = self.text("LOG_LEVEL", "info")
        if level not in LOG_LEVELS:
            self._faults.append(f"LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}")
            return "info"
        return level

    def check(self) -> None:
        """Raises ConfigError that names every missing or malformed key."""
        if self._faults:
            raise ConfigError("The environment is not complete: " + "; ".join(self._faults))

    def redacted(self) -> dict[str, object]:
        """The settings as read, secrets replaced, for one log line at start."""
        return dict(self._seen)

    def _value(self, key: str) -> str | None:
        return self._values.get(key, "").strip() or None

    def _missing(self, key: str) -> str:
        self._faults.append(f"{key} is required")
        return ""
