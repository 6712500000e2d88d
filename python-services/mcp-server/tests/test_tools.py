import json
import os
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx2
import pytest
from conftest import TOKEN, Listener, RecordedApi
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from mcp_server._app import application

BASE = "app00000000000001"
RECORD = "rec00000000000001"


@pytest.fixture
def server(api: tuple[RecordedApi, str]) -> Iterator[tuple[RecordedApi, str]]:
    recorded, url = api
    listener = Listener(application(url))
    yield recorded, f"{listener.url}/mcp"
    listener.close()


@asynccontextmanager
async def connected(url: str, token: str | None = TOKEN) -> AsyncGenerator[Client]:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        yield client


def call(url: str, tool: str, arguments: dict[str, Any], token: str | None = TOKEN) -> Any:
    async def run() -> Any:
        async with connected(url, token) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(run)


def text_of(result: Any) -> str:
    return "".join(part.text for part in result.content)


def test_offers_eight_tools_with_a_description_each(server: tuple[RecordedApi, str]) -> None:
    async def run() -> Any:
        async with connected(server[1]) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(run)
    assert sorted(tool.name for tool in tools) == [
        "create_records",
        "delete_records",
        "describe_table",
        "get_record",
        "list_bases",
        "list_records",
        "list_tables",
        "update_records",
    ]
    assert all(tool.description for tool in tools)


def test_lists_the_bases_of_every_page(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "list_bases", {})
    assert [base["name"] for base in json.loads(text_of(result))["bases"]] == ["First", "Second"]


def test_describes_a_table_by_a_name_with_a_slash(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "describe_table", {"base_id": BASE, "table": "Q3 / Budget"})
    assert json.loads(text_of(result))["fields"][0]["name"] == "Name"


def test_names_the_tables_there_are_when_one_is_unknown(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "describe_table", {"base_id": BASE, "table": "Nope"})
    assert result.is_error
    assert "Q3 / Budget" in text_of(result)


def test_lists_records_with_their_name_encoded_and_only_what_was_asked(server: tuple[RecordedApi, str]) -> None:
    arguments = {"base_id": BASE, "table": "Q3 / Budget", "sort": [{"field": "Name"}], "page_size": 5}
    call(server[1], "list_records", arguments)
    method, path, _, body = server[0].requests[-1]
    assert (method, path) == ("POST", f"/v0/{BASE}/Q3%20%2F%20Budget/listRecords")
    assert body == {"pageSize": 5, "sort": [{"field": "Name", "direction": "asc"}]}


def test_creates_updates_and_deletes_records_in_batches(server: tuple[RecordedApi, str]) -> None:
    target = {"base_id": BASE, "table": "Tasks"}
    call(server[1], "create_records", {**target, "records": [{"Name": "a"}], "typecast": True})
    call(server[1], "update_records", {**target, "records": [{"id": RECORD, "fields": {"Name": None}}]})
    call(server[1], "delete_records", {**target, "record_ids": [RECORD]})
    path = f"/v0/{BASE}/Tasks"
    assert server[0].requests == [
        ("POST", path, {}, {"records": [{"fields": {"Name": "a"}}], "typecast": True}),
        ("PATCH", path, {}, {"records": [{"id": RECORD, "fields": {"Name": None}}], "typecast": False}),
        ("DELETE", path, {"records[]": [RECORD]}, None),
    ]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("delete_records", {"record_ids": [RECORD] * 11}),
        ("create_records", {"records": []}),
        ("get_record", {"record_id": "rec/../../meta"}),
        ("list_records", {"page_size": 1000}),
    ],
)
def test_refuses_arguments_out_of_bounds_before_any_request(
    server: tuple[RecordedApi, str], tool: str, arguments: dict[str, Any]
) -> None:
    result = call(server[1], tool, {"base_id": BASE, "table": "Tasks", **arguments})
    assert result.is_error
    assert server[0].requests == []


def test_refuses_a_path_that_would_climb(server: tuple[RecordedApi, str]) -> None:
    assert call(server[1], "list_tables", {"base_id": ".."}).is_error
    assert server[0].requests == []


def test_passes_on_the_reason_of_a_refused_call(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "get_record", {"base_id": BASE, "table": "Tasks", "record_id": "rec0000000Missing"})
    assert result.is_error
    assert "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND: Invalid permissions" in text_of(result)


@pytest.mark.parametrize("token", [None, "pat00000000000009.wrong"])
def test_refuses_a_caller_without_a_valid_token_and_never_repeats_it(
    server: tuple[RecordedApi, str], token: str | None
) -> None:
    result = call(server[1], "list_bases", {}, token)
    assert result.is_error
    assert "wrong" not in text_of(result)
    assert server[0].requests == []


def test_says_so_when_the_api_does_not_answer() -> None:
    listener = Listener(application("http://127.0.0.1:9"))
    result = call(f"{listener.url}/mcp", "list_bases", {})
    listener.close()
    assert result.is_error
    assert "did not answer" in text_of(result)


def test_serves_one_client_over_standard_input_and_output(api: tuple[RecordedApi, str]) -> None:
    async def run() -> Any:
        environment = {**os.environ, "PYAIRTABLE_URL": api[1], "PYAIRTABLE_TOKEN": TOKEN}
        command = StdioServerParameters(command=sys.executable, args=["-m", "mcp_server", "--stdio"], env=environment)
        async with Client(command) as client:
            return await client.call_tool("list_bases", {})

    assert "First" in text_of(anyio.run(run))
