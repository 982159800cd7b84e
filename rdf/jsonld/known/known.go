// Package known has copies of JSON-LD contexts that documents refer to most, so
// that these are read without a network. contexts.csv says of each where it is
// from; docs/decisions/0015 says why others are not here. What a context means is
// in its copy to the last entry: a document is read as with the one at its IRI.
package known

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

//go:generate go run ./gen

//go:embed contexts.json
var contexts []byte

// Contexts returns the contexts by IRI: values as package ojson has them, which
// are not to be changed.
//
// Cost: a millisecond the first time.
var Contexts = sync.OnceValue(func() map[string]any {
	value, err := ojson.Parse(bytes.NewReader(contexts), ojson.Options{Source: "contexts.json"})
	if err != nil {
		panic(fmt.Sprintf("known: %v", err)) // the file is part of the program
	}
	all := make(map[string]any)
	for iri, context := range value.(*ojson.Object).All() {
		all[iri] = context
	}
	return all
})
