# What people type; the build itself is CMake's. `make` alone lists the targets.
BUILD ?= build
JOBS ?= $(shell nproc)
FUZZ_SECONDS ?= 60
# Debug information costs a third of the build's time; BUILD_TYPE=RelWithDebInfo asks for it.
BUILD_TYPE ?= Release
CONFIGURE = cmake -S . -B $(BUILD) -DCMAKE_BUILD_TYPE=$(BUILD_TYPE) \
            -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG"
CTEST = ctest --test-dir $(BUILD) --output-on-failure -j $(JOBS)

.DEFAULT_GOAL := help
.PHONY: help build tests test test-long test-matrix test-repeat test-corpus test-asan fuzz check \
        format install uninstall package check-package clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 27

$(BUILD)/CMakeCache.txt:
	$(CONFIGURE) -DMIGRATE_TESTS=OFF

build: ## build the program: build/migrate
	@tools/install-packages build
	@$(MAKE) --no-print-directory $(BUILD)/CMakeCache.txt
	cmake --build $(BUILD) --parallel $(JOBS) --target migrate

# The sample project's targets are those that `migrate init --with make` writes.
MIGRATE = $(BUILD)/migrate
include cmd/migrate/templates/make/migrate.mk
$(migrate_targets): build

tests: # the program and every test program
	@tools/install-packages test
	@$(CONFIGURE) -DMIGRATE_TESTS=ON
	cmake --build $(BUILD) --parallel $(JOBS)

test: tests ## build and run the tests (they start their own PostgreSQL server)
	$(CTEST)

test-long: tests ## the reliability suites whole, not a share of them (hours)
	MIGRATE_LONG=1 $(BUILD)/tests/test_reliability
	MIGRATE_LONG=1 $(BUILD)/tests/test_sqlite --gtest_filter='*Property*'
	MIGRATE_LONG=1 $(BUILD)/tests/test_postgresql --gtest_filter='*Property*'
	$(BUILD)/tests/test_fuzz

test-matrix: tests ## the end-to-end suites against PostgreSQL 17 and 18 (servers from npm)
	tools/test-matrix $(BUILD)

test-repeat: tests ## every test five times over, in random order
	GTEST_SHUFFLE=1 $(CTEST) --repeat until-fail:5

test-corpus: tests ## compare with a corpus of SQL files: CORPUS=directory
	@test -n "$(CORPUS)" || { echo 'name the directory: make test-corpus CORPUS=…' >&2; exit 2; }
	MIGRATE_CORPUS="$(abspath $(CORPUS))" $(BUILD)/tests/test_corpus
	MIGRATE_CORPUS="$(abspath $(CORPUS))" $(BUILD)/tests/test_sqlite --gtest_filter='*Corpus*'
	MIGRATE_CORPUS="$(abspath $(CORPUS))" $(BUILD)/tests/test_postgresql --gtest_filter='*Corpus*'

test-asan: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@tools/install-packages test
	cmake -S . -B $(BUILD)-asan -DCMAKE_BUILD_TYPE=Debug -DMIGRATE_SANITIZE=ON -DMIGRATE_TESTS=ON
	cmake --build $(BUILD)-asan --parallel $(JOBS)
	ctest --test-dir $(BUILD)-asan --output-on-failure -j $(JOBS)

fuzz: ## look for inputs that break what holds for all: FUZZ_SECONDS=60 for each target (clang)
	@tools/install-packages test
	CC=clang CXX=clang++ cmake -S . -B $(BUILD)-fuzz -DCMAKE_BUILD_TYPE=RelWithDebInfo -DMIGRATE_SANITIZE=ON -DMIGRATE_FUZZ=ON
	cmake --build $(BUILD)-fuzz --parallel $(JOBS) --target fuzzers
	tools/fuzz $(BUILD)-fuzz $(FUZZ_SECONDS)

check: tests ## what a review checks: formatting, style, clang-tidy over lib/, warnings
	tools/check-format
	$(BUILD)/tests/test_style --gtest_brief=1
	tools/run-clang-tidy $(BUILD) $(JOBS)

format: ## format the C++ sources
	tools/check-format --fix

PREFIX ?= /usr/local
install: build ## install program, page, completions and library: PREFIX=/usr/local, DESTDIR=
	cmake --build $(BUILD) --parallel $(JOBS) --target installable
	cmake --install $(BUILD) --prefix $(PREFIX)
	@cp $(BUILD)/install_manifest.txt $(BUILD)/installed.txt  # the tests install, too

uninstall: ## remove what make install installed
	@test -f $(BUILD)/installed.txt || { echo 'nothing is installed from $(BUILD)' >&2; exit 2; }
	sed 's|^|$(DESTDIR)|' $(BUILD)/installed.txt | xargs -r -d '\n' rm -f

package: build ## make a Debian package: build/package/*.deb
	@tools/install-packages package
	cmake --build $(BUILD) --parallel $(JOBS) --target installable
	cd $(BUILD) && cpack -B package >package.log || { cat package.log >&2; exit 1; }
	@ls $(BUILD)/package/*.deb

check-package: package ## install, run and remove the package in a fresh chroot (root, network)
	tools/check-package $(BUILD)/package/*.deb

check-image: ## build the image with buildah, run and stop it (root, network, minutes)
	tools/check-image

clean: ## remove what was built
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-fuzz
