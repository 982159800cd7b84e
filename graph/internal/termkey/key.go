// Package termkey writes terms as keys of a dictionary: byte strings that sort
// as the kinds of terms do, blank nodes before IRIs, literals and triple terms,
// and within a kind by their text, so that what begins alike lies together.
//
// A key begins with the kind. Literals that are inline (package inline) have
// their code, most significant byte first. Blank nodes and IRIs have their text behind it. A
// literal has its lexical form, unless it is an xsd:string then a zero byte and
// its datatype or language. Zero bytes of a lexical form are followed by 0xFF,
// which no suffix begins with. A triple term has the keys of its three terms,
// escaped likewise, each with a zero byte and a one behind it.
package termkey

import (
	"bytes"
	"encoding/binary"
	"strings"

	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/rdf"
)

// The kinds, the first byte of each key.
const (
	Blank   = 1
	IRI     = 2
	Value   = 3 // a literal that is inline
	Literal = 4
	Triple  = 5
)

// What the byte behind the zero byte says.
const (
	isEnd       = 1    // of a term in a triple term
	isLang      = 1    // a language follows; then nothing or a zero byte and a direction
	isDatatype  = 2    // a datatype IRI follows
	isKnown     = 3    // the number of a datatype in known follows
	isZero      = 0xFF // a zero byte was meant
	leftToRight = 'l'
	rightToLeft = 'r'
)

// known are datatypes that take a byte. Their numbers are part of the format.
var known = [...]string{
	xsd + "anyURI", xsd + "base64Binary", xsd + "boolean", xsd + "byte", xsd + "date", xsd + "dateTime", xsd + "dateTimeStamp",
	xsd + "dayTimeDuration", xsd + "decimal", xsd + "double", xsd + "duration", xsd + "float", xsd + "gDay", xsd + "gMonth",
	xsd + "gMonthDay", xsd + "gYear", xsd + "gYearMonth", xsd + "hexBinary", xsd + "int", xsd + "integer", xsd + "language",
	xsd + "long", xsd + "negativeInteger", xsd + "nonNegativeInteger", xsd + "nonPositiveInteger", xsd + "positiveInteger",
	xsd + "short", xsd + "time", xsd + "token", xsd + "unsignedByte", xsd + "unsignedInt", xsd + "unsignedLong",
	xsd + "unsignedShort", xsd + "yearMonthDuration", rdfNS + "HTML", rdfNS + "JSON", rdfNS + "XMLLiteral",
}

const (
	xsd   = "http://www.w3.org/2001/XMLSchema#"
	rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
)

var numberOf = func() map[string]byte {
	numbers := map[string]byte{}
	for i, datatype := range known {
		numbers[datatype] = byte(i)
	}
	return numbers
}()

// Append appends the key of a term, which must not be the zero Term.
func Append(dst []byte, t rdf.Term) []byte {
	switch {
	case t.IsIRI():
		return append(append(dst, IRI), t.Value()...)
	case t.IsBlank():
		return append(append(dst, Blank), t.Value()...)
	case t.IsLiteral():
		if code, ok := inline.Encode(t); ok {
			return binary.BigEndian.AppendUint64(append(dst, Value), code)
		}
		return appendSuffix(appendEscaped(append(dst, Literal), t.Value()), t)
	}
	tr, _ := t.Triple()
	dst = append(dst, Triple)
	for _, part := range [...]rdf.Term{tr.S, tr.P, tr.O} {
		dst = append(appendEscaped(dst, string(Append(nil, part))), 0, isEnd)
	}
	return dst
}

func appendEscaped(dst []byte, text string) []byte {
	for {
		zero := strings.IndexByte(text, 0)
		if zero < 0 {
			return append(dst, text...)
		}
		dst = append(append(dst, text[:zero+1]...), isZero)
		text = text[zero+1:]
	}
}

func appendSuffix(dst []byte, t rdf.Term) []byte {
	switch datatype := t.Datatype(); datatype {
	case rdf.XSDString:
		return dst
	case rdf.RDFLangString, rdf.RDFDirLang:
		dst = append(append(dst, 0, isLang), t.Lang()...)
		switch t.Direction() {
		case rdf.LeftToRight:
			dst = append(dst, 0, leftToRight)
		case rdf.RightToLeft:
			dst = append(dst, 0, rightToLeft)
		}
		return dst
	default:
		if n, ok := numberOf[datatype]; ok {
			return append(dst, 0, isKnown, n)
		}
		return append(append(dst, 0, isDatatype), datatype...)
	}
}

// Language returns the language and direction in a key, as they stand there, nil
// for an xsd:string; isText is false of all other keys.
func Language(key []byte) (language []byte, isText bool) {
	if len(key) == 0 || key[0] != Literal {
		return nil, false
	}
	for {
		zero := bytes.IndexByte(key, 0)
		if zero < 0 || zero+1 == len(key) {
			return nil, zero < 0
		}
		if mark := key[zero+1]; mark != isZero {
			return key[zero+2:], mark == isLang
		}
		key = key[zero+2:]
	}
}

// Prefix returns what the keys of all terms of a kind, Blank, IRI or Literal,
// begin with whose text begins with a text.
func Prefix(kind byte, text string) []byte {
	if kind == Literal {
		return appendEscaped([]byte{kind}, text)
	}
	return append([]byte{kind}, text...)
}
