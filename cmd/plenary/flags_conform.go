package main

// Conform tries what a server promises.
type Conform struct {
	URL    string `arg:"" help:"Where the server is: http://localhost:8080/."`
	Rows   string `placeholder:"REGEXP" help:"Only rows whose names match."`
	Format string `default:"table" enum:"table,jsonl" help:"table, or jsonl: one JSON object a row."`
	Failed bool   `help:"Only rows that fail."`

	Token     string `env:"PLENARY_TOKEN" placeholder:"TOKEN" help:"Token of a curator, for rows that change something and undo it; better given by the environment or a file."`
	TokenFile string `placeholder:"FILE" help:"File with the token."`
	Overload  bool   `help:"Also rows that send the server more than it answers at once."`

	Doc    string `placeholder:"PATH" help:"Of another server: a document in RDF about a thing."`
	Thing  string `placeholder:"PATH" help:"Of another server: the thing, which leads to the document."`
	Sparql string `placeholder:"PATH" help:"Of another server: the SPARQL endpoint."`
	Graphs string `placeholder:"PATH" help:"Of another server: the graph store."`
	Graph  string `placeholder:"IRI" help:"Of another server: a graph that is there."`
}

// Help shows examples of conform.
func (Conform) Help() string {
	return `Examples:
  plenary conform http://localhost:8080/
  plenary conform http://localhost:8080/ --rows '^accept' --failed
  plenary conform http://localhost:8080/ --token-file ~/.plenary-token --overload
  plenary conform https://www.example.org/ --doc data/Berlin --thing resource/Berlin
  plenary conform http://localhost:3030/ --sparql ds/sparql --graphs ds/data --graph http://example.org/g --format jsonl

A server of plenary's embedded data is tried in all that the HTTP contract says of reading. Of any
other only what the standards say of what it has is tried; paths are relative to its address.

With the token of a curator the suite also makes things of its own, in a graph of its own, takes
them back, merges them, and writes as others would; at the end it removes all that again. The
history keeps what was done.

Exit status: 0 every row holds, 1 one does not.`
}
