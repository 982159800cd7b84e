package processor

import (
	"fmt"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

// A scope is how a local context is processed.
type scope struct {
	base              string   // of the local context
	remote            []string // contexts on the way to it
	overrideProtected bool
	notPropagated     bool
	unvalidated       bool // scoped contexts may refer to themselves
}

// A scopedKey is a context processed before.
type scopedKey struct {
	active            *activeContext
	local             *ojson.Object
	iri               string
	base              string
	overrideProtected bool
	notPropagated     bool
}

// scopedContext processes the context of a term definition, once for each
// active context.
func (r *run) scopedContext(active *activeContext, t *termDefinition, overrideProtected, notPropagated bool) (*activeContext, error) {
	key := scopedKey{active: active, base: t.base, overrideProtected: overrideProtected, notPropagated: notPropagated}
	key.local, _ = t.context.(*ojson.Object)
	key.iri, _ = t.context.(string)
	cacheable := key.local != nil || key.iri != ""
	if c := r.scoped[key]; c != nil && cacheable {
		return c, nil
	}
	c, err := r.process(active, t.context, scope{base: t.base, overrideProtected: overrideProtected, notPropagated: notPropagated})
	if err == nil && cacheable {
		r.scoped[key] = c
	}
	if t.remote {
		err = elsewhere(err, t.base)
	}
	return c, err
}

// process is the context processing algorithm, JSON-LD 1.1 API §4.1.
func (r *run) process(active *activeContext, local any, s scope) (*activeContext, error) {
	if err := r.enter(); err != nil {
		return nil, err
	}
	defer r.leave()
	if p, ok := entry(local, "@propagate").(bool); ok {
		s.notPropagated = !p
	}
	result := active
	if s.notPropagated && result.previous == nil {
		copied := *active
		copied.previous = active
		result = &copied
	}
	for _, l := range asArray(local) {
		var err error
		switch l := l.(type) {
		case nil:
			result, err = r.nullify(active, result, s)
		case string:
			result, err = r.remoteContext(result, l, s)
		case *ojson.Object:
			result, err = r.inlineContext(result, l, s)
			err = located(err, l)
		default:
			err = failure(InvalidLocalContext, "%s is neither an object, a string nor null", show(l))
		}
		if err != nil {
			return nil, err
		}
	}
	return result, nil
}

func (r *run) nullify(active, result *activeContext, s scope) (*activeContext, error) {
	if !s.overrideProtected && result.protects() {
		return nil, failure(InvalidContextNullification, "null would undo protected terms")
	}
	fresh := newContext(active.originalBase)
	if s.notPropagated {
		fresh.previous = result
	}
	return fresh, nil
}

func (r *run) remoteContext(result *activeContext, ref string, s scope) (*activeContext, error) {
	iri, err := rdf.ResolveIRI(s.base, ref)
	if err != nil {
		return nil, failure(LoadingDocumentFailed, "context %q: %v", ref, err)
	}
	known := slices.Contains(s.remote, iri)
	if s.unvalidated && known {
		return result, nil
	}
	if limit := orDefault(r.opts.MaxContexts, defaultContexts); len(s.remote) >= limit {
		return nil, &Error{Code: ContextOverflow, Msg: fmt.Sprintf("context <%s> is one more than the limit of %d", iri, limit), Limit: "contexts"}
	}
	doc, err := r.loadContext(iri)
	if err != nil {
		return nil, err
	}
	s.base, s.remote, s.notPropagated = doc.URL, append(slices.Clip(s.remote), iri), false
	c, err := r.process(result, entry(doc.Value, "@context"), s)
	return c, elsewhere(err, iri)
}

// loadContext returns a document that has a context.
func (r *run) loadContext(iri string) (*Document, error) {
	if doc := r.loaded[iri]; doc != nil {
		return doc, nil
	}
	doc, err := r.load(iri)
	if err != nil {
		return nil, &Error{Code: LoadingRemoteContextFailed, Msg: err.Error(), Cause: err}
	}
	if !hasEntry(doc.Value, "@context") {
		return nil, failure(InvalidRemoteContext, "<%s> is not an object with @context", iri)
	}
	r.loaded[iri] = doc
	return doc, nil
}

// inlineContext is step 5.3 and following.
func (r *run) inlineContext(active *activeContext, local *ojson.Object, s scope) (*activeContext, error) {
	if local.Len() == 0 {
		return active, nil
	}
	if err := r.spend(len(active.terms) + local.Len()); err != nil {
		return nil, err
	}
	if err := r.checkVersion(local); err != nil {
		return nil, err
	}
	local, err := r.imported(local, s)
	if err != nil {
		return nil, err
	}
	result := active.clone()
	for _, set := range [...]func(*activeContext, *ojson.Object, scope) error{r.setBase, r.setVocab, r.setLanguage, r.setDirection, r.checkPropagate} {
		if err := set(result, local, s); err != nil {
			return nil, err
		}
	}
	d := &definer{run: r, active: result, local: local, scope: s, done: make(map[string]bool)}
	if protected, ok := local.Lookup("@protected"); ok {
		if d.protected, ok = protected.(bool); !ok {
			return nil, failure(InvalidProtectedValue, "%s is not a boolean", show(protected))
		}
	}
	for _, key := range local.Keys() {
		switch key {
		case "@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab":
			continue
		}
		if err := d.define(key); err != nil {
			return nil, err
		}
	}
	return result, nil
}

func (r *run) checkVersion(local *ojson.Object) error {
	v, ok := local.Lookup("@version")
	if !ok {
		return nil
	}
	if !ojson.Equal(v, ojson.Number("1.1")) {
		return failure(InvalidVersionValue, "%s is not 1.1", show(v))
	}
	if r.opts.Mode10 {
		return failure(ProcessingModeConflict, "@version is 1.1 and the mode 1.0")
	}
	return nil
}

// imported returns the context with what it imports before it.
func (r *run) imported(local *ojson.Object, s scope) (*ojson.Object, error) {
	v, ok := local.Lookup("@import")
	if !ok {
		return local, nil
	}
	if r.opts.Mode10 {
		return nil, failure(InvalidContextEntry, "@import is not of JSON-LD 1.0")
	}
	ref, ok := v.(string)
	if !ok {
		return nil, failure(InvalidImportValue, "%s is not a string", show(v))
	}
	iri, err := rdf.ResolveIRI(s.base, ref)
	if err != nil {
		return nil, failure(LoadingRemoteContextFailed, "%v", err)
	}
	doc, err := r.loadContext(iri)
	if err != nil {
		return nil, err
	}
	source, ok := entry(doc.Value, "@context").(*ojson.Object)
	if !ok {
		return nil, failure(InvalidRemoteContext, "<%s>: the imported @context is not an object", iri)
	}
	if source.Has("@import") {
		return nil, failure(InvalidContextEntry, "<%s> is imported and itself imports", iri)
	}
	merged := source.Clone()
	merged.At = local.At
	for k, v := range local.All() {
		if k != "@import" {
			merged.Set(k, v)
		}
	}
	return merged, r.spend(source.Len())
}

func (r *run) setBase(c *activeContext, local *ojson.Object, s scope) error {
	v, ok := local.Lookup("@base")
	if !ok || len(s.remote) > 0 {
		return nil
	}
	ref, isText := v.(string)
	switch {
	case v == nil:
		c.base = ""
		return nil
	case !isText:
		return failure(InvalidBaseIRI, "@base is %s", show(v))
	}
	if rdf.IsAbsoluteIRI(ref) {
		c.base = ref
		return nil
	}
	base, err := rdf.ResolveIRI(c.base, ref)
	if err != nil {
		return failure(InvalidBaseIRI, "%v", err)
	}
	c.base = base
	return nil
}

func (r *run) setVocab(c *activeContext, local *ojson.Object, _ scope) error {
	v, ok := local.Lookup("@vocab")
	if !ok {
		return nil
	}
	text, isText := v.(string)
	switch {
	case v == nil:
		c.vocab, c.hasVocab = "", false
		return nil
	case !isText:
		return failure(InvalidVocabMapping, "@vocab is %s", show(v))
	case r.opts.Mode10 && !strings.Contains(text, ":"):
		return failure(InvalidVocabMapping, "@vocab %q is not absolute", text)
	}
	c.vocab, c.hasVocab = r.expandIRI(c, text, true, true), true
	return nil
}

func (r *run) setLanguage(c *activeContext, local *ojson.Object, _ scope) error {
	v, ok := local.Lookup("@language")
	if !ok {
		return nil
	}
	text, isText := v.(string)
	if v != nil && !isText {
		return failure(InvalidDefaultLanguage, "@language is %s", show(v))
	}
	c.language = text
	return nil
}

func (r *run) setDirection(c *activeContext, local *ojson.Object, _ scope) error {
	v, ok := local.Lookup("@direction")
	if !ok {
		return nil
	}
	if r.opts.Mode10 {
		return failure(InvalidContextEntry, "@direction is not of JSON-LD 1.0")
	}
	text, _ := v.(string)
	if v != nil && text != "ltr" && text != "rtl" {
		return failure(InvalidBaseDirection, "@direction is %s", show(v))
	}
	c.direction = text
	return nil
}

func (r *run) checkPropagate(_ *activeContext, local *ojson.Object, _ scope) error {
	v, ok := local.Lookup("@propagate")
	if !ok {
		return nil
	}
	if r.opts.Mode10 {
		return failure(InvalidContextEntry, "@propagate is not of JSON-LD 1.0")
	}
	if _, isBool := v.(bool); !isBool {
		return failure(InvalidPropagateValue, "@propagate is %s", show(v))
	}
	return nil
}
