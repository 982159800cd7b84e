// Package gate reads which shapes gate which graphs of a data folder.
//
// Where nothing is said, plenary's own shapes gate everything.
package gate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"time"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// fileName is that of the rules in a data folder.
const fileName = "gate.json"

// Embedded names plenary's own shapes in a rule.
const Embedded = "plenary"

// contents are what the file has.
type contents struct {
	Rules []rule `json:"rules"`
}

// A rule is a shacl.Rule as the file has it.
type rule struct {
	Shapes []string  `json:"shapes"` // Embedded, or files, relative to the folder
	Graphs *[]string `json:"graphs"` // IRIs, "" for the unnamed graph; all when absent
	Each   bool      `json:"each"`
}

// Open returns the gate of a data folder, "" for none: that of its file, or
// without one the embedded shapes for all graphs. Shapes of further files gate
// all graphs too. Errors: those of reading; shapes or rules that are ill-formed.
func Open(folder string, further ...string) (*shacl.Gate, error) {
	return (&reading{folder: folder}).gate(further)
}

// IsGiven reports whether a data folder has a file that says what is gated.
func IsGiven(folder string) bool { return stampOf(filepath.Join(folder, fileName)).time != time.Time{} }

// A reading is of one gate.
type reading struct {
	folder string
	made   []stamp // of the files that it is made of, before they were read
}

func (r *reading) gate(further []string) (*shacl.Gate, error) {
	kept, err := r.contents()
	if err != nil {
		return nil, err
	}
	out := &shacl.Gate{}
	for _, rule := range kept.Rules {
		made, err := r.rule(rule)
		if err != nil {
			return nil, fmt.Errorf("gate: %s: %w", filepath.Join(r.folder, fileName), err)
		}
		out.Rules = append(out.Rules, made)
	}
	if len(further) > 0 {
		shapes, err := r.compile("", further)
		if err != nil {
			return nil, err
		}
		out.Rules = append(out.Rules, shacl.Rule{Shapes: shapes})
	}
	return out, nil
}

// contents reads the file of rules.
func (r *reading) contents() (kept contents, err error) {
	usual := contents{Rules: []rule{{Shapes: []string{Embedded}}}}
	if r.folder == "" {
		return usual, nil
	}
	path := filepath.Join(r.folder, fileName)
	r.made = append(r.made, stampOf(path))
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return usual, nil
	}
	if err != nil {
		return kept, err
	}
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&kept); err != nil {
		return kept, fmt.Errorf("gate: %s: %w", path, err)
	}
	return kept, nil
}

func (r *reading) rule(from rule) (out shacl.Rule, err error) {
	out.Each = from.Each
	if from.Graphs != nil {
		out.Graphs = []rdf.Term{}
		for _, name := range *from.Graphs {
			graph := rdf.Term{}
			if name != "" {
				graph = rdf.IRI(name)
				if err := rdf.CheckIRI(name); err != nil {
					return out, fmt.Errorf("graph %q: %w", name, err)
				}
			}
			out.Graphs = append(out.Graphs, graph)
		}
	}
	out.Shapes, err = r.compile(r.folder, from.Shapes)
	return out, err
}

// compile compiles documents, relative to a folder, as one shapes graph.
func (r *reading) compile(folder string, names []string) (*shacl.Shapes, error) {
	if len(names) == 0 {
		return nil, errors.New("a rule without shapes")
	}
	var prefixes []rdf.Prefix
	learn := func(p rdf.Prefix) { prefixes = append(prefixes, p) }
	var all []rdf.Quad
	for i, name := range names {
		for q, err := range r.document(folder, name, rdf.DecodeOptions{OnPrefix: learn, BlankPrefix: fmt.Sprintf("s%dn", i)}) {
			if err != nil {
				return nil, err
			}
			all = append(all, q)
		}
	}
	return shacl.Compile(func(yield func(rdf.Quad, error) bool) {
		for _, q := range all {
			if !yield(q, nil) {
				return
			}
		}
	}, prefixes...)
}

func (r *reading) document(folder, name string, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	if name == Embedded {
		return ontology.Shapes()
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(folder, name)
	}
	r.made = append(r.made, stampOf(name))
	return func(yield func(rdf.Quad, error) bool) {
		format, known := rdf.FormatOfFile(name)
		if !known {
			yield(rdf.Quad{}, fmt.Errorf("%s: its suffix is of no syntax", name))
			return
		}
		in, err := os.Open(name)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		defer in.Close()
		whole, err := filepath.Abs(name)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		o.Source, o.Base = name, "file://"+filepath.ToSlash(whole)
		codec.Decode(format, in, o, codec.Options{})(yield)
	}
}
