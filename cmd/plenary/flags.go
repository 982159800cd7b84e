package main

import "time"

// Flags is the command line. A field's tags are its help text; the examples of
// a command are in its Help method.
type Flags struct {
	Serve         Serve         `cmd:"" help:"Serve the graph over HTTP."`
	Query         Query         `cmd:"" help:"Ask a SPARQL query."`
	Update        Update        `cmd:"" help:"Carry out a SPARQL update."`
	Convert       Convert       `cmd:"" help:"Convert an RDF document into another syntax."`
	Validate      Validate      `cmd:"" help:"Say what is wrong with RDF documents, and where."`
	Canon         Canon         `cmd:"" help:"Print an RDF document in canonical form (RDFC-1.0)."`
	Diff          Diff          `cmd:"" help:"Compare two RDF documents: the statements that only one has."`
	Load          Load          `cmd:"" help:"Add RDF documents to a data folder."`
	Dump          Dump          `cmd:"" help:"Write all quads of a data folder."`
	Stats         Stats         `cmd:"" help:"Print figures of a data folder."`
	Check         Check         `cmd:"" help:"Read everything in a data folder and say what is wrong."`
	History       History       `cmd:"" help:"List the commits of a data folder, or those that touched one thing."`
	Mirror        Mirror        `cmd:"" help:"Copy what a server has to a data folder, and follow it."`
	Merge         Merge         `cmd:"" help:"Rewrite the index of a data folder in one piece."`
	Backup        Backup        `cmd:"" help:"Copy a data folder, also while it is served."`
	Restore       Restore       `cmd:"" help:"Make a data folder of a backup."`
	Revert        Revert        `cmd:"" help:"Undo a commit, as a commit of its own."`
	Withdraw      Withdraw      `cmd:"" help:"Take a thing back: its address says that it was withdrawn, and why."`
	Rebase        Rebase        `cmd:"" help:"Make a data folder whose IRIs live under another base."`
	MergeEntities MergeEntities `cmd:"" help:"Join a thing with another that is the same."`
	Token         Token         `cmd:"" help:"Make, list and revoke the tokens of those who may write over HTTP."`
	Describe      Describe      `cmd:"" help:"Print what the graph says about one thing."`
	Neighbors     Neighbors     `cmd:"" help:"List what is one step away from a thing."`
	Path          Path          `cmd:"" help:"Show how two things are connected, and the evidence of each step."`
	Conform       Conform       `cmd:"" help:"Try what a server promises over HTTP, row by row."`
	Ingest        Ingest        `cmd:"" help:"Propose claims from published texts, for review."`
	Verify        Verify        `cmd:"" help:"Hold passages against the texts that they are from."`
	Review        Review        `cmd:"" help:"Accept, edit, reject or take back proposed claims."`
	Claims        Claims        `cmd:"" help:"List proposed claims and where they stand."`
	Report        Report        `cmd:"" help:"Say how review goes, by document and by rule."`
	Version       Version       `cmd:"" help:"Print the version of this binary."`
}

// Help shows the first things to try.
func (Flags) Help() string {
	return `Examples:
  plenary serve                                      serve on http://localhost:8080/
  plenary describe id/meeting/2025-ism-ottawa        print a meeting as Turtle
  plenary path id/person/gary-anandasangaree id/country/japan
  plenary query -e 'SELECT ?m { ?m a pl:Meeting }'    ask the graph in SPARQL
  plenary convert data.ttl --to jsonld               Turtle in, JSON-LD out
  plenary convert data.rdf.gz data.nq.zst            formats and compression by suffix

Exit status: 0 done, 1 bad data, input or output, 2 a command line or query that is not
understood, 3 a limit exceeded.`
}

