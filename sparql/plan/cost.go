package plan

import "math"

// What a row costs in nanoseconds.
const (
	scanned   = 3.0   // read in order
	checked   = 300.0 // asked whether a graph holds it
	expanded  = 600.0 // its graphs found
	merged    = 4.0
	pairwise  = 10.0 // compared with a row that is the same in one variable; values are skewed
	hashed    = 45.0 // put into a table
	probed    = 30.0 // looked for in a table
	lookedUp  = 1200.0
	lookedOn  = 400.0 // looked up behind the last, by a sorted input
	walked    = 400.0
	yielded   = 4.0 // made of two
	evaluated = 80.0
	judged    = 50.0  // in the order of the values
	compared  = 12.0  // in a sort, for each level of it
	called    = 1e6   // asked of another endpoint
	started   = 2000. // of a pattern for a row, beside what it reads
)

// most is above every estimate that is meant as a number of rows.
const most = 1e18

// rowsOf keeps an estimate within bounds.
func rowsOf(n float64) float64 { return min(max(n, 0), most) }

func mergeCost(left, right, out float64) float64 { return merged*(left+right) + yielded*out }

func hashCost(left, right, out float64) float64 {
	return probed*left + hashed*right + yielded*out
}

// loopCost is the cost of look-ups for rows, sorted by what is looked up or not.
func loopCost(rows, out float64, sorted bool) float64 {
	if sorted {
		return lookedOn*rows + yielded*out
	}
	return lookedUp*rows + yielded*out
}

func sortCost(rows, limit float64) float64 {
	if limit > 0 {
		return compared * (rows + limit*math.Log2(limit+2))
	}
	return compared * rows * math.Log2(rows+2)
}
