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
	kept := contents{Rules: []rule{{Shapes: []string{Embedded}}}}
	path := filepath.Join(folder, fileName)
	text, err := os.ReadFile(path)
	if folder == "" || errors.Is(err, fs.ErrNotExist) {
		text, err = nil, nil
	}
	if err != nil {
		return nil, err
	}
	if text != nil {
		kept = contents{}
		in := json.NewDecoder(bytes.NewReader(text))
		in.DisallowUnknownFields()
		if err := in.Decode(&kept); err != nil {
			return nil, fmt.Errorf("gate: %s: %w", path, err)
		}
	}
	out := &shacl.Gate{}
	for _, r := range kept.Rules {
		made, err := r.compile(folder)
		if err != nil {
			return nil, fmt.Errorf("gate: %s: %w", path, err)
		}
		out.Rules = append(out.Rules, made)
	}
	if len(further) > 0 {
		shapes, err := compile("", further)
		if err != nil {
			return nil, err
		}
		out.Rules = append(out.Rules, shacl.Rule{Shapes: shapes})
	}
	return out, nil
}

func (r rule) compile(folder string) (out shacl.Rule, err error) {
	out.Each = r.Each
	if r.Graphs != nil {
		out.Graphs = []rdf.Term{}
		for _, name := range *r.Graphs {
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
	out.Shapes, err = compile(folder, r.Shapes)
	return out, err
}

// compile compiles documents as one shapes graph.
func compile(folder string, names []string) (*shacl.Shapes, error) {
	if len(names) == 0 {
		return nil, errors.New("a rule without shapes")
	}
	return shacl.Compile(func(yield func(rdf.Quad, error) bool) {
		for i, name := range names {
			for q, err := range document(folder, name, i) {
				if !yield(q, err) || err != nil {
					return
				}
			}
		}
	})
}

func document(folder, name string, i int) iter.Seq2[rdf.Quad, error] {
	if name == Embedded {
		return ontology.Shapes()
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(folder, name)
	}
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
		o := rdf.DecodeOptions{Source: name, Base: "file://" + filepath.ToSlash(whole), BlankPrefix: fmt.Sprintf("s%dn", i)}
		codec.Decode(format, in, o, codec.Options{})(yield)
	}
}
