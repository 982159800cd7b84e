package processor

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// checkFrame checks @id and @type of a frame.
func checkFrame(frame *ojson.Object) error {
	for _, key := range [...]string{"@id", "@type"} {
		v, ok := frame.Lookup(key)
		if !ok || isPattern(v) || frame.Has("@value") {
			continue
		}
		for _, x := range asArray(v) {
			text, isText := x.(string)
			isDefault := key == "@type" && hasEntry(x, "@default")
			if !isDefault && (!isText || isBlankID(text) || !rdf.IsAbsoluteIRI(text)) {
				return failure(InvalidFrame, "%s of a frame is %s", key, show(v))
			}
		}
	}
	return nil
}

// flagsOf returns the flags of a frame, which may be nil.
// The flag @embed may be @last in the mode of JSON-LD 1.0.
func flagsOf(frame *ojson.Object, standard flags, mode10 bool) (flags, error) {
	fl := standard
	if v, ok := flagValue(frame, "@embed"); ok {
		switch v {
		case true, "@once", "true":
			fl.embed = EmbedOnce
		case false, "@never", "false":
			fl.embed = EmbedNever
		case "@always":
			fl.embed = EmbedAlways
		case "@last":
			fl.embed = embedLast
		default:
			return fl, failure(InvalidEmbedValue, "@embed is %s", show(v))
		}
		if fl.embed == embedLast && !mode10 {
			return fl, failure(InvalidEmbedValue, "@embed is @last, which is of JSON-LD 1.0")
		}
	}
	for key, flag := range map[string]*bool{"@explicit": &fl.explicit, "@omitDefault": &fl.omitDefault, "@requireAll": &fl.requireAll} {
		v, ok := flagValue(frame, key)
		if !ok {
			continue
		}
		switch v {
		case true, "true":
			*flag = true
		case false, "false":
			*flag = false
		default:
			return fl, failure(InvalidFrame, "%s is %s", key, show(v))
		}
	}
	return fl, nil
}

func flagValue(frame *ojson.Object, key string) (any, bool) {
	list := asArrayOrNone(frame.Get(key))
	if len(list) == 0 {
		return nil, false
	}
	if v, ok := list[0].(*ojson.Object); ok {
		return v.Get("@value"), true
	}
	return list[0], true
}

// matches reports whether a node matches a frame: frame matching, JSON-LD 1.1
// Framing §4.2.
func (f *framer) matches(graph string, n, frame *ojson.Object, fl flags) (bool, error) {
	some, wildcard := false, true
	for key, v := range frame.All() {
		var m verdict
		var err error
		switch {
		case key == "@id":
			m = idMatches(n, asArray(v))
			if m == matched || !fl.requireAll {
				if !fl.requireAll {
					return m == matched, nil
				}
			}
		case key == "@type":
			wildcard = false
			m = typeMatches(n, asArray(v))
			if m == excluded || !fl.requireAll {
				return m == matched, nil
			}
		case isKeyword(key):
			continue
		default:
			wildcard = false
			m, err = f.propertyMatches(graph, n, key, asArrayOrNone(v), fl)
		}
		switch {
		case err != nil || m == excluded:
			return false, err
		case m == indifferent:
			continue
		case m == unmatched && fl.requireAll:
			return false, nil
		}
		some = some || m == matched
	}
	return wildcard || some, nil
}

// A verdict is what one entry of a frame says of a node.
type verdict int

const (
	unmatched   verdict = iota
	matched             // one such suffices unless all are required
	indifferent         // a default stands in
	excluded            // the node cannot match
)

func verdictOf(ok bool) verdict {
	if ok {
		return matched
	}
	return unmatched
}

func idMatches(n *ojson.Object, pattern []any) verdict {
	return verdictOf(isPattern(pattern) || len(pattern) == 0 || slices.Contains(pattern, n.Get("@id")))
}

