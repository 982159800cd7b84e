package main

import (
	"io"
	"strings"
)

// A term is written as N-Quads write it.
type term string

// base is what the IRIs of things begin with.
const base = "https://plenary.example.org/id/"

// id returns the IRI of a thing: its path below base, in parts.
func id(parts ...string) term {
	size := len(base) + 2
	for _, part := range parts {
		size += len(part)
	}
	var b strings.Builder
	b.Grow(size)
	b.WriteByte('<')
	b.WriteString(base)
	for _, part := range parts {
		b.WriteString(part)
	}
	b.WriteByte('>')
	return term(b.String())
}

// in returns the IRI that begins with that of t.
func (t term) in(rest string) term { return t[:len(t)-1] + term(rest) + ">" }

// namespaces of the prefixes that names of properties and classes have here.
var namespaces = map[string]string{
	"pl":     "<https://w3id.org/plenary#",
	"rdf":    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"rdfs":   "<http://www.w3.org/2000/01/rdf-schema#",
	"xsd":    "<http://www.w3.org/2001/XMLSchema#",
	"owl":    "<http://www.w3.org/2002/07/owl#",
	"skos":   "<http://www.w3.org/2004/02/skos/core#",
	"dct":    "<http://purl.org/dc/terms/",
	"foaf":   "<http://xmlns.com/foaf/0.1/",
	"org":    "<http://www.w3.org/ns/org#",
	"prov":   "<http://www.w3.org/ns/prov#",
	"schema": "<http://schema.org/",
	"oa":     "<http://www.w3.org/ns/oa#",
	"void":   "<http://rdfs.org/ns/void#",
	"wgs":    "<http://www.w3.org/2003/01/geo/wgs84_pos#",
}

// name returns the IRI of a name with a prefix, as in "pl:Meeting".
func name(prefixed string) term {
	prefix, local, _ := strings.Cut(prefixed, ":")
	return term(namespaces[prefix] + local + ">")
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func plain(text string) term          { return term(`"` + escapes.Replace(text) + `"`) }
func english(text string) term        { return plain(text) + "@en" }
func french(text string) term         { return plain(text) + "@fr" }
func typed(lex, datatype string) term { return term(`"`+lex+`"^^`) + name(datatype) }

// lines writes statements as N-Quads, one graph after the other.
type lines struct {
	out   io.Writer
	err   error
	buf   []byte
	end   string // of a line: the graph and the full stop
	names map[string]string
}

const lineBuffer = 1 << 20

func newLines(out io.Writer) *lines {
	return &lines{out: out, buf: make([]byte, 0, lineBuffer+1<<16), end: " .\n", names: map[string]string{}}
}

// graph lets the statements that follow be in a graph.
func (l *lines) graph(g term) { l.end = " " + string(g) + " .\n" }

// state writes that s has some objects of a property.
func (l *lines) state(s term, property string, objects ...term) {
	p, ok := l.names[property]
	if !ok {
		p = " " + string(name(property)) + " "
		l.names[property] = p
	}
	for _, o := range objects {
		l.buf = append(l.buf, s...)
		l.buf = append(l.buf, p...)
		l.buf = append(l.buf, o...)
		l.buf = append(l.buf, l.end...)
	}
	if len(l.buf) >= lineBuffer {
		l.flush()
	}
}

// labels states what a thing is called, as its name and for display.
func (l *lines) labels(s term, texts ...term) {
	l.state(s, "skos:prefLabel", texts...)
	l.state(s, "rdfs:label", texts...)
}

func (l *lines) flush() {
	if l.err == nil {
		_, l.err = l.out.Write(l.buf)
	}
	l.buf = l.buf[:0]
}