// Serve runs the HTTP server until it is interrupted.
type Serve struct {
	Addr      string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen on."`
	Base      string `placeholder:"IRI" help:"IRI that the data lives under; follows --addr when absent."`
	Data      string `placeholder:"DIR" help:"Data folder; made, with the embedded data in it, when it is not there."`
	Documents string `placeholder:"DIR" help:"Folder of document texts (NAME.txt), to show passages in their words."`

	Shapes []string `placeholder:"FILE" sep:"none" help:"Shapes that changes must meet beside those of the folder; may be repeated."`

	AllowHost []string `placeholder:"HOST" sep:"none" help:"Host, or HOST:PORT, that SERVICE, LOAD, contexts and frames of JSON-LD may ask; may be repeated. Without any, nobody is asked."`
	TLSCert   string   `placeholder:"FILE" help:"Certificate chain (PEM) to serve HTTPS with; read again when it changes."`
	TLSKey    string   `placeholder:"FILE" help:"Key of the certificate (PEM)."`

	QueryMemory  int           `default:"1024" placeholder:"MB" help:"Memory that all SPARQL queries together may make the process take; they hold three quarters of it at most, one half of that."`
	QueryTimeout time.Duration `default:"1m" placeholder:"DURATION" help:"Time of a SPARQL query that asks for none; it may ask for ten times as much."`

	publishing
	operating
}

// Help shows examples of serve.
func (Serve) Help() string {
	return `Examples:
  plenary serve
  plenary serve --addr 127.0.0.1:9000 --documents ~/releases
  plenary serve --addr 0.0.0.0:80 --base https://data.example.org/
  plenary serve --data ./store --base https://data.example.org/
  plenary serve --trust-proxy 10.0.0.0/8 --rate 20 --drain-delay 5s
  plenary serve --publisher 'Example Office <https://example.org/>' --contact data@example.org

Without --data the embedded data is served from memory. A data folder keeps the base it
was made with. Without --documents a claim shows offsets, a
short anchor and a link to the publisher's page; with it, the words themselves.`
}

// inGraph is what the commands that look into a graph share.
type inGraph struct {
	Data string `placeholder:"DIR" help:"Data folder; the embedded data when absent."`
	Base string `default:"http://localhost:8080/" placeholder:"IRI" help:"IRI that the data lives under; a folder knows its own."`
}

// Describe prints the statements about one thing.
type Describe struct {
	inGraph
	IRI string `arg:"" help:"The thing: absolute, relative to the base (id/…), or prefixed (pl:Meeting)."`
	To  string `default:"turtle" placeholder:"FORMAT" help:"Syntax of the output: ${formats}."`
}

// Help shows examples of describe.
func (Describe) Help() string {
	return `Examples:
  plenary describe id/meeting/2025-ism-ottawa
  plenary describe id/country/canada --to jsonld
  plenary describe pl:Meeting
  plenary describe --data ./store id/country/canada`
}

// Neighbors lists the statements that a thing is subject or object of.
type Neighbors struct {
	inGraph
	IRI       string `arg:"" help:"The thing, as for describe."`
	Predicate string `placeholder:"IRI" help:"Only steps over this property."`
	Direction string `default:"both" enum:"out,in,both" help:"out, in or both."`
	Limit     int    `default:"100" help:"At most so many steps; 0 means all."`
}

// Help shows examples of neighbors.
func (Neighbors) Help() string {
	return `Examples:
  plenary neighbors id/meeting/2025-ism-ottawa
  plenary neighbors id/priority/cybercrime --predicate pl:discussed --direction in`
}

// Path prints the shortest connections between two things.
type Path struct {
	inGraph
	From string `arg:"" help:"Where the path begins, as for describe."`
	To   string `arg:"" help:"Where it ends."`
	Max  int    `default:"6" help:"At most so many steps."`
	K    int    `default:"1" help:"So many paths, shortest first."`
}

// Help shows examples of path.
func (Path) Help() string {
	return `Examples:
  plenary path id/person/gary-anandasangaree id/country/japan
  plenary path id/priority/cybercrime id/place/kananaskis --k 3`
}

// Version prints the version, the commit and the Go release of the binary.
type Version struct{}
