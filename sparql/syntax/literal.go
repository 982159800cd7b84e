package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

// stringValue reads [143] String.
func (p *parser) stringValue() string {
	if p.tok.kind != stringToken {
		p.expected("[143] String", "a string")
		return ""
	}
	tok := p.next()
	quotes := 1
	if len(tok.text) >= 6 && tok.text[1] == tok.text[0] && tok.text[2] == tok.text[0] {
		quotes = 3
	}
	s, flaw := unescape(tok.text[quotes:len(tok.text)-quotes], tok.at+quotes, true)
	if flaw != nil {
		p.fail(flaw)
	}
	return s
}

// unescape resolves the escapes of strings, or those of IRIs, which are those of
// code points alone.
func unescape(s string, at int, inString bool) (string, *flaw) {
	if !strings.Contains(s, `\`) {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		if i == len(s) {
			return "", flawf(at+i-1, "[166] ECHAR", "", "the backslash escapes nothing")
		}
		if j := strings.IndexByte(`tbnrf"'\`, s[i]); j >= 0 && inString {
			b.WriteByte("\t\b\n\r\f\"'\\"[j])
			continue
		}
		r, n := codePoint(s[i:])
		if n == 0 {
			return "", flawf(at+i-1, "[166] ECHAR", `write "\\" for a backslash`, "%q is not an escape", `\`+s[i:min(i+1, len(s))])
		}
		b.WriteRune(r)
		i += n - 1
	}
	return b.String(), nil
}

// codePoint reads uXXXX or UXXXXXXXX; n is 0 when s begins with neither, or with
// a surrogate.
func codePoint(s string) (r rune, n int) {
	switch s[0] {
	case 'u':
		n = 5
	case 'U':
		n = 9
	}
	if n == 0 || len(s) < n {
		return 0, 0
	}
	v, err := strconv.ParseUint(s[1:n], 16, 32)
	if err != nil || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	return rune(v), n
}

func (p *parser) isLiteral() bool {
	switch p.tok.kind {
	case stringToken, integerToken, decimalToken, doubleToken:
		return true
	case wordToken:
		return p.tok.word == "TRUE" || p.tok.word == "FALSE"
	}
	return p.isSignedNumber()
}

// isSignedNumber reports whether a sign and a number directly behind it are next.
func (p *parser) isSignedNumber() bool {
	if !p.is("+") && !p.is("-") {
		return false
	}
	tok := p.peek()
	return tok.at == p.tok.end() && numeric(tok.kind) != ""
}

func numeric(k kind) string {
	switch k {
	case integerToken:
		return xsd + "integer"
	case decimalToken:
		return xsd + "decimal"
	case doubleToken:
		return xsd + "double"
	}
	return ""
}

// literal reads [129] RDFLiteral, [130] NumericLiteral or [134] BooleanLiteral.
func (p *parser) literal() rdf.Term {
	switch {
	case p.tok.kind == stringToken:
		return p.rdfLiteral()
	case p.tok.kind == wordToken:
		return rdf.Literal(strings.ToLower(p.next().word), xsd+"boolean")
	}
	sign := ""
	if p.tok.kind == punctToken {
		sign = p.next().text
	}
	tok := p.next()
	return rdf.Literal(sign+tok.text, numeric(tok.kind))
}

func (p *parser) rdfLiteral() rdf.Term {
	lexical := p.stringValue()
	switch {
	case p.tok.kind == langToken:
		tag, direction, _ := strings.Cut(p.next().text[1:], "--")
		return rdf.DirLangString(lexical, tag, directions[direction])
	case p.take("^^"):
		return rdf.Literal(lexical, p.iri("the IRI of a datatype"))
	}
	return rdf.String(lexical)
}

var directions = map[string]rdf.Direction{"ltr": rdf.LeftToRight, "rtl": rdf.RightToLeft}
