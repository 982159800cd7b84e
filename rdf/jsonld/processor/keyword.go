package processor

import (
	"strings"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// isKeyword reports whether s is a keyword of JSON-LD 1.1 §1.7, or of framing.
func isKeyword(s string) bool {
	switch s {
	case "@base", "@container", "@context", "@default", "@direction", "@embed", "@explicit", "@graph", "@id", "@import",
		"@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@null", "@omitDefault", "@prefix", "@preserve",
		"@propagate", "@protected", "@requireAll", "@reverse", "@set", "@type", "@value", "@version", "@vocab":
		return true
	}
	return false
}

// looksLikeKeyword reports whether s is "@" and letters, which is reserved.
func looksLikeKeyword(s string) bool {
	if len(s) < 2 || s[0] != '@' {
		return false
	}
	for i := 1; i < len(s); i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func isBlankID(s string) bool { return strings.HasPrefix(s, "_:") }

func asArray(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

func isScalar(v any) bool {
	switch v.(type) {
	case bool, string, ojson.Number:
		return true
	}
	return false
}

// entry returns an entry of a value that may be an object, nil otherwise.
func entry(v any, key string) any {
	o, _ := v.(*ojson.Object)
	return o.Get(key)
}

func hasEntry(v any, key string) bool {
	o, _ := v.(*ojson.Object)
	return o.Has(key)
}

func isValue(v any) bool { return hasEntry(v, "@value") }
func isList(v any) bool  { return hasEntry(v, "@list") }

// isNode reports whether v is a node object, or could be one.
func isNode(v any) bool {
	o, ok := v.(*ojson.Object)
	return ok && !o.Has("@value") && !o.Has("@list") && !o.Has("@set")
}

// isReference reports whether v has an @id and nothing else.
func isReference(v any) bool {
	o, ok := v.(*ojson.Object)
	return ok && o.Len() == 1 && o.Has("@id")
}

// isGraph reports whether v is a graph object; a simple one has no @id.
func isGraph(v any) bool {
	o, ok := v.(*ojson.Object)
	if !ok || !o.Has("@graph") {
		return false
	}
	for k := range o.All() {
		if k != "@graph" && k != "@id" && k != "@index" {
			return false
		}
	}
	return true
}

func isSimpleGraph(v any) bool { return isGraph(v) && !hasEntry(v, "@id") }

// add adds a value to an entry, which becomes an array when it has several
// values or array says so; the values of an array are added one by one.
func add(o *ojson.Object, key string, v any, array bool) {
	if list, ok := v.([]any); ok {
		if array && !o.Has(key) {
			o.Set(key, []any{})
		}
		for _, x := range list {
			add(o, key, x, array)
		}
		return
	}
	old, has := o.Lookup(key)
	list, isArray := old.([]any)
	switch {
	case isArray:
		o.Set(key, append(list, v))
	case has:
		o.Set(key, []any{old, v})
	case array:
		o.Set(key, []any{v})
	default:
		o.Set(key, v)
	}
}
