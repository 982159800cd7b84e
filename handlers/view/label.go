package view

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// labelPredicates name a thing, the best first.
var labelPredicates = []string{ontology.SKOSPrefLabel, ontology.RDFSLabel, ontology.DCTTitle, ontology.SchemaName}

// name returns the label of a term in the language of the page, in English, or
// in any other; Lang is set when it is not that of the page. What has no label
// is called by its CURIE or the end of its IRI.
func (v *view) name(t rdf.Term) explorer.Value {
	if known, ok := v.names[t]; ok {
		return known
	}
	best, found := v.bestLabel(t)
	named := explorer.Value{Text: best.Value()}
	if !found {
		named.Text = v.ownName(t)
	} else if lang := best.Lang(); lang != "" && lang != v.lang {
		named.Lang = lang
	}
	v.names[t] = named
	return named
}

// ownName returns what the pages themselves call a term of another vocabulary,
// or an abbreviation of its IRI.
func (v *view) ownName(t rdf.Term) string {
	short := shortName(t)
	if text, ok := v.explorer.Lookup(v.lang, "p."+short); ok {
		return text
	}
	return short
}

func (v *view) bestLabel(t rdf.Term) (best rdf.Term, found bool) {
	rank := len(labelPredicates) * 4
	for i, predicate := range labelPredicates {
		for _, label := range v.objects(t, predicate) {
			if r := v.languageRank(label)*len(labelPredicates) + i; label.IsLiteral() && r < rank {
				best, rank, found = label, r, true
			}
		}
	}
	return best, found
}

func (v *view) languageRank(label rdf.Term) int {
	switch label.Lang() {
	case v.lang:
		return 0
	case "":
		return 1
	case "en":
		return 2
	}
	return 3
}

// shortName abbreviates an IRI with a known prefix; of others it takes the
// last part.
func shortName(t rdf.Term) string {
	iri := t.Value()
	for _, p := range ontology.Prefixes {
		if rest, ok := strings.CutPrefix(iri, p.IRI); ok && rest != "" && !strings.ContainsAny(rest, "/#?") {
			return p.Name + ":" + rest
		}
	}
	return lastSegment(iri)
}

// lastSegment returns what follows the last slash or hash of an IRI that does
// not end it.
func lastSegment(iri string) string {
	cut := strings.TrimRight(iri, "/#")
	return cut[strings.LastIndexAny(cut, "/#")+1:]
}

// property returns the label of a predicate, and its place in the vocabulary.
func (v *view) property(predicate string) (label, href string) {
	label = sentenceCase(v.name(rdf.IRI(predicate)).Text)
	if strings.HasPrefix(predicate, ontology.Namespace) {
		href, _ = v.href(rdf.IRI(predicate))
	}
	return label, href
}

// sentenceCase puts a label that stands at the head of a line into upper case;
// abbreviated IRIs stay as they are.
func sentenceCase(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || strings.Contains(s, ":") {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// byName sorts terms by their labels in the order of the language.
func (v *view) byName(terms []rdf.Term) {
	c := collate.New(language.Make(v.lang), collate.Numeric)
	slices.SortFunc(terms, func(a, b rdf.Term) int {
		return cmp.Or(c.CompareString(v.name(a).Text, v.name(b).Text), rdf.CompareTerms(a, b))
	})
}
