package table_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/table"
)

// random returns n distinct sorted rows; the bits of each column are given.
func random(r *rand.Rand, n int, bits ...int) (rows [][]uint32) {
	seen := map[[4]uint32]bool{}
	for tries := 0; len(rows) < n && tries < 20*n; tries++ {
		var key [4]uint32
		for i, b := range bits {
			key[i] = uint32(r.Uint64() & (1<<b - 1))
			if r.IntN(50) == 0 {
				key[i] = math.MaxUint32
			}
		}
		if !seen[key] {
			seen[key] = true
			rows = append(rows, slices.Clone(key[:len(bits)]))
		}
	}
	slices.SortFunc(rows, slices.Compare)
	return rows
}

func write(t testing.TB, columns int, rows [][]uint32) []byte {
	t.Helper()
	var b bytes.Buffer
	w := table.NewWriter(&b, columns)
	for _, row := range rows {
		if err := w.Append(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lower is the model of Lower.
func lower(rows [][]uint32, prefix []uint32) int {
	i, _ := slices.BinarySearchFunc(rows, prefix, func(row, want []uint32) int { return slices.Compare(row[:len(want)], want) })
	return i
}

func TestTable(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 127, 128, 129, 1023, 1024, 1025, 2048, 5000} {
		for _, bits := range [][]int{{13}, {4, 12}, {2, 5, 20}, {12, 1, 1}, {32, 32, 32, 32}, {1, 6, 6, 6}} {
			rows := random(r, n, bits...)
			opened, err := table.Open(write(t, len(bits), rows))
			if err != nil {
				t.Fatal(err)
			}
			if err := opened.Verify(context.Background()); err != nil {
				t.Fatal(err)
			}
			if opened.Len() != len(rows) || opened.Columns() != len(bits) {
				t.Fatalf("Len, Columns = %d, %d, want %d, %d", opened.Len(), opened.Columns(), len(rows), len(bits))
			}
			compareReads(t, r, opened, rows, bits)
		}
	}
}

func compareReads(t *testing.T, r *rand.Rand, opened *table.Table, rows [][]uint32, bits []int) {
	t.Helper()
	for range 200 {
		prefix := make([]uint32, r.IntN(len(bits)+1))
		for i := range prefix {
			prefix[i] = uint32(r.Uint64() & (1<<bits[i] - 1))
		}
		if len(rows) > 0 && r.IntN(2) == 0 {
			copy(prefix, rows[r.IntN(len(rows))])
		}
		low := lower(rows, prefix)
		high := low
		for high < len(rows) && slices.Equal(rows[high][:len(prefix)], prefix) {
			high++
		}
		at, err := opened.Lower(prefix)
		from, to, err2 := opened.Range(prefix)
		if err != nil || err2 != nil || at != low || from != low || to != high {
			t.Fatalf("Lower, Range(%v) = %d, %d, %d, %v, %v, want %d to %d", prefix, at, from, to, err, err2, low, high)
		}
		compareRows(t, r, opened, rows, from, min(to, from+3000))
	}
}

// compareRows reads rows by a cursor, some columns and batches of any size, and
// one of them by its number.
func compareRows(t *testing.T, r *rand.Rand, opened *table.Table, rows [][]uint32, from, to int) {
	t.Helper()
	cols := make([][]uint32, opened.Columns())
	size := 1 + r.IntN(1500)
	for i := range cols {
		if i == 0 || r.IntN(4) > 0 {
			cols[i] = make([]uint32, size)
		}
	}
	var c table.Cursor
	row := from
	for c.Reset(opened, from, to); ; {
		n, err := c.Next(cols)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		for i := range n {
			for j, col := range cols {
				if col != nil && col[i] != rows[row][j] {
					t.Fatalf("row %d column %d = %d, want %d", row, j, col[i], rows[row][j])
				}
			}
			row++
		}
	}
	if row != to {
		t.Fatalf("a cursor over %d to %d ended at %d", from, to, row)
	}
	if from < to {
		one := make([]uint32, opened.Columns())
		if err := opened.Row(from, one); err != nil || !slices.Equal(one, rows[from]) {
			t.Fatalf("Row(%d) = %v, %v, want %v", from, one, err, rows[from])
		}
	}
}

func TestWriterOrder(t *testing.T) {
	w := table.NewWriter(new(bytes.Buffer), 2)
	if err := w.Append([]uint32{1, 2, 1, 2, 1, 1}); !errors.Is(err, table.ErrOrder) {
		t.Errorf("rows out of order: %v", err)
	}
	if err := w.Close(); !errors.Is(err, table.ErrOrder) {
		t.Errorf("Close after that: %v", err)
	}
	u := table.NewUint64sWriter(new(bytes.Buffer))
	if err := u.Append([]uint64{1, 1}); !errors.Is(err, table.ErrOrder) {
		t.Errorf("numbers out of order: %v", err)
	}
}

func TestVector(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 127, 128, 129, 1024, 3000} {
		values := make([]uint32, n)
		for i := range values {
			values[i] = r.Uint32() >> r.IntN(32)
		}
		var b bytes.Buffer
		w := table.NewVectorWriter(&b)
		if err := errors.Join(w.Append(values), w.Close()); err != nil {
			t.Fatal(err)
		}
		v, err := table.OpenVector(b.Bytes())
		if err != nil || v.Len() != n || v.Verify(context.Background()) != nil {
			t.Fatal(err)
		}
		for range 100 {
			from := r.IntN(n + 1)
			got := make([]uint32, r.IntN(n-from+1))
			if err := v.Read(from, got); err != nil || !slices.Equal(got, values[from:from+len(got)]) {
				t.Fatalf("Read from %d of %d: %v", from, n, err)
			}
			if from < n {
				if one, err := v.At(from); err != nil || one != values[from] {
					t.Fatalf("At(%d) = %d, %v", from, one, err)
				}
			}
		}
		if _, err := v.At(n); !errors.Is(err, corrupt.Err) {
			t.Errorf("At(%d) of %d: %v", n, n, err)
		}
	}
}

func TestUint64s(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 511, 512, 513, 3000} {
		var values []uint64
		for range n {
			values = append(values, r.Uint64()>>r.IntN(64))
		}
		slices.Sort(values)
		values = slices.Compact(values)
		u := open64(t, write64(t, values))
		if err := u.Verify(context.Background()); err != nil || u.Len() != len(values) {
			t.Fatal(err)
		}
		for range 200 {
			v := r.Uint64() >> r.IntN(64)
			if len(values) > 0 && r.IntN(2) == 0 {
				v = values[r.IntN(len(values))]
			}
			want, there := slices.BinarySearch(values, v)
			if rank, found, err := u.Find(v); err != nil || rank != want || found != there {
				t.Fatalf("Find(%d) = %d, %v, %v, want %d, %v", v, rank, found, err, want, there)
			}
		}
	}
}

