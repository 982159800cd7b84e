package data

import (
	"slices"
	"strings"
)

// checkRanges reports periods that end before they begin.
func (d *definition) checkRanges(errs *errorList) {
	if len(d.ranges) != 2 {
		return
	}
	for i := range d.rows {
		r := &d.rows[i]
		from, to := d.cell(r, d.ranges[0]), d.cell(r, d.ranges[1])
		if from == "" || to == "" || dateError(from) != nil || dateError(to) != nil {
			continue // a bad date is reported where it becomes a literal
		}
		if firstDay(from) > lastDay(to) {
			msg := "the period ends on " + to + ", before it begins on " + from
			errs.add(d.errorAt(r, d.ranges[1], msg, "are the two swapped?"))
		}
	}
}

// checkValues reports cells that are not among the values of their column.
func (d *definition) checkValues(errs *errorList) {
	for i := range d.rows {
		r := &d.rows[i]
		for column, allowed := range d.values {
			cell := d.cell(r, column)
			if cell != "" && !slices.Contains(allowed, cell) {
				msg := "the code " + cell + " is not one of " + strings.Join(allowed, ", ")
				errs.add(d.errorAt(r, column, msg, nearest(cell, slices.Clone(allowed))))
			}
		}
	}
}
