"""Serving until a signal asks to stop."""

import uvicorn
from starlette.types import ASGIApp

DRAIN_S = 10


def run_server(app: ASGIApp, host: str, port: int) -> None:
    """Serves until SIGINT or SIGTERM, then lets open requests end for at most ten seconds. Raises SystemExit where the
    port is taken."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_S,
    )