func write64(t testing.TB, values []uint64) []byte {
	t.Helper()
	var b bytes.Buffer
	w := table.NewUint64sWriter(&b)
	if err := errors.Join(w.Append(values), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open64(t testing.TB, b []byte) *table.Uint64s {
	t.Helper()
	u, err := table.OpenUint64s(b)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestDamage changes each byte of small files: what is read is right or an error
// says that it is not.
func TestDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	rows := random(r, 1100, 2, 4, 10)
	good := write(t, 3, rows)
	for i := range good {
		b := slices.Clone(good)
		b[i] ^= 1 << r.IntN(8)
		opened, err := table.Open(b)
		if err == nil {
			err = opened.Verify(context.Background())
		}
		if !errors.Is(err, corrupt.Err) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for n := range good {
		if _, err := table.Open(good[:n]); !errors.Is(err, corrupt.Err) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	good = write64(t, []uint64{1, 2, 3})
	for i := range good {
		b := slices.Clone(good)
		b[i] ^= 1 << r.IntN(8)
		u, err := table.OpenUint64s(b)
		if err == nil {
			err = u.Verify(context.Background())
		}
		if !errors.Is(err, corrupt.Err) {
			t.Fatalf("byte %d of numbers changed: %v", i, err)
		}
	}
}

// FuzzOpen reads arbitrary bytes in every way.
func FuzzOpen(f *testing.F) {
	r := rand.New(rand.NewPCG(7, 8))
	f.Add(write(f, 3, random(r, 300, 2, 4, 10)), uint32(1), uint32(2))
	f.Add(write(f, 1, random(r, 3, 10)), uint32(1), uint32(2))
	f.Add(write64(f, []uint64{1, 2, 3}), uint32(1), uint32(2))
	f.Fuzz(func(t *testing.T, b []byte, x, y uint32) {
		if opened, err := table.Open(b); err == nil {
			opened.Verify(context.Background())
			prefix := []uint32{x, y, x, y}[:opened.Columns()]
			low, high, err := opened.Range(prefix[:1])
			if err == nil && (low > high || high > opened.Len()) {
				t.Fatalf("Range = %d, %d of %d", low, high, opened.Len())
			}
			opened.Lower(prefix)
			opened.Row(int(x), prefix)
		}
		if v, err := table.OpenVector(b); err == nil {
			v.Verify(context.Background())
			v.At(int(x))
		}
		if u, err := table.OpenUint64s(b); err == nil {
			u.Verify(context.Background())
			u.Find(uint64(x)<<32 | uint64(y))
		}
	})
}

// meeting returns a table like SPO of n rows.
func meeting(b *testing.B, n int) []byte {
	var buffer bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	w := table.NewWriter(&buffer, 3)
	row := []uint32{1, 0, 0}
	for range n {
		if row[1]++; r.IntN(8) == 0 {
			row[0]++
			row[1] = r.Uint32N(4)
		}
		row[1] += r.Uint32N(6)
		row[2] = r.Uint32N(1 << 23)
		if err := w.Append(row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return buffer.Bytes()
}

func BenchmarkTable(b *testing.B) {
	const n = 10_000_000
	bytes := meeting(b, n)
	opened, err := table.Open(bytes)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("open", func(b *testing.B) {
		b.ReportMetric(float64(len(bytes))/n, "B/row")
		for b.Loop() {
			if _, err := table.Open(bytes); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("scan", func(b *testing.B) {
		cols := [][]uint32{make([]uint32, 1024), make([]uint32, 1024), make([]uint32, 1024)}
		for b.Loop() {
			var c table.Cursor
			c.Reset(opened, 0, n)
			for {
				if n, err := c.Next(cols); n == 0 || err != nil {
					break
				}
			}
		}
		b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mrows/s")
	})
	r := rand.New(rand.NewPCG(1, 2))
	row := make([]uint32, 3)
	b.Run("row", func(b *testing.B) {
		for b.Loop() {
			if err := opened.Row(r.IntN(n), row); err != nil {
				b.Fatal(err)
			}
		}
	})
	for columns := 1; columns <= 3; columns++ {
		b.Run("row and range of "+string(rune('0'+columns)), func(b *testing.B) {
			for b.Loop() {
				if err := opened.Row(r.IntN(n), row); err != nil {
					b.Fatal(err)
				}
				if low, high, err := opened.Range(row[:columns]); err != nil || low == high {
					b.Fatal(low, high, err)
				}
			}
		})
	}
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			meeting(b, 1_000_000)
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "Mrows/s")
	})
}
