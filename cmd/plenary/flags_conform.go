package main

// Conform tries what a server promises.
type Conform struct {
	URL    string `arg:"" help:"Where the server is: http://localhost:8080/."`
	Rows   string `placeholder:"REGEXP" help:"Only rows whose names match."`
	Format string `default:"table" enum:"table,jsonl" help:"table, or jsonl: one JSON object a row."`
	Failed bool   `help:"Only rows that fail."`

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
  plenary conform https://www.example.org/ --doc data/Berlin --thing resource/Berlin
  plenary conform http://localhost:3030/ --sparql ds/sparql --graphs ds/data --graph http://example.org/g --format jsonl

A server of plenary's embedded data is tried in all that the HTTP contract says of reading. Of any
other only what the standards say of what it has is tried; paths are relative to its address.

Exit status: 0 every row holds, 1 one does not.`
}
