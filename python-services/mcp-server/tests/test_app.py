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


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"[" * 100_000, -32700),
        (b"\xff", -32700),
        (b"\xef\xbb\xbf{}", -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', -32700),
        (b"[" * 250 + b"]" * 250, -32700),
        (b"[]", -32600),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600),
        (b"{}", -32600),
        (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600),
        (b'{"jsonrpc":"2.0","id":1}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":7}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":7}', -32602),
        (b'{"jsonrpc":"2.0","id":1,"result":7}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"error":"x"}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"error":{"code":"secret"}}', -32600),
        (b'{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}', None),
        (b'{"jsonrpc":"2.0","id":1,"result":{}}', None),
        (b'{"jsonrpc":"2.0","id":99999999999999999999999,"method":"ping"}', None),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":7}}', None),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_bases","arguments":7}}', None),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":7}}', None),
        (b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":7}}', None),
        (b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":[]}}', None),
    ],
)
def test_answers_what_is_no_message_in_its_own_words(body: bytes, code: int | None) -> None:
    headers = {
        "accept": "application/json, text/event-stream",
        "authorization": "Bearer x",
        "content-type": "application/json",
    }
    with TestClient(application("http://127.0.0.1:9")) as client:
        response = client.post("/mcp", content=body, headers=headers)
    assert "pydantic" not in response.text
    assert "http" not in response.text
    assert "column" not in response.text
    assert response.status_code < 500
    if code is not None:
        assert (response.status_code, response.json()["error"]["code"]) == (400, code)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("[" * 3_000 + "]" * 3_000, "the body is nested more than 200 deep"),
        ("1" * 5_000, "the body has a whole number of more than 4,300 digits"),
        ('"\\ud800"', "a text of the body has half a surrogate pair"),
        ('"\\udc00"', "a text of the body has half a surrogate pair"),
        ("1,", "the body is not JSON"),
    ],
)
def test_says_what_it_does_not_take_of_json(cell: str, words: str) -> None:
    headers = {"accept": "application/json, text/event-stream", "authorization": "Bearer x"}
    body = f'{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"x","arguments":{{"cell":{cell}}}}}}}'
    with TestClient(application("http://127.0.0.1:9")) as client:
        response = client.post("/mcp", content=body, headers=headers)
    assert (response.status_code, response.json()["error"]) == (
        400,
        {"code": -32700, "message": f"Parse error: {words}"},
    )


@pytest.mark.parametrize("method", ["ping", "tools/list"])
def test_takes_parameters_that_are_null_for_none(method: str) -> None:
    headers = {"accept": "application/json, text/event-stream", "authorization": "Bearer x"}
    call = {"jsonrpc": "2.0", "id": 1, "method": method, "params": None}
    with TestClient(application("http://127.0.0.1:9")) as client:
        assert '"result"' in client.post("/mcp", json=call, headers=headers).text
