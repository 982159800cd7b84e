package main

// reading is what the commands that read RDF documents share.
type reading struct {
	From     string   `placeholder:"FORMAT" help:"Syntax of the input: ${formats}, or a media type; from suffix or content when absent."`
	Base     string   `placeholder:"IRI" help:"IRI that relative IRIs are resolved against; without it they are errors."`
	Context  []string `placeholder:"IRI=FILE" sep:"none" help:"A JSON-LD context that documents refer to, and a copy of it; may be repeated. The usual ones of W3C are built in."`
	MaxDepth int      `placeholder:"N" help:"Refuse what nests deeper than N levels; 0 is the limit of the syntax."`
	MaxToken int      `placeholder:"BYTES" help:"Refuse a longer IRI, literal or, in N-Triples and N-Quads, line; 0 is the limit of the syntax."`
}

// Convert reads one RDF document and writes it in another syntax.
type Convert struct {
	reading
	In         string `arg:"" optional:"" help:"Document to read; standard input when absent or -."`
	Out        string `arg:"" optional:"" help:"File to write; standard output when absent or -."`
	To         string `placeholder:"FORMAT" help:"Syntax of the output: ${formats}; when absent, by the suffix of OUT, else turtle."`
	Pretty     bool   `help:"Hold the document in memory, sort and group it, and nest blank nodes."`
	SkipErrors bool   `help:"Leave out statements with errors (N-Triples and N-Quads only); the exit status is 1 then."`
	MaxErrors  int    `default:"10" placeholder:"N" help:"Report at most N of the errors skipped."`
}

// Help shows examples of convert.
func (Convert) Help() string {
	return `Examples:
  plenary convert meeting.ttl --to jsonld
  plenary convert vocabulary.owl vocabulary.ttl --pretty
  plenary convert dump.nt.bz2 dump.nq.zst
  curl -s http://localhost:8080/dumps/all.nq | plenary convert --to trig

Documents are streamed: the output has the order of the input, and no document
is too long. JSON-LD input is the exception: it is read as a whole. Input may be
compressed with gzip, zstd or bzip2, whatever its name; output is when its suffix
says so (.gz, .zst, .bz2). A file appears under its name when it is complete.

Relative IRIs are errors unless --base is given: the place where a file happens to lie is
not taken for it. --base "file://$PWD/data.ttl" does what other tools do unasked.`
}

// Validate reads documents and says what is wrong with them, by their syntax or by
// shapes.
type Validate struct {
	reading
	Files     []string `arg:"" optional:"" name:"file" help:"Documents to read; - is standard input."`
	Data      string   `placeholder:"DIR" help:"Validate the state of a data folder instead of documents."`
	Shapes    []string `placeholder:"FILE" sep:"none" help:"A SHACL shapes graph that all documents together must conform to; may be repeated. The word plenary means that of plenary's own data, as it does with --data and no --shapes."`
	Format    string   `default:"text" placeholder:"FORMAT" help:"With shapes: syntax of the report, text or one of ${formats}."`
	MaxErrors int      `default:"10" placeholder:"N" help:"Report at most N errors of a file of N-Triples or N-Quads; of others, the first is."`
}

// Help shows examples of validate.
func (Validate) Help() string {
	return `Examples:
  plenary validate ontology/*.ttl
  curl -s https://example.org/data | plenary validate --from jsonld --base https://example.org/data -
  plenary validate --shapes shapes.ttl data.ttl more.nq
  plenary validate --shapes plenary --format turtle release.trig
  plenary validate --data ./store

Without --shapes and --data the syntax is validated: the exit status is 0 when all documents are
valid; errors go to standard error, with file, line and column, one a line.

With shapes the exit status is 0 when the data conforms, 1 when it does not (a warning suffices),
2 when shapes or data cannot be read. The data graph is the union of all graphs. The report goes to
standard output.`
}

// Canon prints a document in canonical form.
type Canon struct {
	reading
	File    string `arg:"" optional:"" help:"Document to read; standard input when absent or -."`
	Hash    string `default:"sha256" enum:"sha256,sha384" help:"sha256 or sha384."`
	MaxWork int    `placeholder:"N" help:"Give up after N steps; 0 is the usual limit, ${work}."`
}

// Help shows examples of canon.
func (Canon) Help() string {
	return `Examples:
  plenary canon data.ttl
  plenary canon data.jsonld | sha256sum

Two documents say the same when their canonical forms are the same text. Data made to be
hard needs more steps than the limit allows: the exit status is 3 then.`
}

// Diff compares two documents.
type Diff struct {
	reading
	A       string `arg:"" help:"First document; - is standard input."`
	B       string `arg:"" help:"Second document; its format may be another."`
	MaxWork int    `placeholder:"N" help:"Give up after N steps; 0 is the usual limit, ${work}."`
}

// Help shows examples of diff.
func (Diff) Help() string {
	return `Examples:
  plenary diff before.ttl after.ttl
  curl -s https://example.org/data | plenary diff - data.nq.gz --base https://example.org/data

Nothing is printed and the exit status is 0 when the two differ at most in the labels of
their blank nodes. Otherwise it is 1, and the statements that only one has are printed as
N-Quads, behind - those of the first and behind + those of the second.`
}
