"""What keeps samples away is told so that somebody can act on it; what may pass is asked again."""

from __future__ import annotations

import base64
import gzip
import socket
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadSettings, Unreachable
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from ingest.telemetry.prometheus.answers import TooMuch
from ingest.telemetry.prometheus.client import Client
from ingest.telemetry.prometheus.settings import PrometheusSettings
from tests.prometheus_front import Answer, Front, ok, refused, standing
from tests.prometheus_homes import land, settings


@pytest.fixture
def front() -> Iterator[Front]:
    with standing(lambda *_: ok([])) as one:
        yield one


def client(uri: str, waits: list[float] | None = None, **more: object) -> Client:
    config = PrometheusSettings.model_validate(
        {"kind": "prometheus_samples", "uri": uri, "presets": ["dcgm"], "tries": 3, **more}
    )
    return Client(config, wait=(waits if waits is not None else []).append)


@pytest.mark.parametrize(
    ("answer", "why", "words"),
    [
        (refused(401, "", "no token"), "denied", "bearer_env"),
        (refused(403, "", "not yours"), "denied", "not yours"),
        (refused(404, "", "page not found"), "absent", "before /api/v1"),
        (refused(400, "bad_data", "parse error"), "unknown", "matchers"),
        (refused(302, "", "", Location="https://login"), "unknown", "https://login"),
        (refused(503, "unavailable", "starting"), "unanswered", "asked 3 times"),
        (refused(429, "", "slow down"), "unanswered", "slow down"),
        ((200, {}, b"<html>Sign in</html>"), "unknown", "API's address"),
        ((200, {}, ok([{"a": 1}])[2][:-9]), "unanswered", "cut short"),
        (ok([], warnings=["a store is down"]), "unanswered", "a store is down"),
        (ok([], isPartial=True), "unanswered", "not whole"),
    ],
)
def test_a_refusal_says_what_to_do(front: Front, answer: Answer, why: str, words: str) -> None:
    front.answer = lambda *_: answer
    with pytest.raises(Unreachable, match=words) as error:
        client(front.uri).ask("up[1ms]", 0)
    assert error.value.why == why


def test_a_packed_answer_that_ends_early_is_cut_short(front: Front) -> None:
    packed = gzip.compress(ok([{"metric": {}}] * 500)[2])
    front.answer = lambda *_: (200, {"Content-Encoding": "gzip"}, packed[:-20])
    with pytest.raises(Unreachable, match="cut short"):
        client(front.uri).ask("up[1ms]", 0)
    front.answer = lambda *_: (200, {"Content-Encoding": "gzip"}, packed)
    assert len(client(front.uri).ask("up[1ms]", 0)) == 500


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        uri = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Unreachable, match="does not answer") as error:
        client(uri).ask("up[1ms]", 0)
    assert error.value.why == "unanswered"


def test_a_question_is_asked_again_after_longer_and_longer_waits(front: Front) -> None:
    waits: list[float] = []
    given = [refused(500, "", "a"), refused(429, "", "b", **{"Retry-After": "7"}), ok([{"a": 1}])]
    front.answer = lambda *_: given[len(front.asked) - 1]
    assert client(front.uri, waits).ask("up[1ms]", 0) == [{"a": 1}]
    assert waits == [1.0, 7.0]


def test_a_refusal_that_is_cut_short_is_asked_again(front: Front) -> None:
    waits: list[float] = []
    packed = {"Content-Encoding": "gzip"}
    cut = [
        (503, {"Transfer-Encoding": "chunked"}, b"ff\r\nbu"),
        (503, packed, b"\x1f\x8b\x08" + bytes(20)),
        ok([{"a": 1}]),
    ]
    front.answer = lambda *_: cut[len(front.asked) - 1]
    assert client(front.uri, waits).ask("up[1ms]", 0) == [{"a": 1}]
    assert waits == [1.0, 2.0]


