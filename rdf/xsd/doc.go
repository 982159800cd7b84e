// Package xsd has the values of XML Schema datatypes: exact decimals, dates and
// times, durations, and the texts of floating-point numbers, with the
// operations that XPath defines on them.
//
// Values never change. What has no result, such as a division by zero or a
// number beyond the limits, is reported as false and never wrapped or rounded
// silently.
package xsd

// Namespace is that of the datatypes.
const Namespace = "http://www.w3.org/2001/XMLSchema#"
