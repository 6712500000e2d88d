import asyncio
import io
import json
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pyairtable_kit import AppError, HealthCheck, configure_logging, create_app


async def _greet(_request: Request) -> Response:
    return PlainTextResponse("hello")


async def _refuse(_request: Request) -> Response:
    raise AppError("RATE_LIMIT_REACHED", 429, "Rate limit exceeded. Please try again later")


async def _fail(_request: Request) -> Response:
    raise RuntimeError("a cell value")


async def _reachable() -> None: ...


async def _unreachable() -> None:
    raise ConnectionError("postgres://name:password@host")


async def _hanging() -> None:
    await asyncio.sleep(3600)


ROUTES = [Route("/greet", _greet), Route("/refuse", _refuse), Route("/fail", _fail)]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    configure_logging("sample", "1.2.3", "info", stream)
    yield stream
    configure_logging("sample", "1.2.3", "info")


def _client(checks: dict[str, HealthCheck] | None = None) -> TestClient:
    app = create_app("sample", "1.2.3", ROUTES, checks)
    return TestClient(app, raise_server_exceptions=False)


def test_health_answers_200_when_every_check_passes(lines: io.StringIO) -> None:
    response = _client({"api": _reachable}).get("/healthz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "service": "sample",
        "version": "1.2.3",
        "checks": {"api": "ok"},
    }


@pytest.mark.parametrize("check", [_unreachable, _hanging])
def test_health_answers_503_and_never_says_why(
    check: HealthCheck, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pyairtable_kit._app.HEALTH_CHECK_TIMEOUT_S", 0.05)
    response = _client({"api": check}).get("/healthz")
    assert response.status_code == 503
    assert response.json()["checks"] == {"api": "failing"}
    assert "password" not in response.text + lines.getvalue()


def test_a_request_leaves_one_line_with_the_house_keys(lines: io.StringIO) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    response = _client().get(
        "/greet", headers={"x-request-id": "abc-1", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    )
    assert response.headers["x-request-id"] == "abc-1"
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    assert line["msg"] == "request"
    assert (line["level"], line["service"], line["version"]) == ("info", "sample", "1.2.3")
    assert (line["request_id"], line["trace_id"], line["status"]) == ("abc-1", trace, 200)
    assert line["duration_ms"] >= 0
    assert line["time"].endswith("Z")


def test_a_malformed_request_id_is_replaced(lines: io.StringIO) -> None:
    answered = _client().get("/greet", headers={"x-request-id": 'a" b'}).headers["x-request-id"]
    assert len(answered) == 32


def test_an_expected_failure_travels_as_the_envelope(lines: io.StringIO) -> None:
    response = _client().get("/refuse")
    assert response.status_code == 429
    assert response.json() == {
        "error": {"type": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded. Please try again later"}
    }


def test_an_unknown_route_answers_airtable_s_bare_word(lines: io.StringIO) -> None:
    response = _client().get("/nowhere")
    assert (response.status_code, response.json()) == (404, {"error": "NOT_FOUND"})


def test_a_fault_answers_an_id_that_stands_in_the_log_and_nothing_else(lines: io.StringIO) -> None:
    response = _client().get("/fail")
    error = response.json()["error"]
    assert (response.status_code, error["type"]) == (500, "SERVER_ERROR")
    logged = [json.loads(text) for text in lines.getvalue().splitlines()]
    failed = [line for line in logged if line["level"] == "error"]
    assert [(line["msg"], line.get("error_id"), line.get("status")) for line in failed] == [
        ("unexpected fault", error["id"], None),
        ("request", None, 500),
    ]
    assert "a cell value" not in response.text + lines.getvalue()
