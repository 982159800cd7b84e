package handlers

import (
	"net/http"

	"w3id.org/plenary/handlers/metrics"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
)

func pageOperations() []operation {
	filters := []openapi.Parameter{classParameter("Of what."), iriParameter("country", "Only what has to do with this country."), iriParameter("topic", "Only this topic.")}
	page := func(path, id, does string, params ...openapi.Parameter) operation {
		return operation{method: http.MethodGet, path: path, tag: "pages", id: id, does: does, params: append(params, langParameter()), media: []string{negotiate.HTML.Media}, problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed}}
	}
	home := page("", "getHome", "The first page; the description of the dataset where RDF is asked for", formatOf(negotiate.HomeOffers))
	home.media = mediaOf(negotiate.HomeOffers)
	kind := page("problems/{slug}", "getProblem", "What a type of error means", inPath("slug", "The type.", openapi.OneOf(problemSlugs()...), "budget"), formatOf(negotiate.DataOffers))
	kind.media = mediaOf(negotiate.DataOffers)
	return []operation{
		home,
		page("search", "searchPage", "What a search finds", in("q", "Words of a name.", openapi.Schema{"type": "string", "maxLength": site.LongestQuery}), classParameter("Only things of this class.")),
		page("timeline", "timelinePage", "Meetings by year", filters...),
		page("coverage", "coveragePage", "What the data has and lacks"),
		page("path", "pathPage", "How two things are connected", iriParameter("from", "Where paths begin."), iriParameter("to", "Where they end.")),
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

func serviceOperations(schemas openapi.Schemas) []operation {
	health := openapi.Object(openapi.Property{Name: "status", Schema: openapi.OneOf("ok")}, openapi.Property{Name: "seq", Schema: openapi.Schema{"type": "integer"}}, openapi.Property{Name: "version", Schema: openapi.String()})
	get := func(path, id, does string, media ...string) operation {
		return operation{method: http.MethodGet, path: path, tag: "service", id: id, does: does, media: media, problems: []int{http.StatusPreconditionFailed}}
	}
	healthz, readyz := get("healthz", "getHealth", "Whether the process answers"), get("readyz", "getReadiness", "Whether the server should be sent requests; 503 with reasons when not")
	healthz.json, readyz.json = health, schemas.Of(readiness{})
	assets := get("assets/{name}", "getAsset", "A file that pages refer to", "text/css", "text/javascript", "image/svg+xml")
	assets.params = []openapi.Parameter{inPath("name", "The file.", openapi.String(), "plenary.css")}
	assets.problems = []int{http.StatusNotFound, http.StatusPreconditionFailed, http.StatusRequestedRangeNotSatisfiable}
	part := get("sitemap/{part}.xml", "getSitemapPart", "A part of the sitemap", xmlMedia)
	part.params = []openapi.Parameter{inPath("part", "A class, or a class and a number.", openapi.String(), "meeting")}
	part.problems = []int{http.StatusNotFound, http.StatusPreconditionFailed}
	document := get("openapi.json", "getOpenAPI", "This description")
	document.json = openapi.Schema{"type": "object"}
	return []operation{
		document,
		get("llms.txt", "getLLMs", "What a language model should know to use the service", "text/plain"),
		get("robots.txt", "getRobots", "What crawlers may read", "text/plain"),
		get("sitemap.xml", "getSitemap", "The sitemap: an index of its parts", xmlMedia), part,
		healthz, readyz,
		get("metrics", "getMetrics", "Figures for Prometheus", metrics.ContentType[:len("text/plain")]),
		assets,
	}
}
