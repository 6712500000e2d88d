"""Starts the service: over HTTP as services.yaml lists it, or with `--stdio` for one client.

`--stdio` reads PYAIRTABLE_URL (default http://127.0.0.1:8080) and PYAIRTABLE_TOKEN, a personal access token.
"""

import logging
import sys

from pyairtable_kit import Environment, configure_logging, run_server

from . import __version__
from ._app import SERVICE, application
from ._stdio import run_stdio


def main() -> None:
    """Reads the settings, then serves until a signal or the end of input. Raises ConfigError that names every faulty
    key."""
    env = Environment()
    level = env.log_level()
    if sys.argv[1:] == ["--stdio"]:
        url, token = env.url("PYAIRTABLE_URL", "http://127.0.0.1:8080"), env.secret("PYAIRTABLE_TOKEN")
        env.check()
        run_stdio(url, token)
        return
    host, port = env.address()
    public_url = env.url("PUBLIC_URL")
    env.check()
    configure_logging(SERVICE, __version__, level)
    logging.getLogger(__name__).info("configuration", extra={"config": env.redacted()})
    run_server(application(public_url), host, port)


if __name__ == "__main__":
    main()
