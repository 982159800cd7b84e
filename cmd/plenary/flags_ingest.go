package main

// Ingest proposes claims from documents.
type Ingest struct {
	Files     []string `arg:"" name:"file" help:"Texts or HTML pages; - is standard input."`
	DryRun    bool     `required:"" help:"Print what is found and keep nothing."`
	Data      string   `placeholder:"DIR" help:"Data folder whose graph is resolved against; the embedded data when absent."`
	Base      string   `default:"http://localhost:8080/" placeholder:"IRI" help:"IRI that the embedded data lives under."`
	Format    string   `default:"jsonl" enum:"jsonl,table,html" placeholder:"FORMAT" help:"jsonl (a mention or claim a line), table or html."`
	Title     string   `placeholder:"TEXT" help:"Title of the document, where it does not say it itself."`
	Publisher string   `placeholder:"NAME" help:"Who published it."`
	Date      string   `placeholder:"DAY" help:"Day of publication, such as 2025-11-23."`
	Language  string   `placeholder:"TAG" help:"Language, such as en."`
	Address   string   `placeholder:"IRI" help:"Address of the published page."`
	MaxSize   string   `default:"4MB" placeholder:"SIZE" help:"Refuse larger documents."`
}

// Help shows examples of ingest.
func (Ingest) Help() string {
	return `Examples:
  plenary ingest --dry-run release.txt
  plenary ingest --dry-run --format table release.html
  plenary ingest --dry-run --data ./store releases/*.txt > proposed.jsonl

Offsets count code points of the decoded text, without a byte order mark, from 0; ends are
exclusive. What is known of FILE beside its text may stand in a file of the same name with
the suffix .json: title, publisher, date, language, address. Flags go before it, and it
goes before what the document says of itself.`
}

// Verify holds the passages of the graph against the texts.
type Verify struct {
	Documents string `placeholder:"DIR" help:"Folder of document texts, each with NAME.json beside it for its address."`
	Data      string `placeholder:"DIR" help:"Data folder whose passages are verified; the embedded data when absent."`
}

// Help shows examples of verify.
func (Verify) Help() string {
	return `Examples:
  plenary verify
  plenary verify --documents ~/releases
  plenary verify --documents ~/releases --data ./store

Recomputes the offsets and the SHA-256 of every passage. A text is that of a source when its
SHA-256 is, else when the address beside it is. Without --documents it sees to it that
offsets and hashes can be right. The exit status is 1 when a passage is not, or a text is
missing.`
}
