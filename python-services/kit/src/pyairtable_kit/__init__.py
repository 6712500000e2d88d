"""What every Python process of the house shares: configuration, logs, errors, health, serving."""

from ._app import HealthCheck, create_app
from ._config import ConfigError, Environment
from ._errors import AppError
from ._logging import configure_logging
from ._run import run_server

__all__ = [
    "AppError",
    "ConfigError",
    "Environment",
    "HealthCheck",
    "configure_logging",
    "create_app",
    "run_server",
]
