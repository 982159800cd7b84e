package exec

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/sparql/plan"
)

func TestDistinct(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, tt := range []struct {
		name        string
		width, few  int
		rows        int
		bytes       int64
		spill, sort bool
	}{
		{name: "no rows", width: 2, few: 3},
		{name: "no columns", rows: 3000},
		{name: "no columns, neighbours", rows: 3000, sort: true},
		{name: "one column", width: 1, few: 500, rows: 5000},
		{name: "one column, neighbours", width: 1, few: 500, rows: 5000, sort: true},
		{name: "three columns", width: 3, few: 20, rows: 20000},
		{name: "three columns, neighbours", width: 3, few: 20, rows: 20000, sort: true},
		{name: "on disk", width: 2, few: 300, rows: 60000, bytes: 1 << 20, spill: true},
		{name: "on disk more than once", width: 2, few: 1000, rows: 300000, bytes: 1 << 19, spill: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rows := randomRows(r, tt.rows, tt.width, tt.few)
			if tt.sort {
				slices.SortFunc(rows, slices.Compare)
			}
			var want [][]graph.ID
			seen := map[string]bool{}
			for _, row := range rows {
				if !seen[rowKey(row)] {
					seen[rowKey(row)] = true
					want = append(want, row)
				}
			}
			run := newRun(t, nil, tt.bytes, tt.spill)
			node := &plan.Distinct{Info: plan.Info{Vars: make([]string, tt.width)}, Streamed: tt.sort}
			got, err := rowsOf(t, newDistinct(node, &feed{rows: rows, width: tt.width, sizes: r}, run), run)
			if err != nil {
				t.Fatal(err)
			}
			sameRows(t, got, want, !tt.spill)
		})
	}
}

func TestDistinctBudget(t *testing.T) {
	rows := make([][]graph.ID, 100000)
	for i := range rows {
		rows[i] = []graph.ID{graph.ID(i + 1)}
	}
	node := &plan.Distinct{Info: plan.Info{Vars: []string{"x"}}}
	run := newRun(t, nil, 1<<20, false)
	got, err := rowsOf(t, newDistinct(node, &feed{rows: rows, width: 1}, run), run)
	if !errors.Is(err, ErrBudget) || len(got) < 1000 {
		t.Errorf("%d rows and error %v, want some rows and ErrBudget", len(got), err)
	}
	run = newRun(t, nil, 1<<20, true)
	run.Disk.Max = 1000
	_, err = rowsOf(t, newDistinct(node, &feed{rows: rows, width: 1}, run), run)
	if limit := new(LimitError); !errors.As(err, &limit) || limit.Limit != "disk" {
		t.Errorf("a full disk gives %v", err)
	}
}

func BenchmarkDistinct(b *testing.B) {
	for _, few := range []int{10, 100_000, 1 << 30} {
		b.Run(fmt.Sprint(few), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			cols := [][]graph.ID{make([]graph.ID, 1<<20)}
			for i := range cols[0] {
				cols[0][i] = graph.ID(4<<60 + r.IntN(few))
			}
			node := &plan.Distinct{Info: plan.Info{Vars: []string{"x"}}}
			perRow(b, len(cols[0]), func() {
				drain(b, newDistinct(node, &columnsFeed{cols: cols}, newRun(b, nil, 0, false)))
			})
		})
	}
}
