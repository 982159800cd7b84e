package contract

import (
	"net/http"
	"slices"

	"w3id.org/plenary/handlers/dumps"
	"w3id.org/plenary/handlers/linkset"
	"w3id.org/plenary/handlers/memento"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/site"
)

func classPart() openapi.Parameter {
	return operation.InPath("class", "The class, as in the addresses of its things.", openapi.OneOf(operation.ClassPaths()...), "meeting")
}

func slugPart() openapi.Parameter {
	return operation.InPath("slug", "The thing.", openapi.Schema{"type": "string", "minLength": 1}, "2025-ism-ottawa")
}

// suffixPart fixes a variant; it stands after the dot.
func suffixPart(offers []negotiate.Offer) openapi.Parameter {
	var suffixes []string
	for _, o := range offers {
		suffixes = append(suffixes, o.Suffix[1:])
	}
	return operation.InPath("suffix", "The variant.", openapi.OneOf(suffixes...), suffixes[0])
}

// variantsOf makes an operation of what negotiates into it and one of its variants
// with a suffix.
func variantsOf(o operation.Operation, offers []negotiate.Offer) []operation.Operation {
	o.Media = operation.MediaOf(offers)
	o.Problems = append(o.Problems, http.StatusNotAcceptable, http.StatusPreconditionFailed)
	fixed := o
	if !slices.ContainsFunc(o.Params, func(p openapi.Parameter) bool { return p.Name == "profile" }) {
		o.Params = append(slices.Clone(o.Params), operation.ProfileParameter("compacted", "expanded", "flattened"))
	}
	o.Params = slices.Concat(o.Params, []openapi.Parameter{operation.FormatOf(offers), operation.LangParameter()})
	fixed.Path, fixed.ID = o.Path+".{suffix}", o.ID+"As"
	fixed.Does += ", in the variant that the suffix names"
	fixed.Problems = append(slices.Clone(o.Problems), http.StatusNotFound)
	fixed.Params = slices.Concat(fixed.Params, []openapi.Parameter{suffixPart(offers)})
	if !slices.Contains(fixed.Problems, http.StatusNotFound) { // of what has another suffix
		fixed.Problems = append(slices.Clone(fixed.Problems), http.StatusNotFound)
	}
	return []operation.Operation{o, fixed}
}

