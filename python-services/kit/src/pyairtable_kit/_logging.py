"""JSON lines with the keys that every service of the house shares."""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO

# What is known of the request at hand; the middleware of `create_app` sets it, handlers may add user_id and base_id.
request_context: ContextVar[dict[str, str] | None] = ContextVar("request_context", default=None)

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


class _JsonLines(logging.Formatter):
    def __init__(self, service: str, version: str) -> None:
        super().__init__()
        self._process = {"service": service, "version": version}

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        level = "warn" if record.levelno == logging.WARNING else record.levelname.lower()
        line: dict[str, object] = {
            "time": moment.replace("+00:00", "Z"),
            "level": level,
            "msg": record.getMessage(),
            **self._process,
            **(request_context.get() or {}),
            **{key: value for key, value in vars(record).items() if key not in _STANDARD},
        }
        if record.exc_info and record.exc_info[0]:
            # Messages of exceptions may quote what a user sent, so only the kind and the place are kept.
            frames = traceback.extract_tb(record.exc_info[2])
            line["error"] = record.exc_info[0].__name__
            line["stack"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-20:]]
        return json.dumps(line, ensure_ascii=False, default=str)


def configure_logging(service: str, version: str, level: str, stream: IO[str] | None = None) -> None:
    """Sends every log of the process to the stream (standard output), a JSON object a line, from level on."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(_JsonLines(service, version))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(_LEVELS[level])
    # One line a request comes from the application itself, with the house keys.
    for noisy in ("uvicorn.access", "httpx2", "httpcore2"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, _LEVELS[level]))
