package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// redrawEvery is how often a progress bar is drawn, and how long a command may
// take before it first is.
const redrawEvery = 200 * time.Millisecond

// A progress shows on a terminal how much has been read, and how fast.
type progress struct {
	statements int64
	bar        *progressbar.ProgressBar // nil where nothing is shown
	w          io.Writer
	in         *input
	started    time.Time
	drawn      bool
}

// showProgress draws on standard error where that is a terminal and nothing
// else is written to one meanwhile.
func showProgress(std streams, in *input, writesStdout bool) *progress {
	if !isTerminal(std.err) || writesStdout && isTerminal(std.out) {
		return &progress{in: in}
	}
	return newProgress(std.err, in, time.Now())
}

func newProgress(w io.Writer, in *input, started time.Time) *progress {
	p := &progress{w: w, in: in, started: started}
	p.bar = progressbar.NewOptions64(in.size,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(filepath.Base(in.name)),
		progressbar.OptionShowBytes(true), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(in.size >= 0),
		progressbar.OptionThrottle(redrawEvery), progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetSpinnerChangeInterval(0), // else it is drawn by a goroutine, also when it was cleared
	)
	p.bar.Reset() // starts its clock, so that it is not drawn at once
	in.onRead = p.add
	return p
}

func (p *progress) add(n int) {
	p.drawn = p.drawn || time.Since(p.started) >= redrawEvery
	p.bar.Add(n)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// clear makes room for a message; the bar comes back when more is read.
func (p *progress) clear() {
	if p.drawn {
		p.bar.Clear()
	}
}

// end removes the bar for good.
func (p *progress) end() {
	if p.bar != nil {
		p.in.onRead = func(int) {}
	}
	p.clear()
}

// summarize says how much was read, and how fast, where there was time to see a
// bar.
func (p *progress) summarize() {
	if !p.drawn {
		return
	}
	took := time.Since(p.started).Seconds()
	fmt.Fprintf(p.w, "%s: %s in %.1f s (%.0f a second, %.1f MB/s)\n", p.in.name,
		plural(p.statements, "statement", "statements"), took, float64(p.statements)/took, float64(p.in.read)/took/1e6)
}
