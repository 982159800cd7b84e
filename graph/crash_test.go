package graph

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// The writer that is killed is this test binary, told so by its environment.
const (
	crashFolder = "PLENARY_CRASH_FOLDER" // what it opens
	crashRounds = "PLENARY_CRASH_ROUNDS" // how often it is killed; 8 when not set
)

// backupSuffix is what the name of the folder with the writer's backup ends with.
const backupSuffix = "-backup"

func TestMain(m *testing.M) {
	if folder := os.Getenv(crashFolder); folder != "" {
		crashWriter(folder)
	}
	goleak.VerifyTestMain(m)
}

// crashWriter commits until it is killed and says what was acknowledged. Merges
// come often, so that some are under way when it is.
func crashWriter(folder string) {
	s, err := Open(folder, Options{MergeAfter: 200, FlushAfter: 30, LoadMemory: 1})
	for err == nil {
		n := s.Snapshot().Seq() + 1
		_, err = workCommit(s, n)
		if err == nil {
			err = s.Err()
		}
		fmt.Println(n)
		if n%25 == 0 && err == nil {
			_, err = s.Backup(context.Background(), folder+backupSuffix)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(3)
}

// TestCrash kills a writer again and again: what it has acknowledged is there,
// and nothing half done.
func TestCrash(t *testing.T) {
	rounds, _ := strconv.Atoi(os.Getenv(crashRounds))
	if rounds == 0 {
		rounds = 8
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, %d rounds", seed, rounds)
	r := rand.New(rand.NewPCG(seed, 0))
	folder, acknowledged := filepath.Join(t.TempDir(), "data"), uint64(0)
	for round := range rounds {
		if round%40 == 39 {
			folder, acknowledged = filepath.Join(t.TempDir(), "data"), 0
		}
		acknowledged = max(acknowledged, killedWriter(t, folder, time.Duration(r.IntN(400_000))*time.Microsecond))
		s, err := Open(folder, Options{})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		checkWork(t, s.Snapshot(), acknowledged)
		if err := s.Check(t.Context()); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		acknowledged = s.Snapshot().Seq()
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		checkBackup(t, folder+backupSuffix, acknowledged)
		awaitMappings(t)
	}
}

// awaitMappings waits while the files of closed stores, which stay mapped for a
// while, come near to what Linux lets a process map, 65,530 as it comes.
func awaitMappings(t *testing.T) {
	t.Helper()
	for {
		maps, err := os.ReadFile("/proc/self/maps")
		if errors.Is(err, fs.ErrNotExist) || bytes.Count(maps, []byte{'\n'}) < 30_000 { // not on all systems
			return
		}
		runtime.GC()
		time.Sleep(time.Second)
	}
}

// checkBackup holds a backup that was under way to be whole.
func checkBackup(t *testing.T, folder string, last uint64) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(folder, "CURRENT")); errors.Is(err, fs.ErrNotExist) {
		return
	}
	s, err := Open(folder, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Check(t.Context()); err != nil || s.Snapshot().Seq() > last {
		t.Fatalf("backup of commit %d of %d: %v", s.Snapshot().Seq(), last, err)
	}
	checkWork(t, s.Snapshot(), s.Snapshot().Seq())
}

// killedWriter runs a writer for a while and returns the last commit that it
// acknowledged, 0 for none.
func killedWriter(t *testing.T, folder string, after time.Duration) (acknowledged uint64) {
	t.Helper()
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), crashFolder+"="+folder)
	var problems strings.Builder
	writer.Stderr = &problems
	out, err := writer.StdoutPipe()
	if err == nil {
		err = writer.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { writer.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if acknowledged, err = strconv.ParseUint(lines.Text(), 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	if writer.Wait(); problems.Len() > 0 {
		t.Fatal(problems.String())
	}
	return acknowledged
}
