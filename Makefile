# Lontar: `make demo` sets everything up and runs the main job; `make test` runs the tests.

PREFIX ?= /usr/local
SWIFT ?= swift
FUZZ_SECONDS ?= 60
# What lontar.h calls LONTAR_TOKENIZER_ABI.
ABI := 2
PACKAGES := pkg-config libicu-dev libutf8proc-dev zlib1g-dev libzstd-dev libsqlite3-dev \
  unicode-data bzip2 zstd python3-venv
TESTABLE := -Xswiftc -enable-testing --scratch-path .build/testing
LINTED := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/InnerLoops \
  Benchmarks/Catalogue

.DEFAULT_GOAL := help
.PHONY: bench-words hard models models-nc
.PHONY: help deps build demo test test-debug test-release sanitize fuzz neon croissant openlineage \
  hub-counts page example install install-library \
  bench bench-normalize bench-catalogue bench-peers lint format clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## Install what is missing: system libraries by apt, with sudo only if it must.
	@sh .ci/deps $(PACKAGES)

build: deps ## Build the release: .build/release/lontar.
	$(SWIFT) build -c release --product lontar

demo: build ## Set up, build, and run the main job on Corpora/.
	@sh Corpora/demo.sh

test: deps test-debug test-release sanitize fuzz croissant example ## Install what is missing and run every test.

test-debug:
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --no-parallel

# A folder of its own: tests look inside modules, so the release is built with other flags.
test-release:
	$(SWIFT) build -c release $(TESTABLE) --build-tests
	$(SWIFT) test -c release $(TESTABLE) --skip-build --no-parallel

sanitize: ## Run the C core under address and undefined-behaviour sanitizers.
	sh Tests/sanitize.sh

fuzz: ## Fuzz each entry point of the C core for a minute (FUZZ_SECONDS), two at a time.
	sh Tests/fuzz.sh $(FUZZ_SECONDS)

neon: PACKAGES += gcc gcc-aarch64-linux-gnu libc6-dev libc6-dev-arm64-cross qemu-user
neon: deps ## Run the normaliser as 64-bit ARM code in QEMU, and compare it with this machine's.
	sh Tests/neon.sh

croissant: PACKAGES += python3-venv
croissant: deps ## Check Croissant exports with mlcroissant from PyPI (installs it in a venv).
	$(SWIFT) build --product lontar
	sh Tests/croissant.sh

openlineage: PACKAGES += python3-venv
openlineage: deps ## Check OpenLineage events with OpenLineage's own schemas, OPENLINEAGE=CHECKOUT or cloned.
	$(SWIFT) build --product lontar
	sh Tests/openlineage.sh

hub-counts: PACKAGES += python3
hub-counts: deps ## Compare what is read from the two hubs with their run-time values in DATA=FOLDER.
	$(SWIFT) build --product lontar
	sh Tests/hubs.sh
	python3 Tests/hub-counts.py $(if $(DATA),--data "$(DATA)")

page: PACKAGES += chromium curl
page: deps ## Open the catalogue's page in a headless Chromium, and compare what it finds.
	$(SWIFT) build --product lontar
	sh Tests/page.sh

example: ## Build and run a small app and C programs that depend on Lontar.
	sh Tests/example-app.sh
	sh Tests/example-program.sh
	sh Tests/c-interface.sh

install: deps ## Install the command to PREFIX (default /usr/local), with the Swift runtime inside.
	$(SWIFT) build -c release --product lontar --static-swift-stdlib
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build/release/lontar $(DESTDIR)$(PREFIX)/bin/lontar

# A folder of its own, as the runtime inside needs other flags. SwiftPM allows no product of the command's name.
install-library: deps ## Install liblontar.so, lontar.h and a pkg-config file to PREFIX, for C.
	$(SWIFT) build -c release --product LontarC --scratch-path .build/library \
	  -Xswiftc -static-stdlib -Xlinker -soname=liblontar.so.$(ABI)
	install -d $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include
	install -m 755 .build/library/release/libLontarC.so $(DESTDIR)$(PREFIX)/lib/liblontar.so.$(ABI)
	ln -sf liblontar.so.$(ABI) $(DESTDIR)$(PREFIX)/lib/liblontar.so
	install -m 644 Sources/LontarC/lontar.h $(DESTDIR)$(PREFIX)/include/lontar.h
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: lontar' \
	  'Description: Tokenizers of language models, exact and fast' 'Version: $(ABI)' \
	  'Libs: -L$${prefix}/lib -llontar' 'Cflags: -I$${prefix}/include' \
	  > $(DESTDIR)$(PREFIX)/lib/pkgconfig/lontar.pc

bench: deps ## Run the benchmarks of the inner loops.
	cd Benchmarks && $(SWIFT) package --disable-sandbox benchmark --grouping metric

bench-normalize: deps ## Compare normalisation with ICU, utf8proc and Foundation, by language and form.
	sh Benchmarks/normalize/run.sh --form all

bench-catalogue: build ## Time the catalogue, with SEACROWD=FOLDER NUSACROWD=FOLDER on the hubs' records.
	cd Benchmarks && $(SWIFT) run -c release CatalogueTimes --command ../.build/release/lontar \
	  $(if $(SEACROWD),--hub "$(SEACROWD)") $(if $(NUSACROWD),--hub "$(NUSACROWD)")

bench-peers: PACKAGES += python3-venv
bench-peers: build ## Compare with Hugging Face, tiktoken and others (installs them in a venv).
	sh Benchmarks/peers/run.sh

bench-words: build ## Compare the words found, GOLD=FOLDER [LEXICONS=FOLDER] [TEST=FOLDER], with each language's tools.
	python3 -m venv .build/words-venv
	.build/words-venv/bin/pip install --quiet -r Benchmarks/peers/segment-requirements.txt
	.build/words-venv/bin/python Benchmarks/peers/segment.py --gold "$(GOLD)" \
	  $(if $(LEXICONS),--lexicons "$(LEXICONS)") $(if $(TEST),--test "$(TEST)")

hard: build ## Cut the sentences of Corpora/hard, and write what is still wrong to Corpora/hard/wrong.md.
	sh Corpora/hard/compare.sh .build/release/lontar > Corpora/hard/wrong.md

models: build ## Make the models that are part of Lontar anew, from GOLD=FOLDER LEXICONS=FOLDER.
	sh Sources/CLontarModels/make.sh .build/release/lontar "$(GOLD)" "$(LEXICONS)"

models-nc: build ## Train models from the non-commercial texts in GOLD=FOLDER for yourself.
	sh Sources/CLontarModels/make-nc.sh .build/release/lontar "$(GOLD)"

lint: ## Check the format of the sources.
	$(SWIFT) format lint --strict --recursive $(LINTED)

format: ## Format the sources.
	$(SWIFT) format --in-place --recursive $(LINTED)

clean: ## Remove what was built.
	rm -rf .build Benchmarks/.build Tests/ExampleApp/.build
