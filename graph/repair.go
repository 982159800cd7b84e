package graph

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/vfs"
	"w3id.org/plenary/graph/internal/wal"
)

// Repaired says what was wrong with a folder and what became of it.
type Repaired struct {
	Damaged []string // files that were made anew, of what others have
	Lost    []string // in words, what no file has any more
	Kept    string   // folder in the data folder with the damaged files; "" for none
}

// asidePrefix is what the name of a folder with damaged files begins with.
const asidePrefix = "damaged-"

// Repair makes the data folder whole again: orders of triples from one another,
// sets of graphs from the triples of graphs and the other way round, figures, the
// history of entities and changes behind the base from the log, the manifest from
// what there is. Damaged files are copied before anything is changed. A folder
// without damage stays as it is. Errors: ErrLocked; when the base cannot be had
// back, one that wraps ErrCorrupt, and nothing is changed; those of the system.
//
// Cost: that of Check, and of loading the base anew when some of it is damaged.
func Repair(ctx context.Context, path string) (Repaired, error) {
	done, err := repairFS(ctx, vfs.Dir(path))
	if err != nil {
		err = fmt.Errorf("repair %s: %w", path, err)
	}
	return done, err
}

func repairFS(ctx context.Context, in vfs.FS) (Repaired, error) {
	r := &repair{store: &Store{fs: in, damage: new(atomic.Pointer[error]), readOnly: true}}
	err := r.run(ctx)
	if err != nil || len(r.Damaged) == 0 {
		return Repaired{}, err
	}
	s, err := openFS(in, Options{ReadOnly: true})
	if err == nil {
		err = errors.Join(s.Check(ctx), s.Close())
	}
	return r.Repaired, err
}

// A repair is one under way. It looks at everything before it changes anything.
type repair struct {
	Repaired
	store   *Store
	m       manifest // as it is to be
	base    *salvage
	restart bool // from an empty base, by the log
	log     wal.Survey
	keep    wal.Range // of the log
}

func (r *repair) bad(file string) { r.Damaged = append(r.Damaged, file) }

func (r *repair) lose(format string, args ...any) {
	r.Lost = append(r.Lost, fmt.Sprintf(format, args...))
}

func (r *repair) run(ctx context.Context) error {
	names, err := r.store.fs.List(".")
	if err != nil || !slices.ContainsFunc(names, isData) {
		return cmp.Or(err, errors.New("there is no store in the folder"))
	}
	for _, name := range names {
		if isData(name) || strings.HasPrefix(name, asidePrefix) {
			r.store.known(name)
		}
	}
	if err := r.store.lockFolder(); err != nil {
		return err
	}
	defer r.store.lock.Close()
	if r.log, err = wal.Look(r.store.fs, logFolder); err != nil {
		return err
	}
	if err := cmp.Or(r.readManifest(ctx, names), r.readFiles(ctx), r.readLog(), r.readLoads(ctx), ctx.Err()); err != nil || len(r.Damaged) == 0 {
		return err
	}
	return cmp.Or(r.aside(ctx), r.apply(ctx))
}

// readManifest reads the manifest, or guesses what it said.
func (r *repair) readManifest(ctx context.Context, names []string) (err error) {
	found := false
	r.m, found, err = readManifest(r.store.fs)
	if err == nil && found || err != nil && !errors.Is(err, ErrCorrupt) {
		return err
	}
	r.bad(manifestFile)
	if content, err := r.store.fs.Read(manifestFile); err == nil { // one byte of it may be wrong
		text, _, _ := strings.Cut(string(content.Bytes()), sumName)
		json.Unmarshal([]byte(text), &r.m)
		content.Close()
	}
	r.m = manifest{Format: FormatVersion, ID: r.m.ID, BaseIRI: r.m.BaseIRI, Backup: r.m.Backup}
	if r.m.ID == "" {
		r.m.ID = rand.Text()
		r.lose("the base IRI of the folder, and which backups are of it")
	}
	for _, name := range slices.Backward(names) {
		if !strings.HasPrefix(name, basePrefix) {
			continue
		}
		b := newSalvage(ctx, &files{fs: r.store.fs, folder: name})
		if b.lost() == "" && b.history != nil {
			r.m.Base = name
			return r.guess(b)
		}
	}
	return corrupt.Errorf("file %s is damaged, and no base is whole: restore a backup", manifestFile)
}

