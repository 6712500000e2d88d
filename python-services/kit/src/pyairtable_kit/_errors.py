"""Failures as the house's envelope: {"error":{"type","message"}}."""

import logging
import uuid

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_log = logging.getLogger(__name__)

_BY_STATUS = {401: "AUTHENTICATION_REQUIRED", 403: "INVALID_PERMISSIONS", 413: "REQUEST_TOO_LARGE"}


class AppError(Exception):
    """An expected failure. `type` comes from the catalogue in libs/contracts; `message` is safe to show."""

    def __init__(self, error_type: str, status: int, message: str) -> None:
        super().__init__(message)
        self.error_type = error_type
        self.status = status
        self.message = message


def envelope(error_type: str, status: int, message: str, **more: str) -> Response:
    """The answer to a failed request."""
    return JSONResponse(
        {"error": {"type": error_type, "message": message, **more}},
        status_code=status,
        headers={"cache-control": "no-store"},
    )


async def on_app_error(_request: Request, error: Exception) -> Response:
    """Answers an AppError with its own type, status and message."""
    assert isinstance(error, AppError)  # noqa: S101 - Starlette's handler table is not typed by exception
    return envelope(error.error_type, error.status, error.message)


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Answers what Starlette itself refuses: unknown routes bare as everywhere in the house, the rest by status."""
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    if error.status_code in {404, 405}:
        return JSONResponse({"error": "NOT_FOUND"}, status_code=404)
    kind = _BY_STATUS.get(error.status_code, "INVALID_REQUEST_UNKNOWN")
    return envelope(kind, error.status_code, error.detail)


def on_fault(error: Exception) -> Response:
    """Answers a fault nobody expected: an id that stands in the log, and nothing else of it."""
    fault_id = uuid.uuid4().hex
    _log.error("unexpected fault", exc_info=error, extra={"code": "SERVER_ERROR", "error_id": fault_id})
    message = "Something went wrong on our side. The error id below stands in the log."
    return envelope("SERVER_ERROR", 500, message, id=fault_id)
