package main

// inFolder is what the commands that work on a data folder share.
type inFolder struct {
	Data string `required:"" placeholder:"DIR" help:"Data folder."`
}

// Load adds documents to a data folder.
type Load struct {
	inFolder
	reading
	Files        []string `arg:"" name:"file" help:"Documents to read, of any syntax and compression; - is standard input."`
	Graph        string   `placeholder:"IRI" help:"Graph for the statements that name none."`
	SharedBnodes bool     `help:"Take equal labels of blank nodes in several files for the same node."`
	Message      string   `placeholder:"TEXT" help:"What the history says of this load."`
}

// Help shows examples of load.
func (Load) Help() string {
	return `Examples:
  plenary load --data ./store releases.nq.gz
  plenary load --data ./store --graph https://example.org/graph/1 a.ttl b.rdf

A folder that is not there is made. All files are one transaction: after an error the
folder is as before. Relative IRIs are errors unless --base is given.`
}

// Dump writes all quads of a data folder.
type Dump struct {
	inFolder
	Out string `arg:"" optional:"" help:"File to write; standard output when absent or -."`
	To  string `placeholder:"FORMAT" help:"Syntax of the output: ${formats}; when absent, by the suffix of OUT, else nquads."`
}

// Help shows examples of dump.
func (Dump) Help() string {
	return `Examples:
  plenary dump --data ./store all.nq.zst
  plenary dump --data ./store --to trig | less

Works while the folder is served: it shows the last commit.`
}

// Check reads everything in a data folder.
type Check struct{ inFolder }

// Help shows an example of check.
func (Check) Help() string {
	return `Example:
  plenary check --data ./store

Reads every block of every file and every record of the log, and compares the orders of
the index with each other. The exit status is 1 when something is wrong.`
}

// Stats prints figures of a data folder.
type Stats struct {
	inFolder
	Top int `default:"20" placeholder:"N" help:"Show the N most used predicates, classes and graphs; 0 is all."`
}

// Help shows an example of stats.
func (Stats) Help() string {
	return `Example:
  plenary stats --data ./store`
}
