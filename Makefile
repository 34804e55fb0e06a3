# Targets for people and for CI. `make` alone prints them; the work is in scripts/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build demo demo-stop test lint format bench soak simulate fuzz screenshots clean

help: ## print this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

setup: ## install what is missing (Debian packages, the Python tools of the tests)
	@scripts/setup.sh

build: ## build the release programs bin/daftar and bin/daftar-verify
	@scripts/setup.sh
	@scripts/build.sh

demo: ## build, start the demo, load the sample season; DETACH=1 returns when it is ready
	@scripts/setup.sh
	@scripts/build.sh
	@DETACH="$(DETACH)" scripts/demo.sh

demo-stop: ## stop the demo
	@scripts/demo-stop.sh

test: ## install what is missing and run every test; FILTER=name runs some
	@scripts/setup.sh
	@FILTER="$(FILTER)" scripts/test.sh

lint: ## formatting, shell scripts, paths that belong to one machine
	@scripts/lint.sh

format: ## rewrite the Swift sources in the project's format
	@swift format format --in-place --recursive --parallel Package.swift Sources Tests

bench: ## measure a release build, print figures and conditions; REPORT=1 writes them to Docs/Reports
	@scripts/setup.sh bench
	@scripts/build.sh
	@scripts/bench.sh $(if $(REPORT),--report)

soak: ## the long tests: nodes and networks killed under load, cut in two, stopped; writes Docs/Reports
	@scripts/setup.sh
	@scripts/build.sh
	@scripts/soak.sh

simulate: ## 10,000 seeded clusters under faults; SEED=n tells one run, SEEDS='A..<B' runs others
	@scripts/setup.sh
	@SEED="$(SEED)" SEEDS="$(SEEDS)" REAL="$(REAL)" REAL_SEEDS="$(REAL_SEEDS)" scripts/simulate.sh

fuzz: ## replay the corpus and mutated input through every decoder
	@scripts/setup.sh
	@scripts/fuzz.sh

screenshots: ## photograph the demo's label page in its three languages
	@scripts/setup.sh screenshots
	@scripts/screenshots.sh

clean: ## stop the demo, remove what was built and the demo's data
	@scripts/demo-stop.sh
	@rm -rf .build bin .demo
