package explorer

// Home is the first page.
type Home struct {
	Page
	Figures   []Figure
	Featured  *Feature
	Newest    []Card
	Classes   []Figure
	Questions []Value
	Commands  []Command
}

func (Home) template() string { return "home" }

// A Figure is a number with what it counts.
type Figure struct {
	Label, Href, Note string
	N                 int
}

// A Feature is a thing shown at length on the home page.
type Feature struct {
	Kicker, Title, Href, When string
	Where                     Value
	Facts                     []Fact
	Links                     []Value
}

// A Card is a meeting in brief.
type Card struct {
	Title, Href, When, Time string
	Where                   []Value
	Chips                   []Value
}

// A Command is something to type into a terminal.
type Command struct{ Label, Code string }

// An Example is a query to try; Href leads to its answer.
type Example struct{ Label, Code, Href string }

// An Answer is what a query found: a truth value in words, or a table.
type Answer struct {
	Truth     string
	Columns   []string
	Rows      [][]Value
	More      bool       // there are more rows than these
	Unknown   []Value    // what the query names and the data does not have
	Downloads []Download // the whole answer
}

// A QueryForm takes a query.
type QueryForm struct {
	Query   string // to begin with
	Formats []Choice
	Carry   string // as that of the page
}

// SPARQL is the page of a form for queries, and of an answer.
type SPARQL struct {
	Page
	Form     QueryForm
	Examples []Example
	Answer   *Answer // nil without a query
}

func (SPARQL) template() string { return "sparql" }

// API is the page that describes the API.
type API struct {
	Page
	Groups []Group
}

func (API) template() string { return "api" }

// A Group is operations that belong together.
type Group struct {
	ID, Title, Note string
	Operations      []Operation
}

// An Operation is what a method does to a path.
type Operation struct {
	ID, Method, Path, Summary, Note string
	Try                             string // address of an answer
	Token                           bool   // whether it takes one
	Parameters                      []Parameter
	Body                            []string // media types of the request
	Answer                          string   // status
	Media                           []string // of the answer
	Problems                        []string // statuses
}

// A Parameter is what an operation takes.
type Parameter struct {
	Name, In, Takes, Says string
	Required              bool
}

// List is the page of all things of a class.
type List struct {
	Page
	Heading, Definition string
	Term                string // the class in the ontology
	Table               Table
	Pager               Pager
	Downloads           []Download
}

func (List) template() string { return "list" }

// Search is the page of search results.
type Search struct {
	Page
	Class   string   // chosen class path
	Classes []Choice // to choose from
	Results []Result
	Pager   Pager
	Tips    []Value // shown when nothing was asked or found
}

func (Search) template() string { return "search" }

// A Choice is an option of a form.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// A Result is one thing found. Parts are its name with the words that matched
// told apart.
type Result struct {
	Href, Lang, Kind, Note string
	Parts                  []Part
	Also                   []Part // another name that matched
}

// A Part is a stretch of text; Hit tells those that match.
type Part struct {
	Text string
	Hit  bool
}

// Entity is the page about one thing.
type Entity struct {
	Page
	Heading     Value
	Kinds       []Value // its classes
	Lead        string  // one line under the title
	IRI         string
	Names       []Fact // labels in all languages
	Key         []Fact // what one asks first
	Sections    []Section
	Rest        []Fact // every other statement
	Incoming    []Fact // by predicate and class
	Supports    []Support
	Downloads   []Download
	BibTeX      string
	Explore     []Value // paths, the class
	Data        []Data  // neighbours, evidence, meetings
	GraphsLabel []Value // named graphs that speak of it
}

func (Entity) template() string { return "entity" }

// A Support is a piece of evidence: a passage of a document, or a record of a
// curated table.
type Support struct {
	N          int
	Kind       string // "passage" or "record"
	Claim      Value
	Sources    []Value
	Range      string // "51–168"
	Hash       string // start of the hash of the words
	Anchor     string // short proper name inside the passage
	Page       string // address that opens the publisher's page there
	Quote      *Quote
	Status     string
	Confidence string
	Note       string
}

// A Quote is a passage in its words; only texts that the operator supplies
// have one.
type Quote struct{ Before, Words, After, Lang string }

// A SourceText is a document in its words, cut where claims begin and end.
type SourceText struct {
	Lang     string
	Segments []Segment
}

// A Segment is a stretch of a text on which the same claims rest.
type Segment struct {
	Text   string
	Claims int     // how many rest on it
	Begin  []Value // claims that begin here
}

// Timeline is the page of meetings by year.
type Timeline struct {
	Page
	Class, Topic, Country        string
	Classes, Topics, Countries   []Choice
	Years                        []Year
	Total                        int
	UndatedLabel, DecadesCaption string
	Decades                      []Value
}

func (Timeline) template() string { return "timeline" }

// A Year is what happened in it, in order.
type Year struct {
	Year  string
	Cards []Card
}

// Coverage is the page of what the data has and lacks.
type Coverage struct {
	Page
	Figures   []Figure
	Classes   []Share
	Graphs    Table
	Conflicts Table
	Omitted   []Figure
	Gaps      []string
}

func (Coverage) template() string { return "coverage" }

// A Share tells how many members of a class have each property.
type Share struct {
	Label, Href string
	N           int
	Properties  []Portion
}

// A Portion is part of a whole; Percent is rounded down, so that 100 means all.
type Portion struct {
	Label, Href       string
	Have, Of, Percent int
}

// Ends are what a path was asked between.
type Ends struct{ From, To, Carry string }

// Path is the page that shows how two things are connected.
type Path struct {
	Page
	From, To           string // as typed
	FromValue, ToValue Value
	Message            string // why there is no path
	Routes             []Route
	Supports           []Support
	Examples           []Value
}

func (Path) template() string { return "path" }

// A Route leads from one thing to another.
type Route struct{ Steps []Step }

// A Step is one statement walked along, backwards if Inverse.
type Step struct {
	From, To  Value
	Predicate Value
	Inverse   bool
}

// Ontology is the page of the vocabulary.
type Ontology struct {
	Page
	Namespace, Version string
	Diagram            Diagram
	Classes            []Term
	Properties         []Term
	Individuals        []Term
	Downloads          []Download
	Examples           []Command
}

func (Ontology) template() string { return "ontology" }

// A Term is a class or a property of the vocabulary.
type Term struct {
	ID, CURIE, IRI  string
	Label           Value
	OtherLabel      Value
	Definition      Value
	OtherDefinition Value
	Facts           []Fact
	Examples        []string // in Turtle
}

// Problem is the page of an error.
type Problem struct {
	Page
	Status      int
	Heading     string
	Detail      Value
	Hint        Value
	Nearest     []Value
	Variants    []Download
	Replacement Value      // of what was withdrawn
	Last        Value      // its last version
	Where       string     // in what was sent
	Form        *QueryForm // of a query, to be corrected
	Ends        *Ends      // of a path, to be corrected
	RequestID   string
}

func (Problem) template() string { return "problem" }
