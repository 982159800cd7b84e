package labels

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// build makes the file of a segment of a snapshot. Errors: those of ctx, and the
// damage that a reader has met.
//
// Cost: some microseconds for each name; memory for all names.
func build(ctx context.Context, store string, s *graph.Snapshot, o Options) ([]byte, error) {
	r := newReader(s, o)
	var names []name
	for all := r.all(); len(all) > 0; {
		n := 1
		for n < len(all) && all[n].thing == all[0].thing {
			n++
		}
		names = append(names, r.names(all[:n])...)
		all = all[n:]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(names, func(a, b name) int {
		return cmp.Or(cmp.Compare(b.static, a.static), cmp.Compare(a.thing, b.thing), rdf.CompareTerms(a.label, b.label))
	})
	return segmentOf(header{Format: format, Store: store, Seq: s.Seq(), Names: len(names), Made: o}, names)
}

// segmentOf writes sorted names.
func segmentOf(h header, names []name) (file []byte, err error) {
	var parts [partCount][]byte
	keep := func(part int, b []byte, failed error) {
		parts[part], err = b, cmp.Or(err, failed)
	}
	things := numbered(names, func(n *name, add func(string)) { add(n.thing) })
	labels := numbered(names, func(n *name, add func(string)) { add(labelKey(n)) })
	words := numbered(names, func(n *name, add func(string)) {
		for _, w := range n.words {
			add(w)
		}
	})
	for part, of := range map[int]*dictionary{thingsPart: things, labelsPart: labels, wordsPart: words} {
		b, failed := of.file()
		keep(part, b, failed)
	}
	var thing, label, statics, sequence []uint32
	starts := []uint32{0}
	var postings [][2]uint32
	var languages []byte
	for i := range names {
		n := &names[i]
		thing, label, statics = append(thing, things.number[n.thing]), append(label, labels.number[labelKey(n)]), append(statics, n.static)
		for j, w := range n.words {
			word := words.number[w]
			sequence = append(sequence, word)
			if !slices.Contains(n.words[:j], w) {
				postings = append(postings, [2]uint32{word, uint32(i)})
			}
		}
		starts = append(starts, uint32(len(sequence)))
		languages = append(languages, h.language(n.label.Lang()))
	}
	for part, of := range map[int][]uint32{thingPart: thing, labelPart: label, staticPart: statics, startsPart: starts, sequencePart: sequence} {
		parts[part] = makeNumbers(of)
	}
	parts[languagePart] = languages
	b, failed := postingsFile(postings)
	keep(postingsPart, b, failed)
	b, failed = json.Marshal(h)
	keep(headerPart, b, failed)
	if err != nil {
		return nil, err
	}
	return join(parts), nil
}

func labelKey(n *name) string { return string(termkey.Append(nil, n.label)) }

// language returns the place of a language, a new one while there are few.
func (h *header) language(tag string) byte {
	i := slices.Index(h.Languages, tag)
	if i < 0 && len(h.Languages) < 255 {
		i = len(h.Languages)
		h.Languages = append(h.Languages, tag)
	}
	return byte(max(i, 0))
}

// A dictionary numbers texts in their order.
type dictionary struct {
	sorted []string
	number map[string]uint32
}

func numbered(names []name, each func(*name, func(string))) *dictionary {
	d := &dictionary{number: map[string]uint32{}}
	for i := range names {
		each(&names[i], func(text string) { d.number[text] = 0 })
	}
	d.sorted = slices.Sorted(maps.Keys(d.number))
	for i, text := range d.sorted {
		d.number[text] = uint32(i)
	}
	return d
}

func (d *dictionary) file() ([]byte, error) {
	var out bytes.Buffer
	w := lexicon.NewWriter(&out)
	for _, text := range d.sorted {
		if err := w.Append([]byte(text)); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

func postingsFile(rows [][2]uint32) ([]byte, error) {
	slices.SortFunc(rows, func(a, b [2]uint32) int { return slices.Compare(a[:], b[:]) })
	var out bytes.Buffer
	w := table.NewWriter(&out, 2)
	for i := range rows {
		if err := w.Append(rows[i][:]); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}
