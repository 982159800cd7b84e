package ontology

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

//go:embed schema.csv
var schemaCSV string

// A SchemaRule says what one property of schema.org is made from: for things of a
// class, the values at the end of a path.
type SchemaRule struct {
	Class    string // IRI; "" means every thing
	Property string // IRI in schema.org, or RDFType
	Path     []Step
	Type     string // IRI in schema.org, of rules for RDFType, which have no path
}

// SchemaOrg returns the rules of schema.csv in their order: how things of the
// graph are told in terms of schema.org.
//
// Errors: a row that is no rule, which the file has none of.
var SchemaOrg = sync.OnceValues(func() ([]SchemaRule, error) {
	rows, err := csv.NewReader(strings.NewReader(schemaCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("ontology: schema.csv: %w", err)
	}
	var rules []SchemaRule
	for i, row := range rows[1:] {
		rule, err := readRule(row)
		if err != nil {
			return nil, fmt.Errorf("ontology: schema.csv:%d: %w", i+2, err)
		}
		rules = append(rules, rule)
	}
	return rules, nil
})

func readRule(row []string) (r SchemaRule, err error) {
	if row[0] != "*" {
		if r.Class, err = expandName(row[0]); err != nil {
			return r, err
		}
	}
	if r.Property, err = expandName(row[1]); err != nil {
		return r, err
	}
	if r.Property == RDFType {
		r.Type, err = expandName(row[2])
		return r, err
	}
	for _, name := range strings.Split(row[2], "/") {
		name, inverse := strings.CutPrefix(name, "^")
		iri, err := expandName(name)
		if err != nil {
			return r, err
		}
		r.Path = append(r.Path, Step{iri, inverse})
	}
	return r, nil
}

// expandName returns the IRI of a prefixed name.
func expandName(name string) (string, error) {
	prefix, local, _ := strings.Cut(name, ":")
	for _, p := range Prefixes {
		if p.Name == prefix && local != "" {
			return p.IRI + local, nil
		}
	}
	return "", fmt.Errorf("%q has no known prefix", name)
}
