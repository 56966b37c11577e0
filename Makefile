# demo · test · test-all · campaign · check · bench · services. All run from .venv/, made here from the hash-pinned locks.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile
LOCK = cd requirements && uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --annotation-style line \
	--custom-compile-command "make lock"

.PHONY: demo test test-all services campaign check bench lock clean

demo: .venv/runtime.stamp ## a made-up company, from its bill to its report, in demo/
	$(BIN)/tonne --home demo demo

test: .venv/dev.stamp ## the fast tests, under 10 minutes
	$(PYTEST) -m "not slow and not campaign"

test-all: test services ## and services, whole demos and a sample of the kills, under 40 minutes
	$(PYTEST) -m "slow and not campaign"

services: .services/bqemulator.stamp .services/arelle.stamp .services/azurite.stamp .services/debian.stamp .services/chromium.stamp ## what tests start that is no package of ours, in .services/; asks for node, apt

campaign: .venv/dev.stamp ## every kill
	$(PYTEST) -m kills

check: .venv/dev.stamp ## style, types, SQL style, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/sqlfluff lint --processes 0 dbt_project/models dbt_project/tests
	$(BIN)/lint-imports

bench: .venv/dev.stamp ## rows per CPU-second, memory, and the ratio to a floor query
	$(BIN)/python -m bench
	$(BIN)/python -m bench.telemetry

lock: ## the locks again, from requirements/*.in; asks for uv
	$(LOCK) runtime.in -o runtime.txt >/dev/null
	$(LOCK) aws.in -c runtime.txt -o aws.txt >/dev/null
	$(LOCK) gcp.in -c runtime.txt -c aws.txt -o gcp.txt >/dev/null
	$(LOCK) azure.in -c runtime.txt -c aws.txt -c gcp.txt -o azure.txt >/dev/null
	$(LOCK) agent.in -c runtime.txt -o agent.txt >/dev/null
	$(LOCK) dev.in -c runtime.txt -c aws.txt -c gcp.txt -c azure.txt -c agent.txt -o dev.txt >/dev/null
	$(LOCK) bqemulator.in -o bqemulator.txt >/dev/null
	$(LOCK) arelle.in -o arelle.txt >/dev/null

clean: ## what the commands made
	rm -rf .venv .services demo

.venv/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	@echo "Making .venv/ ..."
	$(PYTHON) -m venv .venv
	@touch $@

CLOUDS := aws gcp azure
LOCKS := $(foreach name,runtime $(CLOUDS),requirements/$(name).txt)

.venv/runtime.stamp: .venv/python.stamp $(LOCKS) pyproject.toml
	@echo "Installing what Tonne runs on, into .venv/ (a minute; longer when it must be downloaded) ..."
	$(PIP) install --require-hashes $(addprefix -r ,$(LOCKS))
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp requirements/agent.txt requirements/dev.txt
	@echo "Installing what the tests and checks need, into .venv/ ..."
	$(PIP) install --require-hashes -r requirements/agent.txt -r requirements/dev.txt
	@touch $@

# Its packages would not all agree with ours: it has an environment of its own.
.services/bqemulator.stamp: .venv/python.stamp requirements/bqemulator.txt
	@echo "Installing the BigQuery emulator that tests start, into .services/bqemulator/ ..."
	$(PYTHON) -m venv .services/bqemulator
	.services/bqemulator/bin/python -m pip --disable-pip-version-check install --require-hashes -r requirements/bqemulator.txt
	@touch $@

.services/arelle.stamp: .venv/python.stamp requirements/arelle.txt
	@echo "Installing Arelle, with which tests validate xBRL, into .services/arelle/ ..."
	$(PYTHON) -m venv .services/arelle
	.services/arelle/bin/python -m pip --disable-pip-version-check install --require-hashes -r requirements/arelle.txt
	@touch $@

.services/azurite.stamp:
	@command -v npm >/dev/null || { echo "Azurite, a Blob Storage for tests, needs node and npm: install them."; exit 1; }
	@echo "Installing Azurite, a Blob Storage for tests, into .services/azurite/ ..."
	mkdir -p .services/azurite
	npm install --no-package-lock --no-save --silent --prefix .services/azurite azurite@3.35.0
	@touch $@

# Debian's packages, unpacked: no root, no service, nothing outside .services/. Only the list of packages may need root.
DEBIAN := prometheus victoria-metrics
.services/debian.stamp:
	@echo "Unpacking Prometheus and VictoriaMetrics, from which tests pull samples, into .services/debian/ ..."
	@rm -rf .services/debian && mkdir -p .services/debian
	@command -v apt-get >/dev/null && command -v dpkg >/dev/null || { echo "They are unpacked from Debian's packages, and there is no apt-get: install prometheus, promtool and victoria-metrics yourself."; exit 1; }
	@cd .services/debian && { apt-get download -qq $(DEBIAN) || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get download -qq $(DEBIAN); }; } \
		|| { echo "apt-get finds no $(DEBIAN): run apt-get update as root, or install them."; exit 1; }
	cd .services/debian && for package in *.deb; do dpkg -x $$package . && rm $$package; done
	@touch $@

# And a browser without a window, with those of the packages it needs that this machine has not installed.
BROWSER := chromium-headless-shell
.services/chromium.stamp:
	@echo "Unpacking Chromium, in which tests open pages, into .services/chromium/ ..."
	@rm -rf .services/chromium && mkdir -p .services/chromium
	@command -v apt-get >/dev/null && command -v dpkg >/dev/null || { echo "It is unpacked from Debian's packages, and there is no apt-get: install Chromium yourself."; exit 1; }
	@cd .services/chromium && missing() { apt-get install --simulate --no-install-recommends $(BROWSER) | awk '/^Inst / {print $$2}'; } \
		&& get() { packages=$$(missing) && { [ -z "$$packages" ] || apt-get download -qq $$packages; }; } \
		&& { get 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && get; }; } \
		|| { echo "apt-get finds no $(BROWSER): run apt-get update as root, or install Chromium."; exit 1; }
	cd .services/chromium && for package in *.deb; do [ ! -e "$$package" ] || { dpkg -x $$package . && rm $$package; }; done
	@touch $@
