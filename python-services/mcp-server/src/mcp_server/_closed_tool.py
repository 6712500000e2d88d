"""Tools whose arguments are held to their schema: nothing unknown passes, and texts stay texts."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, cast, get_args

from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.server.mcpserver.utilities.func_metadata import FuncMetadata
from mcp_types import ToolAnnotations
from pydantic import ConfigDict, ValidationError, create_model
from pydantic.fields import FieldInfo

JsonSchema = dict[str, Any]
_PREFIX = "Error executing tool "

CLOSED = ConfigDict(extra="forbid")
"""The configuration of every model inside an argument."""


class ClosedArguments(FuncMetadata):
    """The arguments of a tool; an unknown one is refused by name."""

    def pre_parse_json(self, data: dict[str, Any]) -> dict[str, Any]:
        """Reads lists and numbers that a client sent as JSON text, and 5.0 as the whole number that it is in JSON. A
        text that is itself an argument is left alone: a view may be called `null`, a table `2024`."""
        fields = self.arg_model.model_fields
        return {
            name: _whole(
                _parsed(value) if isinstance(value, str) and name in fields and not _takes_text(fields[name]) else value
            )
            for name, value in data.items()
        }


class ClosedTool(Tool):
    """A tool that tells what was wrong with a call in the house's words."""

    async def run(self, arguments: dict[str, Any], context: Context[Any, Any], convert_result: bool = False) -> object:
        """Runs the tool. Raises ToolError whose message names each argument at fault and no value."""
        try:
            return await super().run(arguments, context, convert_result=convert_result)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(_faults(error.__cause__, list(self.fn_metadata.arg_model.model_fields))) from None
            # The library puts its own words and the tool's name before ours.
            raise type(error)(str(error).removeprefix(f"{_PREFIX}{self.name}: ")) from error.__cause__


def closed_tool(fn: Callable[..., Awaitable[str]], title: str, annotations: ToolAnnotations) -> ClosedTool:
    """The tool of a function that answers with JSON text; its name and docstring are the tool's."""
    open_tool = Tool.from_function(fn, title=title, annotations=annotations, structured_output=False)
    arguments = create_model(
        f"{fn.__name__}Arguments",
        __base__=open_tool.fn_metadata.arg_model,
        __cls_kwargs__={"extra": "forbid", "strict": True},
    )
    return ClosedTool(
        fn=fn,
        name=open_tool.name,
        title=title,
        description=open_tool.description,
        parameters=_plain(arguments.model_json_schema(by_alias=True)),
        fn_metadata=ClosedArguments(arg_model=arguments),
        is_async=True,
        context_kwarg=open_tool.context_kwarg,
        annotations=annotations,
    )


def _takes_text(field: FieldInfo) -> bool:
    annotation: Any = field.annotation
    return annotation is str or str in get_args(annotation)


def _parsed(text: str) -> object:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    # An argument is left out by leaving it out.
    return text if value is None else value


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(schema: object) -> Any:  # noqa: ANN401 - a JSON value
    """The schema as strict clients load it: an optional argument has its one type, not a choice of it and null, and no
    generated titles."""
    if isinstance(schema, list):
        return [_plain(each) for each in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    source = cast("JsonSchema", schema)
    plain: JsonSchema = {
        key: {name: _plain(each) for name, each in value.items()} if key in {"properties", "$defs"} else _plain(value)
        for key, value in source.items()
        if not (key == "title" and isinstance(value, str)) and not (key == "default" and value is None)
    }
    arms = [arm for arm in plain.pop("anyOf", []) if arm != {"type": "null"}]
    return {**arms[0], **plain} if len(arms) == 1 else plain if not arms else {**plain, "anyOf": arms}


def _faults(error: ValidationError, known: list[str]) -> str:
    """One sentence for each argument at fault; names and rules, never the values sent."""
    sentences: list[str] = []
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        path = ".".join(str(step) for step in fault["loc"])
        if fault["type"] == "extra_forbidden":
            among = f" The arguments are: {', '.join(known)}." if known else " It takes none."
            sentences.append(f"{path} is not an argument of this tool.{among if len(fault['loc']) == 1 else ''}")
        else:
            sentences.append(f"{path}: {fault['msg']}.")
    return " ".join(sentences)
