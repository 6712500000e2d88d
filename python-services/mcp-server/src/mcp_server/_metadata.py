"""What a client must know to be let in, where RFC 9728 looks for it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

WELL_KNOWN = "/.well-known/oauth-protected-resource"


def metadata_route(path: str) -> Route:
    """The route of the metadata of the protected resource at `path`. Persons make tokens in the app's settings, so no
    authorisation server is named."""

    async def metadata(request: Request) -> Response:
        # The gateway says under which address it was reached.
        origin = "{}://{}".format(
            request.headers.get("x-forwarded-proto", request.url.scheme),
            request.headers.get("x-forwarded-host", request.url.netloc),
        )
        return JSONResponse(
            {
                "resource": origin + path,
                "resource_name": "PyAirtable",
                "bearer_methods_supported": ["header"],
            }
        )

    return Route(WELL_KNOWN + path, metadata, methods=["GET"])
