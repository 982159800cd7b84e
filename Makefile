# For developers. Users need only Go: `go run ./cmd/plenary serve`, `go test ./...`.

GO ?= go
FUZZTIME ?= 30s

.PHONY: build web check lint fresh contexts test race bench fuzz check-crawl check-shapes check-shacl check-reasoning check-pages check-desk check-parsers check-sparql check-clients check-hostile check-ner differential torture torture-review

build: ## the binary, without symbols
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o plenary ./cmd/plenary

web: ## the editor of queries, from npm into explorer/assets, where it is embedded; git ignores it
	@dir=$$(mktemp -d) && cp explorer/web/* $$dir && (cd $$dir && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs $(CURDIR)/explorer/assets); \
	  status=$$?; rm -r $$dir; exit $$status

check: lint fresh race ## everything before a commit

lint: ## formatting, vet, staticcheck
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -d $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# Files that a command makes and that are committed all the same.
GENERATED = ontology/terms.go ontology/context.jsonld data/iris.csv graph/internal/pack/unpack.go rdf/jsonld/known/contexts.json

fresh: ## what is generated and committed must be what its command makes
	$(GO) mod tidy -diff
	@before=$$(sha256sum $(GENERATED)); $(GO) generate ./...; after=$$(sha256sum $(GENERATED)); \
	  test "$$before" = "$$after" || { echo 'generated files were stale: commit what go generate has made now' >&2; exit 1; }

contexts: ## the JSON-LD contexts that are built in, from the npm packages of their list
	@dir=$$(mktemp -d) && tail -n +2 rdf/jsonld/known/contexts.csv | cut -d, -f3,4 | tr , @ | sort -u | \
	  xargs npm install --prefix $$dir --ignore-scripts --no-audit --no-fund && \
	  (cd rdf/jsonld/known && $(GO) run ./gen -packages $$dir/node_modules); rm -r $$dir

test:
	$(GO) test ./...

race:
	$(GO) test -race ./...

bench: ## ten runs of every benchmark, for benchstat
	$(GO) test -run '^$$' -bench . -count 10 -benchmem ./...

fuzz: ## each fuzz target for FUZZTIME
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz' || true); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
	  done; \
	done

SERVER ?= http://localhost:8080/

check-crawl: ## every answer of a running server, read by other parsers
	python3 docs/checks/crawl.py $(SERVER)

check-shapes: ## all data of a running server against the shapes
	python3 docs/checks/shapes.py $(SERVER)

SHACL_LIB ?= /tmp/shacl-lib

check-shacl: ## random shapes and data, validated by other engines, whose jars are in SHACL_LIB
	mkdir -p $(CASES)
	PLENARY_CASES=$(CASES) PLENARY_ROUNDS=500 $(GO) test ./ontology/shacl -run '^TestWriteCases$$'
	java -cp '$(SHACL_LIB)/*' docs/checks/ShaclPeers.java reports $(CASES)
	python3 docs/checks/shacl.py --pyshacl $(CASES)

check-reasoning: ## OWL 2 RL over the vocabulary, VOCABULARIES and a sample
	python3 docs/checks/reason.py $(SERVER) $(VOCABULARIES)

check-pages: ## screenshots and accessibility of a running server
	node docs/checks/pages.mjs $(SERVER)

check-desk: build ## the review desk in a browser, from the text RELEASE to what is published; OPTIONS: --many 100 measures
	node docs/checks/desk.mjs ./plenary $(RELEASE) $(OPTIONS)

check-parsers: ## the RDF documents of the folder DOCUMENTS, read by other parsers
	python3 docs/checks/parsers.py $(DOCUMENTS)

check-clients: ## clients that others wrote, CLIENTS of them or all, against servers it starts
	sh docs/checks/clients/run.sh $(CLIENTS)

CASES ?= /tmp/plenary-cases

check-sparql: ## random queries, asked of other engines
	mkdir -p $(CASES)
	PLENARY_CASES=$(CASES) PLENARY_ROUNDS=5000 $(GO) test ./sparql -run '^TestWriteCases$$'
	python3 docs/checks/sparql.py --rdflib $(CASES)

check-hostile: build ## hostile clients beside an honest one
	python3 docs/checks/hostile_clients.py

check-ner: ## spaCy with a gazetteer on the gold set
	python3 docs/checks/ner_baseline.py

ROUNDS ?= 20000

differential: ## random queries and updates: the engine in all its ways beside the oracle
	PLENARY_SEED=0 PLENARY_ROUNDS=$$(($(ROUNDS)/50)) $(GO) test ./sparql -run '^TestDifferential' -rapid.checks $(ROUNDS) -timeout 12h

torture: ## 1,000 kills of a writer, and a crash after each change of a folder
	PLENARY_FAULT_STEP=1 PLENARY_CRASH_ROUNDS=1000 $(GO) test ./graph -run '^(TestCrash|TestEveryPrefix|TestEveryFailure)$$' -v -timeout 60m

torture-review: ## 200 kills of a reviewer and of an ingest, and 500 interleavings of two curators
	PLENARY_TEST_KILLS=200 $(GO) test ./cmd/plenary -run '^(TestKilledReview|TestKilledIngest)$$' -v -timeout 60m
	$(GO) test ./ingest/review -run '^TestInterleavings$$' -rapid.checks 500 -v
