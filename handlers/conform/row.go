package conform

import (
	"embed"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
)

//go:embed rows
var files embed.FS

// A Row is one promise: requests, one after another, with what must come back.
type Row struct {
	Name string
	// Needs are capabilities of the server without which it promises nothing:
	// "doc", "sparql", "graphs", "plenary" …
	Needs []string
	Spec  string // "RFC 9110 §12.5.1"
	Says  string // the promise in words

	Steps []Step
	// Undo are made when the run ends, the last first, so that the server is left as
	// it was. One that uses what the row has not kept is left out.
	Undo []Step
}

// A Step is a request and what must come back.
type Step struct {
	Method string
	Path   string // relative to the base; {name} stands for a variable
	// Header are the fields. A Content-Length of "-" is not sent, though the body has
	// a length.
	Header http.Header
	Body   string
	// Times is how often the request is sent at once, until one of the answers is what
	// must come back; 0 is once.
	Times int

	Status  []int
	Headers []HeaderCheck
	Bodies  []BodyCheck
	Keeps   []Keep
}

// Rows returns the suite: the rows of Pairwise, and its files in order.
//
// Errors: a file that is not well-formed, which the suite has none of.
func Rows() (rows []Row, err error) {
	rows = Pairwise()
	names, err := fs.Glob(files, "rows/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		more, err := Parse(name, string(text))
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	return rows, nil
}

// Select returns the rows whose names match, and those before them that keep what
// these use.
func Select(rows []Row, named *regexp.Regexp) (selected []Row) {
	used := map[string]bool{}
	for _, row := range slices.Backward(rows) {
		picked := named.MatchString(row.Name)
		for _, step := range row.Steps {
			picked = picked || slices.ContainsFunc(step.Keeps, func(k Keep) bool { return used[k.Name] })
		}
		if !picked {
			continue
		}
		selected = append(selected, row)
		for _, name := range row.uses() {
			used[name] = true
		}
	}
	slices.Reverse(selected)
	return selected
}

// uses are the variables that a row has from elsewhere.
func (r Row) uses() (names []string) {
	kept := map[string]bool{}
	for _, step := range r.Steps {
		for _, name := range step.variables() {
			if !kept[name] {
				names = append(names, name)
			}
		}
		for _, k := range step.Keeps {
			kept[k.Name] = true
		}
	}
	return names
}

// variables are those that a request uses.
func (s Step) variables() (names []string) {
	texts := []string{s.Path, s.Body}
	for _, values := range s.Header {
		texts = append(texts, values...)
	}
	for _, text := range texts {
		for _, m := range variable.FindAllStringSubmatch(text, -1) {
			names = append(names, m[1])
		}
	}
	return names
}

var variable = regexp.MustCompile(`\{([a-z]+)\}`)

// fill puts variables into a text; what is none of them stays.
func fill(text string, vars map[string]string) string {
	return variable.ReplaceAllStringFunc(text, func(name string) string {
		if value, ok := vars[name[1:len(name)-1]]; ok {
			return value
		}
		return name
	})
}

// fillPattern puts variables into a regular expression as texts.
func fillPattern(pattern string, vars map[string]string) string {
	return variable.ReplaceAllStringFunc(pattern, func(name string) string { return regexp.QuoteMeta(fill(name, vars)) })
}
