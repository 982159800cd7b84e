package explorer

// SignIn is the page on which a curator begins a session of the review desk.
type SignIn struct {
	Page
	Refused string // why the last try failed
	Back    string // where the session leads to
}

func (SignIn) template() string { return "reviewsignin" }

// Curated is what the pages of the review desk share.
type Curated struct {
	Page
	Tab       string // the one that is open: "overview", "claims" or "report"
	Curator   string // whose session it is
	FormToken string // sent by every form that changes something
	Back      string // address of the page, to which forms return
	Done      string // what was done just now
	Undo      string // name of the decision that can be undone, "" for none
	Refused   string // why something was not done
}

// ReviewHome is the first page of the review desk: how each document stands.
type ReviewHome struct {
	Curated
	Figures   []Figure
	Progress  Progress
	Documents []ReviewedDocument
}

func (ReviewHome) template() string { return "reviewhome" }

// Progress tells how much of a whole is decided; Percent is rounded down.
type Progress struct {
	Decided, Of, Percent int
}

// A ReviewedDocument is a document with what waits in it.
type ReviewedDocument struct {
	Title    Value
	Date     Value
	Waiting  int
	Rejected int
	Accepted int
	Progress Progress
}

// ReviewClaims is the desk itself: claims to be decided, beside the document that
// they are read from.
type ReviewClaims struct {
	Curated
	Heading  Value // the document, or the queue
	Note     string
	Filter   ReviewFilter
	Tag      string // of all that is selected, on this page and others
	Total    int    // selected
	Progress Progress
	Text     *ReviewText // nil without a document
	NoText   string      // why a document has none
	Groups   []ClaimGroup
	Pager    Pager
	Undoable string            // names of the decisions of the session, separated by spaces
	Previous string            // address of the document before
	Next     string            // of the next one
	Messages map[string]string // what the script says
}

func (ReviewClaims) template() string { return "reviewclaims" }

// A ReviewFilter is the form that selects claims. Query has its values, for forms
// that decide on all that it selects.
type ReviewFilter struct {
	Documents, Rules, Kinds, States, Known, Marked []Choice
	Min, Max                                       string
	Thing                                          Value // that all claims are about; without Text for any
	ThingIRI                                       string
	Query                                          string
	Open                                           bool // more than a document or a state is chosen
}

// A picked is a field of the form that selects claims.
type picked struct {
	Name    string
	Choices []Choice
}

func pick(name string, choices []Choice) picked { return picked{name, choices} }

// A ReviewText is the text of a document, cut where passages begin and end.
type ReviewText struct {
	Lang     string
	Segments []ReviewSegment
}

// A ReviewSegment is a stretch of text. Claims are the IDs of those that rest on
// it, separated by spaces; First leads to those that begin with it.
type ReviewSegment struct {
	Text   string
	Claims string
	First  []Value
}

// A ClaimGroup is claims about one thing.
type ClaimGroup struct {
	ID     string
	Thing  Value
	Kind   string // its class
	IsNew  bool
	Claims []ReviewedClaim
}

// A ReviewedClaim is a row of the desk.
type ReviewedClaim struct {
	ID         string
	Href       string // of its page
	Seen       string // the last decision on it, "" for none
	State      string // key of its text
	N          int    // from 1, on the page
	Property   string
	Object     Value
	Qualifiers []string // what it is besides a plain statement
	Marks      []ReviewMark
	Confidence string
	Rule       string
	Kind       string // local name of the property
	Written    ClaimEdit
	News       string // IRIs of what it speaks of that is not published, separated by spaces
	Words      string // where the text is not beside it
	Source     Value  // the same
	By         string // who decided, and when
	Actions    []string
}

// A ReviewMark is something to look at: "conflict", "duplicate", "known" or "new".
type ReviewMark struct{ Kind, Text string }

// ReviewClaim is the page of one claim: with what would be written, and forms to
// edit it and to join what is new with what is published.
type ReviewClaim struct {
	Curated
	Claim    ReviewedClaim
	Subject  Value
	Facts    []Fact
	Quote    *Quote
	NoText   string
	Others   []Value
	Turtle   string
	NoTurtle string
	Edit     ClaimEdit
	New      []NewThing
	Reason   string // as typed
}

func (ReviewClaim) template() string { return "reviewclaim" }

// A ClaimEdit is what the fields of an edit begin with.
type ClaimEdit struct{ Subject, Predicate, Object, Note string }

// A NewThing is proposed and not published. Into is what was typed.
type NewThing struct {
	Name      Value
	IRI, Into string
}

// ReviewReport says how review goes.
type ReviewReport struct {
	Curated
	Figures          []Figure
	Documents, Rules Table
}

func (ReviewReport) template() string { return "reviewreport" }
