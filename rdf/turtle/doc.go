// Package turtle reads and writes Turtle and TriG, RDF 1.1 and 1.2. Readers
// stream; writers hold the whole document, because they group it: each subject
// stands once, with what belongs to it nested below.
package turtle
