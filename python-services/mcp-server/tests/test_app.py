from starlette.testclient import TestClient

from mcp_server._app import application


def test_answers_its_health_route_with_its_name() -> None:
    response = TestClient(application("http://127.0.0.1:9")).get("/healthz")
    assert response.status_code == 200
    assert response.json()["service"] == "mcp-server"


def test_answers_an_unknown_route_as_the_house_does() -> None:
    response = TestClient(application("http://127.0.0.1:9")).get("/nowhere")
    assert (response.status_code, response.json()) == (404, {"error": "NOT_FOUND"})
