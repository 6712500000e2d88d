"""Around every request: its ids, one log line, and an answer to what nobody caught."""

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ._errors import on_fault
from ._logging import request_context

_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


class RequestEnvelope:
    """Plain ASGI rather than Starlette's BaseHTTPMiddleware, which would buffer streams and hide disconnects."""

    def __init__(self, app: ASGIApp, health_path: str) -> None:
        self._app = app
        self._health_path = health_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        context = {"request_id": request_id}
        if trace := _TRACEPARENT.fullmatch(headers.get("traceparent", "")):
            context["trace_id"] = trace[1]
        token = request_context.set(context)
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            try:
                await self._app(scope, receive, send_with_id)
            except Exception as error:
                if status:
                    # The answer has begun; only a broken connection still tells the caller.
                    raise
                await on_fault(error)(scope, receive, send_with_id)
        finally:
            self._log_request(scope, status, time.perf_counter() - started)
            request_context.reset(token)

    def _log_request(self, scope: Scope, status: int, seconds: float) -> None:
        # Orchestrators ask for health every few seconds; only its failures are worth a line.
        quiet = scope["path"] == self._health_path and status == 200
        level = logging.ERROR if status >= 500 else logging.DEBUG if quiet else logging.INFO
        _log.log(
            level,
            "request",
            extra={
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "duration_ms": round(seconds * 1000, 3),
            },
        )
