package expr

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// caster returns the constructor function of a datatype.
//
// Spec: SPARQL 1.2 Query §17.5 XPath Constructor Functions; XPath and XQuery
// Functions and Operators 3.1 §19.
func (d *datatype) caster(name string) func(Value) Value {
	prototype := rdf.Literal("", name)
	return func(v Value) Value {
		out := d.cast(v.decoded())
		switch {
		case out.kind() == none:
			return out
		case d.derived:
			return out.withTerm(prototype.WithLexical(out.canonical()))
		}
		return out
	}
}

func (d *datatype) cast(v Value) Value {
	if v.kind() == stringLiteral && d.kind != stringLiteral {
		return d.fromText(v.text())
	}
	switch {
	case d.kind == stringLiteral:
		return castString(v)
	case d.kind == boolean:
		return castBoolean(v)
	case d.kind.isNumeric():
		return d.castNumber(v)
	case d.kind.isTime():
		return d.castTime(v)
	}
	return d.castDuration(v)
}

// fromText reads a lexical form; the value has its canonical one.
func (d *datatype) fromText(lexical string) Value {
	v, ok := d.read(lexical)
	if !ok {
		return Value{}
	}
	if v = v.withTerm(prototypes[d.kind].WithLexical(lexical)).prepared(); v.kind() == illTyped {
		return Value{}
	}
	return v.computed()
}

// computed returns v without its own lexical form.
func (v Value) computed() Value {
	if w := v.wide(); w != nil {
		return ofWide(v.kind(), wide{"", w.decimal, w.time, w.duration})
	}
	return Value{num: v.num, tag: v.tag & (1<<textShift - 1)}
}

// castString takes an IRI too and, beyond the specification, a language-tagged
// string or a literal of unknown datatype, as STR does.
func castString(v Value) Value {
	switch {
	case v.kind() == double:
		return String(xsd.DoubleString(v.float64()))
	case v.kind() == float:
		return String(xsd.FloatString(v.float64()))
	case boolean <= v.kind() && v.isWellTyped():
		return String(v.prepared().canonical())
	}
	return str(v)
}

func castBoolean(v Value) Value {
	if v.kind() != boolean && !v.kind().isNumeric() {
		return Value{}
	}
	b, _ := v.EBV()
	return Bool(b)
}

func (d *datatype) castNumber(v Value) Value {
	if v.kind() == boolean {
		v = Int(v.num)
	}
	switch {
	case !v.kind().isNumeric():
		return Value{}
	case d.kind == double:
		return Double(v.float64())
	case d.kind == float:
		return Float(v.float64())
	}
	n, ok := v.exactly()
	if !ok {
		return Value{}
	}
	if d.kind == integer {
		if n, _, _ = n.QuoRem(xsd.Int(1)); !d.allows(n) {
			return Value{}
		}
	}
	return exact(n, d.kind)
}

func (d *datatype) castTime(v Value) Value {
	if !v.kind().isTime() {
		return Value{}
	}
	t, ok := v.time()
	name := d.kind.name()
	if d.stamp {
		name = "dateTimeStamp"
	}
	out, okAs := t.As(name)
	if !ok || !okAs {
		return Value{}
	}
	return ofTime(d.kind, out)
}

// castDuration keeps the months or the seconds alone where the datatype has no
// others.
func (d *datatype) castDuration(v Value) Value {
	if !v.kind().isDuration() {
		return Value{}
	}
	out, ok := v.duration()
	switch {
	case !ok:
		return Value{}
	case d.kind == yearMonthDuration:
		out.Seconds = xsd.Decimal{}
	case d.kind == dayTimeDuration:
		out.Months = 0
	}
	return ofDuration(out, d.kind)
}
