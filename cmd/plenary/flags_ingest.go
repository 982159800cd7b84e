package main

// Ingest proposes claims from documents.
type Ingest struct {
	gated
	toServer
	Files     []string `arg:"" optional:"" name:"file" help:"Texts or HTML pages, or folders of them; - is standard input."`
	DryRun    bool     `help:"Print what is found and keep nothing."`
	Again     bool     `help:"Read texts that are known too, or of a folder without a FILE all of them: what is not decided gives way to what is found now."`
	Data      string   `placeholder:"DIR" help:"Data folder that keeps documents and proposals, and whose graph is resolved against; made, with the embedded data in it, when it is not there. With --dry-run the embedded data when absent."`
	Base      string   `default:"http://localhost:8080/" placeholder:"IRI" help:"IRI that the data lives under; a folder keeps its own."`
	Format    string   `default:"jsonl" enum:"jsonl,table,html" placeholder:"FORMAT" help:"With --dry-run: jsonl (a mention or claim a line), table or html."`
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
  plenary ingest --data ./store release.txt releases/
  plenary ingest --data ./store --again
  plenary ingest --server https://data.example.org/ --token-file ~/.plenary-token releases/
  plenary ingest --dry-run release.txt
  plenary ingest --dry-run --format table release.html
  plenary ingest --dry-run --data ./store releases/*.txt > proposed.jsonl

What is proposed waits in a quarantine in the data folder, which nobody is served from, until
plenary review publishes it. A text that is there already is not proposed again; one with the
address of another, or its title and half of its lines, is a new version of it. --again is for
texts that were read before the rules changed, or their confidence (plenary report
--apply-confidence): what was decided stays. Nobody may serve the folder meanwhile; a server
proposes what it is sent by --server, with the token of a curator.

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
