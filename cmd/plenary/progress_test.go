package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	tests := []struct {
		name  string
		size  int64
		age   time.Duration // of the bar
		drawn bool
		want  []string
	}{
		{"long", 1000, time.Minute, true, []string{"data.nt.gz", "7 statements in 60.", "MB/s"}},
		{"size unknown", -1, time.Minute, true, []string{"7 statements"}},
		{"empty", 0, time.Minute, true, []string{"7 statements"}},
		{"short", 1000, -time.Minute, false, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			p := newProgress(&b, &input{name: "dir/data.nt.gz", size: tt.size}, time.Now().Add(-tt.age))
			p.in.onRead(500)
			p.clear()
			p.statements = 7
			p.end()
			p.summarize()
			for _, part := range tt.want {
				if !strings.Contains(b.String(), part) {
					t.Errorf("%q lacks %q", b.String(), part)
				}
			}
			if p.drawn != tt.drawn || !tt.drawn && b.Len() > 0 {
				t.Errorf("drawn is %v: %q", p.drawn, b.String())
			}
		})
	}
}

func TestNoProgressWithoutTerminal(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	p := showProgress(streams{err: file}, &input{name: "x"}, false)
	p.clear()
	p.end()
	p.summarize()
	if info, err := file.Stat(); err != nil || info.Size() > 0 || p.bar != nil {
		t.Errorf("something is drawn into a file: %v, %v", info, err)
	}
}
