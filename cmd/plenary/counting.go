package main

import (
	"github.com/schollz/progressbar/v3"
)

// A counting shows on a terminal how many of many files are done.
type counting struct{ bar *progressbar.ProgressBar }

// showCount draws on standard error where that is a terminal, standard output is
// none, and there is more than one file.
func showCount(std streams, files int) *counting {
	if files < 2 || !isTerminal(std.err) || isTerminal(std.out) {
		return &counting{}
	}
	return &counting{progressbar.NewOptions(files, progressbar.OptionSetWriter(std.err), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(redrawEvery), progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish())}
}

func (c *counting) add(n int) {
	if c.bar != nil {
		c.bar.Add(n)
	}
}

// clear makes room for a message.
func (c *counting) clear() {
	if c.bar != nil {
		c.bar.Clear()
	}
}

// end removes the bar.
func (c *counting) end() { c.clear() }
