"""`tonne factors refresh` continues a shipped table, and rewrites no history unasked."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.errors import BadInput, Unreachable
from orchestration.cli import tonne

_FX = (
    "month,currency,units_per_eur,business_days,publisher,edition,source_locator,licence,"
    "factor_quality\n"
    "2025-09,HRK,7.5,2,European Central Bank,old edition,x,y,A\n"
    "2025-09,USD,1.1,2,European Central Bank,old edition,x,y,A\n"
)
_ECB = (
    "Date,USD,JPY,CYP,\n"
    "2025-10-02,1.3,170,N/A,\n"
    "2025-10-01,1.2,171,N/A,\n"
    "2025-09-30,1.1,N/A,N/A,\n"
    "2025-09-29,1.1,N/A,N/A,\n"
    "2025-08-29,9.9,N/A,N/A,\n"
    "2999-01-04,9.9,N/A,N/A,\n"
)
_CPI = (
    "index_id,currency,year,value,publisher,edition,source_locator,licence,factor_quality\n"
    "us_cpi_u,USD,2024,313.689,US Bureau of Labor Statistics,2024,x,US public domain,B\n"
)
_BLS = (
    "series_id        \tyear\tperiod\t       value\tfootnote_codes\n"
    "CUUR0000SA0      \t2023\tM13\t     304.702\t\n"
    "CUUR0000SA0      \t2024\tM13\t     313.689\t\n"
    "CUUR0000SA0      \t2025\tM12\t     324.054\t\n"
    "CUUR0000SA0      \t2025\tM13\t     321.943\t\n"
    "CUUR0000SA0E     \t2025\tM13\t     999.999\t\n"
)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Both tables, a row or two each."""
    folder = tmp_path / "seeds"
    (folder / "spend").mkdir(parents=True)
    (folder / "spend/fx_monthly.csv").write_text(_FX)
    (folder / "spend/price_index.csv").write_text(_CPI)
    return folder


def _refresh(seeds: Path, table: str, *arguments: str) -> Result:
    command = ["factors", "refresh", table, "--seeds", str(seeds), *arguments]
    return CliRunner().invoke(tonne, command, standalone_mode=False)


def _file(seeds: Path, text: str) -> str:
    path = seeds.parent / "published.csv"
    path.write_text(text)
    return str(path)


def _fx(seeds: Path) -> list[str]:
    return (seeds / "spend/fx_monthly.csv").read_text().splitlines()


def test_a_month_is_the_mean_of_its_days_and_the_past_stays_as_it_is(seeds: Path) -> None:
    done = _refresh(seeds, "fx_monthly", "--from", _file(seeds, _ECB), "--write")

    assert done.return_value == 0, done.output
    edition = "euro foreign exchange reference rates to 2025-10"
    rest = '"eurofxref-hist, mean of the daily rates",free reuse with the source named,A'
    assert _fx(seeds) == [
        *_FX.splitlines(),
        f"2025-10,JPY,170.5,2,European Central Bank,{edition},{rest}",
        f"2025-10,USD,1.25,2,European Central Bank,{edition},{rest}",
    ]


@pytest.mark.parametrize(
    ("days", "written"),
    [
        pytest.param("2025-10-30 2025-10-29", [], id="fetched before the month was over"),
        pytest.param("2025-10-31 2025-09-30", ["2025-10"], id="ends with the last weekday"),
        pytest.param("2025-11-03 2025-10-02", [], id="begins within the month"),
        pytest.param("2025-11-03 2025-10-01", ["2025-10"], id="begins with the first weekday"),
    ],
)
def test_a_month_that_the_file_cuts_is_no_mean(seeds: Path, days: str, written: list[str]) -> None:
    lines = [f"{day},1.2," for day in days.split()]
    earlier = "2025-08-29,1.1,\n2025-07-31,1.1," if "2025-10-29" in days else ""
    published = _file(seeds, "\n".join(["Date,USD,", *lines, earlier, ""]))

    _refresh(seeds, "fx_monthly", "--from", published, "--write")

    assert [line[:7] for line in _fx(seeds)[3:]] == written


def test_without_write_it_only_looks(seeds: Path) -> None:
    done = _refresh(seeds, "fx_monthly", "--from", _file(seeds, _ECB))

    assert "Added: 2 rows, 2025-10 JPY to 2025-10 USD." in done.output
    assert "--write writes" in done.output
    assert _fx(seeds) == _FX.splitlines()


