package graph

import (
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"path"
	"slices"
	"sync"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/rdf"
)

// A loader collects the quads of a load: in memory, and when they do not fit, in
// sorted chunks in the folder.
type loader struct {
	store  *Store
	bulk   *bulk
	chunks []*chunk
	names  []string // of files that are removed when the load ends
	failed atomic.Bool
	err    error // of the worker, until it has ended
}

const (
	// reserved is how much of the memory for a load is for what else it needs.
	reserved = 64 << 20
	// written is what share of the memory for sorting a file takes.
	written = 4
)

// load is LoadIf but for what is left to do in the background.
func (s *Store) load(ctx context.Context, c Change, quads iter.Seq2[rdf.Quad, error], check LoadCheck) (Commit, error) {
	s.tending.Lock() // no merge or run meanwhile, whose files it would remove
	defer s.tending.Unlock()
	if s.readOnly {
		return Commit{}, ErrReadOnly
	}
	l := &loader{store: s, bulk: newBulk()}
	defer l.discard()
	if err := l.addAll(ctx, quads); err != nil {
		return Commit{}, err
	}
	return s.write(ctx, c, func(now *Snapshot) (result, error) {
		if len(l.chunks) == 0 && now.Seq() > 0 && !l.isMuch(now) {
			tx := newTx(now)
			if err := tx.addAll(ctx, l.bulk.quads); err != nil {
				return nil, err
			}
			return tx, check.ofTx(tx)
		}
		built, err := l.build(ctx, now)
		if err != nil {
			return nil, err
		}
		return built, check.ofBase(now, built)
	})
}

// ofTx checks a load that is done as a transaction.
func (check LoadCheck) ofTx(tx *Tx) error {
	if check == nil || tx.empty() {
		return nil
	}
	after, err := tx.Snapshot()
	if err != nil {
		return err
	}
	return check(tx.Before(), after, tx.Changes())
}

// ofBase checks a load that makes a new base.
func (check LoadCheck) ofBase(now *Snapshot, built *bulkLoad) error {
	if check == nil || built.empty() {
		return nil
	}
	return check(newSnapshot(*now), now.withBase(built.base, now.commit), nil)
}

// A load is done as a transaction when it is small or changes little: so many
// quads, or a share of those that are there, but no more than fit in memory.
const (
	fewLoaded  = 16 * few
	loadShare  = 16
	mostInTree = 500_000
)

// isMuch reports whether a load should make a new base.
func (l *loader) isMuch(now *Snapshot) bool {
	return len(l.bulk.rows) > min(max(fewLoaded, now.Len()/loadShare), mostInTree)
}

// addAll numbers the terms of a batch while the next one is read.
func (l *loader) addAll(ctx context.Context, quads iter.Seq2[rdf.Quad, error]) (err error) {
	full, free := make(chan []rdf.Quad, 2), make(chan []rdf.Quad, 4)
	var worker sync.WaitGroup
	worker.Go(func() {
		for batch := range full {
			l.add(batch)
			free <- batch[:0]
		}
	})
	defer func() { // when quads panics too
		close(full)
		worker.Wait()
		err = cmp.Or(err, l.err)
	}()
	return l.sendAll(ctx, quads, full, free)
}

// sendAll hands the quads on in batches.
func (l *loader) sendAll(ctx context.Context, quads iter.Seq2[rdf.Quad, error], full chan<- []rdf.Quad, free chan []rdf.Quad) error {
	for range cap(free) {
		free <- make([]rdf.Quad, 0, batchSize)
	}
	batch := <-free
	for q, err := range quads {
		if err == nil {
			err = valid(q)
		}
		if err != nil {
			return err
		}
		if batch = append(batch, q); len(batch) < batchSize {
			continue
		}
		if err := ctx.Err(); err != nil || l.failed.Load() {
			return err
		}
		full <- batch
		batch = <-free
	}
	full <- batch
	return nil
}

// add takes a batch, and makes room for the next. After an error it takes none.
func (l *loader) add(batch []rdf.Quad) {
	if l.err != nil {
		return
	}
	for i := range batch {
		l.bulk.add(&batch[i])
	}
	if l.bulk.err != nil || l.bulk.bytes() > l.store.memory-reserved {
		l.err = l.spill()
		l.failed.Store(l.err != nil)
	}
}

