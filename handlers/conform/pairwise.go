package conform

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// A dimension is one thing in which requests differ, with its values.
type dimension []string

// Pairwise returns rows for one document in which each value of each dimension of
// negotiation (Accept, Accept-Profile, Accept-Language, Accept-Datetime,
// Accept-Encoding, method, condition) meets each value of each other; once more those
// values alone that get the document, since one that is refused hides what the others
// do; and these with the conditions that do not. What must come back is worked out by
// a model of its own.
func Pairwise() (rows []Row) {
	values := [][]value{accepts, acceptProfiles, acceptLanguages, acceptDatetimes, acceptEncodings, methods, conditions}
	var all, answered []dimension
	for _, v := range values {
		all, answered = append(all, names(v, value.any)), append(answered, names(v, value.answered))
	}
	conditional := append(slices.Clone(answered[:len(answered)-1]), names(conditions, value.refused))
	for i, pick := range slices.Concat(cover(all), cover(answered), cover(conditional)) {
		rows = append(rows, request(pick).row(fmt.Sprintf("pairwise-%03d", i+1)))
	}
	return rows
}

// cover returns picks of one value from each dimension, so that all pairs of values
// are in some pick. It takes the next pair that is in none, and for the other
// dimensions the values that bring most such pairs with them.
func cover(dimensions []dimension) (picks [][]string) {
	open := map[pair]bool{}
	var order []pair
	for i := range dimensions {
		for j := range i {
			for _, a := range dimensions[i] {
				for _, b := range dimensions[j] {
					p := pair{j, i, b, a}
					open[p] = true
					order = append(order, p)
				}
			}
		}
	}
	for _, p := range order {
		if !open[p] {
			continue
		}
		pick := make([]string, len(dimensions))
		pick[p.first], pick[p.second] = p.a, p.b
		for d := range dimensions {
			if pick[d] == "" {
				pick[d] = mostOpen(dimensions, open, pick, d)
			}
		}
		for _, covered := range pairsOf(pick) {
			delete(open, covered)
		}
		picks = append(picks, pick)
	}
	return picks
}

// A pair is a value of one dimension beside one of a later dimension.
type pair struct {
	first, second int
	a, b          string
}

// pairsOf returns the pairs of a pick; those of dimensions without a value are left
// out.
func pairsOf(pick []string) (pairs []pair) {
	for i, b := range pick {
		for j, a := range pick[:i] {
			if a != "" && b != "" {
				pairs = append(pairs, pair{j, i, a, b})
			}
		}
	}
	return pairs
}

// mostOpen returns the value of a dimension that brings most open pairs to a pick.
func mostOpen(dimensions []dimension, open map[pair]bool, pick []string, d int) (best string) {
	most := -1
	for _, value := range dimensions[d] {
		pick[d] = value
		n := 0
		for _, p := range pairsOf(pick) {
			if open[p] {
				n++
			}
		}
		if n > most {
			best, most = value, n
		}
	}
	pick[d] = ""
	return best
}

// request is a pick, in the order of Pairwise.
type request []string

// row is the request with what the model says of its answer.
func (r request) row(name string) Row {
	want := r.expect()
	ask := Step{Method: methodOf(r[5]), Path: "{doc}", Header: http.Header{}, Status: want.status, Headers: want.headers, Bodies: want.bodies}
	for header, value := range map[string]string{
		"Accept": valueOf(accepts, r[0]).header, "Accept-Profile": valueOf(acceptProfiles, r[1]).header, "Accept-Language": valueOf(acceptLanguages, r[2]).header,
		"Accept-Datetime": valueOf(acceptDatetimes, r[3]).header, "Accept-Encoding": valueOf(acceptEncodings, r[4]).header,
	} {
		if value != "" {
			ask.Header.Set(header, value)
		}
	}
	row := Row{Name: name, Needs: []string{"plenary", "profiles", "doc"}, Spec: "RFC 9110 §12, §13; HTTP contract §2, §3", Says: fmt.Sprintf("%s gets %v.", strings.Join(r, " with "), want.status)}
	header, value, conditional := strings.Cut(valueOf(conditions, r[6]).header, ": ")
	known := strings.Contains(value, "{")
	if known && want.found {
		row.Steps = append(row.Steps, Step{Method: http.MethodGet, Path: ask.Path, Header: ask.Header.Clone(), Status: []int{http.StatusOK}, Keeps: []Keep{{Name: "etag", From: "ETag"}, {Name: "modified", From: "Last-Modified"}}})
	} else if known { // there is no tag to be kept
		value = strings.NewReplacer("{etag}", `"none"`, "{modified}", "Fri, 02 Jan 1970 00:00:00 GMT").Replace(value)
	}
	if conditional {
		ask.Header.Set(header, value)
	}
	row.Steps = append(row.Steps, ask)
	return row
}