def test_history_that_changes_is_refused_until_somebody_accepts_it(seeds: Path) -> None:
    changed = _file(seeds, _ECB.replace("2025-09-30,1.1", "2025-09-30,1.3"))

    refused = _refresh(seeds, "fx_monthly", "--from", changed, "--write")
    assert refused.return_value == 4
    assert "Changed: 2025-09 USD: 1.1 to 1.2 (9.09%)." in refused.output
    assert _fx(seeds) == _FX.splitlines()

    accepted = _refresh(seeds, "fx_monthly", "--from", changed, "--write", "--accept")
    assert accepted.return_value == 0
    assert any(line.startswith("2025-09,USD,1.2,2,") for line in _fx(seeds))


def test_a_corrected_digit_is_shown_and_written(seeds: Path) -> None:
    corrected = _file(seeds, _ECB.replace("2025-09-30,1.1", "2025-09-30,1.102"))

    done = _refresh(seeds, "fx_monthly", "--from", corrected, "--write")

    assert done.return_value == 0
    assert "Changed: 2025-09 USD: 1.1 to 1.101 (0.09%)." in done.output


def test_a_second_refresh_finds_nothing(seeds: Path) -> None:
    published = _file(seeds, _ECB)
    _refresh(seeds, "fx_monthly", "--from", published, "--write")
    written = _fx(seeds)

    done = _refresh(seeds, "fx_monthly", "--from", published, "--write")

    assert "fx_monthly.csv is up to date." in done.output
    assert _fx(seeds) == written


def test_the_index_takes_annual_means_of_its_own_series_only(seeds: Path) -> None:
    done = _refresh(seeds, "price_index", "--from", _file(seeds, _BLS), "--write")

    assert done.return_value == 0, done.output
    assert (seeds / "spend/price_index.csv").read_text().splitlines()[2:] == [
        "us_cpi_u,USD,2025,321.943,US Bureau of Labor Statistics,2025,"
        '"CUUR0000SA0, annual average (M13)",US public domain,B'
    ]


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        pytest.param("fx_monthly", "<html>", "line 1: it has no columns", id="a page"),
        pytest.param("fx_monthly", _ECB.replace("1.3", "abc"), "line 2, USD: 'abc'", id="a word"),
        pytest.param("fx_monthly", _ECB.replace("1.3", "-1"), "line 2, USD: '-1'", id="negative"),
        pytest.param("fx_monthly", "Date,USD,\nsoon,1,\n", "line 2: 'soon'", id="no date"),
        pytest.param("fx_monthly", "PK nothing", "it is no zip", id="a broken zip"),
        pytest.param("fx_monthly", "Date,USD,\n", "it holds no month", id="nothing"),
        pytest.param("price_index", "{}", "line 1: its columns", id="json"),
        pytest.param("price_index", _BLS.replace("M13", "M01"), "no annual mean", id="no mean"),
    ],
)
def test_what_is_not_the_publishers_file_is_refused_with_its_place(
    seeds: Path, table: str, text: str, said: str
) -> None:
    done = _refresh(seeds, table, "--from", _file(seeds, text), "--write")

    assert isinstance(done.exception, BadInput)
    assert said in str(done.exception)
    assert _fx(seeds) == _FX.splitlines()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:  # type: ignore[override]
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A web server on loopback that has the publisher's zip."""
    folder = tmp_path / "web"
    folder.mkdir()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("eurofxref-hist.csv", _ECB)
    (folder / "eurofxref-hist.zip").write_bytes(packed.getvalue())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}"
        served.shutdown()
        thread.join()


def test_the_publishers_zip_is_fetched(seeds: Path, server: str) -> None:
    done = _refresh(seeds, "fx_monthly", "--url", f"{server}/eurofxref-hist.zip", "--write")

    assert done.return_value == 0, done.output
    assert len(_fx(seeds)) == 5


def test_an_address_without_the_file_says_what_else_helps(seeds: Path, server: str) -> None:
    done = _refresh(seeds, "fx_monthly", "--url", f"{server}/gone.zip")

    assert isinstance(done.exception, Unreachable)
    assert "404" in str(done.exception)
    assert "--from FILE" in str(done.exception)
