"""Production does not start on a demo's database."""

from typing import Any

import pytest

from tests.support.server import Server

PRODUCTION = {
    "BASE_URL": "https://trekk.example",
    "DEMO": "",
    "SMTP_URL": "smtp://127.0.0.1:1025",
}


async def test_production_refuses_demo_data(db: Any) -> None:
    from app.demo.assemble import DEMO
    from app.demo.marker import mark

    server = Server()
    server.start(**PRODUCTION)
    assert server.stop() == 0
    await mark(DEMO)

    with pytest.raises(AssertionError):
        server.start(**PRODUCTION)

    assert "demo data" in server.log.read_text()
