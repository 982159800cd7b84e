package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/rdf"
)

// servedFolder tells a test binary to be the server of a folder.
const servedFolder = "PLENARY_TEST_SERVED"

func TestMain(m *testing.M) {
	if folder := os.Getenv(servedFolder); folder != "" {
		os.Exit(run(context.Background(), []string{"serve", "--addr", "127.0.0.1:0", "--base", testBase, "--data", folder}, streams{os.Stdin, os.Stdout, os.Stderr}))
	}
	if folder := os.Getenv(reviewedFolder); folder != "" {
		reviewForever(folder)
	}
	if folder := os.Getenv(ingestedFolder); folder != "" {
		os.Exit(ingestTexts(folder, os.Stdout))
	}
	os.Exit(m.Run())
}

// What a killed server has answered is in the history, each transaction whole;
// of what it has not, nothing is, or all.
func TestKilledServer(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "store")
	store, err := openFolder(t.Context(), folder, testBase)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	_, token, err := tokens.Open(folder, nil).Create("Ada", tokens.Curator, 0)
	if err != nil {
		t.Fatal(err)
	}
	var answered sync.Map // what was acknowledged
	sent := 0
	for round := range 3 {
		address, server := killable(t, folder)
		time.AfterFunc(time.Duration(100+50*round)*time.Millisecond, func() { _ = server.Process.Kill() })
		sent += writeUntilKilled(t, address, token, round, &answered)
		_ = server.Wait() // it was killed
	}
	checkWhole(t, folder, &answered)
	if sent == 0 {
		t.Error("nothing was written before the server was killed")
	}
}

// killable starts a server in a process of its own.
func killable(t *testing.T, folder string) (address string, server *exec.Cmd) {
	t.Helper()
	server = exec.Command(os.Args[0])
	server.Env = append(os.Environ(), servedFolder+"="+folder)
	logs, err := server.StderrPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill() })
	lines := bufio.NewScanner(logs)
	for lines.Scan() {
		var entry struct{ Addr string }
		if json.Unmarshal(lines.Bytes(), &entry) == nil && entry.Addr != "" {
			go func() { _, _ = io.Copy(io.Discard, logs) }()
			return "http://" + entry.Addr, server
		}
	}
	t.Fatal("the server did not say where it serves")
	return
}

// quadsOfWrite is how many quads each change adds, in two graphs.
const quadsOfWrite = 4

// writeUntilKilled has some clients send changes until the server is gone, and
// returns how many were answered.
func writeUntilKilled(t *testing.T, address, token string, round int, answered *sync.Map) int {
	var clients sync.WaitGroup
	var n atomic.Int64
	for client := range 4 {
		clients.Go(func() {
			for i := 0; ; i++ {
				name := fmt.Sprintf("r%dc%dn%d", round, client, i)
				text := fmt.Sprintf("A <x:%s> <x:p> \"1\" .\nA <x:%[1]s> <x:p> \"2\" .\nA <x:%[1]s> <x:p> \"3\" <x:g> .\nA <x:%[1]s> <x:q> <x:last> <x:g> .\n", name)
				r, err := http.NewRequest(http.MethodPatch, address+"/graphs", strings.NewReader(text))
				if err != nil {
					t.Error(err)
					return
				}
				r.Header = http.Header{"Content-Type": {"application/rdf-patch"}, "Authorization": {"Bearer " + token}, "Idempotency-Key": {name}}
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					return
				}
				answer.Body.Close()
				if answer.StatusCode != http.StatusOK {
					t.Errorf("%s: %s", name, answer.Status)
					return
				}
				answered.Store(name, true)
				n.Add(1)
			}
		})
	}
	clients.Wait()
	return int(n.Load())
}

// killChild starts this program again, which a variable with a folder tells what to
// do, and kills it some time after the first line that it prints.
func killChild(t *testing.T, variable, folder string, within time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), variable+"="+folder)
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer child.Wait() // it was killed
	if !bufio.NewScanner(out).Scan() {
		t.Fatal("it ended before it said anything")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	time.Sleep(rand.N(within))
	_ = child.Process.Kill() // it may have ended
}

// openChecked opens a folder for reading, all of which must be right.
func openChecked(t *testing.T, folder string) *graph.Store {
	t.Helper()
	store, err := graph.Open(folder, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Check(t.Context()); err != nil {
		t.Error(err)
	}
	return store
}

func checkWhole(t *testing.T, folder string, answered *sync.Map) {
	t.Helper()
	store := openChecked(t, folder)
	defer store.Close()
	now := store.Snapshot()
	for c, err := range now.Changes(t.Context(), 0, now.Seq()) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Author == "Ada" && c.Added != quadsOfWrite {
			t.Errorf("commit %d adds %d quads of %d", c.Seq, c.Added, quadsOfWrite)
		}
	}
	for name := range answered.Range {
		n := 0
		for range now.Quads(graph.Pattern{S: rdf.IRI("x:" + name.(string))}) {
			n++
		}
		if n != quadsOfWrite {
			t.Errorf("%s was answered, and has %d quads of %d", name, n, quadsOfWrite)
		}
	}
}
