"""The tools a model sees. Each is one call of the public API, or a bounded run of them."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from . import __version__
from ._api import Api, Json

BATCH = 10
MOST_RECORDS = 100

INSTRUCTIONS = (
    "Bases hold tables, tables hold records, records hold cells by field name. Find ids with list_bases and "
    "list_tables, read describe_table before writing, and write with the names and choices it shows."
)

BaseId = Annotated[str, Field(description="Id of the base, app…")]
TableRef = Annotated[str, Field(description="Id (tbl…) or exact name of the table")]
RecordId = Annotated[str, Field(description="Id of the record, rec…", pattern=r"^rec[0-9A-Za-z]{14}$")]
Cells = Annotated[dict[str, Any], Field(description="Cell values by field name or id; null clears a cell")]


class Sort(BaseModel):
    """One level of sorting."""

    field: str
    direction: Literal["asc", "desc"] = "asc"


class RecordChange(BaseModel):
    """The cells of one record to write; cells not named stay as they are."""

    id: RecordId
    fields: Cells


def make_server(api_of: Callable[[Context[Any, Any]], Api]) -> MCPServer[Any]:
    """The server with its eight tools. `api_of` finds the caller's API from a call's context, or raises ToolError."""
    server: MCPServer[Any] = MCPServer("PyAirtable", version=__version__, instructions=INSTRUCTIONS)
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    writing = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)
    deleting = ToolAnnotations(read_only_hint=False, destructive_hint=True, open_world_hint=False)

    @server.tool(title="List bases", annotations=reading)
    async def list_bases(ctx: Context[Any, Any]) -> Json:
        """Lists the bases the token may read, with the caller's permission level on each."""
        bases: list[Json] = []
        params: dict[str, str] = {}
        while True:
            page = await api_of(ctx).get("meta", "bases", params=params)
            bases += page["bases"]
            if "offset" not in page:
                return {"bases": bases}
            params = {"offset": page["offset"]}

    @server.tool(title="List tables", annotations=reading)
    async def list_tables(base_id: BaseId, ctx: Context[Any, Any]) -> Json:
        """Lists the tables of a base with the names of their fields; describe_table has the details."""
        found = await api_of(ctx).get("meta", "bases", base_id, "tables")
        return {
            "tables": [
                {
                    **{key: table[key] for key in ("id", "name", "description", "primaryFieldId") if key in table},
                    "fields": [field["name"] for field in table["fields"]],
                }
                for table in found["tables"]
            ]
        }

    @server.tool(title="Describe table", annotations=reading)
    async def describe_table(base_id: BaseId, table: TableRef, ctx: Context[Any, Any]) -> Json:
        """Describes one table: its fields with types and options (choices, linked tables, formats) and its views."""
        found = await api_of(ctx).get("meta", "bases", base_id, "tables")
        for each in found["tables"]:
            if table in (each["id"], each["name"]):
                description: Json = each
                return description
        names = ", ".join(each["name"] for each in found["tables"])
        raise ToolError(f'There is no table "{table}" in this base. Its tables are: {names}')

    @server.tool(title="List records", annotations=reading)
    async def list_records(
        base_id: BaseId,
        table: TableRef,
        ctx: Context[Any, Any],
        view: Annotated[str | None, Field(description="Id or name of a view whose records and order to use")] = None,
        fields: Annotated[list[str] | None, Field(description="Names of the fields to return; all by default")] = None,
        sort: Annotated[list[Sort] | None, Field(description="Order of the records")] = None,
        page_size: Annotated[int, Field(ge=1, le=MOST_RECORDS)] = MOST_RECORDS,
        offset: Annotated[str | None, Field(description="Offset that an earlier call returned")] = None,
    ) -> Json:
        """Lists records of a table, a page at a time; pass the returned offset to get the next page."""
        body: Json = {"pageSize": page_size}
        optional = {
            "view": view,
            "fields": fields,
            "sort": None if sort is None else [level.model_dump() for level in sort],
            "offset": offset,
        }
        body.update({key: value for key, value in optional.items() if value is not None})
        return await api_of(ctx).post(base_id, table, "listRecords", body=body)

    @server.tool(title="Get record", annotations=reading)
    async def get_record(base_id: BaseId, table: TableRef, record_id: RecordId, ctx: Context[Any, Any]) -> Json:
        """Reads one record."""
        return await api_of(ctx).get(base_id, table, record_id)

    @server.tool(title="Create records", annotations=writing)
    async def create_records(
        base_id: BaseId,
        table: TableRef,
        records: Annotated[list[Cells], Field(min_length=1, max_length=BATCH)],
        ctx: Context[Any, Any],
        typecast: Annotated[bool, Field(description="Convert texts, creating choices and linked records")] = False,
    ) -> Json:
        """Creates up to ten records, all or none."""
        body = {"records": [{"fields": cells} for cells in records], "typecast": typecast}
        return await api_of(ctx).post(base_id, table, body=body)

    @server.tool(title="Update records", annotations=writing)
    async def update_records(
        base_id: BaseId,
        table: TableRef,
        records: Annotated[list[RecordChange], Field(min_length=1, max_length=BATCH)],
        ctx: Context[Any, Any],
        typecast: Annotated[bool, Field(description="Convert texts, creating choices and linked records")] = False,
    ) -> Json:
        """Updates cells of up to ten records, all or none; cells not named stay as they are."""
        body = {"records": [record.model_dump() for record in records], "typecast": typecast}
        return await api_of(ctx).patch(base_id, table, body=body)

    @server.tool(title="Delete records", annotations=deleting)
    async def delete_records(
        base_id: BaseId,
        table: TableRef,
        record_ids: Annotated[list[RecordId], Field(min_length=1, max_length=BATCH)],
        ctx: Context[Any, Any],
    ) -> Json:
        """Deletes up to ten records, all or none."""
        return await api_of(ctx).delete(base_id, table, params={"records[]": record_ids})

    return server