def test_a_date_to_wait_for_is_understood(front: Front) -> None:
    waits: list[float] = []
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    given = [refused(429, "", "slow down", **{"Retry-After": later}), ok([])]
    front.answer = lambda *_: given[len(front.asked) - 1]
    client(front.uri, waits).ask("up[1ms]", 0)
    assert 30 < waits[0] <= 40


@pytest.mark.parametrize("status", [413, 422, 503])
def test_too_much_at_once_is_not_asked_again_as_it_is(front: Front, status: int) -> None:
    front.answer = lambda *_: refused(status, "timeout", "would load too many samples")
    with pytest.raises(TooMuch, match="too many samples"):
        client(front.uri).ask("up[1ms]", 0)
    assert len(front.asked) == 1


def test_even_a_minute_is_too_much(front: Front, home: Path) -> None:
    front.answer = lambda *_: refused(422, "execution", "would load too many samples")
    [landed] = land(home, settings(front.uri, "dcgm", lookback_days=1)).values()
    assert landed.status == "kept_missing"
    assert "Even for one minute" in landed.message
    assert len(front.asked) < 20


def test_secrets_come_from_the_environment(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Mapping[str, str]] = []

    def answer(form: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        seen.append({name.lower(): value for name, value in headers.items()} | {"t": form["time"]})
        return ok([])

    front.answer = answer
    monkeypatch.setenv("TENANT", "acme")
    monkeypatch.setenv("TOKEN", "t0k")
    monkeypatch.setenv("WHO", "reader")
    client(front.uri, header_env={"X-Scope-OrgID": "TENANT"}, bearer_env="TOKEN").ask("up", 1_007)
    client(front.uri, user_env="WHO", password_env="TOKEN").ask("up", 0)
    assert (seen[0]["x-scope-orgid"], seen[0]["authorization"]) == ("acme", "Bearer t0k")
    assert seen[0]["t"] == "1.007"
    assert seen[1]["authorization"] == f"Basic {base64.b64encode(b'reader:t0k').decode()}"


def test_a_server_that_repeats_a_secret_does_not_spread_it(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        return refused(403, "", f"{headers['Authorization']} and {headers['X-Key']}: no t0k")

    front.answer = answer
    monkeypatch.setenv("TOKEN", "t0k")
    monkeypatch.setenv("KEY", "k3y")
    with pytest.raises(Unreachable, match="… and …: no …"):
        client(front.uri, bearer_env="TOKEN", header_env={"X-Key": "KEY"}).ask("up", 0)


def test_a_variable_that_is_not_set_is_named(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOKEN", raising=False)
    with pytest.raises(Unreachable, match="TOKEN") as error:
        client(front.uri, bearer_env="TOKEN").ask("up", 0)
    assert error.value.why == "no_credentials"
    assert front.asked == []


def test_a_secret_never_travels_unencrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "t0k")
    with pytest.raises(Unreachable, match="unencrypted"):
        client("http://metrics.example", bearer_env="TOKEN").ask("up", 0)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"presets": ["dcgmm"]}, "kepler_old"),
        ({"presets": ["dcgm", "dcgm"]}, "named twice"),
        ({"matchers": ["a=b"]}, 'such as .cluster="prod"'),
        ({"matchers": ['a="b"} or up{x="']}, "no matcher"),
        ({"bearer_env": "eyJhbGciOi.J9"}, "bearer_env"),
        ({"uri": "https://user:word@metrics.example"}, "uri"),
        ({"lookback": 3}, "lookback_days"),
    ],
)
def test_settings_that_cannot_be_asked_are_refused(
    home: Path, more: dict[str, object], words: str
) -> None:
    given: dict[str, Any] = {"uri": "https://metrics.example", "presets": ["dcgm"], **more}
    presets = given.pop("presets")
    (home / "tonne.toml").write_text(settings(str(given.pop("uri")), *presets, **given))
    with pytest.raises(BadSettings, match=words):
        configured(load_settings(home), Workspace(home))