func dataOperations() []operation.Operation {
	gone := []int{http.StatusNotFound, http.StatusGone}
	paging := func(name, of string) openapi.Parameter {
		return operation.In(name, "Which page of "+of+".", openapi.Schema{"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1})
	}
	shape := operation.ProfileParameter("compacted", "expanded", "flattened", "framed")
	told := operation.In("_profile", "Vocabulary that the thing is told in.", openapi.OneOf("plenary", "schema"))
	moment := openapi.Parameter{Name: "Accept-Datetime", In: "header", Description: "The moment whose version is asked for (RFC 7089): 302 to it.", Schema: openapi.String()}
	about := operation.Operation{Method: http.MethodGet, Tag: "data", Problems: gone}
	entity, list := about, about
	entity.Path, entity.ID, entity.Does = "doc/{class}/{slug}", "getDocument", "The document about a thing"
	entity.More = "Its statements, those of its parts, what points at it (200 of each predicate a page), and type and label of every node named."
	entity.Params = []openapi.Parameter{classPart(), slugPart(), paging("inbound", "what points at the thing"), shape, told, moment}
	list.Path, list.ID, list.Does = "doc/{class}", "getCollection", "The members of a class, 200 a page"
	list.Params = []openapi.Parameter{classPart(), paging("page", "the members")}
	thing := operation.Operation{Method: http.MethodGet, Path: "id/{class}/{slug}", Tag: "data", ID: "getThing", Does: "The thing itself: leads to the document about it", Params: []openapi.Parameter{classPart(), slugPart()}, Status: http.StatusSeeOther, Problems: gone}
	return slices.Concat([]operation.Operation{thing}, variantsOf(entity, negotiate.DataOffers), variantsOf(list, negotiate.DataOffers), versionOperations(), vocabularyOperations(), linksetOperations())
}

// versionOperations are those about the past.
func versionOperations() []operation.Operation {
	list := operation.Operation{Method: http.MethodGet, Tag: "data", Path: memento.TimeMapPath + "/{class}/{slug}", ID: "listVersions", Does: "The versions of a document, also of one that is gone (RFC 7089)",
		Params: []openapi.Parameter{classPart(), slugPart(), operation.FormatOf(memento.Offers), operation.In("page", "Which page of the versions.", openapi.Schema{"type": "integer", "minimum": 1})},
		Media:  operation.MediaOf(memento.Offers), Problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}}
	version := operation.Operation{Method: http.MethodGet, Tag: "data", Path: memento.Path + "/{commit}/{class}/{slug}", ID: "getVersion", Does: "A version of a document, which never changes",
		Params:   []openapi.Parameter{operation.InPath("commit", "The number of the commit that made it.", openapi.Schema{"type": "integer", "minimum": 1}, 1), classPart(), slugPart()},
		Problems: []int{http.StatusNotFound, http.StatusGone}}
	number := func(name, description string) openapi.Parameter {
		return operation.In(name, description, openapi.Schema{"type": "integer", "minimum": 0})
	}
	diff := operation.Operation{Method: http.MethodGet, Tag: "data", Path: "diff/{class}/{slug}", ID: "getDiff", Does: "What changed in a document between two commits, as an RDF Patch", Media: []string{negotiate.Patch.Media},
		Params: []openapi.Parameter{classPart(), slugPart(), number("from", "The commit before; the version before to when absent."), number("to", "The commit after; the last when absent.")}, Problems: list.Problems}
	changes := operation.Operation{Method: http.MethodGet, Tag: "dataset", Path: site.Changes, ID: "listChanges", Does: "The change log behind a commit, as RDF Patch or JSON", More: "With Prefer: wait=SECONDS the answer waits at the end of the log for the next commit.",
		Media: operation.MediaOf(negotiate.ChangesOffers), Params: []openapi.Parameter{number("since", "The last commit that is known."), operation.In("limit", "At most so many commits.", openapi.Integer(100, 1, 1000)), operation.FormatOf(negotiate.ChangesOffers),
			{Name: "Prefer", In: "header", Description: "wait=SECONDS, at most 60.", Schema: openapi.String()}}, Problems: []int{http.StatusNotAcceptable, http.StatusGone}}
	return append([]operation.Operation{list, diff, changes}, variantsOf(version, negotiate.DataOffers)...)
}

func vocabularyOperations() []operation.Operation {
	vocabulary := operation.Operation{Method: http.MethodGet, Tag: "data", Path: "ontology", ID: "getVocabulary", Does: "The vocabulary"}
	shapes := operation.Operation{Method: http.MethodGet, Tag: "data", Path: "ontology/shapes", ID: "getShapes", Does: "The SHACL shapes of the data"}
	return slices.Concat(variantsOf(vocabulary, negotiate.DataOffers), variantsOf(shapes, negotiate.DataOffers), []operation.Operation{
		{Method: http.MethodGet, Tag: "data", Path: "ontology/context.jsonld", ID: "getContext", Does: "The JSON-LD context that answers name", Media: []string{negotiate.JSONLD}, Problems: []int{http.StatusPreconditionFailed}},
		{Method: http.MethodGet, Tag: "data", Path: "ontology/frames/{frame}.jsonld", ID: "getFrame", Does: "The JSON-LD frame of a class", Media: []string{negotiate.JSONLD}, Params: []openapi.Parameter{operation.InPath("frame", "A class, or thing for all others.", openapi.String(), "meeting")}, Problems: []int{http.StatusNotFound, http.StatusPreconditionFailed}},
	})
}

func linksetOperations() (all []operation.Operation) {
	for _, o := range []operation.Operation{
		{Path: "doc/{class}/{slug}", ID: "getLinks", Does: "The links of a document and of its variants (RFC 9264)", Params: []openapi.Parameter{classPart(), slugPart()}},
		{Path: "doc/{class}", ID: "getCollectionLinks", Does: "The links of a page of a class, all its members among them", Params: []openapi.Parameter{classPart(), operation.In("page", "Which page of the members.", openapi.Schema{"type": "integer", "minimum": 1})}},
		{Path: "{resource}", ID: "getResourceLinks", Does: "The links of the description of the dataset or of the vocabulary", Params: []openapi.Parameter{operation.InPath("resource", "Which.", openapi.OneOf("dataset", "void", "ontology"), "dataset")}},
	} {
		o.Method, o.Tag, o.Path = http.MethodGet, "data", linkset.Path+"/"+o.Path
		o.Media, o.Problems = operation.MediaOf(linkset.Offers), []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}
		o.Params = append(o.Params, operation.FormatOf(linkset.Offers))
		all = append(all, o)
	}
	return all
}

