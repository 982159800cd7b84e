package explorer

import (
	"fmt"
	"strconv"
)

// A Chart draws periods and moments along years.
type Chart struct {
	Label         string
	Width, Height int
	Ticks         []Tick
	Bars          []Bar
}

// A Tick is a year on the axis.
type Tick struct {
	X     int
	Label string
}

// A Bar is a period, or a moment if Dot is set.
type Bar struct {
	X, Y, W   int
	Dot, Open bool
	Label     string
}

// A Span is a period to draw, in years with fractions. A Span without an end
// has Until 0; a moment has Until equal to From.
type Span struct {
	Label       string
	From, Until float64
}

const (
	chartWidth = 720
	laneHeight = 18
	axisHeight = 22
	chartInset = 8
)

// NewChart draws each span on a lane of its own, moments on a shared last one.
// It returns nil when there is nothing that a picture would add.
func NewChart(label string, spans []Span) *Chart {
	first, last := bounds(spans)
	if len(spans) < 2 || last <= first {
		return nil
	}
	c := &Chart{Label: label, Width: chartWidth}
	scale := func(year float64) int {
		return chartInset + int((year-first)/(last-first)*float64(chartWidth-2*chartInset))
	}
	lane, moments := 0, false
	for _, s := range spans {
		if s.Until == s.From {
			moments = true
			continue
		}
		bar := Bar{X: scale(s.From), Y: lane*laneHeight + 4, Label: s.Label, Open: s.Until == 0}
		until := s.Until
		if bar.Open {
			until = last
		}
		bar.W = max(scale(until)-bar.X, 3)
		c.Bars = append(c.Bars, bar)
		lane++
	}
	if moments {
		for _, s := range spans {
			if s.Until == s.From {
				c.Bars = append(c.Bars, Bar{X: scale(s.From), Y: lane*laneHeight + 9, Dot: true, Label: s.Label})
			}
		}
		lane++
	}
	c.Height = lane*laneHeight + axisHeight
	c.Ticks = ticks(first, last, scale)
	return c
}

// bounds returns whole years around all spans.
func bounds(spans []Span) (first, last float64) {
	for i, s := range spans {
		until := max(s.From, s.Until)
		if i == 0 || s.From < first {
			first = s.From
		}
		if i == 0 || until > last {
			last = until
		}
	}
	return float64(int(first)), float64(int(last) + 1)
}

func ticks(first, last float64, scale func(float64) int) []Tick {
	step := 1
	for _, s := range []int{1, 2, 5, 10, 20, 50} {
		step = s
		if (last-first)/float64(s) <= 10 {
			break
		}
	}
	var out []Tick
	for y := (int(first) + step - 1) / step * step; float64(y) < last; y += step {
		out = append(out, Tick{X: scale(float64(y)), Label: strconv.Itoa(y)})
	}
	return out
}

// YearFraction returns a date as a year with a fraction, 2025-07-01 as about
// 2025.5; ok is false for what is not a date.
func YearFraction(lexical string) (year float64, ok bool) {
	d, ok := parseDay(lexical)
	if !ok {
		return 0, false
	}
	if _, err := fmt.Sscan(d.year, &year); err != nil {
		return 0, false
	}
	if d.month > 0 {
		year += float64(d.month-1)/12 + float64(max(d.day, 1)-1)/366
	}
	return year, true
}
