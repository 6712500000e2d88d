"""A caller's view of the public API: the Airtable Web API of the gateway, spoken with the caller's own token."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2
from mcp.server.mcpserver.exceptions import ToolError

TIMEOUT_S = 30.0

Json = dict[str, Any]


class Api:
    """One caller at one address. Answers are the API's own JSON text, with its numbers as they were written. Every
    failure becomes a ToolError whose message a model can act on; the token never appears in it."""

    def __init__(self, client: httpx2.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {token}"}

    async def get(self, *segments: str, params: Mapping[str, Any] | None = None) -> str:
        return await self._send("GET", segments, params=params)

    async def post(self, *segments: str, body: Json) -> str:
        return await self._send("POST", segments, body=body)

    async def patch(self, *segments: str, body: Json) -> str:
        return await self._send("PATCH", segments, body=body)

    async def delete(self, *segments: str, params: Mapping[str, Any]) -> str:
        return await self._send("DELETE", segments, params=params)

    async def _send(
        self,
        method: str,
        segments: tuple[str, ...],
        params: Mapping[str, Any] | None = None,
        body: Json | None = None,
    ) -> str:
        if not all(segments):
            raise ToolError("The name of a table is empty.")
        try:
            path = "/v0/" + "/".join(_encoded(segment) for segment in segments)
            request = self._client.build_request(method, path, params=params, json=body, headers=self._headers)
        except httpx2.InvalidURL as error:
            raise ToolError("A name or an offset is too long.") from error
        except ValueError as error:
            # What JSON text inside an argument can hold and no request can.
            raise ToolError("A number is out of range, or a text holds half of a surrogate pair.") from error
        try:
            response = await self._client.send(request)
        except httpx2.TransportError as error:
            raise ToolError(f"PyAirtable did not answer ({type(error).__name__}). Try again in a moment.") from error
        if response.is_success:
            return response.text
        raise ToolError(_reason(response))


def _encoded(segment: str) -> str:
    """A segment of a path. Names of tables may hold slashes, or be a dot or two, which bare would climb out of the
    path."""
    return segment.replace(".", "%2E") if segment in {".", ".."} else quote(segment, safe="")


def _reason(response: httpx2.Response) -> str:
    """The API's own words: its error type, message and the id under which its log has more, or the bare status where it
    sent none of them."""
    try:
        error = response.json()["error"]
    except (ValueError, KeyError, TypeError):
        return f"The request failed with status {response.status_code}."
    if isinstance(error, str):
        return f"{error} (status {response.status_code})"
    kind, message, fault = error.get("type", "ERROR"), error.get("message"), error.get("id")
    return f"{kind}{f': {message}' if message else ''}{f' (error id {fault})' if fault else ''}"


def compact(value: Json) -> str:
    """JSON text without blanks: what a model reads costs by its length."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def public_client(address: str) -> httpx2.AsyncClient:
    """A pooled client for the gateway at the address; redirects are not followed, so a token goes nowhere else."""
    return httpx2.AsyncClient(base_url=address, timeout=TIMEOUT_S, follow_redirects=False)
