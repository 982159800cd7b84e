package contract

import (
	"net/http"

	"w3id.org/plenary/handlers/metrics"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
)

func pageOperations() []operation.Operation {
	filters := []openapi.Parameter{operation.ClassParameter("Of what."), operation.IRIParameter("country", "Only what has to do with this country."), operation.IRIParameter("topic", "Only this topic.")}
	page := func(path, id, does string, params ...openapi.Parameter) operation.Operation {
		return operation.Operation{Method: http.MethodGet, Path: path, Tag: "pages", ID: id, Does: does, Params: append(params, operation.LangParameter()), Media: []string{negotiate.HTML.Media}, Problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}}
	}
	home := page("", "getHome", "The first page; the description of the dataset where RDF is asked for", operation.FormatOf(negotiate.HomeOffers), operation.ProfileParameter("compacted", "expanded", "flattened"))
	home.Media = operation.MediaOf(negotiate.HomeOffers)
	kind := page("problems/{slug}", "getProblem", "What a type of error means", operation.InPath("slug", "The type.", openapi.OneOf(problemSlugs()...), "budget"), operation.FormatOf(negotiate.DataOffers), operation.ProfileParameter("compacted", "expanded", "flattened"))
	kind.Media = operation.MediaOf(negotiate.DataOffers)
	return []operation.Operation{
		home,
		page("search", "searchPage", "What a search finds", operation.In("q", "Words of a name.", openapi.Schema{"type": "string", "maxLength": site.LongestQuery}), operation.ClassParameter("Only things of this class."), operation.In("page", "Which page of what is found.", openapi.Schema{"type": "integer", "minimum": 1})),
		page("timeline", "timelinePage", "Meetings by year", filters...),
		page("coverage", "coveragePage", "What the data has and lacks"),
		page("path", "pathPage", "How two things are connected", operation.IRIParameter("from", "Where paths begin."), operation.IRIParameter("to", "Where they end.")),
		kind,
		page("docs", "getDocs", "This description, for people"), page("api", "getAPI", "The same as /docs"), page("api/", "getAPIToo", "The same as /docs"),
	}
}

func problemSlugs() (slugs []string) {
	for _, k := range problem.Kinds {
		slugs = append(slugs, k.Slug)
	}
	return slugs
}

func serviceOperations(schemas *openapi.Schemas) []operation.Operation {
	health := openapi.Object(openapi.Property{Name: "status", Schema: openapi.OneOf("ok")}, openapi.Property{Name: "seq", Schema: openapi.Schema{"type": "integer"}}, openapi.Property{Name: "version", Schema: openapi.String()})
	get := func(path, id, does string, media ...string) operation.Operation {
		return operation.Operation{Method: http.MethodGet, Path: path, Tag: "service", ID: id, Does: does, Media: media, Problems: []int{http.StatusPreconditionFailed}}
	}
	healthz, readyz := get("healthz", "getHealth", "Whether the process answers"), get("readyz", "getReadiness", "Whether the server should be sent requests; 503 with reasons when not")
	healthz.JSON, readyz.JSON = health, schemas.Of(Readiness{})
	assets := get("assets/{name}", "getAsset", "A file that pages refer to", "text/css", "text/javascript", "image/svg+xml")
	assets.Params = []openapi.Parameter{operation.InPath("name", "The file.", openapi.String(), "plenary.css")}
	assets.Problems = []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusRequestedRangeNotSatisfiable}
	part := get("sitemap/{part}.xml", "getSitemapPart", "A part of the sitemap", "application/xml")
	part.Params = []openapi.Parameter{operation.InPath("part", "A class, or a class and a number.", openapi.String(), "meeting")}
	part.Problems = []int{http.StatusNotFound, http.StatusPreconditionFailed}
	document := get("openapi.json", "getOpenAPI", "This description")
	document.JSON = openapi.Schema{"type": "object"}
	return []operation.Operation{
		document,
		get("llms.txt", "getLLMs", "What a language model should know to use the service", "text/plain"),
		get("robots.txt", "getRobots", "What crawlers may read", "text/plain"),
		get("sitemap.xml", "getSitemap", "The sitemap: an index of its parts", "application/xml"), part,
		healthz, readyz,
		get("metrics", "getMetrics", "Figures for Prometheus", metrics.ContentType[:len("text/plain")]),
		assets,
	}
}

// A Readiness is what /readyz says.
type Readiness struct {
	Status  string   `json:"status"` // "ready" or "not ready"
	Reasons []string `json:"reasons,omitempty"`
	Notes   []string `json:"notes,omitempty"` // that do not keep it from answering
	Seq     uint64   `json:"seq"`
	Version string   `json:"version"`
}

// Ready reports whether there is no reason against.
func (r Readiness) Ready() bool { return len(r.Reasons) == 0 }
