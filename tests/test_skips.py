"""A skip passes at home and fails on CI."""

import pytest

pytest_plugins = ["pytester"]

SKIPPING = """
import pytest

def test_that_runs():
    pass

@pytest.mark.skip(reason="no cake")
def test_that_is_skipped():
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_that_fails_as_known():
    assert False
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makepyfile(test_cake=SKIPPING)
    pytester.makeconftest('pytest_plugins = ["tests.skips"]')
    return pytester


def test_at_home_a_skip_is_a_skip(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    project.runpytest("-p", "no:asyncio").assert_outcomes(passed=1, skipped=1, xfailed=1)


def test_on_ci_a_skip_fails_by_name(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    ended = project.runpytest("-p", "no:asyncio")
    ended.assert_outcomes(passed=1, errors=1, xfailed=1)
    ended.stdout.fnmatch_lines(
        ["*test_cake.py::test_that_is_skipped must run on CI, and was skipped: *no cake*"]
    )


def test_on_ci_a_skipped_file_fails_by_name(
    project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    project.makepyfile(test_pie="import pytest; pytest.skip('no pie', allow_module_level=True)")
    project.runpytest("-p", "no:asyncio").stdout.fnmatch_lines(
        ["*test_pie.py must run on CI, and was skipped: *no pie*"]
    )
