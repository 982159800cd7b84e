package negotiate

import (
	"slices"

	"w3id.org/plenary/rdf"
)

// laterVersions are the versions of RDF that clients can ask for instead of 1.1,
// by the parameter version of the media types of syntaxes that can write them.
//
// Spec: RDF 1.2 Concepts §2.1 (version labels).
var laterVersions = []string{"1.2", "1.2-basic"}

// versioned reports whether an offer can be of a version of RDF later than 1.1.
func (o Offer) versioned() bool { return o.Format.Version == "1.2" }

// knownVersion reports whether a version is one that there are answers of.
func knownVersion(version string) bool {
	return version == "1.1" || slices.Contains(laterVersions, version)
}

// An rdf11 leaves out what RDF 1.1 has not and the client has not asked for:
// triples with a triple term, and of strings the base direction. Version 1.2-basic
// has the direction and no triple terms. JSON-LD has directions of its own.
type rdf11 struct {
	rdf.Encoder
	directed bool // base directions stay
}

func (e rdf11) Encode(q rdf.Quad) error {
	switch {
	case q.O.Kind() == rdf.TripleTermKind:
		return nil
	case q.O.Direction() != rdf.NoDirection && !e.directed:
		q.O = rdf.LangString(q.O.Value(), q.O.Lang())
	}
	return e.Encoder.Encode(q)
}

// EncodeNumbered passes a document on as a whole if nothing of it is left out.
func (e rdf11) EncodeNumbered(n *rdf.Numbered) error {
	later := func(t rdf.Term) bool {
		return !t.IsIRI() && !t.IsString() && (t.Kind() == rdf.TripleTermKind || t.Direction() != rdf.NoDirection)
	}
	if whole, ok := e.Encoder.(rdf.NumberedEncoder); ok && !slices.ContainsFunc(n.Terms, later) {
		return whole.EncodeNumbered(n)
	}
	for i := range n.Quads {
		if err := e.Encode(n.Quad(i)); err != nil {
			return err
		}
	}
	return nil
}

// InVersion returns an encoder that writes what the version chosen has.
func (c Choice) InVersion(e rdf.Encoder) rdf.Encoder {
	if c.Version == "1.2" {
		return e
	}
	return rdf11{e, c.Version != "" || c.Media == JSONLD}
}
