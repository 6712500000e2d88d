"""A real listener on loopback that answers as the API does, so that tools are driven through sockets."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "pat00000000000001.secret"  # noqa: S105 - known to the listener below, to nothing else


class Listener:
    """Serves an application on a free port of loopback until closed."""

    def __init__(self, app: Any) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()


class RecordedApi:
    """What the tools asked of the API, and what it answers: every request of the known token is echoed."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, dict[str, list[str]], Any]] = []

    async def answer(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            body = {"error": {"type": "AUTHENTICATION_REQUIRED", "message": "Authentication required"}}
            return JSONResponse(body, status_code=401)
        path = request.scope["raw_path"].decode()
        query = {key: request.query_params.getlist(key) for key in request.query_params}
        sent = await request.json() if await request.body() else None
        self.requests.append((request.method, path, query, sent))
        if path == "/v0/meta/bases":
            second = {"id": "app00000000000002", "name": "Second", "permissionLevel": "read"}
            first = {"id": "app00000000000001", "name": "First", "permissionLevel": "edit"}
            return JSONResponse({"bases": [second]} if "offset" in query else {"bases": [first], "offset": "next"})
        if path.endswith("/tables"):
            field = {"id": "fld00000000000001", "name": "Name", "type": "singleLineText"}
            table = {"id": "tbl00000000000001", "name": "Q3 / Budget", "primaryFieldId": field["id"]}
            return JSONResponse({"tables": [{**table, "fields": [field], "views": []}]})
        if path.endswith("Missing"):
            body = {"error": {"type": "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND", "message": "Invalid permissions"}}
            return JSONResponse(body, status_code=403)
        if path.endswith("/Numbers"):
            return Response(await request.body(), media_type="application/json")
        if path.endswith("/Broken/listRecords"):
            body = {"error": {"type": "SERVER_ERROR", "message": "Something went wrong.", "id": "0f0f"}}
            return JSONResponse(body, status_code=500)
        return JSONResponse({"records": [], "echo": path})


@pytest.fixture
def api() -> Iterator[tuple[RecordedApi, str]]:
    recorded = RecordedApi()
    methods = ["GET", "POST", "PATCH", "DELETE"]
    listener = Listener(Starlette(routes=[Route("/{path:path}", recorded.answer, methods=methods)]))
    yield recorded, listener.url
    listener.close()
