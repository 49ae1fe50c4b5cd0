# Throughline: `make` alone lists what can be asked for.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# Overridable: make demo DATA=/srv/demo ADDR=127.0.0.1:9000 COUNCIL=0
DATA     ?=
ADDR     ?=
COUNCIL  ?= 3600
FUZZTIME ?= 10s
CASES    ?= 5000
COUNT    ?= 1
SEED     ?= 2013

GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

# The time limit, in milliseconds, is for one file of journeys.
JOURNEYS := node --test --test-reporter=spec --test-concurrency=2 --test-timeout=600000 test/e2e/*.test.mjs

# Tests make much and keep little, so they collect it seldom, up to a bound for each of the programs that run beside each other.
SELDOM := GOGC=400 GOMEMLIMIT=1500MiB

export CGO_ENABLED := 0
VERSION = $(shell git describe --always --dirty 2>/dev/null || echo unknown)

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# npm leaves this file behind when it has finished, so it tells how old the installed packages are.
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-progress --loglevel=error
	@touch $@

.PHONY: styles
styles: node_modules/.package-lock.json ## Compile the styles from web/assets
	npm run --silent styles

.PHONY: binary
binary:
	go build -trimpath -ldflags "-X main.version=$(VERSION)" -o bin/throughline ./cmd/throughline

.PHONY: build
build: styles ## Build bin/throughline, styles included
	@$(MAKE) --no-print-directory binary

.PHONY: demo
demo: build ## Build, then show the demonstration (DATA=folder ADDR=host:port COUNCIL=children)
	bin/throughline demo --council '$(COUNCIL)' $(if $(DATA),--data '$(DATA)') $(if $(ADDR),--addr '$(ADDR)')

.PHONY: format-check
format-check:
	@unformatted=$$(find . -name '*.go' -not -path './node_modules/*' -print0 | xargs -0 gofmt -l); \
	if [ -n "$$unformatted" ]; then printf 'gofmt would change these files:\n%s\n' "$$unformatted" >&2; exit 1; fi

.PHONY: test
test: ## Run every test, installing what they need from Debian
	@test/machine/install
	@$(MAKE) --no-print-directory build format-check
	go vet ./...
	@test/machine/scratch $(MAKE) --no-print-directory journeys
	@test/machine/scratch $(MAKE) --no-print-directory go-tests

# The demonstration is lived through once, and each file of journeys has a copy.
.PHONY: journeys
journeys: binary
	demonstration=$$(mktemp -d) && trap 'rm -rf "$$demonstration"' EXIT && \
	bin/throughline demo --data "$$demonstration" --no-serve && DEMONSTRATION=$$demonstration $(JOURNEYS)

# The longest packages go first, two at a time. All of vet has been asked before.
.PHONY: go-tests
go-tests:
	$(SELDOM) RAPID_SEED=$(SEED) go tool gotestsum --format pkgname --format-hide-empty-pkg -- -vet=off -count=1 -timeout 15m ./web ./test/matrix ./...

.PHONY: lint
lint: styles ## Run the linters, which also hold the walls between rooms
	go run $(GOLANGCI) run ./...

.PHONY: bench
bench: styles ## Run the benchmarks (COUNT=times each)
	go test -run '^$$' -bench . -benchmem -count=$(COUNT) -timeout 2h ./...

.PHONY: soak
soak: build ## Run the property tests with CASES cases each, and the journeys COUNT times
	RAPID_CHECKS=$(CASES) go tool gotestsum --format pkgname --format-hide-empty-pkg -- -count=1 -timeout 2h ./...
	for n in $$(seq $(COUNT)); do $(MAKE) --no-print-directory journeys; done

.PHONY: fuzz-short
fuzz-short: styles ## Fuzz each fuzz test for FUZZTIME
	@grep -rlE '^func Fuzz' --include='*_test.go' --exclude-dir=node_modules . | sort | while read -r file; do \
		for name in $$(grep -oE '^func Fuzz[A-Za-z0-9_]+' "$$file" | cut -c6-); do \
			echo "$$(dirname "$$file") $$name"; \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")"; \
		done; \
	done

.PHONY: pictures
pictures: build ## Take the pictures of docs/pictures anew
	@test/machine/install
	node test/e2e/pictures.mjs docs/pictures

.PHONY: clean
clean: ## Remove what the build made
	rm -rf bin node_modules
	find web/assets/dist -mindepth 1 ! -name .keep -delete
