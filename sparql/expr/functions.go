package expr

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"math"
	"strings"

	"w3id.org/plenary/rdf"
)

// A function is an operator or a built-in function.
type function struct {
	least, most int  // arguments, both inclusive
	pure        bool // constants give a constant
	build       func(c *compiler, args []node) node
}

const unlimited = math.MaxInt

// functions are by the names that package syntax gives them.
//
// Spec: SPARQL 1.2 Query §17.3 Operator Mapping, §17.4 Function Definitions.
var functions = map[string]function{
	"||": {2, 2, true, tested(connective(true))}, "&&": {2, 2, true, tested(connective(false))}, "!": {1, 1, true, tested(not)},
	"=": {2, 2, true, tested(equalTo.build)}, "!=": {2, 2, true, tested(notEqualTo.build)},
	"<": {2, 2, true, tested(lessThan.build)}, ">": {2, 2, true, tested(greaterThan.build)},
	"<=": {2, 2, true, tested(lessOrEqual.build)}, ">=": {2, 2, true, tested(greaterOrEqual.build)},
	"IN": {1, unlimited, true, tested(member(true))}, "NOT IN": {1, unlimited, true, tested(member(false))},
	"+": {2, 2, true, form(arithmetic(addInts, add))}, "-": {2, 2, true, form(arithmetic(subInts, subtract))},
	"*": {2, 2, true, form(arithmetic(mulInts, multiply))}, "/": {2, 2, true, binary(divide)},
	"unary +": {1, 1, true, unary(plus)}, "unary -": {1, 1, true, unary(minus)},

	"BOUND": {1, 1, true, tested(isBound)}, "IF": {3, 3, true, form(ifForm)}, "COALESCE": {0, unlimited, true, form(coalesce)},
	"SAMETERM": {2, 2, true, tested(pairTest(SameTerm))}, "SAMEVALUE": {2, 2, true, tested(pairTest(SameValue))},

	"ISIRI": {1, 1, true, tested(predicate(isKind(rdf.IRIKind)))}, "ISURI": {1, 1, true, tested(predicate(isKind(rdf.IRIKind)))}, "ISBLANK": {1, 1, true, tested(predicate(isKind(rdf.BlankNodeKind)))},
	"ISLITERAL": {1, 1, true, tested(predicate(isKind(rdf.LiteralKind)))}, "ISTRIPLE": {1, 1, true, tested(predicate(isKind(rdf.TripleTermKind)))}, "ISNUMERIC": {1, 1, true, tested(predicate(isNumeric))},
	"STR": {1, 1, true, unary(str)}, "LANG": {1, 1, true, unary(lang)}, "LANGDIR": {1, 1, true, unary(langDir)}, "DATATYPE": {1, 1, true, unary(datatypeOf)},
	"HASLANG": {1, 1, true, tested(predicate(hasLang))}, "HASLANGDIR": {1, 1, true, tested(predicate(hasLangDir))}, "LANGMATCHES": {2, 2, true, tested(pairTest(langMatches))},
	"IRI": {1, 1, true, form(iriForm)}, "URI": {1, 1, true, form(iriForm)}, "BNODE": {0, 1, false, form(bnode)},
	"STRDT": {2, 2, true, binary(strDT)}, "STRLANG": {2, 2, true, binary(strLang)}, "STRLANGDIR": {3, 3, true, ternary(strLangDir)},
	"TRIPLE": {3, 3, true, ternary(triple)}, "SUBJECT": {1, 1, true, unary(part(0))}, "PREDICATE": {1, 1, true, unary(part(1))}, "OBJECT": {1, 1, true, unary(part(2))},

	"STRLEN": {1, 1, true, unary(strLen)}, "SUBSTR": {2, 3, true, form(substrForm)}, "UCASE": {1, 1, true, unary(upperCase)}, "LCASE": {1, 1, true, unary(lowerCase)},
	"STRSTARTS": {2, 2, true, tested(textTest(strings.HasPrefix))}, "STRENDS": {2, 2, true, tested(textTest(strings.HasSuffix))}, "CONTAINS": {2, 2, true, tested(textTest(strings.Contains))},
	"STRBEFORE": {2, 2, true, binary(strBefore)}, "STRAFTER": {2, 2, true, binary(strAfter)}, "CONCAT": {0, unlimited, true, form(concat)},
	"ENCODE_FOR_URI": {1, 1, true, unary(encodeForURI)}, "REGEX": {2, 3, true, tested(regexTest)}, "REPLACE": {3, 4, true, form(replaceForm)},

	"ABS": {1, 1, true, unary(abs)}, "CEIL": {1, 1, true, unary(ceil)}, "FLOOR": {1, 1, true, unary(floor)}, "ROUND": {1, 1, true, unary(round)}, "RAND": {0, 0, false, form(random)},

	"NOW": {0, 0, false, form(now)}, "YEAR": {1, 1, true, unary(year)}, "MONTH": {1, 1, true, unary(month)}, "DAY": {1, 1, true, unary(day)},
	"HOURS": {1, 1, true, unary(hours)}, "MINUTES": {1, 1, true, unary(minutes)}, "SECONDS": {1, 1, true, unary(seconds)},
	"TIMEZONE": {1, 1, true, unary(timezone)}, "TZ": {1, 1, true, unary(tz)},

	"UUID": {0, 0, false, form(uuid)}, "STRUUID": {0, 0, false, form(strUUID)},
	"MD5": {1, 1, true, unary(hashed(md5.New))}, "SHA1": {1, 1, true, unary(hashed(sha1.New))}, "SHA256": {1, 1, true, unary(hashed(sha256.New))},
	"SHA384": {1, 1, true, unary(hashed(sha512.New384))}, "SHA512": {1, 1, true, unary(hashed(sha512.New))},
}

