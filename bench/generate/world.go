package main

import "strings"

// A named thing is the same in every set of releases: its name in both
// languages, and what else its line says.
type named struct {
	iri    term
	en, fr string
	slug   string
	more   []string
}

func (n named) labels() []term { return []term{english(n.en), french(n.fr)} }

// table reads lines of an English name, a French one and more.
func table(path, lines string) []named {
	var all []named
	for _, line := range list(lines) {
		cells := strings.Split(line, "|")
		s := slug(cells[0])
		all = append(all, named{id(path, s), cells[0], cells[1], s, cells[2:]})
	}
	return all
}

// countries, each with its codes and its capital; the first ones are named most.
var countries = table("country/", `
Canada|Canada|CA|CAN|Ottawa
France|France|FR|FRA|Paris
Germany|Allemagne|DE|DEU|Berlin
Japan|Japon|JP|JPN|Tokyo
United Kingdom|Royaume-Uni|GB|GBR|London
United States|États-Unis|US|USA|Washington
Italy|Italie|IT|ITA|Rome
India|Inde|IN|IND|New Delhi
Brazil|Brésil|BR|BRA|Brasilia
South Africa|Afrique du Sud|ZA|ZAF|Pretoria
Australia|Australie|AU|AUS|Canberra
Ukraine|Ukraine|UA|UKR|Kyiv
Mexico|Mexique|MX|MEX|Mexico City
South Korea|Corée du Sud|KR|KOR|Seoul
Indonesia|Indonésie|ID|IDN|Jakarta
China|Chine|CN|CHN|Beijing
Turkey|Turquie|TR|TUR|Ankara
Saudi Arabia|Arabie saoudite|SA|SAU|Riyadh
Argentina|Argentine|AR|ARG|Buenos Aires
Spain|Espagne|ES|ESP|Madrid
Poland|Pologne|PL|POL|Warsaw
Netherlands|Pays-Bas|NL|NLD|The Hague
Belgium|Belgique|BE|BEL|Brussels
Sweden|Suède|SE|SWE|Stockholm
Norway|Norvège|NO|NOR|Oslo
Denmark|Danemark|DK|DNK|Copenhagen
Finland|Finlande|FI|FIN|Helsinki
Portugal|Portugal|PT|PRT|Lisbon
Greece|Grèce|GR|GRC|Athens
Ireland|Irlande|IE|IRL|Dublin
Switzerland|Suisse|CH|CHE|Bern
Austria|Autriche|AT|AUT|Vienna
New Zealand|Nouvelle-Zélande|NZ|NZL|Wellington
Egypt|Égypte|EG|EGY|Cairo
Nigeria|Nigéria|NG|NGA|Abuja
Kenya|Kenya|KE|KEN|Nairobi
Senegal|Sénégal|SN|SEN|Dakar
Algeria|Algérie|DZ|DZA|Algiers
Morocco|Maroc|MA|MAR|Rabat
Jordan|Jordanie|JO|JOR|Amman
Chile|Chili|CL|CHL|Santiago
Colombia|Colombie|CO|COL|Bogota
Peru|Pérou|PE|PER|Lima
Vietnam|Viêt Nam|VN|VNM|Hanoi
Thailand|Thaïlande|TH|THA|Bangkok
Philippines|Philippines|PH|PHL|Manila
Singapore|Singapour|SG|SGP|Singapore
Iceland|Islande|IS|ISL|Reykjavik`)

var forums = table("forum/", `
G7|G7
G20|G20
European Council|Conseil européen
African Union|Union africaine
Arctic Council|Conseil de l'Arctique
Council of Europe|Conseil de l'Europe
Commonwealth|Commonwealth
Francophonie|Francophonie
Pacific Islands Forum|Forum des îles du Pacifique
Organization of American States|Organisation des États américains
Arab League|Ligue arabe
Nordic Council|Conseil nordique
Bay of Bengal Initiative|Initiative du golfe du Bengale
Andean Community|Communauté andine
Lake Chad Basin Commission|Commission du bassin du lac Tchad
Visegrád Group|Groupe de Visegrád`)

var portfolios = table("portfolio/", `
Public Safety|Sécurité publique
Finance|Finances
Foreign Affairs|Affaires étrangères
Justice|Justice
Environment|Environnement
Health|Santé
Energy|Énergie
Trade|Commerce
Labour|Travail
Agriculture|Agriculture
Digital Affairs|Numérique
Defence|Défense`)

var themes = table("priority/", `
Security|Sécurité
Cybercrime|Cybercriminalité
Climate|Climat
Energy|Énergie
Trade|Commerce
Health|Santé
Migration|Migrations
Artificial intelligence|Intelligence artificielle
Oceans|Océans
Corruption|Corruption
Food security|Sécurité alimentaire
Gender equality|Égalité des genres`)

var facets = table("facet/", `
prevention|prévention
financing|financement
data sharing|partage de données
skills|compétences
standards|normes
supply chains|chaînes d'approvisionnement
research|recherche
early warning|alerte rapide`)

var scopes = table("scope/", `
across borders|par-delà les frontières
online|en ligne
in cities|en ville`)

// priorities are a tree of three levels; broader has the number of what stands
// above each, -1 at the top.
var priorities, broader = tree()

func tree() (all []named, above []int) {
	add := func(en, fr string, up int) int {
		s := slug(en)
		all, above = append(all, named{iri: id("priority/", s), en: en, fr: fr, slug: s}), append(above, up)
		return len(all) - 1
	}
	for _, t := range themes {
		top := add(t.en, t.fr, -1)
		for _, f := range facets {
			middle := add(t.en+": "+f.en, t.fr+" : "+f.fr, top)
			for _, s := range scopes {
				add(t.en+": "+f.en+" "+s.en, t.fr+" : "+f.fr+" "+s.fr, middle)
			}
		}
	}
	return all, above
}

var roles = table("role/", `
head of delegation|chef de délégation
host|hôte
guest|invité
observer|observateur
chair|président de séance`)

var documentKinds = table("document-kind/", `
communiqué|communiqué
declaration|déclaration
action plan|plan d'action
framework|cadre
statement|déclaration commune`)

// An office is the place of one country in one portfolio.
type office struct{ country, portfolio int }

func (o office) iri() term {
	return id("office/minister-", portfolios[o.portfolio].slug, "-", countries[o.country].slug)
}

func (o office) en() string {
	return "Minister of " + portfolios[o.portfolio].en + " of " + countries[o.country].en
}

func (o office) fr() string {
	return "Ministre " + portfolios[o.portfolio].fr + " (" + countries[o.country].fr + ")"
}

// ministry returns the organization that the office leads.
func (o office) ministry() term {
	return id("organization/ministry-", portfolios[o.portfolio].slug, "-", countries[o.country].slug)
}
