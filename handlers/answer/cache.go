package answer

import (
	lru "container/list"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/rdf"
)

// DefaultBytes is how much memory prepared answers may take unless told.
const DefaultBytes = 64 << 20

// mostDepends is how many nodes an answer may depend on to outlive a commit.
const mostDepends = 2000

// Cache keeps prepared answers, the ones used last, within a number of bytes.
type Cache struct {
	mu     sync.Mutex
	budget int64
	used   int64
	places map[string]*lru.Element // of *cached
	order  *lru.List               // the last used first
	// Names are the keys by what was asked for, so that the same need not be
	// negotiated again.
	names map[string]string
}

// cached is an answer with what it was made of.
type cached struct {
	*prepared
	key string
	// seq is the last commit up to which the answer is known to hold.
	seq atomic.Uint64
	// depends are the nodes without a change of which it still holds; nil for one
	// that holds for its commit alone.
	depends []rdf.Term
	size    int64
}

func NewCache(budget int64) *Cache {
	return &Cache{budget: budget, places: map[string]*lru.Element{}, order: lru.New(), names: map[string]string{}}
}

// Get returns the answer of a key that holds in a state.
func (k *Cache) Get(key string, snap *graph.Snapshot) *prepared {
	k.mu.Lock()
	place := k.places[key]
	if place == nil {
		k.mu.Unlock()
		return nil
	}
	k.order.MoveToFront(place)
	c := place.Value.(*cached)
	k.mu.Unlock()
	if !c.holds(snap) {
		return nil
	}
	return c.prepared
}

// mostNames is how many names of keys are remembered.
const mostNames = 1 << 13

// Name remembers what an address with headers chose.
func (k *Cache) Name(asked, key string) {
	if asked == "" || key == "" || k.budget == 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.names) >= mostNames {
		clear(k.names)
	}
	k.names[asked] = key
}

// GetAs is get by a name.
func (k *Cache) GetAs(asked string, snap *graph.Snapshot) *prepared {
	k.mu.Lock()
	key := k.names[asked]
	k.mu.Unlock()
	if key == "" {
		return nil
	}
	return k.Get(key, snap)
}

// AskedFor is all that a request for a current document says to choose a variant;
// "" where that is long, or the request is for another state.
func AskedFor(r *http.Request) string {
	h := r.Header
	if len(r.RequestURI) > longestKey || len(h["Accept-Datetime"]) > 0 || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return ""
	}
	asked := r.RequestURI
	for _, name := range [...]string{"Accept", "Accept-Language", "Accept-Profile"} {
		for _, value := range h[name] {
			asked += "\x00" + value
		}
		asked += "\x01"
	}
	if len(asked) > 2*longestKey {
		return ""
	}
	return asked
}

// holds reports whether nothing that the answer depends on has changed since.
func (c *cached) holds(snap *graph.Snapshot) bool {
	seq, now := c.seq.Load(), snap.Seq()
	if seq == now {
		return true
	}
	if c.depends == nil || now < seq {
		return false
	}
	for _, node := range c.depends {
		if snap.Version(node) > seq {
			return false
		}
	}
	c.seq.CompareAndSwap(seq, now)
	return true
}

// Put keeps an answer that was made of a state, with a copy of its body. One that takes
// more than a sixteenth of the budget is not kept.
func (k *Cache) Put(key string, p *prepared, snap *graph.Snapshot, depends []rdf.Term) {
	c := &cached{prepared: p, key: key, depends: depends, size: p.size() + int64(2*len(key)+256)}
	for i, node := range depends {
		c.depends[i] = node.Clone()
		c.size += int64(len(node.Value()) + 24)
	}
	c.seq.Store(snap.Seq())
	if c.size > k.budget/16 {
		return
	}
	p.answer.Body = slices.Clone(p.answer.Body)
	k.mu.Lock()
	defer k.mu.Unlock()
	if old := k.places[key]; old != nil {
		k.drop(old)
	}
	k.places[key] = k.order.PushFront(c)
	for k.used += c.size; k.used > k.budget; {
		k.drop(k.order.Back())
	}
}

func (k *Cache) drop(place *lru.Element) {
	c := k.order.Remove(place).(*cached)
	delete(k.places, c.key)
	k.used -= c.size
}

// longestKey is how long the address in a key may be, in bytes: who asks for
// longer ones asks for others each time.
const longestKey = 512

// VariantKey is the key of a variant of what an address has now; "" for one that is
// not kept.
func VariantKey(r *http.Request, ch negotiate.Choice) string {
	lang := ""
	if ch.Token == negotiate.HTML.Token {
		lang = negotiate.Language(r)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead || len(r.RequestURI) > longestKey || r.RequestURI == "" || ch.By != "" {
		return ""
	}
	return r.RequestURI + "\x00" + ch.Token + string(rune('0'+int(ch.Form))) + ch.Profile.Token + "\x00" + ch.Version + "\x00" + lang
}

// DependsOn returns the nodes that a document about a thing depends on: a commit
// that changes what it says touches one of them. nil where there are too many, or
// no answers are kept.
func (k *Cache) DependsOn(root rdf.Term, d *describe.Document) (nodes []rdf.Term) {
	if k.budget == 0 || d.NodeCount() >= mostDepends {
		return nil
	}
	return append(d.Nodes(), root)
}
