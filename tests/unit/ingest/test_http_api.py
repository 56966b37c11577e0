"""An HTTP API is asked within its limit, again where that may help, and gives no secret away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest import http_api
from ingest.errors import Unreachable
from ingest.http_api import HttpApi, Limit
from tests.grid_apis import asked, endpoint_url, folder_of, refuse

_OFTEN = Limit(requests=1000, seconds=1.0)
_QUESTION = ("/intensity/2025-10-01T00:00Z/2025-10-02T00:00Z", ())


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are waited, without waiting."""
    made: list[float] = []
    monkeypatch.setattr(http_api, "sleep", made.append)
    return made


@pytest.fixture
def api(home: Path) -> HttpApi:
    folder_of(home).mkdir(parents=True)
    (folder_of(home) / "points.json").write_text("[]")
    return HttpApi(endpoint_url(folder_of(home)), limit=_OFTEN, remedy="Look at TOKEN.")


def test_what_may_pass_is_asked_again_after_the_time_it_names(
    api: HttpApi, home: Path, waits: list[float]
) -> None:
    refuse(home, (429, {"Retry-After": "7"}, "{}"), (503, {}, "busy"))
    assert api.get(*_QUESTION) == b'{"data": []}'
    assert waits == [7.0, 2.0]
    assert len(asked(home)) == 3


def test_a_date_to_wait_for_is_understood(api: HttpApi, home: Path, waits: list[float]) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    refuse(home, (429, {"Retry-After": later}, ""))
    api.get(*_QUESTION)
    assert 25 < waits[0] <= 30


def test_a_date_without_a_zone_is_in_utc(api: HttpApi, home: Path, waits: list[float]) -> None:
    later = format_datetime((datetime.now(UTC) + timedelta(seconds=30)).replace(tzinfo=None))
    refuse(home, (429, {"Retry-After": later}, ""))
    api.get(*_QUESTION)
    assert 25 < waits[0] <= 30


def test_an_answer_that_is_cut_short_is_asked_for_again(
    api: HttpApi, home: Path, waits: list[float]
) -> None:
    cut = (200, {"Content-Length": "90"}, '{"data": [')
    refuse(home, cut)
    assert api.get(*_QUESTION) == b'{"data": []}'
    refuse(home, *[cut] * 4)
    with pytest.raises(Unreachable, match="80 bytes are missing") as error:
        api.get(*_QUESTION)
    assert (error.value.why, waits) == ("unanswered", [1.0, 1.0, 2.0, 4.0])


def test_a_refusal_that_is_cut_short_is_a_refusal(
    api: HttpApi, home: Path, waits: list[float]
) -> None:
    cut = {"Transfer-Encoding": "chunked"}
    refuse(home, (503, cut, "ff\r\nbu"), (403, cut, "ff\r\nno"))
    with pytest.raises(Unreachable, match="403") as error:
        api.get(*_QUESTION)
    assert (error.value.why, waits) == ("denied", [1.0])


def test_nobody_waits_for_hours(api: HttpApi, home: Path, waits: list[float]) -> None:
    refuse(home, (429, {"Retry-After": "3600"}, '{"message": "quota"}'))
    with pytest.raises(Unreachable, match=r"429 \(quota\).*wait 3600 s") as error:
        api.get(*_QUESTION)
    assert (error.value.why, waits, len(asked(home))) == ("unanswered", [], 1)


def test_what_stays_broken_is_given_up(api: HttpApi, home: Path, waits: list[float]) -> None:
    refuse(home, *[(500, {}, "<html><body>oops</body></html>")] * 4)
    with pytest.raises(Unreachable, match=r"500 \(an HTML page\)") as error:
        api.get(*_QUESTION)
    assert (error.value.why, waits) == ("unanswered", [1.0, 2.0, 4.0])


def test_a_refusal_is_told_once_with_what_helps(
    api: HttpApi, home: Path, waits: list[float]
) -> None:
    for status, why in (
        (401, "no_credentials"),
        (403, "denied"),
        (404, "absent"),
        (400, "unknown"),
    ):
        refuse(home, (status, {}, '{"error": {"message": "no, of-mine is wrong"}}'))
        with pytest.raises(Unreachable) as error:
            api.get("/x", [("api_key", "of-mine")], secrets=("of-mine",))
        assert error.value.why == why
        assert "of-mine" not in error.value.message
        assert "no, … is wrong" in error.value.message
        assert ("Look at TOKEN." in error.value.message) == (status in (401, 403))
    assert waits == []


def test_a_redirect_takes_no_token_elsewhere(api: HttpApi, home: Path) -> None:
    refuse(home, (302, {"Location": f"{api.base}/elsewhere"}, ""))
    with pytest.raises(Unreachable, match="302"):
        api.get("/x", headers={"auth-token": "mine"})
    assert [one["path"] for one in asked(home)] == ["/x"]


def test_a_limit_is_kept_by_waiting(api: HttpApi, waits: list[float]) -> None:
    slow = HttpApi(api.base, limit=Limit(requests=2, seconds=60.0), remedy="")
    for _ in range(3):
        slow.get(*_QUESTION)
    assert len(waits) == 1
    assert 55 < waits[0] <= 60


def test_nobody_at_the_address_is_said(waits: list[float]) -> None:
    nobody = HttpApi("http://127.0.0.1:9", limit=_OFTEN, remedy="")
    with pytest.raises(Unreachable, match="nobody answers") as error:
        nobody.get("/x")
    assert (error.value.why, len(waits)) == ("unanswered", 3)


def test_a_token_never_travels_unencrypted() -> None:
    with pytest.raises(Unreachable, match="use https"):
        HttpApi("http://grid.example", limit=_OFTEN, remedy="")
    assert HttpApi("http://grid.example", limit=_OFTEN, remedy="", allow_http=True).base
