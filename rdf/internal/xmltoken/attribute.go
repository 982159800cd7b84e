package xmltoken

import "bytes"

// isDeclaration reports whether the name is xmlns or begins with xmlns:.
func isDeclaration(name []byte) bool {
	const xmlns = "xmlns"
	return len(name) >= len(xmlns) && string(name[:len(xmlns)]) == xmlns && (len(name) == len(xmlns) || name[len(xmlns)] == ':')
}

// declare puts a namespace in force, Namespaces in XML 1.0 §3.
func (r *Reader) declare(a written) bool {
	const rule = "[1] NSAttName"
	value, ok := r.value(a)
	if !ok {
		return false
	}
	prefix, space := "", r.keep(value)
	if _, after, prefixed := bytes.Cut(a.name, []byte{':'}); prefixed {
		if !r.checkName(a.name, a.at) {
			return false
		}
		prefix = r.keep(after)
		if space == "" {
			r.fail(a.at, rule, "", "prefix %.80q is declared without a namespace", prefix)
			return false
		}
	}
	switch {
	case prefix == "xmlns" || space == xmlnsNS || (prefix == "xml") != (space == xmlNS):
		r.fail(a.at, rule, "", "%s cannot be declared as %.80q", clip(a.name), space)
	case len(r.undo) >= r.maxNames:
		r.exceed(a.at, "names", rule, "more than the limit of %d namespaces in force", r.maxNames)
	default:
		if !r.bind(prefix, space) {
			r.fail(a.at, "[40] STag", "", "attribute %s occurs twice", clip(a.name))
		}
	}
	return r.err == nil
}

// value returns the normalized value of an attribute, XML 1.0 §3.3.3.
func (r *Reader) value(a written) ([]byte, bool) {
	if a.plain {
		return a.value, true
	}
	start := len(r.values)
	out, ok := r.appendValue(r.values, a.value, a.at+len(a.name))
	r.values = out
	return out[start:len(out):len(out)], ok
}

// appendValue appends a value with references replaced and white space as
// blanks. The text is at the i-th byte of what is at hand, or near.
func (r *Reader) appendValue(dst, text []byte, at int) ([]byte, bool) {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			dst = append(dst, ' ')
		case '\n', '\t':
			dst = append(dst, ' ')
		case '&':
			out, n := r.reference(dst, text[i:], at, true)
			if n < 0 {
				if n == short {
					r.noSemicolon(at)
				}
				return out, false
			}
			dst = out
			i += n - 1
		default:
			dst = append(dst, c)
		}
	}
	return dst, true
}

// few is how many attributes are compared pair by pair.
const few = 16

// checkTwice reports an attribute that the tag at hand has twice.
func (r *Reader) checkTwice() bool {
	if len(r.attrs) > few {
		return r.checkManyTwice()
	}
	for i, a := range r.attrs {
		for _, b := range r.attrs[:i] {
			if a.Name == b.Name || a.Name.Local == b.Name.Local && a.Name.Space == b.Name.Space {
				return r.twice(a.Name)
			}
		}
	}
	return true
}

func (r *Reader) checkManyTwice() bool {
	met := make(map[nameKey]bool, len(r.attrs))
	for _, a := range r.attrs {
		key := nameKey{a.Name.Space, a.Name.Local}
		if met[key] {
			return r.twice(a.Name)
		}
		met[key] = true
	}
	return true
}

func (r *Reader) twice(name *Name) bool {
	r.fail(0, "[40] STag", "", "attribute %s occurs twice", name.Written)
	return false
}
