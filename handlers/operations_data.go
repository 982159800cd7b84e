package handlers

import (
	"net/http"
	"slices"

	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/site"
)

func classPart() openapi.Parameter {
	return inPath("class", "The class, as in the addresses of its things.", openapi.OneOf(classPaths()...), "meeting")
}

func slugPart() openapi.Parameter {
	return inPath("slug", "The thing.", openapi.Schema{"type": "string", "minLength": 1}, "2025-ism-ottawa")
}

// suffixPart fixes a variant; it stands after the dot.
func suffixPart(offers []negotiate.Offer) openapi.Parameter {
	var suffixes []string
	for _, o := range offers {
		suffixes = append(suffixes, o.Suffix[1:])
	}
	return inPath("suffix", "The variant.", openapi.OneOf(suffixes...), suffixes[0])
}

// variantsOf makes an operation of what negotiates into it and one of its variants
// with a suffix.
func variantsOf(o operation, offers []negotiate.Offer) []operation {
	o.media = mediaOf(offers)
	o.problems = append(o.problems, http.StatusNotAcceptable, http.StatusPreconditionFailed)
	fixed := o
	o.params = slices.Concat(o.params, []openapi.Parameter{formatOf(offers), langParameter()})
	fixed.path, fixed.id = o.path+".{suffix}", o.id+"As"
	fixed.does += ", in the variant that the suffix names"
	fixed.problems = append(slices.Clone(o.problems), http.StatusNotFound)
	fixed.params = slices.Concat(fixed.params, []openapi.Parameter{suffixPart(offers)})
	if !slices.Contains(fixed.problems, http.StatusNotFound) { // of what has another suffix
		fixed.problems = append(slices.Clone(fixed.problems), http.StatusNotFound)
	}
	return []operation{o, fixed}
}

func dataOperations() []operation {
	gone := []int{http.StatusNotFound, http.StatusGone}
	paging := func(name, of string) openapi.Parameter {
		return in(name, "Which page of "+of+".", openapi.Schema{"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1})
	}
	shape := in("profile", "Form of JSON-LD.", openapi.OneOf("compacted", "expanded", "flattened", "framed"))
	told := in("_profile", "Vocabulary that the thing is told in.", openapi.OneOf("plenary", "schema"))
	moment := openapi.Parameter{Name: "Accept-Datetime", In: "header", Description: "The moment whose version is asked for (RFC 7089): 302 to it.", Schema: openapi.String()}
	about := operation{method: http.MethodGet, tag: "data", problems: gone}
	entity, list := about, about
	entity.path, entity.id, entity.does = "doc/{class}/{slug}", "getDocument", "The document about a thing"
	entity.more = "Its statements, those of its parts, what points at it (200 of each predicate a page), and type and label of every node named."
	entity.params = []openapi.Parameter{classPart(), slugPart(), paging("inbound", "what points at the thing"), shape, told, moment}
	list.path, list.id, list.does = "doc/{class}", "getCollection", "The members of a class, 200 a page"
	list.params = []openapi.Parameter{classPart(), paging("page", "the members")}
	thing := operation{method: http.MethodGet, path: "id/{class}/{slug}", tag: "data", id: "getThing", does: "The thing itself: leads to the document about it", params: []openapi.Parameter{classPart(), slugPart()}, status: http.StatusSeeOther, problems: gone}
	return slices.Concat([]operation{thing}, variantsOf(entity, negotiate.DataOffers), variantsOf(list, negotiate.DataOffers), versionOperations(), vocabularyOperations(), linksetOperations())
}

// versionOperations are those about the past.
func versionOperations() []operation {
	list := operation{method: http.MethodGet, tag: "data", path: timemapPath + "/{class}/{slug}", id: "listVersions", does: "The versions of a document, also of one that is gone (RFC 7089)",
		params: []openapi.Parameter{classPart(), slugPart(), formatOf(timemapOffers), in("page", "Which page of the versions.", openapi.Schema{"type": "integer", "minimum": 1})},
		media:  mediaOf(timemapOffers), problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}}
	version := operation{method: http.MethodGet, tag: "data", path: mementoPath + "/{commit}/{class}/{slug}", id: "getVersion", does: "A version of a document, which never changes",
		params:   []openapi.Parameter{inPath("commit", "The number of the commit that made it.", openapi.Schema{"type": "integer", "minimum": 1}, 1), classPart(), slugPart()},
		problems: []int{http.StatusNotFound, http.StatusGone}}
	number := func(name, description string) openapi.Parameter {
		return in(name, description, openapi.Schema{"type": "integer", "minimum": 0})
	}
	diff := operation{method: http.MethodGet, tag: "data", path: "diff/{class}/{slug}", id: "getDiff", does: "What changed in a document between two commits, as an RDF Patch", media: []string{patchOffer.Media},
		params: []openapi.Parameter{classPart(), slugPart(), number("from", "The commit before; the version before to when absent."), number("to", "The commit after; the last when absent.")}, problems: list.problems}
	changes := operation{method: http.MethodGet, tag: "dataset", path: changesPath, id: "listChanges", does: "The change log behind a commit, as RDF Patch or JSON", more: "With Prefer: wait=SECONDS the answer waits at the end of the log for the next commit.",
		media: mediaOf(changesOffers), params: []openapi.Parameter{number("since", "The last commit that is known."), in("limit", "At most so many commits.", openapi.Integer(100, 1, 1000)), formatOf(changesOffers),
			{Name: "Prefer", In: "header", Description: "wait=SECONDS, at most 60.", Schema: openapi.String()}}, problems: []int{http.StatusNotAcceptable, http.StatusGone}}
	return append([]operation{list, diff, changes}, variantsOf(version, negotiate.DataOffers)...)
}

func vocabularyOperations() []operation {
	vocabulary := operation{method: http.MethodGet, tag: "data", path: "ontology", id: "getVocabulary", does: "The vocabulary"}
	shapes := operation{method: http.MethodGet, tag: "data", path: "ontology/shapes", id: "getShapes", does: "The SHACL shapes of the data"}
	return slices.Concat(variantsOf(vocabulary, negotiate.DataOffers), variantsOf(shapes, negotiate.DataOffers), []operation{
		{method: http.MethodGet, tag: "data", path: "ontology/context.jsonld", id: "getContext", does: "The JSON-LD context that answers name", media: []string{negotiate.JSONLD}, problems: []int{http.StatusPreconditionFailed}},
		{method: http.MethodGet, tag: "data", path: "ontology/frames/{frame}.jsonld", id: "getFrame", does: "The JSON-LD frame of a class", media: []string{negotiate.JSONLD}, params: []openapi.Parameter{inPath("frame", "A class, or thing for all others.", openapi.String(), "meeting")}, problems: []int{http.StatusNotFound, http.StatusPreconditionFailed}},
	})
}

func linksetOperations() (all []operation) {
	for _, o := range []operation{
		{path: "doc/{class}/{slug}", id: "getLinks", does: "The links of a document and of its variants (RFC 9264)", params: []openapi.Parameter{classPart(), slugPart()}},
		{path: "doc/{class}", id: "getCollectionLinks", does: "The links of a page of a class, all its members among them", params: []openapi.Parameter{classPart()}},
		{path: "{resource}", id: "getResourceLinks", does: "The links of the description of the dataset or of the vocabulary", params: []openapi.Parameter{inPath("resource", "Which.", openapi.OneOf("dataset", "void", "ontology"), "dataset")}},
	} {
		o.method, o.tag, o.path = http.MethodGet, "data", linksetPath+"/"+o.path
		o.media, o.problems = mediaOf(linksetOffers), []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}
		o.params = append(o.params, formatOf(linksetOffers))
		all = append(all, o)
	}
	return all
}

