"""The server over standard input and output, for a desktop client that starts it itself."""

import asyncio

from ._api import Api, public_client
from ._tools import make_server


async def serve(public_url: str, token: str) -> None:
    """Answers one client with one token until its input ends."""
    async with public_client(public_url) as client:
        await make_server(lambda _ctx: Api(client, token)).run_stdio_async()


def run_stdio(public_url: str, token: str) -> None:
    asyncio.run(serve(public_url, token))
