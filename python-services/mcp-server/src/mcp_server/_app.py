"""The service over streamable HTTP: the MCP endpoint beside the house's health route."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pyairtable_kit import create_app

from . import __version__
from ._api import Api, public_client
from ._message_shape import MessageShape
from ._metadata import metadata_route
from ._tools import make_server

SERVICE = "mcp-server"
PATH = "/mcp"


def application(public_url: str) -> Starlette:
    """The service; `public_url` is the gateway through which its tools call the API. Each request carries its caller's
    token, and nothing is kept between requests, so any replica may answer."""
    client = public_client(public_url)

    def api_of(ctx: Context[Any, Any]) -> Api:
        return Api(client, bearer((ctx.headers or {}).get("authorization")))

    server = make_server(api_of)
    # The gateway is the only caller and has checked origin and host.
    mcp = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        async with server.session_manager.run(), client:
            yield

    calls = [Route(PATH, MessageShape(route.app)) for route in mcp.routes if isinstance(route, Route)]
    routes = [metadata_route(PATH), Route(PATH, no_stream, methods=["GET"]), *calls]
    return create_app(SERVICE, __version__, routes, lifespan=lifespan)


async def no_stream(_request: Request) -> Response:
    """Answers who asks for a stream of the server's own messages: without sessions there would never be one in it."""
    headers = {"allow": "POST", "cache-control": "no-store"}
    return JSONResponse({"error": "NOT_FOUND"}, status_code=405, headers=headers)


def bearer(header: str | None) -> str:
    """The token of an Authorization header. Raises ToolError when there is none."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise ToolError("Send a personal access token as Authorization: Bearer …")
    return token.strip()
