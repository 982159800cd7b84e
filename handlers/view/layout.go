package view

import (
	"w3id.org/plenary/ontology"
)

// A layout says what the page of a class shows first, and the columns of its
// list.
type layout struct {
	columns []field // of the list, after the name
	facts   []field
	blocks  []block
}

// A block is a section of a page: nodes at the end of a path, as a table, as
// chips, or as a list.
type block struct {
	title   string // key of the text
	path    []hop
	class   string  // class path that the nodes must have; empty for any
	columns []field // none: a list
	chips   bool
	newest  bool  // latest first, by columns' dates
	proof   bool  // a last column with the evidence of each row
	chart   bool  // draw the periods of the nodes
	covers  []hop // further hops that need no group of their own
}

func nodes(title string, path ...hop) block { return block{title: title, path: path} }

func (b block) table(columns ...field) block { b.columns = columns; return b }
func (b block) asChips() block               { b.chips = true; return b }
func (b block) latestFirst() block           { b.newest = true; return b }
func (b block) proven() block                { b.proof = true; return b }
func (b block) charted() block               { b.chart = true; return b }
func (b block) only(class string) block      { b.class = class; return b }
func (b block) covering(h ...hop) block      { b.covers = h; return b }

// Columns that several classes share.
var (
	meetingDates = datesOf("col.date", ontology.StartDate, ontology.EndDate)
	held         = datesOf("col.when", ontology.From, ontology.Until)
	meetingPlace = along("col.place", to(ontology.HeldAt))
	hostCountry  = along("col.host", to(ontology.HostCountry))
	kind         = along("col.kind", to(ontology.DocumentKind))
	issued       = along("col.date", to(ontology.DCTIssued))
	topics       = along("col.topics", to(ontology.Addresses))
	capacity     = either("col.capacity", along("", to(ontology.InOffice)), along("", to(ontology.InCapacity), to(ontology.OfOffice)), along("", to(ontology.TitleUsed)))
	partFor      = along("col.for", to(ontology.Represents))
	role         = along("col.role", to(ontology.ParticipantRole))
	partMeeting  = along("col.meeting", from(ontology.HasParticipation))
	partDates    = field{label: "col.date", get: across(meetingDates, from(ontology.HasParticipation))}
	attendance   = []field{partDates, partMeeting, capacity, partFor, role}
	meetingTable = []field{meetingDates, self("col.meeting"), meetingPlace}
	documentRows = []field{self("col.document"), kind, issued, topics}
)

// layouts hold one entry per class path; classes without one show what they
// have in the order of the vocabulary.
var layouts = map[string]layout{
	"meeting": meetingLayout, "participation": participationLayout,
	"person": personLayout, "office": officeLayout, "tenure": tenureLayout,
	"country": partyLayout, "organization": partyLayout,
	"forum": forumLayout, "membership": membershipLayout, "presidency": presidencyLayout,
	"place": placeLayout, "priority": priorityLayout,
	"document": documentLayout, "commitment": commitmentLayout, "quotation": quotationLayout, "measurement": measurementLayout,
	"source": sourceLayout, "passage": passageLayout, "claim": claimLayout, "record": recordLayout, "run": runLayout,
	"scheme": schemeLayout, "track": codeLayout, "role": codeLayout, "document-kind": codeLayout, "portfolio": codeLayout,
	"graph": graphLayout,
}
