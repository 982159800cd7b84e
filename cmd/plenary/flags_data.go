package main

// inFolder is what the commands that work on a data folder share.
type inFolder struct {
	Data string `required:"" placeholder:"DIR" help:"Data folder."`
}

// atTime is what the commands share that can show a past state.
type atTime struct {
	At string `placeholder:"WHEN" help:"The state after commit WHEN, or at a time: 12, 2026-05-01, 2026-05-01T12:00:00Z."`
}

// Load adds documents to a data folder.
type Load struct {
	Data string `placeholder:"DIR" help:"Data folder."`
	reading
	gated
	toServer
	Files        []string `arg:"" name:"file" help:"Documents to read, of any syntax and compression; - is standard input."`
	Graph        string   `placeholder:"IRI" help:"Graph for the statements that name none."`
	Replace      bool     `help:"Make the graphs that the documents and --graph name hold what the documents say and nothing else; only the difference is written."`
	SharedBnodes bool     `help:"Take equal labels of blank nodes in several files for the same node."`
	SkipErrors   bool     `help:"Leave out lines with errors (N-Triples and N-Quads only); the exit status is 1 then."`
	MaxErrors    int      `default:"10" placeholder:"N" help:"Report at most N of the errors skipped."`
	Rejects      string   `placeholder:"FILE" help:"Write the lines left out to FILE, each behind a comment that says what is wrong."`
	Memory       string   `default:"2GB" placeholder:"SIZE" help:"Sort in files in the folder what does not fit in about SIZE of memory (256MB, 4GB)."`
	Message      string   `placeholder:"TEXT" help:"What the history says of this load."`
}

// Help shows examples of load.
func (Load) Help() string {
	return `Examples:
  plenary load --data ./store releases.nq.gz
  plenary load --data ./store --graph https://example.org/graph/1 a.ttl b.rdf
  plenary load --data ./store --skip-errors --rejects bad.nq harvest.nq.gz
  plenary load --data ./store --memory 512MB everything.nq.zst
  plenary load --data ./store --replace --graph https://example.org/graph/1 a.ttl
  plenary load --server https://data.example.org/ --token-file ~/.plenary-token --graph https://example.org/graph/1 a.ttl

A folder that is not there is made. All files are one transaction of any size: after an
error or an interruption the folder is as before. Relative IRIs are errors unless --base is given.
With --replace they pass the gate of the folder; else where it has a gate.json, or with --shapes.`
}

// Dump writes all quads of a data folder.
type Dump struct {
	inFolder
	atTime
	Out string `arg:"" optional:"" help:"File to write; standard output when absent or -."`
	To  string `placeholder:"FORMAT" help:"Syntax of the output: ${formats}; when absent, by the suffix of OUT, else nquads."`
}

// Help shows examples of dump.
func (Dump) Help() string {
	return `Examples:
  plenary dump --data ./store all.nq.zst
  plenary dump --data ./store --to trig | less
  plenary dump --data ./store --at 2026-05-01

Works while the folder is served: it shows the last commit.`
}

// Check reads everything in a data folder.
type Check struct {
	inFolder
	Repair bool `help:"Make anew what is damaged and is elsewhere too, and say what is lost. Nobody may have the folder open."`
}

// Help shows examples of check.
func (Check) Help() string {
	return `Examples:
  plenary check --data ./store
  plenary check --data ./store --repair

Reads every block of every file and every record of the log, and compares the orders of
the index with each other. The exit status is 1 when something is wrong, and nothing is
changed without --repair, but for the index of names: when that is damaged or behind it is
made anew, which is no fault. Before a repair changes anything, damaged files are copied to a
folder damaged-… in the data folder. Where terms or triples are in no file any more, it
changes nothing: restore a backup then.`
}

// Stats prints figures of a data folder.
type Stats struct {
	inFolder
	atTime
	Top int `default:"20" placeholder:"N" help:"Show the N most used predicates, classes and graphs; 0 is all."`
}

// Help shows an example of stats.
func (Stats) Help() string {
	return `Example:
  plenary stats --data ./store`
}

// History lists commits.
type History struct {
	inFolder
	IRI   string `arg:"" optional:"" help:"Only commits that touched this thing: absolute, relative to the folder's base (id/…), or prefixed (pl:Meeting)."`
	Since uint64 `placeholder:"SEQ" help:"Only commits after this one."`
	Quads bool   `help:"Also the quads that each added and removed, as RDF Patch."`
}

// Help shows examples of history.
func (History) Help() string {
	return `Examples:
  plenary history --data ./store
  plenary history --data ./store --since 12 --quads > changes.rdfp
  plenary history --data ./store https://data.example.org/id/country/canada

The oldest commit comes first. Works while the folder is served.`
}

// Merge rewrites the index.
type Merge struct {
	inFolder
	ForgetBefore string `placeholder:"WHEN" help:"Forget the history before commit WHEN, or before the state at a time: 12, 2026-05-01."`
}

// Help shows examples of merge.
func (Merge) Help() string {
	return `Examples:
  plenary merge --data ./store
  plenary merge --data ./store --forget-before 2026-01-01

A folder merges by itself when much has changed; this does so now, as before a folder is
copied to a slow disk. The history stays as it is, unless --forget-before is given: then
earlier states and changes, and terms that only they have, are gone for good, here and in
each backup that is brought up to date.`
}

// Backup copies the folder.
type Backup struct {
	inFolder
	Out string `arg:"" help:"Folder of the backup; one of the same store is brought up to date."`
}

// Help shows examples of backup.
func (Backup) Help() string {
	return `Examples:
  plenary backup --data ./store /mnt/backups/store
  plenary check --data /mnt/backups/store

Works while the folder is served and written to: the backup is of one commit. Files that
the backup before has are not copied again, and until the last step it stays what it was.
A backup can be read like a data folder; to write to it, restore it first.`
}

// Restore makes a folder of a backup.
type Restore struct {
	inFolder
	From string `arg:"" help:"Folder of the backup."`
}

// Help shows an example of restore.
func (Restore) Help() string {
	return `Example:
  plenary restore --data ./store /mnt/backups/store

The data folder must not be there yet, or be empty. It is checked when it is complete.`
}

// Rebase moves a folder to another base.
type Rebase struct {
	inFolder
	Base string `required:"" placeholder:"IRI" help:"IRI that the data shall live under."`
	Out  string `arg:"" help:"Folder to make; the one of --data stays as it is."`
}

// Help shows an example of rebase.
func (Rebase) Help() string {
	return `Example:
  plenary rebase --data ./store --base https://data.example.org/ ./moved

Each commit is written again, with its time, author and message, and the IRIs below the
folder's base below the new one. Texts are not looked at. Make tokens for the new folder.`
}
