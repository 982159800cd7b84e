package xsd_test

import (
	"testing"

	"w3id.org/plenary/rdf/xsd"
)

// FuzzParse checks that what has been read is written so that it reads as the
// same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"-12.50", "2025-06-12T10:00:00.5Z", "--02-29", "---31+14:00", "24:00:00", "-P1Y2M3DT4H5M6.7S", "1.5E-300", "-INF"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := xsd.ParseDecimal(s); ok {
			if back, ok := xsd.ParseDecimal(d.String()); !ok || back.Cmp(d) != 0 {
				t.Errorf("decimal %q is %v", s, d)
			}
		}
		if f, ok := xsd.ParseDouble(s); ok && f == f {
			if back, ok := xsd.ParseDouble(xsd.FormatDouble(f)); !ok || back != f {
				t.Errorf("double %q is %g", s, f)
			}
		}
		for _, datatype := range []string{"dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"} {
			if d, ok := xsd.ParseDateTime(datatype, s); ok {
				back, ok := xsd.ParseDateTime(datatype, d.String())
				if c, equal := d.Compare(back); !ok || c != 0 || !equal || back.String() != d.String() {
					t.Errorf("%s %q is %v", datatype, s, d)
				}
			}
		}
		if d, ok := xsd.ParseDuration("duration", s); ok {
			if back, ok := xsd.ParseDuration("duration", d.String()); !ok || back.Months != d.Months || back.Seconds.Cmp(d.Seconds) != 0 {
				t.Errorf("duration %q is %v", s, d)
			}
		}
	})
}