// guess finds the commit of a base, the last that touched anything in it, and
// which load files the log names.
func (r *repair) guess(b *salvage) error {
	for row, err := range b.touched() {
		if err != nil {
			return err
		}
		r.m.Commit.Seq = max(r.m.Commit.Seq, uint64(row[1]))
	}
	return r.records(func(n numbered) {
		if n.seq == r.m.Commit.Seq {
			r.m.Commit = n.commit()
		}
		if n.seq <= r.m.Commit.Seq && n.loadFile != "" {
			r.m.Loads = append(r.m.Loads, n.loadFile)
		}
	})
}

// records visits the records of the log that can be read.
func (r *repair) records(visit func(numbered)) error {
	return wal.Each(r.store.fs, logFolder, func(number uint64, payload []byte) {
		if parsed, err := parseRecord(payload); err == nil {
			visit(numbered{parsed, number})
		}
	})
}

// readFiles reads the base and the runs. What follows a damaged run is done again
// from the log.
func (r *repair) readFiles(ctx context.Context) error {
	r.base = newSalvage(ctx, &files{fs: r.store.fs, folder: r.m.Base})
	for _, name := range r.base.damaged {
		r.bad(path.Join(r.m.Base, name))
	}
	for i, info := range r.m.Runs {
		run, err := r.store.openRun(info)
		if err == nil {
			err = run.check(ctx)
		}
		if err != nil {
			r.bad(info.File)
			r.m.Runs = r.m.Runs[:i]
			break
		}
	}
	lost := r.base.lost()
	if lost == "" {
		return nil
	}
	if r.restart = len(r.log.Ranges) > 0 && r.log.Ranges[0].From == 1; r.restart {
		if err := r.records(func(n numbered) { r.restart = r.restart && n.base == "" }); err != nil {
			return err
		}
	}
	if !r.restart {
		return corrupt.Errorf("%s of %s cannot be read, and the log does not have them all: restore a backup", lost, r.m.Base)
	}
	r.m.Commit, r.m.Runs = Commit{}, nil
	return nil
}

// last returns the last commit in the files.
func (r *repair) last() uint64 {
	if n := len(r.m.Runs); n > 0 {
		return r.m.Runs[n-1].Commit.Seq
	}
	return r.m.Commit.Seq
}

// readLog finds the records that follow from the files, and those before them.
func (r *repair) readLog() error {
	for _, name := range r.log.Damaged {
		r.bad(path.Join(logFolder, name))
	}
	next, first := r.last()+1, max(r.m.First, 1)
	r.keep = wal.Range{From: next, To: next - 1}
	for _, known := range r.log.Ranges {
		if known.From <= next && next <= known.To+1 {
			r.keep = wal.Range{From: max(known.From, first), To: known.To}
		}
	}
	if r.keep.From > first {
		r.lose("the history of commits %d to %d", first, r.keep.From-1)
		r.m.First = r.keep.From
	}
	if there := max(r.log.Last, r.m.Closed); there > r.keep.To {
		r.lose("commits %d to %d", r.keep.To+1, there)
	}
	if r.m.Closed > r.keep.To {
		r.m.Closed = r.keep.To
	}
	if len(r.Lost) > 0 && len(r.Damaged) == 0 {
		r.bad(logFolder)
	}
	return nil
}

