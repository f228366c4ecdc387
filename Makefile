# Two commands are all a stranger needs: make run, make test.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8080
DATA ?= data
# The public instances of docs/benchmarks.md; without them those rows are skipped.
INSTANCES ?= ../shared/bench/hhcrsp

.PHONY: help run test check unit http contract web web-figures screens bench load soak soak-parsers supply openapi docs fmt prepare

help: ## What there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: ## Build and start Tillit with a demo municipality on embedded SQLite
	cargo build --release --bin tillit
	TILLIT_DATABASE=$(DATA)/demo.db TILLIT_KEYS=$(DATA)/demo-keys ./target/release/tillit serve --demo --port $(PORT)

test: prepare check unit http ## Everything, PostgreSQL included; installs what is missing when it can
	@echo "The document walked, and the web client, side by side: each speaks when it has ended."
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target contract web

prepare:
	@tests/prepare.sh

check: ## Formatting, lints, generated files
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	tests/supply/check.sh cheap

unit: ## Rules, planner, parsers
	cargo test --workspace --exclude tests

http: ## The whole system through HTTP, on both databases
	cargo test -p tests

contract: ## Every operation of the OpenAPI document against a running demo
	tests/contract/run.sh

web: ## The web client: lint, types, unit tests, build, size, end to end in Chromium
	SKIP_WEB=1 cargo build -q --bin tillit
	crates/web/check.sh

web-figures: ## Size and speed of the web client on a throttled phone, as in docs/benchmarks.md (SERVER=debug for a quick look)
	$(if $(filter debug,$(SERVER)),SKIP_WEB=1 cargo build -q --bin tillit,cargo build -q --release --bin tillit)
	cd crates/web && npm run -s build && npm run -s size && TILLIT_BINARY=$(or $(CARGO_TARGET_DIR),$(CURDIR)/target)/$(or $(SERVER),release)/tillit npm run -s figures

screens: ## New pictures for docs/screens
	SKIP_WEB=1 cargo build -q --bin tillit
	cd crates/web && SCREENS=1 npx playwright test screens week pools consultations forms

bench: ## The planner's figures of docs/benchmarks.md, in ten minutes
	crates/scheduling/bench.sh $(INSTANCES)

load: ## The API's figures of docs/benchmarks.md
	cargo run --release -p api --example load
	cargo run --release -p api --example team_day

soak: ## Full counts of everything random; shorter: CASES=20000 ROUNDS=2 KILLS=20 PHONES=1000 make soak (docs/soak.md)
	tests/soak.sh

soak-parsers: ## A million inputs for every parser that meets outside text (CASES=20000 for fewer)
	tests/soak.sh parsers

supply: ## Licences, bans, sources; advisories where the registries answer; bill of materials
	tests/supply/check.sh

openapi: ## Write openapi/tillit.json from the code
	cargo run -q --bin tillit -- openapi > openapi/tillit.json.new
	mv openapi/tillit.json.new openapi/tillit.json

docs: ## Write docs/access.md and docs/rules.md from the code
	cargo run -q -p tests --bin write-docs

fmt: ## Format
	cargo fmt --all
