package processor

import (
	"maps"
	"slices"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A framer makes a tree of the nodes of a document: the framing algorithm,
// JSON-LD 1.1 Framing §4.3.
type framer struct {
	*run
	graphs map[string]*graphNodes
	main   string
	stack  []location
	embeds map[location]*ojson.Object // nodes embedded below one at the top
	output int
	// referring caches the nodes that refer to another, by property.
	referring map[location]map[string][]string
}

// A location is a node of a graph.
type location struct{ graph, id string }

const mergedGraph = "@merged"

// flags are those of JSON-LD 1.1 Framing §4.1.
type flags struct {
	embed                             Embed
	explicit, omitDefault, requireAll bool
}

func (r *run) framer(expanded []any, framesDefault bool) (*framer, error) {
	m := newNodeMap(r)
	if err := m.add(expanded, place{graph: defaultGraph}); err != nil {
		return nil, err
	}
	f := &framer{run: r, graphs: m.graphs, main: defaultGraph, embeds: make(map[location]*ojson.Object), referring: make(map[location]map[string][]string), output: orDefault(r.opts.MaxOutput, defaultOutput)}
	if !framesDefault {
		f.main = mergedGraph
		merged := m.merged()
		f.graphs = maps.Clone(m.graphs)
		f.graphs[mergedGraph] = merged
	}
	return f, nil
}

// top frames the nodes of the document.
func (f *framer) top(frame []any) ([]any, error) {
	standard := flags{embed: f.opts.Embed, explicit: f.opts.Explicit, omitDefault: f.opts.OmitDefault, requireAll: f.opts.RequireAll}
	if standard.embed == "" {
		standard.embed = EmbedOnce
	}
	out := []any{}
	l := level{graph: f.main, top: true, standard: standard, flags: standard}
	if len(frame) == 0 {
		frame = []any{new(ojson.Object)}
	}
	err := f.frame(l, f.graphs[f.main].ids(), frame, func(v any) { out = append(out, v) })
	return out, err
}

// A level is one recursion of the algorithm.
type level struct {
	graph         string
	top, embedded bool
	standard      flags // where a frame says nothing
	flags         flags // where there is no frame
	implicit      bool  // there is none
}

// frame yields the nodes that match a frame, each with what the frame takes
// from it.
func (f *framer) frame(l level, ids []string, frames []any, yield func(any)) error {
	if err := f.enter(); err != nil {
		return err
	}
	defer f.leave()
	frame, fl, err := f.prepare(l, frames)
	if err != nil {
		return err
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	for _, id := range ids {
		n := f.graphs[l.graph].nodes[id]
		if n == nil {
			continue
		}
		matches, err := f.matches(l.graph, n.object, frame, fl)
		if err != nil {
			return err
		}
		if !matches {
			continue
		}
		if err := f.take(l, id, n.object, frame, fl, ids, yield); err != nil {
			return err
		}
	}
	return nil
}

// prepare returns the one frame of an array, and its flags.
func (f *framer) prepare(l level, frames []any) (*ojson.Object, flags, error) {
	if l.implicit {
		return new(ojson.Object), l.flags, nil
	}
	if len(frames) == 0 {
		return new(ojson.Object), l.standard, nil
	}
	frame, ok := frames[0].(*ojson.Object)
	if !ok || len(frames) > 1 {
		return nil, flags{}, failure(InvalidFrame, "a frame is %s, not one object", show(frames))
	}
	if err := checkFrame(frame); err != nil {
		return nil, flags{}, err
	}
	fl, err := flagsOf(frame, l.standard, f.opts.Mode10)
	return frame, fl, err
}

// take frames one node that matches.
func (f *framer) take(l level, id string, n, frame *ojson.Object, fl flags, ids []string, yield func(any)) error {
	if l.top {
		clear(f.embeds)
	}
	at := location{l.graph, id}
	out := ojson.NewObject("@id", id)
	switch {
	case !l.embedded && f.embeds[at] != nil:
		return nil
	case l.embedded && (fl.embed == EmbedNever || slices.Contains(f.stack, at)),
		l.embedded && fl.embed == EmbedOnce && f.embeds[at] != nil:
		yield(out)
		return nil
	}
	if f.output--; f.output < 0 {
		return overLimit("nodes", "the frame embeds more than the limit of %d nodes", orDefault(f.opts.MaxOutput, defaultOutput))
	}
	if fl.embed == embedLast {
		f.unembed(l.graph, f.embeds[at])
	}
	f.embeds[at] = out
	f.stack = append(f.stack, at)
	t := &framing{framer: f, level: l, id: id, node: n, frame: frame, flags: fl, out: out}
	for _, step := range [...]func() error{t.namedGraph, func() error { return t.included(ids) }, t.properties, t.defaults, t.reverse} {
		if err := step(); err != nil {
			return err
		}
	}
	yield(out)
	f.stack = f.stack[:len(f.stack)-1]
	return nil
}

// unembed leaves a reference of a node that was embedded before.
func (f *framer) unembed(graph string, o *ojson.Object) {
	if o == nil {
		return
	}
	f.forget(graph, o)
	for _, key := range o.Keys() {
		if key != "@id" {
			o.Delete(key)
		}
	}
}

// forget notes that what is embedded in a value is embedded no longer.
func (f *framer) forget(graph string, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			f.forget(graph, x)
		}
	case *ojson.Object:
		id, _ := v.Get("@id").(string)
		if at := (location{graph, id}); f.embeds[at] == v {
			delete(f.embeds, at)
		}
		for _, x := range v.All() {
			f.forget(graph, x)
		}
	}
}

