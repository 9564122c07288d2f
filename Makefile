# The commands of the project. Plain `make` lists them.
SHELL       := /bin/sh
MVN         := JAVA_HOME="$$(scripts/find-jdk)" ./mvnw -B
QUIET       := -q
PORT        ?= 9000

.DEFAULT_GOAL := help
.PHONY: help run dev doctor build setup test unit root client browser cgroup2 check format bench clean

help: ## this list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z0-9-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile
	@echo

##@ Use it
run: setup ## install what is missing, build, start the server on port 9000 (PORT=N) and print its address
	@$(MAKE) --no-print-directory build
	@exec ./gantry server --port $(PORT)

doctor: ## check kernel, cgroup, overlayfs, namespaces and ports, and say how to mend each
	@$(MVN) $(QUIET) -Dquick -pl ../native-runtime -DskipTests package
	@exec ./gantry doctor --port $(PORT)

##@ Work on it
dev: setup ## the server with live reload of both modules
	@exec env $(MVN) -Dquick quarkus:dev -Dquarkus.http.port=$(PORT)

build: ## compile and package both modules, and prepare a quick start
	@$(MVN) $(QUIET) -Dquick -DskipTests package
	@scripts/train

format: ## format the Java sources
	@$(MVN) $(QUIET) spotless:apply

bench: build ## time the engine: create to remove, docker run, exec, logs
	@scripts/bench

clean: ## remove what the build made
	@$(MVN) $(QUIET) clean

##@ Test it
test: ## install what is missing and run every test, the linter and the formatter's check
	@scripts/setup test
	@scripts/test unit root client browser cgroup2

unit: ## tests without privileges, linter, format
	@scripts/test unit

root: ## tests that make real containers; as root
	@scripts/test root

client: ## tests by real docker clients; as root
	@scripts/test client

browser: ## tests of the pages in headless Chromium; as root
	@scripts/test browser

cgroup2: ## the root tests again on a kernel with cgroup v2 only
	@scripts/test cgroup2

check: ## exactly what CI runs
	@.ci/run

setup:
	@scripts/setup run
