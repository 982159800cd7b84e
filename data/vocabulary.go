package data

import (
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Terms that the program itself writes; all others stand in mapping.csv.
var (
	rdfType      = rdf.IRI(ontology.RDFType)
	rdfSubject   = rdf.IRI(ontology.RDFSubject)
	rdfPredicate = rdf.IRI(ontology.RDFPredicate)
	rdfObject    = rdf.IRI(ontology.RDFObject)
	rdfsLabel    = rdf.IRI(ontology.RDFSLabel)

	plRecord      = rdf.IRI(ontology.ClassRecord)
	plTable       = rdf.IRI(ontology.Table)
	plDescribes   = rdf.IRI(ontology.Describes)
	plClaim       = rdf.IRI(ontology.ClassClaim)
	plInRecord    = rdf.IRI(ontology.InRecord)
	plConfidence  = rdf.IRI(ontology.Confidence)
	plClaimStatus = rdf.IRI(ontology.ClaimStatus)
	plRank        = rdf.IRI(ontology.Rank)
	plNote        = rdf.IRI(ontology.Note)
	plPolarity    = rdf.IRI(ontology.Polarity)
	plModality    = rdf.IRI(ontology.Modality)
	plRule        = rdf.IRI(ontology.Rule)
	plEvidence    = rdf.IRI(ontology.Evidence)
	plExtractedBy = rdf.IRI(ontology.ExtractedBy)
	plRun         = rdf.IRI(ontology.ClassExtractionRun)
	plPassage     = rdf.IRI(ontology.ClassPassage)
	plPassageOf   = rdf.IRI(ontology.PassageOf)
	plQuoteHash   = rdf.IRI(ontology.QuoteHash)
	plAnchor      = rdf.IRI(ontology.Anchor)

	oaHasSource   = rdf.IRI(ontology.OAHasSource)
	oaHasSelector = rdf.IRI(ontology.OAHasSelector)
	oaPosition    = rdf.IRI(ontology.OATextPositionSelector)
	oaStart       = rdf.IRI(ontology.OAStart)
	oaEnd         = rdf.IRI(ontology.OAEnd)

	dctSource        = rdf.IRI(ontology.DCTSource)
	dctLicense       = rdf.IRI(ontology.DCTLicense)
	dctModified      = rdf.IRI(ontology.DCTModified)
	foafPage         = rdf.IRI(ontology.FOAFPage)
	provUsed         = rdf.IRI(ontology.ProvUsed)
	hadPrimarySource = rdf.IRI(ontology.ProvHadPrimarySource)
	voidDataset      = rdf.IRI(ontology.VoidDataset)
)
