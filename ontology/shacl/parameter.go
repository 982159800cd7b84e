package shacl

import (
	"strconv"

	"w3id.org/plenary/rdf"
)

// A parameter is a property by which a shape has a constraint.
type parameter struct {
	name     string // without its namespace
	once     bool   // a shape has it once at most
	property bool   // only property shapes have it
	read     func(s *shape, value rdf.Term) constraint
}

// core returns the parameters of SHACL, in the order of the specification.
func (c *compiler) core() []parameter {
	return []parameter{
		{"class", false, false, c.readClass},
		{"datatype", true, false, c.readDatatype},
		{"nodeKind", true, false, c.readNodeKind},
		{"minCount", true, true, c.readMinCount},
		{"maxCount", true, true, c.readMaxCount},
		{"minExclusive", true, false, c.readBound("MinExclusive", "greater than", func(order int) bool { return order > 0 })},
		{"minInclusive", true, false, c.readBound("MinInclusive", "at least", func(order int) bool { return order >= 0 })},
		{"maxExclusive", true, false, c.readBound("MaxExclusive", "less than", func(order int) bool { return order < 0 })},
		{"maxInclusive", true, false, c.readBound("MaxInclusive", "at most", func(order int) bool { return order <= 0 })},
		{"minLength", true, false, c.readMinLength},
		{"maxLength", true, false, c.readMaxLength},
		{"pattern", false, false, c.readPattern},
		{"languageIn", true, false, c.readLanguageIn},
		{"uniqueLang", true, true, c.readUniqueLang},
		{"equals", false, false, c.readEquals},
		{"disjoint", false, false, c.readDisjoint},
		{"lessThan", false, true, c.readLessThan},
		{"lessThanOrEquals", false, true, c.readLessThanOrEquals},
		{"not", false, false, c.readNot},
		{"and", false, false, c.readAnd},
		{"or", false, false, c.readOr},
		{"xone", false, false, c.readXone},
		{"node", false, false, c.readNode},
		{"property", false, false, c.readProperty},
		{"qualifiedValueShape", false, true, c.readQualified},
		{"closed", true, false, c.readClosed},
		{"hasValue", false, false, c.readHasValue},
		{"in", true, false, c.readIn},
		{"sparql", false, false, c.readSPARQL},
	}
}

// readConstraints reads the constraints of a shape.
func (c *compiler) readConstraints(s *shape) {
	for _, p := range c.core() {
		values := c.objects(s.node, Namespace+p.name)
		switch {
		case len(values) == 0:
			continue
		case p.once && len(values) > 1:
			c.fail(s.node, Namespace+p.name, "there is one at most, not %d", len(values))
		case p.property && s.path == nil:
			c.fail(s.node, Namespace+p.name, "only property shapes have it")
		}
		for _, value := range values {
			if constraint := p.read(s, value); constraint != nil {
				s.constraints = append(s.constraints, constraint)
			}
		}
	}
	c.readCustom(s)
}

// iri checks that the value of a property is an IRI.
func (c *compiler) iri(s *shape, name string, value rdf.Term) bool {
	if !value.IsIRI() {
		c.fail(s.node, Namespace+name, "%v is no IRI", value)
	}
	return value.IsIRI()
}

// number returns the value of a property that is a whole number; one that is
// beyond all counts is as large as any.
func (c *compiler) number(s *shape, name string, value rdf.Term) int {
	n, err := strconv.ParseInt(value.Value(), 10, 64)
	if value.Datatype() != xsdInteger || err != nil {
		c.fail(s.node, Namespace+name, "%v is no xsd:integer, or too large", value)
	}
	return int(n)
}
