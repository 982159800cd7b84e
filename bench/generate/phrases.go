package main

import "strings"

// phrases of sentences in one language; a sentence takes one of each.
type phrases struct{ who, did, what, how []string }

func list(text string) []string { return strings.Split(strings.TrimSpace(text), "\n") }

var inEnglish = phrases{
	who: list(`The ministers
The heads of delegation
Our governments
The members and their guests
Officials of all delegations
"Like-minded" partners
The presidency
Experts from 14 agencies
The working group on data
Those who met in the margins`),
	did: list(`agreed to strengthen
welcomed
reaffirmed their support for
took note of
undertook to report by June on
discussed at length
decided to double funding for
called for action on
committed themselves to
set a deadline for`),
	what: list(`the exchange of information between national contact points
a shared approach to risks that cross borders
rules-based trade and open supply chains
joint exercises with first responders
the protection of those who speak up
a common register of suppliers
safeguards for personal data
the framework's second phase (2026–2030)
clean, affordable and reliable energy
training for judges, prosecutors and police`),
	how: list(`in line with international law
without delay
before the next summit
where national law allows
with the participation of civil society
on the basis of "lessons learned"
at the request of the host
within existing resources
through a standing secretariat
as experts had advised`),
}

var inFrench = phrases{
	who: list(`Les ministres
Les chefs de délégation
Nos gouvernements
Les membres et leurs invités
Les experts de 14 agences
La présidence
Les partenaires présents à l'ouverture
Le groupe de travail sur les données`),
	did: list(`sont convenus de renforcer
ont salué
ont réaffirmé leur attachement à
ont pris note de
se sont engagés à poursuivre
ont longuement examiné
ont décidé de financer
ont demandé un rapport sur`),
	what: list(`l'échange d'informations entre les points de contact
la démarche commune face aux risques transfrontaliers
la protection des données à caractère personnel
la coopération entre services d'enquête
l'énergie propre, abordable et sûre
la formation des juges et des policiers
la deuxième phase du cadre (2026–2030)
l'accès des jeunes à l'emploi`),
	how: list(`dans le respect du droit international
sans délai
avant le prochain sommet
avec la société civile
dans la limite des moyens existants
à la demande du pays hôte
«dès que possible»
par un secrétariat permanent`),
}

// text returns so many sentences; a paragraph ends after every fifth.
func (p *phrases) text(d *draws, sentences int) string {
	var b strings.Builder
	for i := range sentences {
		if i > 0 && i%5 == 0 {
			b.WriteByte('\n')
		} else if i > 0 {
			b.WriteByte(' ')
		}
		for _, part := range [...][]string{p.who, p.did, p.what} {
			b.WriteString(d.of(part))
			b.WriteByte(' ')
		}
		b.WriteString(d.of(p.how))
		b.WriteByte('.')
	}
	return b.String()
}

var withoutAccents = strings.NewReplacer("á", "a", "ç", "c", "é", "e", "è", "e", "í", "i", "ï", "i", "ı", "i", "ó", "o", "ë", "e", "î", "i", "ö", "o", "ü", "u")

// slug returns what of a name can be in the path of an IRI.
func slug(text string) string {
	b := make([]byte, 0, len(text))
	for _, r := range withoutAccents.Replace(strings.ToLower(text)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b = append(b, byte(r))
		case len(b) > 0 && b[len(b)-1] != '-' && r < 128:
			b = append(b, '-')
		}
	}
	return strings.TrimSuffix(string(b), "-")
}