// readLoads forgets the history up to the last load whose quads are damaged.
func (r *repair) readLoads(ctx context.Context) error {
	for _, name := range r.m.Loads {
		f, err := openLoadFile(r.store.fs, name)
		if err == nil {
			err = f.check(ctx)
		}
		if err == nil {
			continue
		}
		r.bad(name)
		seq := uint64(0)
		if err := r.records(func(n numbered) {
			if n.loadFile == name {
				seq = n.seq
			}
		}); err != nil {
			return err
		}
		if seq >= r.keep.From {
			r.lose("the quads that commit %d added, and with them the history of commits %d to %d", seq, r.keep.From, seq)
			r.keep.From, r.m.First = seq+1, seq+1
		}
	}
	loads := r.m.Loads
	r.m.Loads = nil
	return r.records(func(n numbered) {
		if n.seq >= r.keep.From && n.seq <= r.last() && slices.Contains(loads, n.loadFile) {
			r.m.Loads = append(r.m.Loads, n.loadFile)
		}
	})
}

// aside copies the damaged files.
func (r *repair) aside(ctx context.Context) error {
	slices.Sort(r.Damaged)
	r.Kept = r.store.newName(asidePrefix)
	b := backup{to: r.store.fs}
	for _, name := range r.Damaged {
		content, err := r.store.fs.Read(name)
		if errors.Is(err, fs.ErrNotExist) || name == logFolder {
			continue
		}
		if err == nil {
			to := path.Join(r.Kept, name)
			err = cmp.Or(r.store.fs.Mkdir(r.Kept), r.store.fs.Mkdir(path.Dir(to)))
			err = cmp.Or(err, b.file(ctx, to, content.Bytes()), r.store.fs.SyncDir(path.Dir(to)), content.Close())
		}
		if err != nil {
			return err
		}
	}
	return errors.Join(r.store.fs.SyncDir("."))
}

// apply makes what is to be. Until the manifest is written the folder is as
// damaged as before, then it is whole.
func (r *repair) apply(ctx context.Context) error {
	b := r.base.base
	if r.restart || len(r.base.damaged) > 0 {
		var err error
		if b, err = r.rebuild(ctx); err != nil {
			return err
		}
	}
	if err := wal.Keep(r.store.fs, logFolder, r.keep); err != nil {
		return err
	}
	if !r.restart && r.base.history == nil {
		if err := r.writeHistory(ctx, b); err != nil {
			return err
		}
	}
	if err := r.m.write(r.store.fs); err != nil {
		return err
	}
	r.store.manifest = r.m
	return r.store.removeOld()
}

// rebuild writes a base of what can be read, or an empty one.
func (r *repair) rebuild(ctx context.Context) (*base, error) {
	from, err := newBulk().source(0), error(nil)
	if !r.restart {
		from, err = r.base.source(ctx)
	}
	if err != nil {
		return nil, err
	}
	b, err := r.store.newBase(from)
	if err == nil {
		r.m.Base = b.folder
	}
	return b, err
}

// writeHistory writes the history of a base anew, by the log.
func (r *repair) writeHistory(ctx context.Context, b *base) error {
	log, err := wal.Open(r.store.fs, logFolder, wal.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer log.Close()
	known := &past{fs: r.store.fs, log: log, loads: map[string]*loadFile{}}
	known.first.Store(max(r.m.First, 1))
	now := (&Snapshot{damage: r.store.damage, past: known}).withBase(b, r.m.Commit)
	rows, err := historyOf(b, now.Changes(ctx, min(now.Oldest()-1, now.Seq()), now.Seq()))
	if err != nil {
		return err
	}
	const temp = historyFile + ".new"
	to := &files{fs: r.store.fs, folder: b.folder}
	err = writeRows(to, temp, 2, pairs(func(yield func([2]uint32, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}))
	if err != nil {
		return err
	}
	err = r.store.fs.Rename(path.Join(b.folder, temp), path.Join(b.folder, historyFile))
	return errors.Join(err, r.store.fs.SyncDir(b.folder))
}
