import json
import os
import sys
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote

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


def test_lists_the_records_that_a_formula_holds_for(server: tuple[RecordedApi, str]) -> None:
    formula = 'AND({Status} = "Done", FIND("a", {Name}))'
    call(server[1], "list_records", {"base_id": BASE, "table": "Tasks", "filter_by_formula": formula, "view": "Open"})
    assert server[0].requests[-1][3] == {"pageSize": 100, "view": "Open", "filterByFormula": formula}


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


@pytest.mark.parametrize("number", [10**15, 1234567890123456, 2**53 - 1, -(2**53), 0.1 + 0.2, 1e-7])
def test_passes_numbers_both_ways_as_they_are_written(server: tuple[RecordedApi, str], number: float) -> None:
    target = {"base_id": BASE, "table": "Numbers"}
    answer = text_of(call(server[1], "create_records", {**target, "records": [{"N": number}]}))
    [record] = server[0].requests[-1][3]["records"]
    assert json.dumps(record) == json.dumps({"fields": {"N": number}})
    assert f'"N":{json.dumps(number)}' in answer


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("delete_records", {"record_ids": [RECORD] * 11}),
        ("create_records", {"records": []}),
        ("get_record", {"record_id": "rec/../../meta"}),
        ("list_records", {"page_size": 1000}),
        ("list_records", {"page_size": True}),
        ("list_records", {"fields": "null"}),
        ("create_records", {"records": [{"Name": "a"}], "typecast": "no"}),
    ],
)
def test_refuses_arguments_out_of_bounds_before_any_request(
    server: tuple[RecordedApi, str], tool: str, arguments: dict[str, Any]
) -> None:
    result = call(server[1], tool, {"base_id": BASE, "table": "Tasks", **arguments})
    assert result.is_error
    assert server[0].requests == []


@pytest.mark.parametrize(("name", "segment"), [(".", "%2E"), ("..", "%2E%2E"), ("...", "...")])
def test_finds_a_table_whose_name_is_dots(server: tuple[RecordedApi, str], name: str, segment: str) -> None:
    call(server[1], "list_records", {"base_id": BASE, "table": name})
    assert server[0].requests[-1][1] == f"/v0/{BASE}/{segment}/listRecords"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"table": "x" * 100_000, "records": [{"Name": "x"}]}, "too long"),
        ({"table": "T", "records": '[{"Num": NaN}]'}, "out of range"),
        ({"table": "T", "records": '[{"Num": 1e400}]'}, "out of range"),
        ({"table": "T", "records": '[{"Name": "\\ud800"}]'}, "surrogate"),
    ],
)
def test_says_what_no_request_can_carry(server: tuple[RecordedApi, str], arguments: dict[str, Any], words: str) -> None:
    result = call(server[1], "create_records", {"base_id": BASE, **arguments})
    assert result.is_error
    assert words in text_of(result)
    assert server[0].requests == []


def test_refuses_a_path_that_would_climb(server: tuple[RecordedApi, str]) -> None:
    assert call(server[1], "list_tables", {"base_id": ".."}).is_error
    assert server[0].requests == []


def test_passes_on_the_reason_of_a_refused_call(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "get_record", {"base_id": BASE, "table": "Tasks", "record_id": "rec0000000Missing"})
    assert result.is_error
    assert text_of(result) == "INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND: Invalid permissions"


@pytest.mark.parametrize(
    ("tool", "arguments", "named"),
    [
        ("list_records", {"filterByFormula": "FALSE()"}, "filterByFormula"),
        ("list_records", {"sort": [{"field": "Name", "order": "desc"}]}, "sort.0.order"),
        ("update_records", {"records": [{"id": RECORD, "fields": {"a": 1}, "typecast": True}]}, "records.0.typecast"),
    ],
)
def test_refuses_an_argument_it_does_not_know_by_name_at_every_depth(
    server: tuple[RecordedApi, str], tool: str, arguments: dict[str, Any], named: str
) -> None:
    result = call(server[1], tool, {"base_id": BASE, "table": "Tasks", **arguments})
    assert result.is_error
    assert f"{named} is not an argument of this tool." in text_of(result)
    assert "https://" not in text_of(result)
    assert server[0].requests == []


