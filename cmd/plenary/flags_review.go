package main

// selecting is what the commands share that are about some of the claims.
type selecting struct {
	Claim         []string `placeholder:"IRI" sep:"none" help:"Only this claim: absolute, relative to the base (id/claim/…), or the last part; may be repeated."`
	State         []string `placeholder:"STATE" enum:"pending,deferred,accepted,edited,rejected,retracted" help:"Only claims that are pending, deferred, accepted, edited, rejected or retracted; may be repeated."`
	Rule          string   `placeholder:"TEXT" help:"Only claims of rules whose names have TEXT."`
	Kind          string   `placeholder:"PROPERTY" help:"Only claims with this predicate, such as pl:attendedBy or attendedBy."`
	Document      string   `placeholder:"DOC" help:"Only claims of this document: its IRI or the last part of it, or the beginning of the hash of its text."`
	MinConfidence float64  `placeholder:"X" help:"Only claims at least so sure, 0 to 1."`
	MaxConfidence float64  `placeholder:"X" default:"1" help:"Only claims at most so sure."`
	New           bool     `help:"Only claims that say what the published data does not say yet."`
}

// atDesk is what the commands share that look at a folder or ask a server.
type atDesk struct {
	Data string `placeholder:"DIR" help:"Data folder."`
	toServer
}

// Review decides on proposed claims.
type Review struct {
	atDesk
	gated
	selecting
	Accept    bool     `xor:"action" help:"Publish the claims."`
	Edit      bool     `xor:"action" help:"Publish one claim with --subject, --predicate or --object in place of its own."`
	Reject    bool     `xor:"action" help:"Do not publish them, and do not propose them again."`
	Defer     bool     `xor:"action" help:"Leave them for later."`
	Retract   bool     `xor:"action" help:"Take published claims back; their addresses then say so, and why."`
	Undo      bool     `xor:"action" help:"Take the last decision on them back."`
	Merge     []string `placeholder:"NEW=OLD" sep:"none" help:"Say that a new thing is one that is published; with --accept or --edit in the same transaction; may be repeated."`
	Unmerge   []string `placeholder:"NEW" sep:"none" help:"Take a merger back that came without claims; may be repeated."`
	Subject   string   `placeholder:"IRI" help:"With --edit: the subject."`
	Predicate string   `placeholder:"IRI" help:"With --edit: the predicate."`
	Object    string   `placeholder:"TERM" help:"With --edit: the object, as an IRI or, when the claim's is a literal, its text."`
	Reviewer  string   `placeholder:"NAME" help:"Who decides."`
	Reason    string   `placeholder:"TEXT" help:"Why; a retraction needs it."`
	Lang      string   `default:"en" enum:"en,fr" help:"Language of the reason."`
	Preview   bool     `help:"Print what would be published, as Turtle, and decide nothing."`
	Yes       bool     `help:"Decide; without it the claims are listed and nothing is decided."`
}

// Help shows examples of review.
func (Review) Help() string {
	return `Examples:
  plenary review --data ./store --new --reviewer Ada
  plenary review --data ./store --accept --min-confidence 0.85 --new --reviewer Ada --yes
  plenary review --data ./store --reject --rule "noun that refers back" --reviewer Ada --reason "too vague" --yes
  plenary review --data ./store --edit --claim 0123456789abcdef0123 --object id/person/jane-doe --reviewer Ada --yes
  plenary review --data ./store --merge id/person/j-doe=id/person/jane-doe --accept --document 2025-release --reviewer Ada --yes
  plenary review --data ./store --undo --claim 0123456789abcdef0123 --reviewer Ada --yes
  plenary review --data ./store --accept --kind attendedBy --reviewer Ada --preview
  plenary review --server https://data.example.org/ --token-file ~/.plenary-token --accept --min-confidence 0.85 --yes

On a terminal, and without an action, claims are shown one by one with their words, and keys decide;
each decision counts at once.

An order is one transaction: all its claims, or none. Without --state and --claim it is about
claims that wait, with --retract about those that are published, and --undo needs one of them. What the shapes of the data forbid is left out and
reported, and the exit status is 1. Nobody may serve the folder meanwhile; a server decides what it is
told by --server, in the name of the token, if the claims still stand as they were listed.`
}

// Claims lists proposed claims.
type Claims struct {
	atDesk
	selecting
	Format string `default:"table" enum:"table,jsonl,csv,ttl" placeholder:"FORMAT" help:"table, jsonl, csv or ttl."`
}

// Help shows examples of claims.
func (Claims) Help() string {
	return `Examples:
  plenary claims --data ./store --state pending --new
  plenary claims --data ./store --document 2025-ism-ottawa-release --format csv > claims.csv
  plenary claims --data ./store --claim 0123456789abcdef0123 --format ttl

Works while the folder is served; --server asks a server, with the token of a curator. What is pending, deferred or rejected is published nowhere.`
}

// Report prints how review goes.
type Report struct {
	inFolder
	Format          string `default:"table" enum:"table,csv" placeholder:"FORMAT" help:"table or csv."`
	ApplyConfidence bool   `help:"Have what is ingested from now on be as sure as the decisions say."`
}

// Help shows examples of report.
func (Report) Help() string {
	return `Examples:
  plenary report --data ./store
  plenary report --data ./store --apply-confidence && plenary ingest --data ./store --again

By document and by rule: claims, how many are in which state, their mean confidence, and the
agreement: which share of what was decided was accepted as it was proposed. "calibrated" is the
confidence that a rule with at least 20 decisions would have by that. --apply-confidence writes it to
confidence.csv in the folder, which ingest reads; nothing else changes it.`
}
