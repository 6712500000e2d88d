"""Refuses a call whose id no answer could name, before the library takes it for a notification and answers nothing."""

import json

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFUSAL = {
    "jsonrpc": "2.0",
    "id": None,
    "error": {"code": -32600, "message": "Invalid request: id must be a string or a whole number"},
}


class RequestIds:
    """Passes on to `app` what is posted with an id that is a string or a whole number, or without one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        if _has_odd_id(body):
            await JSONResponse(_REFUSAL, status_code=400)(scope, receive, send)
            return
        unread = True

        async def replay() -> Message:
            nonlocal unread
            if not unread:
                return await receive()
            unread = False
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


def _has_odd_id(body: bytes) -> bool:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(message, dict) or "method" not in message or "id" not in message:
        return False
    return isinstance(message["id"], bool) or not isinstance(message["id"], str | int)
