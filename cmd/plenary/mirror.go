package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/dumps"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// Run makes or continues the copy.
func (m *Mirror) Run(ctx context.Context, std streams) (err error) {
	from, err := url.Parse(m.URL)
	if err != nil || from.Host == "" || from.Scheme != "http" && from.Scheme != "https" || from.RawQuery != "" {
		return usage("%q is no address of a server, such as https://data.example.org/", m.URL)
	}
	client := &mirrorClient{root: from.JoinPath("/"), patience: m.Timeout}
	latest, err := fetchJSON[dumps.LatestDump](ctx, client, "dumps/latest")
	if err != nil {
		return err
	}
	if err := checkLatest(latest); err != nil {
		return fmt.Errorf("%sdumps/latest: %w", client.root, err)
	}
	store, err := graph.Open(m.Dir, graph.Options{Base: latest.Base})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	run := &mirroring{Mirror: m, client: client, copy: feeds.Copy{Store: store}, std: std}
	if err = run.run(ctx, latest); ctx.Err() != nil && !m.Once {
		return ctx.Err() // the way to end it
	}
	return interruptedOr(ctx, err)
}

// checkLatest says what is wrong with the description of a dump.
func checkLatest(d dumps.LatestDump) error {
	sum, err := hex.DecodeString(d.File.SHA256)
	switch {
	case d.Dataset == "" || strings.ContainsAny(d.Dataset, " \n"):
		return errors.New("it names no dataset: this is no server that can be mirrored")
	case err != nil || len(sum) != sha256.Size || d.File.Size <= 0 || d.Seq == 0:
		return errors.New("it names no dump of a commit with its size and hash")
	case rdf.CheckIRI(d.Base) != nil || !strings.HasPrefix(d.File.URL, d.Base):
		return fmt.Errorf("the dump %.200q is not under the base %.200q", d.File.URL, d.Base)
	}
	return nil
}

// mirroring is one run of the command.
type mirroring struct {
	*Mirror
	client *mirrorClient
	copy   feeds.Copy
	std    streams
}

func (m *mirroring) run(ctx context.Context, latest dumps.LatestDump) error {
	dataset, _, err := m.copy.Position(ctx)
	if err != nil {
		return err
	}
	if dataset == "" {
		if err := m.take(ctx, latest); err != nil {
			return err
		}
	} else if dataset != latest.Dataset {
		return fmt.Errorf("%w: %s, not %s; mirror it to another folder", feeds.ErrOther, latest.Dataset, dataset)
	}
	if err := m.follow(ctx, 0); err != nil {
		return err
	}
	if err := m.verify(ctx); err != nil || m.Once {
		return err
	}
	return m.followOn(ctx)
}

// take fills the copy with the latest dump.
func (m *mirroring) take(ctx context.Context, latest dumps.LatestDump) (err error) {
	path := strings.TrimPrefix(latest.File.URL, latest.Base)
	part := filepath.Join(m.Dir, "mirror-"+latest.File.SHA256[:16]+".part")
	err = m.client.download(ctx, m.client.root.String()+path, part, latest.File.Size, latest.File.SHA256)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, forgetParts(m.Dir)) }()
	body, err := unpacked(part)
	if err != nil {
		return err
	}
	defer body.Close()
	if err := m.copy.Load(ctx, latest.Dataset, latest.Seq, exactly(latest.Quads, nquads.Decode(body, rdf.DecodeOptions{Source: path}))); err != nil {
		return err
	}
	fmt.Fprintf(m.std.err, "commit %d taken: %s\n", latest.Seq, plural(int64(m.copy.Store.Snapshot().Len()), "quad", "quads"))
	return nil
}

// forgetParts removes what has been downloaded, of earlier dumps too.
func forgetParts(dir string) error {
	parts, err := filepath.Glob(filepath.Join(dir, "mirror-*.part"))
	for _, part := range parts {
		err = errors.Join(err, os.Remove(part))
	}
	return err
}

// exactly passes quads on, and fails where there are more or fewer than were
// promised.
func exactly(n int, quads iter.Seq2[rdf.Quad, error]) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		left := n
		for q, err := range quads {
			if left--; left < 0 && err == nil {
				err = fmt.Errorf("the dump has more than the %d quads that it should have", n)
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
		if left > 0 {
			yield(rdf.Quad{}, fmt.Errorf("the dump has %d quads, and should have %d", n-left, n))
		}
	}
}

// follow applies the pages of the change log up to the last one, which the server
// may wait for.
func (m *mirroring) follow(ctx context.Context, wait time.Duration) error {
	for {
		_, seq, err := m.copy.Position(ctx)
		if err != nil {
			return err
		}
		next, err := m.page(ctx, seq, wait)
		if err != nil {
			return err
		}
		if next == seq {
			return nil
		}
		fmt.Fprintf(m.std.err, "commit %d followed\n", next)
		wait = 0
	}
}

// page applies the page behind a commit and returns the last one on it.
func (m *mirroring) page(ctx context.Context, seq uint64, wait time.Duration) (uint64, error) {
	address := fmt.Sprintf("changes?since=%d&limit=1000", seq)
	answer, err := m.client.get(ctx, m.client.root.String()+address, wait, http.Header{"Accept": {"application/rdf-patch"}})
	if err != nil {
		return seq, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusGone {
		return seq, fmt.Errorf("the server has forgotten what came behind commit %d: mirror it to another folder (%w)", seq, complaint(answer))
	}
	if err := m.client.expect(answer, "application/rdf-patch"); err != nil {
		return seq, err
	}
	return m.copy.Apply(ctx, answer.Body, address)
}

// verify compares the graphs of the copy with what the server says.
func (m *mirroring) verify(ctx context.Context) error {
	if !m.Verify {
		return nil
	}
	dataset, seq, err := m.copy.Position(ctx)
	if err != nil {
		return err
	}
	theirs, err := fetchJSON[dumps.GraphHashes](ctx, m.client, fmt.Sprintf("dumps/hashes?seq=%d", seq))
	if err != nil {
		return err
	}
	if theirs.Dataset != dataset || theirs.Seq != seq {
		return fmt.Errorf("the server was asked for hashes of commit %d and has sent those of %d", seq, theirs.Seq)
	}
	if err := m.copy.Verify(ctx, theirs.Graphs); err != nil {
		return err
	}
	fmt.Fprintf(m.std.out, "%s: commit %d, %s in %s, proved\n", m.Dir, seq, plural(int64(m.copy.Store.Snapshot().Len()), "quad", "quads"), plural(int64(len(theirs.Graphs)), "graph", "graphs"))
	return nil
}

// longPoll is how long the server is asked to wait for a change.
const longPoll = 30 * time.Second

// followOn follows until it is stopped. While the server cannot be reached it tries
// again, ever more rarely.
func (m *mirroring) followOn(ctx context.Context) error {
	pause := time.Second
	for {
		err := m.follow(ctx, min(longPoll, m.Timeout/2))
		switch {
		case err == nil:
			pause = time.Second
			continue
		case ctx.Err() != nil:
			return ctx.Err()
		case !passing(err):
			return err
		}
		fmt.Fprintf(m.std.err, "%v; trying again in %v\n", err, pause)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return ctx.Err()
		}
		pause = min(2*pause, time.Minute)
	}
}

// passing reports whether an error may go away by itself: of the connection, of an
// answer cut short, or of a server that is busy.
func passing(err error) bool {
	var network *url.Error
	return errors.As(err, &network) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errSilent) || errors.As(err, new(limitError)) || errors.Is(err, errUnready)
}
