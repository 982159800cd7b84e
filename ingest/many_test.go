package ingest_test

import (
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ingest/goldset"
)

// mostGrowth is how many bytes the heap may grow by while many documents are read.
const mostGrowth = 8 << 20

// TestMany reads many documents of 5 KB, each of other sentences, on all cores, and
// looks at the memory: it must not grow with their number. PLENARY_MANY says how many,
// such as 100000; -v prints the speed and the resident memory.
func TestMany(t *testing.T) {
	count, err := strconv.Atoi(os.Getenv("PLENARY_MANY"))
	if err != nil {
		count = 200
	}
	makeDocument := documentMaker(t)
	x := extractor()
	read := func(from, to int) {
		var group sync.WaitGroup
		next := make(chan int)
		for range runtime.GOMAXPROCS(0) {
			group.Go(func() {
				for n := range next {
					d, err := ingest.Read(strings.NewReader(makeDocument(n)), ingest.ReadOptions{Name: "a.txt", Meta: ingest.Meta{Date: "2024-05-01"}})
					if err != nil {
						t.Error(err)
						continue
					}
					x.Extract(d)
				}
			})
		}
		for n := from; n < to; n++ {
			next <- n
		}
		close(next)
		group.Wait()
	}
	read(0, count/2)
	before, began := heap(), time.Now()
	read(count/2, count)
	took, after := time.Since(began), heap()
	t.Logf("%d documents, the second half %.0f a second on %d cores; heap %d KB after the first half, %d KB at the end; resident at most %s", count,
		float64(count-count/2)/took.Seconds(), runtime.GOMAXPROCS(0), before>>10, after>>10, peakResident())
	if after > before+mostGrowth {
		t.Errorf("the heap grew from %d to %d KB", before>>10, after>>10)
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// peakResident returns the most memory that the process ever had, where the system
// says so.
func peakResident() string {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "unknown"
}

// documentMaker returns a function that makes the document with a number of 5,000
// characters, of paragraphs of the gold set drawn at random, with other names and
// numbers in them.
func documentMaker(t *testing.T) func(n int) string {
	documents, err := goldset.Load(os.DirFS("testdata/gold"), ".")
	if err != nil {
		t.Fatal(err)
	}
	var paragraphs []string
	for _, d := range documents {
		if text, _, err := goldset.Unmark(d.Marked); err == nil && !d.HTML && d.Language == "en" {
			paragraphs = append(paragraphs, strings.Split(text, "\n\n")...)
		}
	}
	return func(n int) string {
		random := rand.New(rand.NewPCG(uint64(n), 7))
		var b strings.Builder
		for b.Len() < 5000 {
			b.WriteString(paragraphs[random.IntN(len(paragraphs))])
			b.WriteString("\n\nMinister Name" + strconv.Itoa(random.IntN(1e6)) + " spoke in Town" + strconv.Itoa(n) + ".\n\n")
		}
		return b.String()
	}
}
