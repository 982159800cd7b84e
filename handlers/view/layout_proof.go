package view

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// claimed shows what a claim says and of what.
var claimed = []field{
	along("col.of", to(ontology.RDFSubject)),
	{label: "col.statement", uses: []hop{to(ontology.RDFPredicate)}, get: claimedProperty},
	along("col.value", to(ontology.RDFObject)),
}

// claimedProperty shows the property of a claim by its label.
func claimedProperty(v *view, claim rdf.Term) (shown []explorer.Value) {
	for _, p := range v.objects(claim, ontology.RDFPredicate) {
		label, href := v.property(p.Value())
		shown = append(shown, explorer.Value{Text: label, Href: href})
	}
	return shown
}

var sourceLayout = layout{
	columns: []field{issued, along("", to(ontology.SourceKind)), along("", to(ontology.SchemaURL))},
	facts: []field{
		along("", to(ontology.DCTIssued)),
		along("", to(ontology.DCPublisher)),
		along("", to(ontology.Dateline)),
		along("", to(ontology.SchemaAbout)),
		along("", to(ontology.FOAFPage)),
		along("", to(ontology.DCTLanguage)),
		along("", to(ontology.DCTLicense)),
		along("", to(ontology.SourceKind)),
		along("", to(ontology.TextLength)),
		along("", to(ontology.TextHash)),
		along("", to(ontology.Note)),
	},
	blocks: []block{
		nodes("sec.quotations", from(ontology.ProvWasQuotedFrom)),
		nodes("sec.records", from(ontology.DCTSource)).only("record").covering(from(ontology.PassageOf), from(ontology.OAHasSource), to(ontology.SchemaURL), from(ontology.DCTSource)),
	},
}

var passageLayout = layout{
	columns: []field{along("col.source", to(ontology.PassageOf)), along("", to(ontology.Anchor))},
	facts: []field{
		along("", to(ontology.PassageOf)),
		{label: "fact.offsets", uses: []hop{to(ontology.OAHasSelector), to(ontology.OAHasSource)}, get: offsetsField},
		along("", to(ontology.Anchor)),
		along("fact.publisherpage", to(ontology.FOAFPage)),
		along("", to(ontology.QuoteHash)),
	},
	blocks: []block{nodes("sec.passageclaims", from(ontology.Evidence)).table(append([]field{self("col.claim")}, claimed...)...).covering(from(ontology.SupportedBy))},
}

var claimLayout = layout{
	columns: claimed,
	facts: append(append([]field{}, claimed...),
		along("", to(ontology.Evidence)),
		along("", to(ontology.ClaimStatus)),
		along("", to(ontology.Polarity)),
		along("", to(ontology.Modality)),
		along("", to(ontology.Confidence)),
		along("", to(ontology.ExtractedBy)),
		along("", to(ontology.Rule)),
		along("", to(ontology.Note))),
}

var recordLayout = layout{
	columns: []field{along("col.describes", to(ontology.Describes)), along("col.confidence", to(ontology.Confidence)), along("col.status", to(ontology.ClaimStatus))},
	facts: []field{
		along("", to(ontology.Describes)),
		along("", to(ontology.Table)),
		along("", to(ontology.DCTSource)),
		along("", to(ontology.Confidence)),
		along("", to(ontology.ClaimStatus)),
		along("", to(ontology.DCTLicense)),
		along("", to(ontology.Note)),
	},
	blocks: []block{nodes("sec.recordclaims", from(ontology.InRecord)).
		table(append(append([]field{}, claimed...), along("col.status", to(ontology.ClaimStatus)), along("", to(ontology.Rank)))...)},
}

var runLayout = layout{
	columns: []field{along("", to(ontology.ProvUsed))},
	facts:   []field{along("", to(ontology.ProvUsed))},
	blocks:  []block{nodes("sec.claims", from(ontology.ExtractedBy)).table(append([]field{self("col.claim")}, claimed...)...)},
}

var graphLayout = layout{
	columns: []field{
		{label: "col.statements", get: graphSize},
		along("col.licence", to(ontology.DCTLicense)),
		along("", to(ontology.DCTModified)),
	},
	facts: []field{
		{label: "fact.statements", get: graphSize},
		along("", to(ontology.DCTLicense)),
		along("", to(ontology.DCTModified)),
		along("", to(ontology.ProvHadPrimarySource)),
		along("", to(ontology.DCTSource)),
		{label: "sec.dumps", get: graphFiles},
	},
}
