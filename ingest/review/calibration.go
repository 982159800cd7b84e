package review

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"w3id.org/plenary/ingest"
)

// CalibrationFile is the table of a data folder that says how sure claims of rules
// are: rule, decided, accepted, confidence.
const CalibrationFile = "confidence.csv"

// A Calibration says how sure the claims of some rules are, from 0 to 1, in place of
// what the rules say.
type Calibration map[string]float64

// A Calibrated is a rule that reviewers have decided often enough on.
type Calibrated struct {
	Rule              string
	Decided, Accepted int
	Stated            float64 // mean confidence of the claims until now
	Confidence        float64 // with two decimals
}

// Reviewers' decisions say how reliable a rule is from so many on, and what the rule
// says itself counts as much as so many.
const (
	fewestDecisions = 20
	priorDecisions  = 10
)

// Calibrated returns the rules with enough decisions, by name. The confidence of a
// rule is the share of its claims that were accepted as they were proposed.
func (r *Report) Calibrated() (rows []Calibrated) {
	for i := range r.Rules {
		rule := &r.Rules[i]
		decided, accepted := rule.decided(), rule.By[Accepted]
		if decided < fewestDecisions {
			continue
		}
		share := (float64(accepted) + priorDecisions*rule.Confidence) / float64(decided+priorDecisions)
		rows = append(rows, Calibrated{rule.Name, decided, accepted, rule.Confidence, math.Round(share*100) / 100})
	}
	return rows
}

var calibrationHead = []string{"rule", "decided", "accepted", "confidence"}

// WriteCalibration makes rows the calibration of a data folder, durably.
func WriteCalibration(folder string, rows []Calibrated) error {
	var text strings.Builder
	lines := [][]string{calibrationHead}
	for _, r := range rows {
		lines = append(lines, []string{r.Rule, strconv.Itoa(r.Decided), strconv.Itoa(r.Accepted), strconv.FormatFloat(r.Confidence, 'f', 2, 64)})
	}
	if err := csv.NewWriter(&text).WriteAll(lines); err != nil {
		return err
	}
	return writeDurably(filepath.Join(folder, CalibrationFile), text.String())
}

// ReadCalibration reads that of a data folder, which is empty when there is none.
// Errors: those of reading, a line that is not one of the table.
func ReadCalibration(folder string) (Calibration, error) {
	path := filepath.Join(folder, CalibrationFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	in := csv.NewReader(strings.NewReader(string(text)))
	in.FieldsPerRecord = len(calibrationHead)
	lines, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("review: %s: %w", path, err)
	}
	c := Calibration{}
	for i, line := range lines {
		if i == 0 {
			continue
		}
		x, err := strconv.ParseFloat(line[3], 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("review: %s:%d: %q is no confidence from 0 to 1", path, i+1, line[3])
		}
		c[line[0]] = x
	}
	return c, nil
}

// Over returns an extractor whose claims are as sure as the calibration says.
func (c Calibration) Over(x Extractor) Extractor {
	if len(c) == 0 {
		return x
	}
	return calibrated{x, c}
}

type calibrated struct {
	Extractor
	by Calibration
}

func (x calibrated) Extract(d *ingest.Document) *ingest.Result {
	r := x.Extractor.Extract(d)
	for i := range r.Claims {
		if confidence, known := x.by[r.Claims[i].Rule]; known {
			r.Claims[i].Confidence = confidence
		}
	}
	return r
}
