"""Serving until a signal asks to stop."""

import uvicorn
from starlette.types import ASGIApp

DRAIN_S = 10
# Request line and headers, above what the gateway lets pass: who is refused here loses a connection of the gateway's.
MAX_HEAD_BYTES = 96 * 1024


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
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
    )
