package main

import "time"

// asking is what query and update share: what they are about, and their text.
type asking struct {
	Data  string   `placeholder:"DIR" xor:"source" help:"Data folder."`
	URL   string   `placeholder:"URL" xor:"source" help:"SPARQL endpoint."`
	File  []string `placeholder:"FILE" sep:"none" help:"Document that makes the default graph; may be repeated."`
	Named []string `placeholder:"[IRI=]FILE" sep:"none" help:"Document that makes a named graph, by the IRI of the file when none is given; may be repeated."`
	Base  string   `placeholder:"IRI" help:"IRI that relative IRIs are resolved against; else that of the data folder or of each file."`

	Expr      string        `short:"e" placeholder:"TEXT" help:"The text itself, in place of a file."`
	ParseOnly bool          `help:"Only say whether the text is well-formed."`
	Timeout   time.Duration `placeholder:"DURATION" help:"Give up after so long, such as 30s; 0 is never."`
}

// Query answers a query.
type Query struct {
	asking
	Text    string `arg:"" optional:"" name:"query" help:"File with the query; - is standard input."`
	Format  string `placeholder:"FORMAT" help:"Form of the answer: table, ${results} for tables and truth values; ${formats} for graphs. When absent, table on a terminal, else srj; turtle for graphs."`
	Explain bool   `help:"Show how the answer comes about instead of the answer."`
}

// Help shows examples of query.
func (Query) Help() string {
	return `Examples:
  plenary query -e 'SELECT ?m ?l { ?m a pl:Meeting ; rdfs:label ?l } LIMIT 10'
  plenary query --data ./store --format csv meetings.rq
  plenary query --file a.ttl --named b.ttl --named https://example.org/g=c.ttl q.rq
  plenary query --url https://query.wikidata.org/sparql q.rq
  plenary query --data ./store --explain q.rq

Without --data, --url, --file and --named the embedded data is asked. The default graph is
the union of all graphs; a dataset of files is just that, without a union. The usual
prefixes need no declaration. Exit status: 0 answered, 1 bad data, 2 not a query, 3 out of
budget.`
}

// Update carries out an update.
type Update struct {
	asking
	gated
	toServer
	Text      string `arg:"" optional:"" name:"update" help:"File with the request; - is standard input."`
	Format    string `default:"trig" placeholder:"FORMAT" help:"Syntax of the resulting dataset of files: ${formats}."`
	AllowLoad bool   `help:"Let LOAD read files (file: IRIs)."`
	Message   string `placeholder:"TEXT" help:"What the history says of this update."`
}

// Help shows examples of update.
func (Update) Help() string {
	return `Examples:
  plenary update --data ./store -e 'DELETE WHERE { <id/country/x> ?p ?o }'
  plenary update --server https://data.example.org/ --token-file ~/.plenary-token change.ru
  plenary update --file a.ttl --named https://example.org/g=b.ttl change.ru > after.trig

All operations are one transaction: after an error nothing has changed. What names no
graph is about the unnamed graph alone. The dataset that files become is written to
standard output.`
}
