package syntax

// path reads [89] Path.
func (p *parser) path() Path {
	defer p.leave()
	if !p.enter() {
		return nil
	}
	paths := []Path{p.pathSequence()}
	for p.take("|") {
		paths = append(paths, p.pathSequence())
	}
	if len(paths) == 1 {
		return paths[0]
	}
	return Alternative{paths}
}

// pathSequence reads [91] PathSequence.
func (p *parser) pathSequence() Path {
	paths := []Path{p.pathStep()}
	for p.take("/") {
		paths = append(paths, p.pathStep())
	}
	if len(paths) == 1 {
		return paths[0]
	}
	return Sequence{paths}
}

// pathStep reads [93] PathEltOrInverse.
func (p *parser) pathStep() Path {
	if p.take("^") {
		return Inverse{p.pathRepeat()}
	}
	return p.pathRepeat()
}

// pathRepeat reads [92] PathElt.
func (p *parser) pathRepeat() Path {
	path := p.pathPrimary()
	for _, mark := range []string{"?", "*", "+"} {
		if p.take(mark) {
			return Repeat{path, mark[0]}
		}
	}
	return path
}

// pathPrimary reads [95] PathPrimary.
func (p *parser) pathPrimary() Path {
	switch {
	case p.take("!"):
		return p.negated()
	case p.take("("):
		path := p.path()
		p.want(")", "[95] PathPrimary")
		return path
	}
	return PathIRI{p.step()}
}

// step reads an IRI or 'a'.
func (p *parser) step() string {
	if p.isA() {
		p.next()
		return rdfNS + "type"
	}
	return p.iri("a predicate or a path")
}

// negated reads [96] PathNegatedPropertySet.
func (p *parser) negated() (n Negated) {
	one := func() {
		if p.take("^") {
			n.Backward = append(n.Backward, p.step())
		} else {
			n.Forward = append(n.Forward, p.step())
		}
	}
	if !p.take("(") {
		one()
		return n
	}
	if p.take(")") {
		return n
	}
	for one(); p.take("|"); {
		one()
	}
	p.want(")", "[96] PathNegatedPropertySet")
	return n
}
