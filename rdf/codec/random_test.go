package codec_test

import (
	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
)

const (
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xsdNS = "http://www.w3.org/2001/XMLSchema#"
)

// abilities say what a syntax can write.
type abilities struct{ graphs, tripleTerms, directions, allText bool }

func (a abilities) and(b abilities) abilities {
	return abilities{a.graphs && b.graphs, a.tripleTerms && b.tripleTerms, a.directions && b.directions, a.allText && b.allText}
}

var (
	iris = []string{
		"http://example.org/a", "http://example.org/ns#b", "http://example.org/ns#", "http://example.org/ns#a.b", "http://example.org/ns#x/y",
		"http://example.org/ns#-z", "http://example.org/ns#café", "http://example.org/a(b)?c=d&e", "urn:x:y", "ex:a", "tag:a,2025:b",
		"http://example.org/ns#%20", "http://example.org/ns#1", rdfNS + "nil", xsdNS + "integer",
	}
	predicates = []string{
		rdfNS + "type", rdfNS + "first", rdfNS + "rest", "http://example.org/ns#p", "http://example.org/ns#q.r", "http://example.org/p",
		"http://www.w3.org/2000/01/rdf-schema#label", "urn:x:p", rdfNS + "_1",
	}
	texts = []string{
		"", "x", "two words", " space ", "line\nline", "cr\rlf\r\n", "tab\t", `"`, `""" '''`, `\`, `\u0041`, "<&>]]>", "é漢😀", "\u0085\u2028\uFFFD",
		"1", "01", "-5", "1.50", "1e3", "1.", "+1", "true", "1", "9007199254740993", "a--b", "@en", "-->",
	}
	controls  = []string{"\x00", "\x01\x1f\x7f", "\uFFFE\uFFFF", "\b\f"}
	datatypes = []string{
		"", xsdNS + "integer", xsdNS + "decimal", xsdNS + "double", xsdNS + "boolean", xsdNS + "date", rdfNS + "XMLLiteral", rdfNS + "HTML", "urn:x:dt",
	}
	languages = []string{"en", "fr-ca", "zh-hans-cn"}
	labels    = []string{"a", "b0", "b1", "anon1", "anon1_", "0", "x.y", "é", "a-b"}
)

func drawBlank(t *rapid.T) rdf.Term { return rdf.BlankNode(rapid.SampledFrom(labels).Draw(t, "label")) }

func drawNode(t *rapid.T) rdf.Term {
	if rapid.Bool().Draw(t, "blank") {
		return drawBlank(t)
	}
	return rdf.IRI(rapid.SampledFrom(iris).Draw(t, "iri"))
}

func drawLiteral(t *rapid.T, can abilities) rdf.Term {
	lexical := rapid.SampledFrom(texts).Draw(t, "lexical")
	if can.allText && rapid.IntRange(0, 9).Draw(t, "control") == 0 {
		lexical += rapid.SampledFrom(controls).Draw(t, "controls")
	}
	if rapid.IntRange(0, 2).Draw(t, "kind") > 0 {
		return rdf.Literal(lexical, rapid.SampledFrom(datatypes).Draw(t, "datatype"))
	}
	direction := rdf.NoDirection
	if can.directions {
		direction = rdf.Direction(rapid.IntRange(0, 2).Draw(t, "direction"))
	}
	return rdf.DirLangString(lexical, rapid.SampledFrom(languages).Draw(t, "language"), direction)
}

func drawObject(t *rapid.T, can abilities, depth int) rdf.Term {
	switch n := rapid.IntRange(0, 9).Draw(t, "object"); {
	case n == 0 && can.tripleTerms && depth < 3:
		return rdf.TripleTerm(drawTriple(t, can, depth+1))
	case n < 6:
		return drawNode(t)
	}
	return drawLiteral(t, can)
}

func drawTriple(t *rapid.T, can abilities, depth int) rdf.Triple {
	return rdf.Triple{
		S: drawNode(t), P: rdf.IRI(rapid.SampledFrom(predicates).Draw(t, "predicate")), O: drawObject(t, can, depth),
	}
}

// drawList adds a list of up to three items, well formed, as the object of a
// new triple.
func drawList(t *rapid.T, d *rdf.Dataset, can abilities, g rdf.Term) {
	head := rdf.IRI(rdfNS + "nil")
	for i := range rapid.IntRange(0, 3).Draw(t, "items") {
		cell := rdf.BlankNode("cell" + string(rune('a'+d.Len()%26)) + string(rune('a'+i)))
		d.Add(rdf.Quad{S: cell, P: rdf.IRI(rdfNS + "first"), O: drawObject(t, can, 0), G: g})
		d.Add(rdf.Quad{S: cell, P: rdf.IRI(rdfNS + "rest"), O: head, G: g})
		head = cell
	}
	d.Add(rdf.Quad{S: drawNode(t), P: rdf.IRI("http://example.org/ns#list"), O: head, G: g})
}

// drawDataset makes small datasets with many shared blank nodes.
func drawDataset(t *rapid.T, can abilities) *rdf.Dataset {
	d := rdf.NewDataset()
	for range rapid.IntRange(0, 12).Draw(t, "quads") {
		var g rdf.Term
		if can.graphs && rapid.Bool().Draw(t, "named") {
			g = drawNode(t)
		}
		if rapid.IntRange(0, 5).Draw(t, "list") == 0 {
			drawList(t, d, can, g)
			continue
		}
		d.Add(drawTriple(t, can, 0).In(g))
	}
	return d
}