func typeMatches(n *ojson.Object, pattern []any) verdict {
	types := asArrayOrNone(n.Get("@type"))
	switch {
	case len(pattern) == 0 && len(types) > 0:
		return excluded
	case len(pattern) == 0:
		return matched
	case isPattern(pattern):
		return verdictOf(len(types) > 0)
	}
	return verdictOf(slices.ContainsFunc(pattern, func(p any) bool { return hasEntry(p, "@default") || slices.Contains(types, p) }))
}

func (f *framer) propertyMatches(graph string, n *ojson.Object, key string, frames []any, fl flags) (verdict, error) {
	values := asArrayOrNone(n.Get(key))
	if len(frames) == 0 { // the property must not be there
		if len(values) > 0 {
			return excluded, nil
		}
		return matched, nil
	}
	pattern, ok := frames[0].(*ojson.Object)
	if !ok || len(frames) > 1 && !allValues(frames) {
		return unmatched, failure(InvalidFrame, "%s of a frame is %s", key, show(frames))
	}
	if err := checkFrame(pattern); err != nil {
		return unmatched, err
	}
	if len(values) == 0 && pattern.Has("@default") {
		return indifferent, nil
	}
	switch {
	case pattern.Has("@list"):
		return f.listMatches(graph, asArrayOrNone(pattern.Get("@list")), values, fl)
	case pattern.Has("@value"):
		return verdictOf(slices.ContainsFunc(frames, func(p any) bool {
			return slices.ContainsFunc(values, func(v any) bool { return valueMatches(p, v) })
		})), nil
	case isReference(pattern):
		return f.anyNodeMatches(graph, pattern, values, fl)
	}
	return verdictOf(len(values) > 0), nil
}

func allValues(frames []any) bool {
	return !slices.ContainsFunc(frames, func(v any) bool { return !isValue(v) })
}

func (f *framer) listMatches(graph string, pattern, values []any, fl flags) (verdict, error) {
	if len(pattern) == 0 || len(values) == 0 || !isList(values[0]) {
		return unmatched, nil
	}
	items := asArray(entry(values[0], "@list"))
	if isValue(pattern[0]) {
		return verdictOf(slices.ContainsFunc(items, func(v any) bool { return valueMatches(pattern[0], v) })), nil
	}
	p, _ := pattern[0].(*ojson.Object)
	return f.anyNodeMatches(graph, p, items, fl)
}

func (f *framer) anyNodeMatches(graph string, pattern *ojson.Object, values []any, fl flags) (verdict, error) {
	if err := f.enter(); err != nil {
		return unmatched, err
	}
	defer f.leave()
	for _, v := range values {
		id, _ := entry(v, "@id").(string)
		n := f.graphs[graph].nodes[id]
		if n == nil {
			continue
		}
		if ok, err := f.matches(graph, n.object, pattern, fl); ok || err != nil {
			return verdictOf(ok), err
		}
	}
	return unmatched, nil
}

// valueMatches reports whether a value object matches a pattern: value pattern
// matching, JSON-LD 1.1 Framing §4.2.3.
func valueMatches(pattern, v any) bool {
	p, _ := pattern.(*ojson.Object)
	o, ok := v.(*ojson.Object)
	if !ok {
		return false
	}
	if !p.Has("@value") && !p.Has("@type") && !p.Has("@language") {
		return true
	}
	return partMatches(p, "@value", o, ojson.Equal) && partMatches(p, "@type", o, ojson.Equal) && partMatches(p, "@language", o, equalTags)
}

func partMatches(p *ojson.Object, key string, o *ojson.Object, equal func(a, b any) bool) bool {
	want, has := p.Lookup(key)
	got, gotAny := o.Lookup(key)
	list := asArray(want)
	switch {
	case !has || len(list) == 0:
		return !gotAny
	case isPattern(want):
		return gotAny
	}
	return gotAny && slices.ContainsFunc(list, func(x any) bool { return equal(x, got) })
}

func equalTags(a, b any) bool {
	x, _ := a.(string)
	y, _ := b.(string)
	return strings.EqualFold(x, y)
}
