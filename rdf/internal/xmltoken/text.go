package xmltoken

import "bytes"

// textual reads text up to a tag, or as much of it as is at hand.
func (r *Reader) textual(b []byte) (Kind, int) {
	n := bytes.IndexByte(b, '<')
	whole := n >= 0 || r.final()
	if n < 0 {
		n = len(b)
	}
	b = b[:n]
	if len(r.elements) == 0 {
		return nothing, r.between(b)
	}
	if bytes.IndexByte(b, '&') < 0 && bytes.IndexByte(b, '\r') < 0 && bytes.IndexByte(b, ']') < 0 {
		r.chars = b
		return Text, n
	}
	return Text, r.mixed(b, whole)
}

// between reads what stands before or behind the root element.
func (r *Reader) between(b []byte) int {
	if n := spaceLen(b); n < len(b) {
		return r.fail(n, "[1] document", "", "found text %.20q where an element was expected", b[n:])
	}
	r.begun = true
	return len(b)
}

// mixed reads text that differs from what is written. Unless it is the whole
// text, it stops before what may be the start of something.
func (r *Reader) mixed(b []byte, whole bool) int {
	dst := r.scratch[:0]
	i := 0
	for i < len(b) {
		j := bytes.IndexAny(b[i:], "&\r]")
		if j < 0 {
			j = len(b) - i
		}
		dst = append(dst, b[i:i+j]...)
		if i += j; i == len(b) {
			break
		}
		out, n := r.special(dst, b[i:], i, whole)
		if n == wrong || n == short && i == 0 {
			return n
		}
		if n == short {
			break
		}
		dst = out
		i += n
	}
	r.scratch, r.chars = dst, dst
	return i
}

// special reads one of & \r ] with what belongs to it, from the i-th byte of
// what is at hand.
func (r *Reader) special(dst, b []byte, i int, whole bool) ([]byte, int) {
	switch {
	case b[0] == '&':
		dst, n := r.reference(dst, b, i, false)
		if n == short && whole {
			n = r.noSemicolon(i)
		}
		return dst, n
	case b[0] == ']' && bytes.HasPrefix(b, []byte("]]>")):
		return dst, r.fail(i, "[14] CharData", "write it ]]&gt;", "found ]]> outside a CDATA section")
	case !whole && len(b) < len("]]>") && len(bytes.Trim(b[1:], "]")) == 0:
		return dst, short
	case b[0] == ']':
		return append(dst, ']'), 1
	case len(b) > 1 && b[1] == '\n':
		return append(dst, '\n'), 2
	}
	return append(dst, '\n'), 1
}

// cdata reads from inside a CDATA section to its end, or as much of it as is at
// hand.
func (r *Reader) cdata(b []byte) int {
	n := bytes.Index(b, []byte("]]>"))
	if n < 0 {
		n = len(bytes.TrimRight(b, "]\r"))
		if n == 0 && len(b) > 2*len("]]>") { // many brackets, of which the last two may be the end
			n = len(b) - len("]]>")
		}
		if n == 0 {
			return short
		}
		r.chars = r.lines(b[:n])
		return n
	}
	r.inCDATA = false
	r.chars = r.lines(b[:n])
	return n + len("]]>")
}

// lines returns text with line ends as \n, XML 1.0 §2.11.
func (r *Reader) lines(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	dst := r.scratch[:0]
	for i, c := range b {
		switch {
		case c != '\r':
			dst = append(dst, c)
		case i+1 == len(b) || b[i+1] != '\n':
			dst = append(dst, '\n')
		}
	}
	r.scratch = dst
	return dst
}
