package main

// toServer is what the commands share that can change the data of a running
// server.
type toServer struct {
	Server    string `placeholder:"URL" help:"Have the server at URL make the change; it needs a token."`
	Token     string `env:"PLENARY_TOKEN" placeholder:"TOKEN" help:"Token for --server; better given by the environment or a file."`
	TokenFile string `placeholder:"FILE" help:"File with the token for --server."`
}

// curated is what the commands of curators share.
type curated struct {
	Data string `placeholder:"DIR" help:"Data folder, which nobody serves."`
	toServer
	gated
	Author  string `placeholder:"NAME" default:"plenary" help:"Who decides, for the history of a folder; a server knows by the token."`
	Message string `placeholder:"TEXT" help:"What the history says of it."`
}

// Revert undoes a commit.
type Revert struct {
	curated
	Seq uint64 `arg:"" help:"Number of the commit."`
}

// Help shows examples of revert.
func (Revert) Help() string {
	return `Examples:
  plenary revert --data ./store 12
  plenary revert --server https://data.example.org/ --token-file ~/.plenary-token 12

What the commit added goes, and what it removed comes back, as a commit of its own; what
was changed since stays as it is. The token is that of an admin.`
}

// A Reason says why.
type reason struct {
	Reason string `required:"" placeholder:"TEXT" help:"Why, for those who look for the thing."`
	Lang   string `default:"en" enum:"en,fr" help:"Language of the reason."`
}

// Withdraw withdraws a thing.
type Withdraw struct {
	curated
	reason
	IRI        string `arg:"" help:"The thing: absolute, relative to the base (id/…), or prefixed."`
	ReplacedBy string `placeholder:"IRI" help:"What to use in its place; what points at the thing then points there."`
}

// Help shows examples of withdraw.
func (Withdraw) Help() string {
	return `Examples:
  plenary withdraw --data ./store id/person/jane-doe --reason "Never held the office"
  plenary withdraw --data ./store id/person/jane-doe --reason "Another one" --replaced-by id/person/john-doe

What is said about the thing and what points at it goes; claims and records of sources
stay. Its address answers 410 with the reason, and history keeps all. plenary revert takes
it back.`
}

// MergeEntities merges two things.
type MergeEntities struct {
	curated
	reason
	Old string `arg:"" help:"The thing that goes, as for withdraw."`
	New string `arg:"" help:"The thing that stays."`
}

// Help shows examples of merge-entities.
func (MergeEntities) Help() string {
	return `Examples:
  plenary merge-entities --data ./store id/person/j-doe id/person/jane-doe --reason "The same person"

All statements of the one become statements of the other, in the graphs where they are;
its name becomes another name. Its address leads to the other, which is the same as it.
plenary revert takes it back.`
}
