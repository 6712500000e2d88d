import os
import signal
import subprocess
import sys

import httpx2

PROGRAM = """
import socket
from pyairtable_kit import configure_logging, create_app, run_server

configure_logging("sample", "0", "info")
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
print(port, flush=True)
run_server(create_app("sample", "0"), "127.0.0.1", port)
"""


def test_serves_heads_of_any_allowed_length_and_ends_cleanly_at_sigterm() -> None:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        transport = httpx2.HTTPTransport(retries=8)
        with httpx2.Client(transport=transport, trust_env=False) as client:
            assert client.get(f"http://127.0.0.1:{port}/healthz").json()["status"] == "ok"
            # As long as the gateway lets it be.
            assert client.get(f"http://127.0.0.1:{port}/healthz", headers={"x-long": "x" * 85_000}).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) in (0, -signal.SIGTERM)
    finally:
        process.kill()
        process.wait()
