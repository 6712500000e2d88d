"""The errors that the kit itself answers are those of the one catalogue, libs/contracts/src/errors.ts."""

import io
import json
import re
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pyairtable_kit import configure_logging, create_app

CATALOGUE = Path(__file__).parents[3] / "libs/contracts/src/errors.ts"
ENTRY = re.compile(r"^\s+([A-Z][A-Z_]*): entry\(\s*(\d{3}),\s*(?:'([^']*)')?", re.MULTILINE)
ENTRIES = {name: (int(status), message) for name, status, message in ENTRY.findall(CATALOGUE.read_text("utf-8"))}


async def _abort(request: Request) -> Response:
    raise HTTPException(int(request.path_params["status"]))


async def _fail(_request: Request) -> Response:
    raise RuntimeError


@pytest.fixture
def client() -> TestClient:
    configure_logging("sample", "0", "error", io.StringIO())
    routes = [Route("/abort/{status}", _abort), Route("/fail", _fail)]
    return TestClient(create_app("sample", "0", routes), raise_server_exceptions=False)


def test_the_catalogue_was_read() -> None:
    assert ENTRIES["RATE_LIMIT_REACHED"][0] == 429


@pytest.mark.parametrize("status", [401, 403, 413, 422])
def test_what_starlette_refuses_has_a_type_of_the_catalogue_for_that_status(client: TestClient, status: int) -> None:
    response = client.get(f"/abort/{status}")
    error = json.loads(response.text)["error"]
    assert response.status_code == status
    assert ENTRIES[error["type"]][0] == status


def test_a_fault_has_the_catalogue_s_type_status_and_message(client: TestClient) -> None:
    response = client.get("/fail")
    error = response.json()["error"]
    assert ENTRIES[error["type"]] == (response.status_code, error["message"])
