"""The Starlette application of a service: health, errors, request ids and logs, then its own routes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Lifespan

from ._errors import AppError, on_app_error, on_http_exception
from ._requests import RequestEnvelope

_log = logging.getLogger(__name__)

HEALTH_PATH = "/healthz"
HEALTH_CHECK_TIMEOUT_S = 2.0

HealthCheck = Callable[[], Awaitable[object]]
"""Ends when the dependency answers, raises when it does not. Must be cheap: orchestrators ask every few seconds."""


def create_app(
    service: str,
    version: str,
    routes: Sequence[BaseRoute] = (),
    checks: Mapping[str, HealthCheck] | None = None,
    lifespan: Lifespan[Starlette] | None = None,
) -> Starlette:
    """`GET /healthz` answers 200 when every check passes within two seconds, else 503; it never says why one fails."""

    async def health(_request: Request) -> Response:
        named = list((checks or {}).items())
        passed = await asyncio.gather(*(_passes(name, check) for name, check in named))
        healthy = all(passed)
        return JSONResponse(
            {
                "status": "ok" if healthy else "failing",
                "service": service,
                "version": version,
                "checks": {name: "ok" if ok else "failing" for (name, _), ok in zip(named, passed, strict=True)},
            },
            status_code=200 if healthy else 503,
            headers={"cache-control": "no-store"},
        )

    return Starlette(
        routes=[Route(HEALTH_PATH, health, methods=["GET"]), *routes],
        middleware=[Middleware(RequestEnvelope, health_path=HEALTH_PATH)],
        exception_handlers={AppError: on_app_error, HTTPException: on_http_exception},
        lifespan=lifespan,
    )


async def _passes(name: str, check: HealthCheck) -> bool:
    try:
        await asyncio.wait_for(check(), HEALTH_CHECK_TIMEOUT_S)
    except Exception:  # noqa: BLE001 - whatever a dependency raises, the service is not healthy
        _log.warning("health check failed", extra={"check": name}, exc_info=True)
        return False
    return True