def test_refuses_an_unknown_argument_of_every_tool_even_of_one_that_takes_none(
    server: tuple[RecordedApi, str],
) -> None:
    async def run() -> list[tuple[str, Any]]:
        async with connected(server[1]) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            return [(name, await client.call_tool(name, {"limit": 5})) for name in names]

    for name, result in anyio.run(run):
        assert result.is_error, name
        assert "limit is not an argument of this tool." in text_of(result), name
    assert server[0].requests == []


@pytest.mark.parametrize("name", ["null", "true", "[1]", '{"a":1}', "2024"])
def test_takes_a_text_for_the_name_it_is(server: tuple[RecordedApi, str], name: str) -> None:
    call(server[1], "list_records", {"base_id": BASE, "table": name, "view": name, "offset": name})
    _, path, _, body = server[0].requests[-1]
    assert unquote(path) == f"/v0/{BASE}/{name}/listRecords"
    assert body == {"pageSize": 100, "view": name, "offset": name}


def test_understands_lists_that_a_client_sent_as_json_text(server: tuple[RecordedApi, str]) -> None:
    target = {"base_id": BASE, "table": "Tasks"}
    sort = '[{"field":"Name","direction":"desc"}]'
    call(server[1], "list_records", {**target, "fields": '["Name"]', "sort": sort, "page_size": "7"})
    call(server[1], "create_records", {**target, "records": '[{"Name":"[1]"}]'})
    assert [body for *_, body in server[0].requests] == [
        {"pageSize": 7, "fields": ["Name"], "sort": [{"field": "Name", "direction": "desc"}]},
        {"records": [{"fields": {"Name": "[1]"}}], "typecast": False},
    ]


def test_takes_a_whole_number_with_a_fraction_of_nothing(server: tuple[RecordedApi, str]) -> None:
    call(server[1], "list_records", {"base_id": BASE, "table": "Tasks", "page_size": 5.0})
    assert server[0].requests[-1][3] == {"pageSize": 5}


def test_says_what_is_wrong_with_an_argument_in_words_without_the_value(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "get_record", {"base_id": BASE, "table": "Tasks", "record_id": "a secret"})
    assert text_of(result) == "record_id: String should match pattern '^rec[0-9A-Za-z]{14}$'."


def schemas_within(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema below and with this one, however it is reached."""
    yield schema
    for key in ("properties", "$defs"):
        for each in schema.get(key, {}).values():
            yield from schemas_within(each)
    for each in [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]:
        yield from schemas_within(each)


def test_declares_arguments_that_strict_clients_load(server: tuple[RecordedApi, str]) -> None:
    async def run() -> Any:
        async with connected(server[1]) as client:
            return (await client.list_tools()).tools

    keywords = {"type", "properties", "required", "additionalProperties", "description", "items", "default", "enum"}
    keywords |= {"minItems", "maxItems", "minimum", "maximum", "pattern", "$ref", "$defs"}
    for tool in anyio.run(run):
        assert tool.input_schema["additionalProperties"] is False
        for schema in schemas_within(tool.input_schema):
            assert set(schema) <= keywords
            assert "type" in schema or schema["$ref"].removeprefix("#/$defs/") in tool.input_schema["$defs"]
            assert schema.get("type") != "array" or "items" in schema
            assert "properties" not in schema or schema["additionalProperties"] is False


def test_finds_a_table_as_the_api_does(server: tuple[RecordedApi, str]) -> None:
    for name in ("tbl00000000000001", "Q3 / Budget", "q3 / BUDGET"):
        assert not call(server[1], "describe_table", {"base_id": BASE, "table": name}).is_error


def test_answers_in_the_words_of_the_api_once_and_without_blanks(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "list_records", {"base_id": BASE, "table": "Tasks"})
    assert text_of(result) == f'{{"records":[],"echo":"/v0/{BASE}/Tasks/listRecords"}}'
    assert result.structured_content is None


def test_names_the_fault_under_which_the_log_has_more(server: tuple[RecordedApi, str]) -> None:
    result = call(server[1], "list_records", {"base_id": BASE, "table": "Broken"})
    assert text_of(result) == "SERVER_ERROR: Something went wrong. (error id 0f0f)"


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
