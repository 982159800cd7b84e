package jsonld

import "slices"

// A wish says what kind of term suits a value: the containers, types and
// languages in order of preference, JSON-LD 1.1 API §6.2 and §6.3.
type wish struct {
	list, languageMap bool
	anyTerm           bool     // an empty list suits every list term
	types             []string // "@id", "@vocab", a datatype; "@none"
	languages         []string // a tag, "@null"; "@none"
}

// choose returns the term for a value of a property, nil when only the IRI
// will do.
func (k *compactor) choose(iri string, v object) *term {
	terms := k.byIRI[iri]
	if len(terms) == 0 {
		return nil
	}
	w := k.wishFor(v)
	var best *term
	bestRank := 1 << 30
	for _, t := range terms { // shorter names first
		if rank := k.rank(t, w); rank >= 0 && rank < bestRank {
			best, bestRank = t, rank
		}
	}
	return best
}

// rank returns how well a term meets a wish, 0 best, or -1.
func (k *compactor) rank(t *term, w wish) int {
	container := -1
	switch {
	case t.isList:
		if w.list {
			container = 0
		}
	case t.isLanguage:
		if w.languageMap {
			container = 0
		}
	case t.isSet && !w.list:
		container = 1
	case !t.isSet:
		container = 2
	}
	if container < 0 {
		return -1
	}
	if w.anyTerm && t.isList {
		return 0
	}
	fit := k.fit(t, w)
	if fit < 0 {
		return -1
	}
	return container*8 + fit
}

// fit returns the place of the type or language of a term among those wished
// for, or -1.
func (k *compactor) fit(t *term, w wish) int {
	switch {
	case t.typ != "":
		return slices.Index(w.types, t.typ)
	case t.tagged && t.language == "":
		return slices.Index(w.languages, "@null")
	case t.tagged:
		return slices.Index(w.languages, t.language)
	}
	if i := slices.Index(w.languages, k.language); i >= 0 && k.language != "" {
		return i
	}
	if i := slices.Index(w.languages, "@none"); i >= 0 {
		return i
	}
	return slices.Index(w.types, "@none")
}

func (k *compactor) wishFor(v object) wish {
	if items, ok := v["@list"].([]any); ok {
		return k.wishForList(items)
	}
	if _, ok := v["@value"]; !ok {
		return wish{types: k.idTypes(v)}
	}
	if datatype, ok := v["@type"].(string); ok {
		return wish{types: []string{datatype, "@none"}}
	}
	language, tagged := v["@language"].(string)
	switch {
	case !tagged:
		return wish{languages: []string{"@null", "@none"}}
	case v["@direction"] != nil:
		return wish{languages: []string{"@none"}}
	}
	return wish{languages: []string{language, "@none"}, languageMap: true}
}

// idTypes prefers "@vocab" for a node whose IRI a term stands for.
func (k *compactor) idTypes(v object) []string {
	id, _ := v["@id"].(string)
	if len(v) == 1 && len(k.byIRI[id]) > 0 && k.vocabName(id) != "" {
		return []string{"@vocab", "@id", "@none"}
	}
	return []string{"@id", "@vocab", "@none"}
}

// wishForList takes what the items have in common.
func (k *compactor) wishForList(items []any) wish {
	if len(items) == 0 {
		return wish{list: true, anyTerm: true, types: []string{"@none"}}
	}
	var common wish
	for i, x := range items {
		w := k.wishFor(x.(object))
		if _, nested := x.(object)["@list"]; nested {
			w = wish{types: []string{"@none"}}
		}
		if i > 0 && !(slices.Equal(w.types, common.types) && slices.Equal(w.languages, common.languages)) {
			w = wish{types: []string{"@none"}}
		}
		common = w
	}
	common.list, common.languageMap = true, false
	return common
}
