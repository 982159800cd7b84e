package conform

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// Parse reads rows from text. They are separated by empty lines; lines that begin
// with # are notes. A row is
//
//	name: capabilities: specification
//	What is promised.
//	> GET {doc}
//	> Accept: text/turtle
//	< 200
//	< ETag ~ ^"
//	= rdf
//	$ tag ETag
//	> GET {doc}
//	> If-None-Match: {tag}
//	< 304
//
// with one request or several, each with what must come back of it:
//
//	> METHOD path    begins a request; further lines are its header fields
//	>> text          its body, of one line or several
//	>* n             it is sent n times at once; one answer at least must be what is said
//	< status         one of several, and on further lines checks of headers (HeaderCheck)
//	= check          of the body (BodyCheck)
//	$ name source    keeps something of the answer for later requests as {name} (Keep)
//	>! METHOD path   begins a request that is made when the run ends, to undo what the
//	                 row did; a status that is not given is one of success
func Parse(source, text string) (rows []Row, err error) {
	line := 0
	for _, block := range strings.Split(text, "\n\n") {
		p := parser{}
		if err := p.block(block); err != nil {
			return nil, fmt.Errorf("conform: %s: row that begins at line %d: %w", source, line+1, err)
		}
		if p.row.Name != "" {
			rows = append(rows, p.row)
		}
		line += strings.Count(block, "\n") + 2
	}
	return rows, nil
}

// A parser reads one row.
type parser struct {
	row  Row
	step *Step // that lines are about; nil before the first
	done bool  // the request of the step is complete
}

func (p *parser) block(text string) error {
	for _, line := range strings.Split(text, "\n") {
		if line == "" || line == "#" || strings.HasPrefix(line, "# ") {
			continue
		}
		if err := p.line(line); err != nil {
			return fmt.Errorf("%q: %w", line, err)
		}
	}
	return p.check()
}

// check refuses rows that lack something.
func (p *parser) check() error {
	r := p.row
	if r.Name == "" {
		return nil
	}
	if len(r.Steps) == 0 || r.Says == "" || r.Spec == "" {
		return fmt.Errorf("row %q lacks a request, its promise or its specification", r.Name)
	}
	for _, s := range r.Steps {
		if len(s.Status) == 0 {
			return fmt.Errorf("row %q lacks the status of %s %s", r.Name, s.Method, s.Path)
		}
	}
	return nil
}

func (p *parser) line(line string) (err error) {
	sign, rest, _ := strings.Cut(line, " ")
	switch sign {
	case ">!":
		return p.begin(&p.row.Undo, rest)
	case ">":
		if p.step == nil || p.done {
			return p.begin(&p.row.Steps, rest)
		}
		return p.field(rest)
	}
	if p.step == nil {
		return p.head(line)
	}
	switch sign {
	case ">>":
		p.step.Body = strings.TrimPrefix(p.step.Body+"\n"+rest, "\n")
		return nil
	case ">*":
		p.step.Times, err = strconv.Atoi(rest)
		return err
	}
	p.done = true
	return p.answer(sign, rest)
}

// head reads what a row is called and promises.
func (p *parser) head(line string) error {
	if p.row.Name != "" {
		p.row.Says = strings.TrimSpace(p.row.Says + " " + line)
		return nil
	}
	parts := strings.SplitN(line, ": ", 3)
	if len(parts) != 3 {
		return fmt.Errorf("a row begins with name: capabilities: specification")
	}
	p.row.Name, p.row.Needs, p.row.Spec = parts[0], strings.Fields(parts[1]), parts[2]
	return nil
}

// begin begins a request.
func (p *parser) begin(steps *[]Step, line string) error {
	method, path, ok := strings.Cut(line, " ")
	if !ok {
		return fmt.Errorf("a request is a method and a path")
	}
	*steps = append(*steps, Step{Method: method, Path: path, Header: http.Header{}})
	p.step, p.done = &(*steps)[len(*steps)-1], false
	return nil
}

// field reads a header field of a request.
func (p *parser) field(line string) error {
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("a header field is name: value")
	}
	p.step.Header.Add(name, strings.TrimSpace(value))
	return nil
}

// answer reads what must come back.
func (p *parser) answer(sign, rest string) error {
	switch sign {
	case "<":
		if len(p.step.Status) == 0 {
			return p.status(rest)
		}
		check, err := parseHeaderCheck(rest)
		p.step.Headers = append(p.step.Headers, check)
		return err
	case "=":
		check, err := parseBodyCheck(rest)
		p.step.Bodies = append(p.step.Bodies, check)
		return err
	case "$":
		keep, err := parseKeep(rest)
		p.step.Keeps = append(p.step.Keeps, keep)
		return err
	}
	return fmt.Errorf("a line begins with one of > >> >* >! < = $ #")
}

func (p *parser) status(line string) error {
	for _, text := range strings.Fields(line) {
		status, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("no status: %w", err)
		}
		p.step.Status = append(p.step.Status, status)
	}
	return nil
}