// spill writes what is in memory to a chunk.
func (l *loader) spill() error {
	b := l.bulk
	l.bulk = newBulk()
	if len(b.rows) == 0 || b.err != nil {
		return b.err
	}
	if err := l.store.room("sorting what has been read of a load", b.bytes()/written); err != nil {
		return err
	}
	to, err := l.scratch()
	if err == nil {
		err = writeBase(to, b.source(0))
	}
	if err != nil {
		return err
	}
	part, err := openBase(&to.files)
	if err == nil {
		part.files = &to.files
		l.chunks = append(l.chunks, newChunk(part))
	}
	return err
}

// scratch makes a folder that lasts as long as the load.
func (l *loader) scratch() (*scratch, error) {
	s := l.store
	name := l.temporary(s.newName(chunkPrefix))
	return &scratch{files{fs: s.fs, folder: name}}, errors.Join(s.fs.Remove(name), s.fs.Mkdir(name))
}

// scratch is a folder whose files need not be durable.
type scratch struct{ files }

func (s *scratch) Create(name string) (io.WriteCloser, error) {
	return s.fs.Create(path.Join(s.folder, name))
}

// temporary has a file or folder removed when the load ends.
func (l *loader) temporary(name string) string {
	l.names = append(l.names, name)
	return name
}

// discard ends the load.
func (l *loader) discard() {
	for _, c := range l.chunks {
		c.files.close()
	}
	for _, name := range l.names {
		l.store.fs.Remove(name)
	}
}

// keep keeps what would be removed.
func (l *loader) keep(name string) {
	l.names = slices.DeleteFunc(l.names, func(n string) bool { return n == name })
}

// A bulkLoad is a new base of a load and of the state before.
type bulkLoad struct {
	loader   *loader
	base     *base
	loadFile string // "" when the store was empty
	loaded   int    // quads
}

func (l *bulkLoad) empty() bool { return l.loaded == 0 }

func (l *bulkLoad) plan(_ *Store, c Commit) (record, func(head *Snapshot), error) {
	entry := record{time: c.Time, author: c.Author, message: c.Message, base: l.base.folder, loadFile: l.loadFile, loaded: l.loaded}
	c.Added = l.loaded
	return entry, func(head *Snapshot) {
		*head = *head.loaded(l.base, c, l.loadFile)
		l.loader.keep(l.base.folder)
		l.loader.keep(l.loadFile)
	}, nil
}

// build writes the base, and beside it what it has that the state had not.
func (l *loader) build(ctx context.Context, now *Snapshot) (*bulkLoad, error) {
	isFirst := now.Seq() == 0
	if isFirst && len(l.chunks) == 0 {
		return l.first(l.bulk.source(now.Seq()+1), l.bulk.bytes()/written)
	}
	if err := l.spill(); err != nil {
		return nil, err
	}
	need := int64(0)
	for _, c := range l.chunks {
		need += c.files.size()
	}
	if isFirst {
		return l.first(newJoin(ctx, 1, nil, l.chunks).source(), need)
	}
	if err := l.store.room("a load", need+now.size()); err != nil {
		return nil, err
	}
	return l.merge(ctx, now)
}

// first makes the first base of a store.
func (l *loader) first(from source, need int64) (*bulkLoad, error) {
	if err := l.store.room("a load", need); err != nil {
		return nil, err
	}
	base, err := l.store.newBase(from)
	if err != nil {
		return nil, err
	}
	l.temporary(base.folder)
	return &bulkLoad{loader: l, base: base, loaded: base.graphs.Len()}, nil
}

// merge makes a base of the state and the chunks, and a load file.
func (l *loader) merge(ctx context.Context, now *Snapshot) (*bulkLoad, error) {
	state, err := newMerger(ctx, now, now.Oldest())
	if err != nil {
		return nil, err
	}
	to, err := l.scratch()
	if err != nil {
		return nil, err
	}
	defer to.close()
	j := newJoin(ctx, now.Seq()+1, state, l.chunks)
	j.additions = to
	base, err := l.store.newBase(j.source())
	if j.added != nil {
		err = cmp.Or(err, j.added.close())
	}
	if err = cmp.Or(err, now.Err()); err != nil {
		return nil, err
	}
	l.temporary(base.folder)
	built := &bulkLoad{loader: l, base: base, loaded: j.added.count}
	if built.empty() {
		return built, nil
	}
	var rows *table.Table
	if err := open(to, quadsFile, table.Open, &rows); err != nil {
		return nil, err
	}
	built.loadFile = l.temporary(l.store.newName(loadPrefix))
	return built, l.store.newBundle(built.loadFile, func(to creator) error { return j.added.write(to, rows, base) })
}
