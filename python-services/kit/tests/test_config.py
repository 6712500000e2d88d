import pytest

from pyairtable_kit import ConfigError, Environment


def test_reads_typed_values_and_defaults() -> None:
    env = Environment({"PORT": "8105", "API_URL": "http://127.0.0.1:8102/", "HOST": " "})
    assert env.address() == ("127.0.0.1", 8105)
    assert env.url("API_URL") == "http://127.0.0.1:8102"
    assert env.log_level() == "info"
    env.check()


def test_names_every_fault_at_once_and_no_value() -> None:
    env = Environment({"PORT": "eighty", "API_URL": "ftp://secret-host", "LOG_LEVEL": "loud"})
    env.address()
    env.url("API_URL")
    env.log_level()
    env.secret("TOKEN")
    with pytest.raises(ConfigError) as caught:
        env.check()
    message = str(caught.value)
    assert "PORT must be a whole number from 0 to 65535" in message
    assert "API_URL must be an absolute http or https address" in message
    assert "LOG_LEVEL must be one of debug, info, warn, error" in message
    assert "TOKEN is required" in message
    assert "secret-host" not in message


@pytest.mark.parametrize("text", ["-1", "65536", "1e3", "٣", "9" * 40])
def test_refuses_a_port_that_is_none(text: str) -> None:
    env = Environment({"PORT": text})
    env.address()
    with pytest.raises(ConfigError, match="PORT"):
        env.check()


def test_redacted_covers_secrets() -> None:
    env = Environment({"PORT": "1", "TOKEN": "hush"})
    env.address()
    assert env.secret("TOKEN") == "hush"
    assert env.redacted() == {"HOST": "127.0.0.1", "PORT": 1, "TOKEN": "[redacted]"}
