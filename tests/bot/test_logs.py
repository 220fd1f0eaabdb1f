"""Logs are JSON lines without a secret in them."""

import json
import logging

import pytest

from bot.logs import set_up_logs


@pytest.fixture(autouse=True)
def _root_logger_as_before():  # type: ignore[no-untyped-def]
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def test_tokens_and_secrets_are_hidden_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", ("hush-hush",))
    log = logging.getLogger("x")
    log.warning(
        "POST http://host/bot123456:AAbbCC_dd-ee/sendMessage with hush-hush",
        extra={"url": "/bot123456:AAbbCC_dd-ee/getMe"},
    )
    try:
        raise RuntimeError("at 123456:AAbbCC_dd-ee")
    except RuntimeError:
        log.exception("failed")
    written = capsys.readouterr().err
    assert "AAbbCC" not in written
    assert "hush" not in written
    first, second = (json.loads(line) for line in written.splitlines())
    assert first["level"] == "warning"
    assert first["url"] == "/bot[hidden]/getMe"
    assert "RuntimeError: at [hidden]" in second["exception"]


def test_libraries_do_not_chatter(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO")
    logging.getLogger("aiosqlite").info("running job")
    assert capsys.readouterr().err == ""
