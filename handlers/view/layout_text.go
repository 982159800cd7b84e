package view

import "w3id.org/plenary/ontology"

var measures = []field{self("col.what"), along("col.value", to(ontology.Value)), along("col.unit", to(ontology.Unit))}

var documentLayout = layout{
	columns: []field{issued, kind, along("col.meeting", from(ontology.Adopted)), topics},
	facts: []field{
		along("", to(ontology.DCTIssued)),
		along("", to(ontology.DocumentKind)),
		along("fact.adoptedat", from(ontology.Adopted)),
		along("", to(ontology.DCTIsPartOf)),
		along("", to(ontology.Advances)),
		along("", to(ontology.Aim)),
		along("", to(ontology.Signals)),
	},
	blocks: []block{
		nodes("sec.documenttopics", to(ontology.Addresses)).asChips(),
		nodes("sec.parts", to(ontology.DCTHasPart)).covering(from(ontology.DCTIsPartOf)),
		nodes("sec.commitments", from(ontology.MadeIn)).table(self("col.commitment"), topics).proven(),
		nodes("sec.advancedby", from(ontology.Advances)).table(documentRows...).proven(),
		nodes("sec.measurements", from(ontology.MeasureOf)).table(measures...).proven(),
	},
}

var commitmentLayout = layout{
	columns: []field{along("col.document", to(ontology.MadeIn)), along("col.meeting", to(ontology.MadeAt)), topics},
	facts: []field{
		along("", to(ontology.MadeIn)),
		along("", to(ontology.MadeAt)),
		along("", to(ontology.CommittedBy)),
	},
	blocks: []block{nodes("sec.documenttopics", to(ontology.Addresses)).asChips()},
}

var priorityLayout = layout{
	columns: []field{along("col.broader", to(ontology.SKOSBroader)), along("col.definition", to(ontology.SKOSDefinition))},
	facts: []field{
		along("", to(ontology.SKOSDefinition)),
		along("", to(ontology.Aspect)),
		along("", to(ontology.SKOSBroader)),
		along("", to(ontology.SKOSInScheme)),
	},
	blocks: []block{
		nodes("sec.narrower", to(ontology.SKOSNarrower)).asChips().covering(from(ontology.SKOSBroader), from(ontology.SKOSNarrower), to(ontology.SKOSTopConceptOf)),
		nodes("sec.related", to(ontology.SKOSRelated)).asChips().covering(from(ontology.SKOSRelated)),
		nodes("sec.discussedat", from(ontology.Discussed)).table(meetingTable...).latestFirst().proven(),
		nodes("sec.documents", from(ontology.Addresses)).only("document").table(self("col.document"), kind, issued).latestFirst().proven(),
		nodes("sec.commitments", from(ontology.Addresses)).only("commitment").table(self("col.commitment"), along("col.document", to(ontology.MadeIn))).proven(),
		nodes("sec.quotations", from(ontology.SchemaMentions)),
	},
}

var quotationLayout = layout{
	columns: []field{along("", to(ontology.SchemaSpokenByCharacter)), along("", to(ontology.ProvWasQuotedFrom))},
	facts: []field{
		along("", to(ontology.SchemaSpokenByCharacter)),
		along("", to(ontology.ProvWasQuotedFrom)),
	},
	blocks: []block{nodes("sec.mentions", to(ontology.SchemaMentions)).asChips()},
}

var measurementLayout = layout{
	columns: []field{along("col.of", to(ontology.MeasureOf)), along("col.value", to(ontology.Value)), along("col.unit", to(ontology.Unit))},
	facts: []field{
		along("", to(ontology.MeasureOf)),
		along("", to(ontology.Measure)),
		along("", to(ontology.Value)),
		along("", to(ontology.Unit)),
	},
}

var schemeLayout = layout{
	columns: []field{along("col.definition", to(ontology.SKOSDefinition))},
	facts:   []field{along("", to(ontology.SKOSDefinition))},
	blocks:  []block{nodes("sec.concepts", from(ontology.SKOSInScheme)).asChips().covering(from(ontology.SKOSTopConceptOf))},
}

var codeLayout = layout{
	columns: []field{along("col.definition", to(ontology.SKOSDefinition))},
	facts: []field{
		along("", to(ontology.SKOSDefinition)),
		along("", to(ontology.SKOSNotation)),
		along("", to(ontology.SKOSInScheme)),
	},
	blocks: []block{
		nodes("sec.meetings", from(ontology.Track)).table(meetingTable...).latestFirst(),
		nodes("sec.documents", from(ontology.DocumentKind)).table(self("col.document"), issued, topics).latestFirst(),
		nodes("sec.offices", from(ontology.Portfolio)),
	},
}
