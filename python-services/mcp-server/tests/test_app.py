import pytest
from starlette.testclient import TestClient

from mcp_server._app import application


def test_answers_its_health_route_with_its_name() -> None:
    response = TestClient(application("http://127.0.0.1:9")).get("/healthz")
    assert response.status_code == 200
    assert response.json()["service"] == "mcp-server"


def test_answers_an_unknown_route_as_the_house_does() -> None:
    response = TestClient(application("http://127.0.0.1:9")).get("/nowhere")
    assert (response.status_code, response.json()) == (404, {"error": "NOT_FOUND"})


def test_says_where_the_resource_is_that_a_client_was_refused() -> None:
    headers = {"x-forwarded-proto": "https", "x-forwarded-host": "tables.example"}
    path = "/.well-known/oauth-protected-resource/mcp"
    response = TestClient(application("http://127.0.0.1:9")).get(path, headers=headers)
    assert response.json() == {
        "resource": "https://tables.example/mcp",
        "resource_name": "PyAirtable",
        "bearer_methods_supported": ["header"],
    }


def test_holds_no_stream_open_that_nothing_would_come_through() -> None:
    headers = {"accept": "text/event-stream", "mcp-session-id": "any"}
    with TestClient(application("http://127.0.0.1:9")) as client:
        response = client.get("/mcp", headers=headers)
    assert (response.status_code, response.headers["allow"], response.json()) == (405, "POST", {"error": "NOT_FOUND"})


@pytest.mark.parametrize("odd", [None, True, 1.5, [], {}])
def test_refuses_a_call_whose_id_no_answer_could_name(odd: object) -> None:
    call = {"jsonrpc": "2.0", "id": odd, "method": "tools/list"}
    headers = {"accept": "application/json, text/event-stream", "authorization": "Bearer x"}
    with TestClient(application("http://127.0.0.1:9")) as client:
        response = client.post("/mcp", json=call, headers=headers)
        named = client.post("/mcp", json={**call, "id": "a"}, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (400, -32600)
    assert (named.status_code, '"id":"a"' in named.text) == (200, True)