func datasetOperations(schemas openapi.Schemas) []operation {
	void := operation{method: http.MethodGet, tag: "dataset", path: "void", id: "getVoID", does: "The dataset in VoID, with class and property partitions"}
	dataset := operation{method: http.MethodGet, tag: "dataset", path: "dataset", id: "getDataset", does: "The dataset as an entry of DCAT-AP 3"}
	known := variantsOf(void, negotiate.DataOffers)[0]
	known.path, known.id, known.does = ".well-known/void", "getWellKnownVoID", "The same as /void"
	manifest := schemas.Of(dumpManifest{})
	file := operation{method: http.MethodGet, tag: "dataset", media: append(mediaOf(dumpOffers()), "application/gzip"), problems: []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusRequestedRangeNotSatisfiable}}
	all, one := file, file
	all.path, all.id, all.does = "dumps/{name}", "getDump", "All statements in one file; takes Range"
	all.params = []openapi.Parameter{inPath("name", "The file, as the manifest has it.", openapi.String(), "all.nt.gz")}
	one.path, one.id, one.does = "dumps/graphs/{name}", "getGraphDump", "One graph in a file; takes Range"
	one.params = []openapi.Parameter{inPath("name", "The file, as the manifest has it.", openapi.String(), "summits.nq")}
	return slices.Concat(variantsOf(void, negotiate.DataOffers), variantsOf(dataset, negotiate.DataOffers), []operation{known,
		{method: http.MethodGet, tag: "dataset", path: "dumps", id: "listDumps", does: "The dumps, with their sizes and hashes", json: manifest, problems: []int{http.StatusPreconditionFailed}},
		{method: http.MethodGet, tag: "dataset", path: "dumps/", id: "listDumpsToo", does: "The same as /dumps", json: manifest, problems: []int{http.StatusPreconditionFailed}},
		{method: http.MethodGet, tag: "dataset", path: "dumps/latest", id: "getLatestDump", does: "The newest dump, and where the changes behind it are", json: schemas.Of(LatestDump{}), problems: []int{http.StatusPreconditionFailed}},
		{method: http.MethodGet, tag: "dataset", path: "dumps/hashes", id: "getHashes", does: "A hash of each graph as a commit left it", json: schemas.Of(GraphHashes{}),
			params: []openapi.Parameter{in("seq", "The commit; the last one when absent.", openapi.Schema{"type": "integer", "minimum": 0})}, problems: []int{http.StatusBadRequest, http.StatusGone, http.StatusPreconditionFailed}},
		all, one,
	})
}

// dumpOffers are the syntaxes of dumps.
func dumpOffers() (offers []negotiate.Offer) {
	for _, f := range site.DumpFormats {
		offers = append(offers, negotiate.Offer{Media: f.MediaType})
	}
	return offers
}