func (f function) arity() string {
	switch {
	case f.least == 1 && f.most == 1:
		return "1 argument"
	case f.least == f.most:
		return fmt.Sprintf("%d arguments", f.least)
	case f.most == unlimited:
		return fmt.Sprintf("at least %d arguments", f.least)
	}
	return fmt.Sprintf("%d to %d arguments", f.least, f.most)
}

// form makes a function of one that evaluates its arguments itself.
func form(build func(c *compiler, args []node) Func) func(*compiler, []node) node {
	return func(c *compiler, args []node) node { return evaluated(build(c, args)) }
}

// unary evaluates the argument; an error remains one.
func unary(f func(Value) Value) func(*compiler, []node) node {
	return form(func(_ *compiler, args []node) Func {
		arg := args[0].eval
		return func(env *Env) Value {
			v := arg(env)
			if v.kind() == none {
				return v
			}
			return f(v)
		}
	})
}

// binary evaluates both arguments likewise.
func binary(f func(a, b Value) Value) func(*compiler, []node) node {
	return form(func(_ *compiler, args []node) Func {
		left, right := args[0].eval, args[1].eval
		return func(env *Env) Value {
			a, b := left(env), right(env)
			if a.kind() == none || b.kind() == none {
				return Value{}
			}
			return f(a, b)
		}
	})
}

func ternary(f func(a, b, c Value) Value) func(*compiler, []node) node {
	return form(func(_ *compiler, args []node) Func {
		return func(env *Env) Value {
			a, b, c := args[0].eval(env), args[1].eval(env), args[2].eval(env)
			if a.kind() == none || b.kind() == none || c.kind() == none {
				return Value{}
			}
			return f(a, b, c)
		}
	})
}

func extension(call func(args []Value) Value) func(*compiler, []node) node {
	return form(func(_ *compiler, args []node) Func {
		return func(env *Env) Value {
			values := make([]Value, len(args))
			for i, arg := range args {
				if values[i] = arg.eval(env); values[i].kind() == none {
					return Value{}
				}
			}
			return call(values)
		}
	})
}
