# Two commands are all a stranger needs: make run, make test.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8080
DATA ?= data
# The public instances of docs/benchmarks-scheduling.md; without them those rows are skipped.
INSTANCES ?= ../shared/bench/hhcrsp

.PHONY: help run test check unit http bench soak openapi docs fmt prepare

help: ## What there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: ## Build and start Tillit with a demo municipality on embedded SQLite
	cargo build --release --bin tillit
	TILLIT_DATABASE=$(DATA)/demo.db TILLIT_KEYS=$(DATA)/demo-keys ./target/release/tillit serve --demo --port $(PORT)

test: prepare check unit http ## Everything, PostgreSQL included; installs what is missing when it can

prepare:
	@tests/prepare.sh

check: ## Formatting, lints, generated files
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings

unit: ## Rules, planner, parsers
	cargo test --workspace --exclude tests

http: ## The whole system through HTTP, on both databases
	cargo test -p tests

bench: ## The figures of docs/benchmarks.md
	cargo run --release -p api --example load
	crates/scheduling/bench.sh $(INSTANCES)

soak: ## Full counts of everything random
	PROPTEST_CASES=20000 cargo test --release --workspace --exclude tests
	TILLIT_SOAK=1 cargo test --release -p tests

openapi: ## Write openapi/tillit.json from the code
	cargo run -q --bin tillit -- openapi > openapi/tillit.json.new
	mv openapi/tillit.json.new openapi/tillit.json

docs: ## Write docs/access.md and docs/rules.md from the code
	cargo run -q -p tests --bin write-docs

fmt: ## Format
	cargo fmt --all
