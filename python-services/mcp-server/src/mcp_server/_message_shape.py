"""Refuses what is no message of JSON-RPC in the house's words, before the library answers in its own, or not at all."""

from typing import Any, cast

from pydantic_core import from_json
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600
_INVALID_PARAMETERS = -32602

# JSON that the library's reader does not take, by what it says of that.
_UNREAD = {
    "recursion limit exceeded": "the body is nested more than 200 deep",
    "number out of range": "the body has a whole number of more than 4,300 digits",
    "unexpected end of hex escape": "a text of the body has half a surrogate pair",
    "lone leading surrogate": "a text of the body has half a surrogate pair",
}


class MessageShape:
    """Passes on to `app` what is posted as one message: a call, a notification or an answer. Anything else is a 400."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        fault = _fault(body)
        if fault is not None:
            code, message = fault
            refusal = {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}}
            await JSONResponse(refusal, status_code=400)(scope, receive, send)
            return
        unread = True

        async def replay() -> Message:
            nonlocal unread
            if not unread:
                return await receive()
            unread = False
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


def _fault(body: bytes) -> tuple[int, str] | None:
    try:
        # The library's own reader, which takes less for JSON than Python's.
        message = from_json(body)
    except ValueError as fault:
        return _PARSE_ERROR, f"Parse error: {_unread(str(fault))}"
    if not isinstance(message, dict):
        return _INVALID_REQUEST, "Invalid request: send one message, which is a JSON object"
    return _fault_of(cast("dict[str, Any]", message))


def _unread(fault: str) -> str:
    return next((words for told, words in _UNREAD.items() if told in fault), "the body is not JSON")


def _fault_of(message: dict[str, Any]) -> tuple[int, str] | None:
    if message.get("jsonrpc") != "2.0":
        return _INVALID_REQUEST, 'Invalid request: jsonrpc must be "2.0"'
    # An id that no answer could name would make the call a notification, and the answer none.
    if "id" in message and (isinstance(message["id"], bool) or not isinstance(message["id"], str | int)):
        return _INVALID_REQUEST, "Invalid request: id must be a string or a whole number"
    if "method" not in message:
        return (
            None if "id" in message and _answers(message) else (_INVALID_REQUEST, "Invalid request: method is missing")
        )
    if not isinstance(message["method"], str):
        return _INVALID_REQUEST, "Invalid request: method must be a string"
    # Writers of other languages say null of what is left out.
    if not isinstance(message.get("params"), dict | None):
        return _INVALID_PARAMETERS, "Invalid params: params must be an object"
    return None


def _answers(message: dict[str, Any]) -> bool:
    if "result" in message:
        return isinstance(message["result"], dict)
    error = message.get("error")
    if not isinstance(error, dict):
        return False
    told = cast("dict[str, Any]", error)
    return type(told.get("code")) is int and isinstance(told.get("message"), str)
