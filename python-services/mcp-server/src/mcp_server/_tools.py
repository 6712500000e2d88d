"""The tools a model sees. Each is one call of the public API, or a bounded run of them."""

import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from . import __version__
from ._api import Api, Json, compact
from ._closed_tool import CLOSED, ClosedTool, closed_tool

BATCH = 10
MOST_RECORDS = 100

INSTRUCTIONS = (
    "Bases hold tables, tables hold records, records hold cells by field name. Find ids with list_bases and "
    "list_tables, read describe_table before writing, and write with the names and choices it shows."
)

BaseId = Annotated[str, Field(description="Id of the base, app…", pattern=r"^app[0-9A-Za-z]{14}$")]
TableRef = Annotated[str, Field(description="Id (tbl…) or name of the table")]
RecordId = Annotated[str, Field(description="Id of the record, rec…", pattern=r"^rec[0-9A-Za-z]{14}$")]
Cells = Annotated[dict[str, Any], Field(description="Cell values by field name or id; null clears a cell")]


class Sort(BaseModel):
    """One level of sorting."""

    model_config = CLOSED

    field: str
    direction: Literal["asc", "desc"] = "asc"


class RecordChange(BaseModel):
    """The cells of one record to write; cells not named stay as they are."""

    model_config = CLOSED

    id: RecordId
    fields: Cells


def make_server(api_of: Callable[[Context[Any, Any]], Api]) -> MCPServer[Any]:
    """The server with its eight tools. `api_of` finds the caller's API from a call's context, or raises ToolError."""
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    writing = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
    deleting = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=False)
    tools: list[ClosedTool] = []

    def tool(title: str, annotations: ToolAnnotations) -> Callable[[Callable[..., Awaitable[str]]], None]:
        return lambda fn: tools.append(closed_tool(fn, title, annotations))

    @tool("List bases", reading)
    async def list_bases(ctx: Context[Any, Any]) -> str:
        """Lists the bases the token may read, with the caller's permission level on each."""
        bases: list[Json] = []
        params: dict[str, str] = {}
        while True:
            page: Json = json.loads(await api_of(ctx).get("meta", "bases", params=params))
            bases += page["bases"]
            if "offset" not in page:
                return compact({"bases": bases})
            params = {"offset": page["offset"]}

    @tool("List tables", reading)
    async def list_tables(base_id: BaseId, ctx: Context[Any, Any]) -> str:
        """Lists the tables of a base with the names of their fields; describe_table has the details."""
        found: Json = json.loads(await api_of(ctx).get("meta", "bases", base_id, "tables"))
        return compact(
            {
                "tables": [
                    {
                        **{key: table[key] for key in ("id", "name", "description", "primaryFieldId") if key in table},
                        "fields": [field["name"] for field in table["fields"]],
                    }
                    for table in found["tables"]
                ]
            }
        )

    @tool("Describe table", reading)
    async def describe_table(base_id: BaseId, table: TableRef, ctx: Context[Any, Any]) -> str:
        """Describes one table: its fields with types and options (choices, linked tables, formats) and its views."""
        found: Json = json.loads(await api_of(ctx).get("meta", "bases", base_id, "tables"))
        return compact(_table_named(found["tables"], table))

    @tool("List records", reading)
    async def list_records(
        base_id: BaseId,
        table: TableRef,
        ctx: Context[Any, Any],
        view: Annotated[str | None, Field(description="Id or name of a view whose records and order to use")] = None,
        filter_by_formula: Annotated[
            str | None,
            Field(description='Formula that holds for the records wanted, such as AND({Status} = "Done", {Hours} > 2)'),
        ] = None,
        fields: Annotated[list[str] | None, Field(description="Names of the fields to return; all by default")] = None,
        sort: Annotated[list[Sort] | None, Field(description="Order of the records")] = None,
        page_size: Annotated[int, Field(ge=1, le=MOST_RECORDS)] = MOST_RECORDS,
        offset: Annotated[str | None, Field(description="Offset that an earlier call returned")] = None,
    ) -> str:
        """Lists records of a table, a page at a time; pass the returned offset to get the next page."""
        body: Json = {"pageSize": page_size}
        optional = {
            "view": view,
            "filterByFormula": filter_by_formula,
            "fields": fields,
            "sort": None if sort is None else [level.model_dump() for level in sort],
            "offset": offset,
        }
        body.update({key: value for key, value in optional.items() if value is not None})
        return await api_of(ctx).post(base_id, table, "listRecords", body=body)

    @tool("Get record", reading)
    async def get_record(base_id: BaseId, table: TableRef, record_id: RecordId, ctx: Context[Any, Any]) -> str:
        """Reads one record."""
        return await api_of(ctx).get(base_id, table, record_id)

    @tool("Create records", writing)
    async def create_records(
        base_id: BaseId,
        table: TableRef,
        records: Annotated[list[Cells], Field(min_length=1, max_length=BATCH)],
        ctx: Context[Any, Any],
        typecast: Annotated[bool, Field(description="Convert texts; may make linked records and choices")] = False,
    ) -> str:
        """Creates up to ten records, all or none."""
        body = {"records": [{"fields": cells} for cells in records], "typecast": typecast}
        return await api_of(ctx).post(base_id, table, body=body)

    @tool("Update records", writing)
    async def update_records(
        base_id: BaseId,
        table: TableRef,
        records: Annotated[list[RecordChange], Field(min_length=1, max_length=BATCH)],
        ctx: Context[Any, Any],
        typecast: Annotated[bool, Field(description="Convert texts; may make linked records and choices")] = False,
    ) -> str:
        """Updates cells of up to ten records, all or none; cells not named stay as they are."""
        body = {"records": [record.model_dump() for record in records], "typecast": typecast}
        return await api_of(ctx).patch(base_id, table, body=body)

    @tool("Delete records", deleting)
    async def delete_records(
        base_id: BaseId,
        table: TableRef,
        record_ids: Annotated[list[RecordId], Field(min_length=1, max_length=BATCH)],
        ctx: Context[Any, Any],
    ) -> str:
        """Deletes up to ten records, all or none."""
        return await api_of(ctx).delete(base_id, table, params={"records[]": record_ids})

    return MCPServer("PyAirtable", version=__version__, instructions=INSTRUCTIONS, tools=list[Tool](tools))


def _table_named(tables: list[Json], wanted: str) -> Json:
    """The table that the API finds under this name: by id, by exact name, then in any case. Raises ToolError with the
    names there are."""
    lower = wanted.lower()
    ways: tuple[Callable[[Json], bool], ...] = (
        lambda table: table["id"] == wanted,
        lambda table: table["name"] == wanted,
        lambda table: table["name"].lower() == lower,
    )
    for matches in ways:
        for table in tables:
            if matches(table):
                return table
    names = ", ".join(table["name"] for table in tables)
    raise ToolError(f'There is no table "{wanted}" in this base. Its tables are: {names}')
