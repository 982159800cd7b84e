package plan

import "w3id.org/plenary/sparql/algebra"

// loosely reads a pattern of which only some variables are looked at, where it
// does not matter how often: each combination of their values once. Where it is
// alone, those of two variables need not be fewer: that they come in order is
// enough.
func (b *builder) loosely(p *pattern, needed func(string) bool, alone bool) *relation {
	if p.graphs.Kind != AnyGraph || len(p.nested) > 0 || p.rows == 0 {
		return nil
	}
	var keys names
	open := 0
	for _, s := range p.slots {
		if s.Var == "" {
			continue
		}
		if open++; needed(s.Var) {
			keys = keys.and(s.Var)
		}
	}
	if len(keys) == 0 || open == len(keys) || len(p.vars()) < open {
		return nil
	}
	o, ok := p.groupOrder(keys)
	if !ok {
		return nil
	}
	n := b.indexGroups(p, o, keys, "")
	if n.About().Rows > p.rows/2 && (!alone || len(keys) == 1) {
		return nil
	}
	distinct := map[string]float64{}
	for _, v := range keys {
		distinct[v] = b.distinct(p, v)
	}
	some := *p
	some.forget(needed)
	r := b.tripleRelation(&some)
	r.alone, r.rows = []Node{n}, n.About().Rows
	r.distinct = func(v string) float64 { return distinct[v] }
	return r
}

// loosen leaves out OPTIONAL of which nobody looks at what it binds, where it
// does not matter how often a solution comes.
func (b *builder) loosen(o *algebra.LeftJoin, at scope) bool {
	return at.loose && b.on("loosen") && !b.of(o.Right).vars.without(b.of(o.Left).sure).meets(at.need)
}