func datasetOperations(schemas *openapi.Schemas) []operation.Operation {
	void := operation.Operation{Method: http.MethodGet, Tag: "dataset", Path: "void", ID: "getVoID", Does: "The dataset in VoID, with class and property partitions"}
	dataset := operation.Operation{Method: http.MethodGet, Tag: "dataset", Path: "dataset", ID: "getDataset", Does: "The dataset as an entry of DCAT-AP 3"}
	known := variantsOf(void, negotiate.DataOffers)[0]
	known.Path, known.ID, known.Does = ".well-known/void", "getWellKnownVoID", "The same as /void"
	manifest := schemas.Of(dumps.DumpManifest{})
	file := operation.Operation{Method: http.MethodGet, Tag: "dataset", Media: dumps.Media(), Problems: []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusRequestedRangeNotSatisfiable}}
	all, one := file, file
	all.Path, all.ID, all.Does = "dumps/{name}", "getDump", "All statements in one file; takes Range"
	all.Params = []openapi.Parameter{operation.InPath("name", "The file, as the manifest has it.", openapi.String(), "all.nt.gz")}
	one.Path, one.ID, one.Does = "dumps/graphs/{name}", "getGraphDump", "One graph in a file; takes Range"
	one.Params = []openapi.Parameter{operation.InPath("name", "The file, as the manifest has it.", openapi.String(), "summits.nq")}
	return slices.Concat(variantsOf(void, negotiate.DataOffers), variantsOf(dataset, negotiate.DataOffers), []operation.Operation{known,
		{Method: http.MethodGet, Tag: "dataset", Path: "dumps", ID: "listDumps", Does: "The dumps, with their sizes and hashes", JSON: manifest, Problems: []int{http.StatusPreconditionFailed}},
		{Method: http.MethodGet, Tag: "dataset", Path: "dumps/", ID: "listDumpsToo", Does: "The same as /dumps", JSON: manifest, Problems: []int{http.StatusPreconditionFailed}},
		{Method: http.MethodGet, Tag: "dataset", Path: "dumps/latest", ID: "getLatestDump", Does: "The newest dump, and where the changes behind it are", JSON: schemas.Of(dumps.LatestDump{}), Problems: []int{http.StatusPreconditionFailed}},
		{Method: http.MethodGet, Tag: "dataset", Path: "dumps/hashes", ID: "getHashes", Does: "A hash of each graph as a commit left it", JSON: schemas.Of(dumps.GraphHashes{}),
			Params: []openapi.Parameter{operation.In("seq", "The commit; the last one when absent.", openapi.Schema{"type": "integer", "minimum": 0})}, Problems: []int{http.StatusBadRequest, http.StatusGone, http.StatusPreconditionFailed}},
		all, one,
	})
}
