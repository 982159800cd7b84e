package conform

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

//go:embed rows
var files embed.FS

// A Row is one promise.
type Row struct {
	Name string
	// Needs are capabilities of the server without which it promises nothing:
	// "doc", "sparql", "graphs", "plenary" …
	Needs []string
	Spec  string // "RFC 9110 §12.5.1"
	Says  string // the promise in words

	Method string
	Path   string // relative to the base; {name} stands for a variable of the target
	Header http.Header
	Body   string

	Status  []int
	Headers []HeaderCheck
	Bodies  []BodyCheck
}

// Rows returns the suite: its files in order, and the rows of Pairwise.
//
// Errors: a file that is not well-formed, which the suite has none of.
func Rows() (rows []Row, err error) {
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
	return append(rows, Pairwise()...), nil
}

// Parse reads rows from text. They are separated by empty lines; lines that begin
// with # are notes. A row is
//
//	name: capabilities: specification
//	What is promised.
//	> GET {doc}
//	> Accept: text/turtle
//	>> body
//	< 200
//	< ETag ~ ^"
//	= rdf
//
// where lines with > are the request, lines with >> its body, and those with < and
// = what must come back: see HeaderCheck and BodyCheck. The first line with < is the
// status, or several.
func Parse(source, text string) (rows []Row, err error) {
	line := 0
	for _, block := range strings.Split(text, "\n\n") {
		row, has, err := parseRow(block)
		if err != nil {
			return nil, fmt.Errorf("conform: %s: row that begins at line %d: %w", source, line+1, err)
		}
		if has {
			rows = append(rows, row)
		}
		line += strings.Count(block, "\n") + 2
	}
	return rows, nil
}

func parseRow(block string) (row Row, has bool, err error) {
	row.Header = http.Header{}
	for _, line := range strings.Split(block, "\n") {
		sign, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || sign == "#":
			continue
		case sign == ">>":
			row.Body += rest
		case sign == ">":
			err = row.request(rest)
		case sign == "<":
			err = row.response(rest)
		case sign == "=":
			var check BodyCheck
			check, err = parseBodyCheck(rest)
			row.Bodies = append(row.Bodies, check)
		case row.Name == "":
			err = row.title(line)
		default:
			row.Says = strings.TrimSpace(row.Says + " " + line)
		}
		if has = true; err != nil {
			return row, has, fmt.Errorf("%q: %w", line, err)
		}
	}
	if has && (row.Method == "" || len(row.Status) == 0 || row.Says == "" || row.Spec == "") {
		err = fmt.Errorf("row %q lacks a request, a status, its promise or its specification", row.Name)
	}
	return row, has, err
}

func (r *Row) title(line string) error {
	parts := strings.SplitN(line, ": ", 3)
	if len(parts) != 3 {
		return fmt.Errorf("a row begins with name: capabilities: specification")
	}
	r.Name, r.Needs, r.Spec = parts[0], strings.Fields(parts[1]), parts[2]
	return nil
}

// request takes the request line, and after it header fields.
func (r *Row) request(line string) error {
	if r.Method == "" {
		var ok bool
		if r.Method, r.Path, ok = strings.Cut(line, " "); !ok {
			return fmt.Errorf("a request is a method and a path")
		}
		return nil
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("a header field is name: value")
	}
	r.Header.Add(name, strings.TrimSpace(value))
	return nil
}

// response takes the status, and after it checks of headers.
func (r *Row) response(line string) error {
	if len(r.Status) == 0 {
		for _, text := range strings.Fields(line) {
			var status int
			if _, err := fmt.Sscanf(text, "%d", &status); err != nil {
				return fmt.Errorf("no status: %w", err)
			}
			r.Status = append(r.Status, status)
		}
		return nil
	}
	check, err := parseHeaderCheck(line)
	r.Headers = append(r.Headers, check)
	return err
}

// A HeaderCheck is what a header field of the answer must be:
//
//	Name: value      exactly that, {name} standing for a variable
//	Name ~ regexp    some value of the field matches
//	Name + element   the list has the element, in any case
//	Name - element   the list has it not
//	Name ?           it is there
//	Name !           it is not there
type HeaderCheck struct {
	Name, Op, Value string
}

func parseHeaderCheck(line string) (c HeaderCheck, err error) {
	if name, value, ok := strings.Cut(line, ": "); ok && !strings.Contains(name, " ") {
		return HeaderCheck{Name: name, Op: ":", Value: value}, nil
	}
	parts := strings.SplitN(line, " ", 3)
	if len(parts) < 2 || !slices.Contains([]string{"~", "+", "-", "?", "!"}, parts[1]) {
		return c, fmt.Errorf("no check of a header")
	}
	c.Name, c.Op = parts[0], parts[1]
	if len(parts) == 3 {
		c.Value = parts[2]
	}
	if c.Op == "~" {
		_, err = regexp.Compile(c.Value)
	}
	return c, err
}

// failure says how a header falls short; "" when it does not.
func (c HeaderCheck) failure(h http.Header, fill func(string) string) string {
	values := h.Values(c.Name)
	want := fill(c.Value)
	if c.Op == "~" {
		want = fillPattern(c.Value, fill)
	}
	var ok bool
	switch c.Op {
	case ":":
		ok = strings.Join(values, ", ") == want
	case "~":
		ok = slices.ContainsFunc(values, regexp.MustCompile(want).MatchString)
	case "+", "-":
		ok = slices.ContainsFunc(strings.Split(strings.Join(values, ","), ","), func(e string) bool { return strings.EqualFold(strings.TrimSpace(e), want) }) == (c.Op == "+")
	case "?":
		ok = len(values) > 0
	case "!":
		ok = len(values) == 0
	}
	if ok {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s is %.300q, want %s %s", c.Name, strings.Join(values, ", "), c.Op, want))
}

// fillPattern puts variables into a regular expression as texts.
func fillPattern(pattern string, fill func(string) string) string {
	return variable.ReplaceAllStringFunc(pattern, func(name string) string { return regexp.QuoteMeta(fill(name)) })
}
