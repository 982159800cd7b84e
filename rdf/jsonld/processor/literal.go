package processor

import (
	"cmp"
	"math"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// Terms of compound literals, JSON-LD 1.1 API §8.2.2.
var (
	rdfValue     = rdf.IRI(rdfNS + "value")
	rdfLanguage  = rdf.IRI(rdfNS + "language")
	rdfDirection = rdf.IRI(rdfNS + "direction")
)

const rdfJSON = rdfNS + "JSON"

// literal is the object to RDF conversion of values, JSON-LD 1.1 API §8.2.2.
func (t *toRDF) literal(o *ojson.Object, v any, g rdf.Term) rdf.Term {
	datatype, typed := o.Get("@type").(string)
	if datatype == "@json" {
		return rdf.Literal(string(ojson.AppendCanonical(nil, v)), rdfJSON)
	}
	if typed && !rdf.IsAbsoluteIRI(datatype) { // none, or a blank node
		if t.opts.Strict && !isBlankID(datatype) {
			t.fail(failure(InvalidTypedValue, "datatype %q is not an absolute IRI", datatype))
		}
		return rdf.Term{}
	}
	switch v := v.(type) {
	case string:
		return t.text(o, v, datatype, g)
	case bool:
		return rdf.Literal(strconv.FormatBool(v), cmp.Or(datatype, xsdNS+"boolean"))
	case ojson.Number:
		return number(v, datatype)
	}
	return rdf.Term{}
}

// number returns the literal of a number: an integer where it is one below
// 10^21, else a double. Integers keep all of their digits.
func number(n ojson.Number, datatype string) rdf.Term {
	text := string(n)
	if !strings.ContainsAny(text, ".eE") && len(strings.TrimPrefix(text, "-")) <= 21 && datatype != xsdNS+"double" {
		if text == "-0" {
			text = "0"
		}
		return rdf.Literal(text, cmp.Or(datatype, xsdNS+"integer"))
	}
	f, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil: // beyond the range of doubles
		return rdf.Literal(strings.ToUpper(text), cmp.Or(datatype, xsdNS+"double"))
	case f == math.Trunc(f) && math.Abs(f) < 1e21 && datatype != xsdNS+"double":
		return rdf.Literal(strconv.FormatFloat(f+0, 'f', 0, 64), cmp.Or(datatype, xsdNS+"integer"))
	}
	return rdf.Literal(canonicalDouble(f), cmp.Or(datatype, xsdNS+"double"))
}

// canonicalDouble writes a double with one digit before the point, at least
// one after it, and an exponent.
func canonicalDouble(f float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}

func (t *toRDF) text(o *ojson.Object, v, datatype string, g rdf.Term) rdf.Term {
	language, tagged := o.Get("@language").(string)
	direction, directed := o.Get("@direction").(string)
	switch {
	case datatype != "":
		return rdf.Literal(v, datatype)
	case directed && t.opts.RDFDirection == I18nDatatype:
		return rdf.Literal(v, i18nNS+tagOf(language, direction))
	case directed && t.opts.RDFDirection == CompoundLiteral:
		return t.compound(v, language, direction, g)
	case directed && tagged && t.opts.RDFDirection == Directional:
		return rdf.DirLangString(v, language, map[string]rdf.Direction{"ltr": rdf.LeftToRight, "rtl": rdf.RightToLeft}[direction])
	case tagged && language == "":
		return rdf.Term{}
	}
	return rdf.LangString(v, language)
}

// compound yields a blank node that stands for a string.
func (t *toRDF) compound(v, language, direction string, g rdf.Term) rdf.Term {
	s := t.newBlank()
	t.emit(rdf.Quad{S: s, P: rdfValue, O: rdf.String(v), G: g})
	if language != "" {
		t.emit(rdf.Quad{S: s, P: rdfLanguage, O: rdf.String(strings.ToLower(language)), G: g})
	}
	t.emit(rdf.Quad{S: s, P: rdfDirection, O: rdf.String(direction), G: g})
	return s
}

// valueOf is RDF to object conversion, JSON-LD 1.1 API §8.4.2.
func (f *fromRDF) valueOf(o rdf.Term) (*ojson.Object, error) {
	switch {
	case o.Kind() == rdf.TripleTermKind:
		return nil, failure(InvalidValueObjectValue, "triple terms cannot be written in JSON-LD 1.1")
	case !o.IsLiteral():
		return ojson.NewObject("@id", idOf(o)), nil
	}
	lexical, datatype := o.Value(), o.Datatype()
	v := ojson.NewObject("@value", lexical)
	switch {
	case o.Lang() != "":
		v.Set("@language", o.Lang())
		if d := o.Direction(); d != rdf.NoDirection {
			v.Set("@direction", d.String())
		}
	case datatype == rdf.XSDString:
	case datatype == rdfJSON && !f.opts.Mode10:
		x, err := ojson.Parse(strings.NewReader(lexical), ojson.Options{MaxDepth: f.opts.MaxDepth})
		if err != nil {
			return nil, &Error{Code: InvalidJSONLiteral, Msg: err.Error(), Cause: err}
		}
		v.Set("@value", x)
		v.Set("@type", "@json")
	case f.opts.NativeTypes && nativeValue(lexical, datatype) != nil:
		v.Set("@value", nativeValue(lexical, datatype))
	case f.opts.RDFDirection == I18nDatatype && strings.HasPrefix(datatype, i18nNS):
		language, direction, _ := strings.Cut(datatype[len(i18nNS):], "_")
		if language != "" {
			v.Set("@language", language)
		}
		if direction != "" {
			v.Set("@direction", direction)
		}
	default:
		v.Set("@type", datatype)
	}
	return v, nil
}

// nativeValue returns a boolean or a number, nil where there is none.
func nativeValue(lexical, datatype string) any {
	switch datatype {
	case xsdNS + "boolean":
		switch lexical {
		case "true", "1":
			return true
		case "false", "0":
			return false
		}
	case xsdNS + "integer", xsdNS + "double":
		n, err := ojson.Parse(strings.NewReader(strings.TrimPrefix(lexical, "+")), ojson.Options{})
		x, ok := n.(ojson.Number)
		if _, tooLarge := strconv.ParseFloat(string(x), 64); ok && err == nil && tooLarge == nil {
			return x
		}
	}
	return nil
}

// idOf returns the value of "@id" for an IRI or a blank node.
func idOf(t rdf.Term) string {
	if t.IsBlank() {
		return "_:" + t.Value()
	}
	return t.Value()
}

// isType reports whether a triple is written as "@type".
func (f *fromRDF) isType(q rdf.Quad) bool {
	return q.P == nest.Type && !f.opts.RDFType && (q.O.IsIRI() || q.O.IsBlank())
}
