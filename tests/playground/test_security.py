"""Only this machine's own people and bots get in: loopback, the Host header, the page's secret path, no other
site's pages."""

from __future__ import annotations

import aiohttp
import pytest

from playground import Playground

Session = aiohttp.ClientSession


async def test_it_listens_on_loopback_only(pg: Playground) -> None:
    assert pg._server._server is not None
    assert [socket.getsockname()[0] for socket in pg._server._server.sockets] == ["127.0.0.1"]


@pytest.mark.parametrize(
    "path", ["/bot7:x/getMe", "/person/state", "/feeds/harbour-wire.xml", "/file/bot7:x/documents/file_1.txt"]
)
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""],
)
async def test_a_host_header_of_another_name_is_refused(
    pg: Playground, http: Session, path: str, host: str
) -> None:
    async with http.get(path, headers={"Host": host.format(port=pg.port)}) as response:
        assert response.status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
async def test_the_names_of_loopback_are_taken(pg: Playground, http: Session, host: str) -> None:
    async with http.get("/bot7:x/getMe", headers={"Host": host.format(port=pg.port)}) as response:
        assert response.status == 200


async def test_the_persons_side_takes_no_form_of_another_site(http: Session) -> None:
    async with http.post("/person/people", data={"name": "Eve"}) as response:
        assert response.status == 415
    async with http.post(
        "/person/people", json={"name": "Eve"}, headers={"Origin": "http://evil.example"}
    ) as response:
        assert response.status == 403
    async with http.options("/person/people", headers={"Origin": "http://evil.example"}) as response:
        assert not any(name.lower().startswith("access-control") for name in response.headers)


@pytest.mark.parametrize(
    "path", ["/bot7:x/sendMessage?chat_id=1001&text=x", "/file/bot7:x/documents/file_1.txt", "/person/state"]
)
@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Origin": "http://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({}, False),
    ],
)
async def test_no_web_page_can_act_as_the_bot(
    http: Session, path: str, headers: dict[str, str], refused: bool
) -> None:
    async with http.get(path, headers=headers) as response:
        assert (response.status == 403) is refused


async def test_the_persons_side_is_closed_unless_asked_for() -> None:
    async with Playground() as pg, Session() as http:
        async with http.get(f"{pg.url}/person/state") as response:
            assert response.status == 404
        with pytest.raises(RuntimeError, match="control=True"):
            _ = pg.control_url
        with pytest.raises(RuntimeError, match="page=True"):
            _ = pg.page_url


async def test_the_persons_side_may_have_a_port_of_its_own() -> None:
    async with Playground(control_port=0) as pg, Session() as http:
        assert pg.control_port != pg.port
        async with http.get(f"{pg.control_url}/state") as response:
            assert response.status == 200
        async with http.get(f"{pg.url}/person/state") as response:
            assert response.status == 404
        async with http.get(f"http://127.0.0.1:{pg.control_port}/bot7:x/getMe") as response:
            assert response.status == 404


async def test_the_page_is_behind_a_random_path_and_a_strict_policy() -> None:
    async with Playground(page=True) as one, Playground(page=True) as other, Session() as http:
        assert one.page_url.rpartition("/page/")[2] != other.page_url.rpartition("/page/")[2]
        async with http.get(one.page_url) as response:
            assert response.status == 200
            policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not any(name.lower().startswith("access-control") for name in response.headers)
        async with http.get(f"{one.url}/page/guessed/") as response:
            assert response.status == 404
        for path in ("../__init__.py", "%2e%2e/state.py", "state.py", ".hidden", "person"):
            async with http.get(f"{one.page_url}{path}") as response:
                assert response.status == 404, path
        async with http.post(
            f"{one.page_url}person/people", json={"name": "Eve"}, headers={"Origin": "http://evil.example"}
        ) as response:
            assert response.status == 403


async def test_a_file_from_a_chat_is_never_shown_as_a_page() -> None:
    async with Playground(page=True) as pg, Session() as http:
        assert pg.you is not None
        seen = pg.send_document(
            pg.private(pg.you), pg.you, 'x";evil.html', b"<script>alert(1)</script>", mime="text/html"
        )
        async with http.get(f"{pg.page_url}file/{seen.file_id}") as response:
            assert response.headers["Content-Type"] == "application/octet-stream"
            assert response.headers["Content-Disposition"] == 'attachment; filename="x__evil.html"'
            assert response.headers["X-Content-Type-Options"] == "nosniff"
