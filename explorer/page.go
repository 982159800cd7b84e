package explorer

// Page is what every page shares; each view model embeds it.
type Page struct {
	Lang        string // one of Languages
	Title       string // of the window; the site's name is added
	Description string // one sentence for search engines and previews
	Here        string // key of the navigation entry the page belongs to
	Query       string // what the search box holds
	NoIndex     bool   // search engines shall leave it out
	Past        string // of a version of the past: when it was, in words
	Now         Value  // leads from it to the current one
	Carry       string // query that keeps the language on links, or empty

	Relations []Relation // <link> elements
	Tongues   []Tongue   // the same page in other languages
	Crumbs    []Value    // from the home page to the parent
	// Structured is schema.org JSON-LD that encoding/json can marshal; nil for
	// none.
	Structured any
}

func (p Page) page() Page { return p }

// A Relation is a link for programs: <link rel href>.
type Relation struct{ Rel, Href, Type, Title string }

// A Tongue is the same page in another language.
type Tongue struct {
	Lang, Name, Href string
	Current          bool
}

// A Download is the same thing in another format.
type Download struct{ Name, Type, Href string }

// Data is an answer about a thing, for programs.
type Data struct {
	Label   string
	Formats []Download
}

// A Value is one thing said: a link, a text, a date.
type Value struct {
	Text  string
	Lang  string // language tag where it is not that of the page
	Dir   string // "rtl" where the text needs it
	Href  string // empty for plain text
	Time  string // machine form of a date
	Note  string // said after the text, less loudly
	Marks []Mark // evidence
	Geo   string // "latitude,longitude" of a link that opens a map program
	// Away tells a link that leaves the site.
	Away bool
	// Rank is above 1 for a value that is recorded and not asserted, because
	// better evidence says otherwise.
	Rank int
}

// A Mark points to the support with that number on the same page.
type Mark struct {
	N     int
	Label string // "passage of …", for those who do not see the page
}

// A Fact is a property and its values.
type Fact struct {
	Label  string
	Href   string // the property in the ontology
	Values []Value
	Rest   []Value // more of them, folded away
	Total  int     // how many there are in all, when More says where
	More   string  // where the rest is
}

// A Table has a row header in its first column.
type Table struct {
	Caption string
	Quiet   bool // the caption repeats the heading before it
	Tight   int  // how many columns from the left do not wrap, 0 to 2
	Columns []string
	Rows    []Row
}

// A Row has one cell per column; a cell may hold several values.
type Row struct {
	ID    string // anchor, may be empty
	Cells [][]Value
}

// A Section is a part of a page with a heading, and one of facts, a table,
// chips, a list and a text.
type Section struct {
	ID, Title, Note string
	Count           int // how many things it lists; 0 to leave it out

	Facts []Fact
	Table *Table
	Chips []Value
	List  []Value
	Text  *SourceText
	Chart *Chart // beside a table

	Rest  []Value // more of List, folded away
	Total int     // how many there are in all, when More says where
	More  string  // where the rest is
}

// A Pager leads through a long list; empty addresses mean there is no such
// page.
type Pager struct {
	First, Last, Total int // numbers of the rows shown, from 1
	Previous, Next     string
}