// A framing frames one node.
type framing struct {
	*framer
	level     level
	id        string
	node, out *ojson.Object
	frame     *ojson.Object
	flags     flags
}

// into returns a function that adds to an entry of an object.
func into(o *ojson.Object, key string) func(any) {
	return func(v any) { add(o, key, v, true) }
}

// namedGraph frames the graph that the node is the name of.
func (t *framing) namedGraph() error {
	if t.graphs[t.id] == nil {
		return nil
	}
	sub, ok := t.frame.Lookup("@graph")
	if !ok && t.level.graph == mergedGraph {
		return nil
	}
	frames := []any{new(ojson.Object)}
	if list := asArrayOrNone(sub); len(list) > 0 {
		if _, isObject := list[0].(*ojson.Object); isObject {
			frames = list[:1]
		}
	}
	l := level{graph: t.id, standard: t.level.standard}
	return t.framer.frame(l, t.graphs[t.id].ids(), frames, into(t.out, "@graph"))
}

func (t *framing) included(ids []string) error {
	frames, ok := t.frame.Get("@included").([]any)
	if !ok {
		return nil
	}
	l := level{graph: t.level.graph, standard: t.level.standard}
	return t.framer.frame(l, ids, frames, into(t.out, "@included"))
}

func (t *framing) properties() error {
	for _, key := range t.node.SortedKeys() {
		v := t.node.Get(key)
		if isKeyword(key) {
			t.out.Set(key, copyOf(v))
			continue
		}
		if t.flags.explicit && !t.frame.Has(key) {
			continue
		}
		for _, x := range asArray(v) {
			if err := t.value(key, x); err != nil {
				return err
			}
		}
	}
	return nil
}

// value frames one value of a property.
func (t *framing) value(key string, v any) error {
	frames, given := t.frame.Get(key).([]any)
	if items, ok := entry(v, "@list").([]any); ok {
		list := ojson.NewObject("@list", []any{})
		add(t.out, key, list, true)
		inner, hasList := []any(nil), false
		if len(frames) > 0 {
			inner, hasList = entry(frames[0], "@list").([]any)
		}
		for _, x := range items {
			if err := t.item(inner, hasList, x, into(list, "@list"), true); err != nil {
				return err
			}
		}
		return nil
	}
	return t.item(frames, given, v, into(t.out, key), false)
}

// item frames a reference, and takes a value that matches or is of a list.
func (t *framing) item(frames []any, given bool, v any, yield func(any), inList bool) error {
	if id, ok := entry(v, "@id").(string); ok && isReference(v) {
		l := level{graph: t.level.graph, embedded: true, standard: t.level.standard, flags: t.flags, implicit: !given}
		return t.framer.frame(l, []string{id}, frames, yield)
	}
	if inList || !given || len(frames) == 0 || valueMatches(frames[0], v) {
		yield(copyOf(v))
	}
	return nil
}

// defaults adds what the frame asks for and the node has not.
func (t *framing) defaults() error {
	for _, key := range t.frame.SortedKeys() {
		frames := asArrayOrNone(t.frame.Get(key))
		var next *ojson.Object
		if len(frames) > 0 {
			next, _ = frames[0].(*ojson.Object)
		}
		if isKeyword(key) && (key != "@type" || !next.Has("@default")) || t.out.Has(key) {
			continue
		}
		fl, err := flagsOf(next, t.level.standard, t.opts.Mode10)
		if err != nil {
			return err
		}
		if fl.omitDefault {
			continue
		}
		preserve := []any{absent{}}
		if d, ok := next.Lookup("@default"); ok {
			preserve = asArray(d)
		}
		t.out.Set(key, []any{ojson.NewObject("@preserve", preserve)})
	}
	return nil
}

// reverse embeds the nodes that refer here by the properties of @reverse.
func (t *framing) reverse() error {
	properties, _ := t.frame.Get("@reverse").(*ojson.Object)
	for _, property := range properties.SortedKeys() {
		for _, id := range t.referrers(t.level.graph, property)[t.id] {
			reverse, ok := t.out.Get("@reverse").(*ojson.Object)
			if !ok {
				reverse = new(ojson.Object)
				t.out.Set("@reverse", reverse)
			}
			l := level{graph: t.level.graph, embedded: true, standard: t.level.standard}
			if err := t.framer.frame(l, []string{id}, asArrayOrNone(properties.Get(property)), into(reverse, property)); err != nil {
				return err
			}
		}
	}
	return nil
}

// referrers returns the nodes of a graph that have a property, by what it refers
// to, each once and in order.
func (f *framer) referrers(graph, property string) map[string][]string {
	key := location{graph, property}
	if f.referring[key] != nil {
		return f.referring[key]
	}
	out := make(map[string][]string)
	g := f.graphs[graph]
	for _, id := range g.ids() {
		for _, v := range asArrayOrNone(g.nodes[id].object.Get(property)) {
			to, ok := entry(v, "@id").(string)
			if all := out[to]; ok && (len(all) == 0 || all[len(all)-1] != id) {
				out[to] = append(all, id)
			}
		}
	}
	f.referring[key] = out
	return out
}

// copyOf returns a value that may be changed.
func copyOf(v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = copyOf(x)
		}
		return out
	case *ojson.Object:
		out := new(ojson.Object)
		for k, x := range v.All() {
			out.Set(k, copyOf(x))
		}
		return out
	}
	return v
}
