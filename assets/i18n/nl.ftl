# Nederlands. Dezelfde sleutels als in en.ftl, in dezelfde volgorde; alleen een hoofdletter vooraan, geen
# dubbele punt na een label, een beletselteken bij wat een venster opent.

## Screens: the rail and the titles

screen-cohorts = Cohorten
screen-coverage = Dekking
screen-findings = Bevindingen
screen-gaps = Gaten
screen-journeys = Trajecten
screen-patient = Patiënt
screen-population = Populatie
screen-report = Rapport
screen-review = Beoordeling
screen-sources = Bronnen

## What each screen answers, under its title

about-coverage = Wie en wat er overblijft als bronnen worden gecombineerd
about-patient = Eén traject, baan voor baan
about-population = Alle trajecten tegelijk, een rij per patiënt
about-sources = Wat is ingelezen en wat terzijde is gelegd

## Words of the product

word-alignment = Uitlijning
word-attrition = Uitval
word-attribute = Kenmerk
word-calendar = Kalender
word-code = Code
word-cohort = Cohort
word-coverage-window = Dekkingsvenster
word-crosswalk = Koppeltabel
word-day = Dag
word-descriptor = Beschrijving
word-dose = Dosis
word-duration = Duur
word-end = Einde
word-event = Gebeurtenis
word-events = Gebeurtenissen
word-extract = Levering
word-file = Bestand
word-filter = Filter
word-finding = Bevinding
word-gap = Gat
word-group = Groep
word-holder = Bronhouder
word-index-event = Indexgebeurtenis
word-journey = Traject
word-journeys = Trajecten
word-key-domain = Sleuteldomein
word-kind = Soort
word-label = Omschrijving
word-linkage-key = Koppelsleutel
word-observed-time = Waargenomen tijd
word-patient = Patiënt
word-patients = Patiënten
word-perspective = Perspectief
word-phase = Fase
word-population = Populatie
word-precision = Precisie
word-provenance = Herkomst
word-quantity = Hoeveelheid
word-record = Record
word-reference = Referentieband
word-resource = Tabel
word-row = Rij
word-rows = Rijen
word-set-aside = Terzijde gelegd
word-site = Locatie
word-sort = Sortering
word-source = Bron
word-source-pattern = Bronpatroon
word-sources = Bronnen
word-span = Periode
word-start = Begin
word-unit = Eenheid
word-value = Waarde
word-verdict = Oordeel
word-window = Venster

## Phases an extract has when it names none

phase-aftercare = Nazorg
phase-death = Overlijden
phase-diagnosis = Diagnose
phase-gp = Huisarts
phase-hospital = Ziekenhuis
phase-lab = Laboratorium
phase-other = Overig
phase-pharmacy = Apotheek
phase-treatment = Behandeling

## Kinds of sources, and why their records were made

kind-aftercare = Nazorg
kind-claims = Declaraties
kind-gp = Huisartsenzorg
kind-hospital = Ziekenhuis
kind-hospital-pharmacy = Ziekenhuisapotheek
kind-lab = Laboratorium
kind-other = Overig
kind-outpatient-pharmacy = Poliklinische apotheek
kind-pharmacy = Openbare apotheek
kind-radiotherapy = Radiotherapie
kind-registry = Registratie
perspective-billing = Declaratie
perspective-clinical = Klinisch
perspective-unknown = Niet opgegeven

## What a table is for

role-codes = Codes
role-coverage = Dekking
role-crosswalk = Koppeltabel
role-events = Gebeurtenissen
role-patients = Patiënten

## Attributes with names of their own

attribute-birthDate = Geboortedatum
attribute-birthYear = Geboortejaar
attribute-death = Overlijden
attribute-region = Regio
attribute-sex = Geslacht

## Coverage has three values

coverage-covered = Gedekt
coverage-not-covered = Niet gedekt
coverage-unknown = Onbekend

## Why a row is not in the store

reason-ambiguous-key = De koppeltabel geeft de sleutel meer dan één persoon
reason-code-missing = Code ontbreekt
reason-key-domain-not-linked = Geen koppeltabel vanuit dit sleuteldomein
reason-key-not-in-crosswalk = Sleutel staat niet in de koppeltabel
reason-no-patient-key = Geen patiëntsleutel
reason-phase-unknown = Fase ontbreekt of is onbekend
reason-ragged = Meer of minder cellen dan de kopregel
reason-start-missing = Begin ontbreekt
reason-start-unreadable = Begin is niet te lezen
reason-window-unreadable = Dekkingsdatums zijn niet te lezen

## What is wrong with an event that was kept

flaw-after-as-of = Na de dag waarop de levering is gemaakt
flaw-before1850 = Vóór 1850
flaw-end-before-start = Eindigt voordat het begint
flaw-end-unreadable = Einde is niet te lezen
flaw-number-unreadable = Een getal is niet te lezen
flaw-sentinel-date = Een datum die voor onbekend staat

## Warnings about the extract; `about` is a table, source, column or key domain

warning-as-of-assumed = Er is geen asOf opgegeven: de laatste gebeurtenis staat ervoor in
warning-attribute-conflict = { $about }: rijen geven één patiënt verschillende waarden; de eerste telt
warning-attribute-unreadable = { $about }: waarden die niet te lezen zijn als wat het kenmerk is
warning-crosswalk-many-to-one = { $about }: meer sleutels leiden naar één persoon
warning-crosswalk-one-to-many = { $about }: een sleutel leidt naar meer personen
warning-encoding-errors = { $about }: bytes die niet bij de opgegeven codering horen
warning-identifier-allowed = { $about } lijkt op een direct identificerend gegeven en is opgegeven als iets anders
warning-label-conflict = { $about }: rijen geven één code verschillende omschrijvingen; de eerste telt
warning-outside-population = { $about }: patiënten met gebeurtenissen die niet tot de populatie horen
warning-resource-left-out = { $about } was niet te lezen en is weggelaten
warning-window-unknown = { $about } geeft geen venster op: de dekking is onbekend

## Counts

count-events = { $n ->
    [one] { $n } gebeurtenis
   *[other] { $n } gebeurtenissen
}
count-files = { $n ->
    [one] { $n } bestand
   *[other] { $n } bestanden
}
count-keys = { $n ->
    [one] { $n } sleutel
   *[other] { $n } sleutels
}
count-patients = { $n ->
    [one] { $n } patiënt
   *[other] { $n } patiënten
}
count-rows = { $n ->
    [one] { $n } rij
   *[other] { $n } rijen
}
count-sources = { $n ->
    [one] { $n } bron
   *[other] { $n } bronnen
}
head-count = { $n } van { $total } patiënten, { $events } gebeurtenissen

## Sizes; larger ones are the same in every language

size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}

## Durations

duration-days = { $n ->
    [one] { $n } dag
   *[other] { $n } dagen
}
duration-hours = { $n ->
    [one] { $n } uur
   *[other] { $n } uur
}
duration-minutes = { $n ->
    [one] { $n } minuut
   *[other] { $n } minuten
}
duration-months = { $n ->
    [one] { $n } maand
   *[other] { $n } maanden
}
duration-seconds = { $n ->
    [one] { $n } seconde
   *[other] { $n } seconden
}
duration-years = { $n ->
    [one] { $n } jaar
   *[other] { $n } jaar
}

## Distances from day 0, in short; `n` and `day` carry their sign

offset-days = { $n } d
offset-hours = { $n } u
offset-months = { $n } mnd
offset-years = { $n } j
relative-day = dag { $day }

## Months in short, by number

month-1 = jan
month-2 = feb
month-3 = mrt
month-4 = apr
month-5 = mei
month-6 = jun
month-7 = jul
month-8 = aug
month-9 = sep
month-10 = okt
month-11 = nov
month-12 = dec

## How precisely a moment is known

precision-day = Op de dag
precision-minute = Op de minuut
precision-month = Op de maand
precision-second = Op de seconde
precision-year = Op het jaar

## Day 0, order and groups

align-calendar = Kalendertijd
align-index = Indexgebeurtenis van de levering
group-none = Geen groepen
group-source-pattern = Bronpatroon
occurrence-first = Eerste
occurrence-last = Laatste
sort-attribute = Kenmerk
sort-duration = Duur
sort-events = Aantal gebeurtenissen
sort-start = Eerste gebeurtenis
sort-time-to = Tijd tot { $phase }

## Filters, as chips

filter-attribute = { $attribute } is { $values }
filter-attribute-between = { $attribute } van { $least } tot en met { $most }
filter-codes = Code { $values }
filter-event-count = { $least } tot en met { $most } gebeurtenissen
filter-has = Heeft { $what }
filter-has-not = Heeft geen { $what }
filter-missing = ontbreekt
filter-patients = { $label }
filter-period = { $from } tot en met { $to }
filter-phases = Fase { $values }
filter-sources = Bron { $values }

## Themes and languages

language = Taal
theme = Thema
theme-contrast = Hoog contrast
theme-dark = Donker
theme-light = Licht
theme-system = Zoals het systeem

## Words on buttons

do-add = Toevoegen
do-apply = Toepassen
do-cancel = Annuleren
do-clear = Wissen
do-close = Sluiten
do-copy = Kopiëren
do-delete = Verwijderen
do-open = Openen…
do-redo = Opnieuw
do-reset = Herstellen
do-save = Opslaan…
do-search = Zoeken
do-undo = Ongedaan maken

## States

state-cancelled = Geannuleerd
state-empty = Niets te tonen
state-loading = Bezig met inlezen
state-no-extract = Er is geen levering geopend
state-nobody = Niemand voldoet aan de filters
state-stale = Wordt bijgewerkt

## Woorden in beelden

group-all = Alle patiënten
group-rest = { $n } andere groepen
pattern-all = alle bronnen
pattern-none = geen bron
pattern-without = zonder
picture-day-0 = dag 0
picture-days-from-day-0 = dagen vanaf dag 0
picture-died = overleden
picture-end-of-data = einde van de gegevens
picture-events-per = Gebeurtenissen per { $length }
picture-more = nog { $n }
picture-no-record = geen registratie
picture-of-journey = Traject van { $patient }: { $events } gebeurtenissen in { $lanes } banen
picture-of-journeys = Trajecten van { $patients } patiënten met { $events } gebeurtenissen in beeld
picture-years = { $n } j

## De opdrachtregel

as-of-assumed = peildatum { $date } (aangenomen)
as-of-declared = peildatum { $date }
cli-figure-done = Getekend in { $file }
cli-no-patient = Er is geen patiënt met dit pseudoniem in de levering
cli-no-window = Deze versie heeft geen venster. `periplus figure LEVERING --view population --out BESTAND.svg` tekent naar een bestand
cli-patient-wanted = Voor het traject van een patiënt is --patient met een pseudoniem nodig
cli-synth-done = { $patients } patiënten met { $rows } rijen geschreven ({ $size })
cli-synth-planted = { $rule }: { $faults } fouten en { $near } bijna-fouten ingebracht
cli-unknown-ending = De bestandsnaam moet eindigen op .svg of .png
cli-writing = Schrijven
word-first = Eerste
word-last = Laatste

## De populatie en de patiënt

patient-events-about = { $n }, elk met bestand en rij
patient-none = Kies een patiënt: klik op een rij in Populatie, of druk op N
patient-show-lanes = { $n ->
    [one] Toon { $n } verborgen baan
   *[other] Toon { $n } verborgen banen
}
population-click = Klik om het traject te openen
population-no-anchor = Geen patiënt heeft de gebeurtenis waarop is uitgelijnd. Druk op A om anders uit te lijnen
population-rows = een rij is een patiënt, { $n } rijen
population-title = Alle trajecten
population-waiting = Trajecten ordenen
population-without-anchor = { $n } zonder de indexgebeurtenis
record-none = Kies een gebeurtenis om alles te zien wat ervan bekend is
record-raw = De rij in het bestand
record-read = Lees de ruwe rij
word-days-supply = Dagen voorraad
## Handelingen: menu’s, toetsen, het opdrachtenpalet

action-add-filter = Filter toevoegen
action-align = Uitlijnen op…
action-all-events = Gebeurtenissen die de filters weglaten
action-clear-filters = Alle filters weghalen
action-delete-cache = Bewaarde kopie verwijderen
action-group = Groeperen op…
action-keys = Toetsen
action-look-back = Terug naar de vorige blik
action-look-forward = Weer vooruit kijken
action-manual = Handleiding van de levering
action-next-language = Andere taal
action-next-patient = Volgende patiënt
action-next-theme = Volgend thema
action-open = Map openen…
action-open-descriptor = Beschrijving openen…
action-open-sample = Voorbeeldcohort openen
action-palette = Opdrachten
action-previous-patient = Vorige patiënt
action-reload = Levering opnieuw inlezen
action-reset-layout = Panelen terugzetten
action-sort = Sorteren op…
action-toggle-caching = Kopie naast de levering bewaren, of daarmee stoppen
action-zoom-all = Alles tonen
action-zoom-in = Inzoomen
action-zoom-out = Uitzoomen
keys-escape = Sluiten wat bovenop ligt
keys-extract = Levering
keys-filters = Filters
keys-journeys = Trajecten
keys-screens = Schermen
keys-window = Venster
language-en = English
language-nl = Nederlands
palette-hint = Opdracht, patiënt of pad
palette-nothing = Niets heet zo
palette-open = { $path } openen
palette-patient = Naar patiënt { $patient }
panel-move = Paneel { $panel } verplaatsen

## Kop, balk en voet

chip-edit = Filter { $filter } wijzigen
chip-left = laat { $n } patiënten over, { $events } gebeurtenissen
chip-remove = Filter { $filter } weghalen
footer-as-of = peildatum { $day }
footer-as-of-assumed = peildatum { $day }, aangenomen
footer-commands = { $keys } opdrachten
footer-keys = { $keys } toetsen
footer-loaded = { $seconds } s om in te lezen
footer-loaded-cached = { $seconds } s om in te lezen, bewaarde kopie
footer-no-calendar = dagen vanaf de indexgebeurtenis, geen kalender
head-patient = patiënt { $at } van { $all } · { $patient } · ← → volgende
head-patients = { $n } van { $total } patiënten
header-add-filter = + filter
rail-language = Overgaan op { $language }
state-counting = Bezig met tellen

## Werk dat bezig is

job-cache = Bewaarde kopie verwijderen
job-coverage = Dekking tellen
job-journeys = Filteren en schikken
job-load = Levering inlezen
job-picture = Tekenen
job-raw-row = Rij opnieuw lezen
job-search = Codes zoeken
progress-bytes = { $done } van { $all }

## Zonder levering

dialog-open = Map van een levering openen
dialog-open-descriptor = Beschrijving van een levering openen
empty-about = Een gekoppelde levering is een map met de tabellen van verschillende bronhouders en een datapackage.json die zegt wat elke tabel is.
empty-drop = Of sleep een map of een datapackage.json naar dit venster.
empty-path = Pad van een levering
empty-path-open = Pad openen
empty-recent = Eerder geopend
empty-title = Open een levering om de trajecten te zien

## Een levering die niet te openen was

failure-again = Opnieuw proberen
failure-column = Er is geen kolom { $column }. Wel { $has }.
failure-column-mend = Verbeter de naam in de beschrijving.
failure-identifiers = Kolommen lijken op direct identificerende gegevens; er is niets ingelezen.
failure-identifiers-mend = Laat de bronhouder ze verwijderen. Is een kolom niet wat hij lijkt, noem hem dan in notIdentifying van zijn tabel.
failure-mend = Wat het verhelpt
failure-no-descriptor = Hier is geen datapackage.json.
failure-no-descriptor-mend = Open de map waarin hij staat, of beschrijf de tabellen eerst (F1 laat zien hoe).
failure-open-another = Een andere openen…
failure-skip = Openen wat leesbaar is
failure-skip-about = Tabellen die niet leesbaar zijn, worden weggelaten en staan onder Bronnen.
failure-title = Deze levering was niet te openen
failure-what = Wat er mis is
failure-where = Waar

## Dag 0, volgorde en groepen, in zinnen

align-first-event = Eerste gebeurtenis
aligned-on = uitgelijnd op { $what }
aligned-on-calendar = op kalendertijd
occurrence-nth = nummer { $n }
sort-descending = Grootste eerst
word-align = uitlijnen
word-group-by = groep
word-sort-by = sorteren

## Het formulier van een filter

about-filter-attribute = Houdt patiënten op grond van een kenmerk.
about-filter-event-count = Houdt patiënten op grond van hun aantal gebeurtenissen.
about-filter-events = Houdt alleen deze gebeurtenissen, en de patiënten die er een hebben.
about-filter-has = Houdt patiënten met zo’n gebeurtenis, met al hun gebeurtenissen. Wat is aangevinkt, geldt samen.
about-filter-has-not = Houdt patiënten zonder zo’n gebeurtenis, met al hun gebeurtenissen.
filter-attribute-least = { $attribute } vanaf { $least }
filter-attribute-most = { $attribute } tot en met { $most }
filter-codes-shown = { $n } van { $total } codes; zoek om te verkleinen
filter-date-hint = jjjj-mm-dd
filter-day-hint = dag
filter-event-least = Ten minste { $least } gebeurtenissen
filter-event-most = Ten hoogste { $most } gebeurtenissen
filter-extract-span = De levering loopt van { $from } tot en met { $to }.
filter-from = Van
filter-is-missing = Ontbreekt
filter-least = Ten minste
filter-most = Ten hoogste
filter-no-attributes = Deze levering zegt niets over de patiënten zelf.
filter-no-codes = Geen code heet zo
filter-not-a-count = Er wordt een geheel getal verwacht
filter-not-a-date = Een datum is een jaar, jjjj-mm of jjjj-mm-dd
filter-not-a-day = Er wordt een geheel aantal dagen verwacht
filter-not-a-number = Er wordt een getal verwacht
filter-number = getal
filter-one-end = Vul er ten minste één in
filter-period-all = Alle tijd
filter-period-help = Beide dagen tellen mee. Een jaar of maand staat voor het geheel; een leeg veld is open.
filter-period-since = Vanaf { $from }
filter-period-until = Tot en met { $to }
filter-pick-attribute = Kies een kenmerk
filter-pick-one = Vink er ten minste één aan
filter-search-codes = Codes en omschrijvingen zoeken
filter-to = Tot en met
filter-wrong-order = Het eerste mag niet groter zijn dan het tweede
filter-year = jaar
kind-of-filter-attribute = Kenmerk
kind-of-filter-codes = Codes
kind-of-filter-event-count = Aantal gebeurtenissen
kind-of-filter-has = Heeft een gebeurtenis
kind-of-filter-has-not = Heeft geen gebeurtenis
kind-of-filter-period = Periode
kind-of-filter-phases = Fasen
kind-of-filter-sources = Bronnen

## Dekking

coverage-about = een bron telt waar zij een gebeurtenis heeft; aandelen zijn van de geselecteerde patiënten
coverage-click = Een getal filtert op de patiënten die het telt.
coverage-in-all = In alle { $sources } bronnen { $n } van { $total } patiënten ({ $share }).
coverage-in-all-groups = Met { $groups } als één bron { $n } ({ $share }).
coverage-in-none = { $n } geselecteerde patiënten hebben in geen bron een gebeurtenis.
coverage-left = over
coverage-only-here = alleen hier
coverage-outside = { $n } patiënten vallen buiten de populatie en tellen hier verder niet mee.
coverage-population-source = Bepaalt wie tot de populatie behoort
coverage-share = aandeel
coverage-show-here = Toon de { $n } patiënten met een gebeurtenis in { $source }
coverage-show-only-here = Toon de { $n } patiënten met alleen gebeurtenissen in { $source }
coverage-show-with-all-above = Toon de { $n } patiënten met een gebeurtenis in { $source } en in alle bronnen erboven
coverage-title = Van bron naar combinatie
coverage-with-all-above = met alles erboven

## Bronnen en het inleesverslag

column-date = datums
column-empty = leeg
column-integer = gehele getallen
column-number = getallen
column-text = tekst
sources-all-tables = Alle tabellen
sources-cache = Bewaarde kopie
sources-cache-none = geen
sources-caching = Bewaar de opgebouwde gegevens naast de levering, alleen leesbaar voor de eigenaar
sources-column = Kolom
sources-columns = { $n } kolommen
sources-counts = { $n } rijen gelezen · { $events } gebeurtenissen gemaakt · { $aside } terzijde gelegd
sources-cut = Peildatum
sources-distinct = Verschillend
sources-distinct-keys = { $n } verschillende sleutels
sources-enrolment = per patiënt
sources-first-last = Eerste en laatste
sources-flagged = Behouden, maar niet in orde
sources-flagged-short = Gemerkt
sources-licence = Licentie
sources-missing = Ontbreekt
sources-more = en nog { $n }
sources-report = Inleesverslag
sources-sampled = Uit een steekproef van { $n } rijen
sources-set-aside = Terzijde gelegd
sources-tables = { $n } tabellen
sources-whole = De hele levering
sources-window-unknown = onbekend
sources-windows = Vensters

# Dekking, berekend
attribute-ageAtIndex = Leeftijd bij index
attribute-yearOfIndex = Jaar van index
cli-coverage-best = Beste van
cli-coverage-exactly = In precies deze bronnen
cli-coverage-loss = gemiddeld verlies
cli-coverage-none = in geen enkele
cli-coverage-population = { $n } patiënten in de populatie
cli-coverage-sampled = Er zijn meer dan 20 bronnen: naar de beste combinaties is gezocht, en betere zijn mogelijk.
cli-coverage-silent = Voor { $sources } is geen dekking opgegeven: de tijd waarin zij iemand hadden kunnen zien is onbekend en telt niet mee.
cli-coverage-years = Persoonsjaren
cli-no-group = --groups: de beschrijving heeft geen brongroep "{ $id }"; wel: { $known }. Een eigen groep schrijft u als titel=bron+bron
cli-no-source = { $argument }: er is geen bron of groep "{ $id }"; er zijn: { $known }
cli-no-window-of-time = --window: "{ $text }" is geen periode; schrijf 2015-01-01..2019-12-31, elk uiteinde mag open blijven (zonder kalender: dagen, zoals -30..365)
cli-too-many-sets = Er zijn { $n } bronnen, en hooguit 64 kunnen tegelijk worden gecombineerd
coverage-read-all = { $n } patiënten ({ $share } van { $total }) hebben een registratie in { $sets }, de enige bronnen die er zijn
coverage-read-exclusive = { $n } patiënten ({ $share } van { $total }) hebben een registratie in { $sets } en in geen andere
coverage-read-inclusive = { $n } patiënten ({ $share } van { $total }) hebben een registratie in { $sets }, wat zij verder ook hebben
coverage-read-none = { $n } patiënten ({ $share } van { $total }) hebben in geen van de bronnen een registratie
coverage-read-time-exclusive = { $years } persoonsjaren ({ $share } van { $total }) worden waargenomen door { $sets } tegelijk en door geen andere
coverage-read-time-inclusive = { $years } persoonsjaren ({ $share } van { $total }) worden waargenomen door { $sets } tegelijk
coverage-read-time-none = { $years } persoonsjaren ({ $share } van { $total }) worden door geen van de bronnen waargenomen
coverage-read-time-union = { $years } persoonsjaren ({ $share } van { $total }) worden waargenomen door { $sets }
coverage-read-union = { $n } patiënten ({ $share } van { $total }) hebben een registratie in { $sets }
coverage-showing = { $k } van { $m } doorsneden getoond, { $share } van de patiënten
list-and = { $before } en { $last }
list-or = { $before } of { $last }

## Vóór koppeling: aantallen en schetsen

assumption-independent = Aangenomen dat de bronnen onafhankelijk zijn
assumption-independent-within-strata = Aangenomen dat de bronnen binnen elk stratum onafhankelijk zijn
assumption-overlaps = Geen aanname: de totalen en de bekende overlap
assumption-positive-dependence = Aangenomen dat wie in de ene bron zit niet minder vaak in een andere zit, binnen elk stratum
assumption-strata = Geen aanname: de totalen in elk stratum
assumption-strata-and-overlaps = Geen aanname: de totalen in elk stratum en de bekende overlap
assumption-totals = Geen aanname: de totalen van de bronnen
before-after-all = Als deze allemaal gecombineerd zijn
before-any = In één of meer
before-at-least = Minstens
before-at-most = Hoogstens
before-best = De combinatie van elke omvang die de meeste patiënten overhoudt, indien onafhankelijk
before-estimate = Schatting
before-if-independent = Indien onafhankelijk
before-known = { $population } in de populatie, { $strata ->
    [0] geen strata
    [one] 1 stratum
   *[other] { $strata } strata
}, { $overlaps ->
    [0] geen overlap bekend
    [one] 1 overlap bekend
   *[other] { $overlaps } overlappen bekend
}
before-left-out = { $n ->
    [one] 1 stratum is weggelaten: alleen of samen met andere
   *[other] { $n } strata zijn weggelaten: alleen of samen
} zouden het er minder dan { $minimum } patiënten zijn
before-no-best = De beste combinatie van elke omvang wordt gezocht bij hoogstens { $n } bronnen
before-rests-on = Berust op
before-same-key = Schetsen gemaakt met sleutel { $key }; elke waarheid ligt in 997 van de 1.000 gevallen tussen haar grenzen
before-share = Van de populatie
before-sketch-done = { $strata ->
    [0] Schets van { $source } geschreven naar { $file }, met sleutel { $key }
    [one] Schets van { $source } en van 1 stratum geschreven naar { $file }, met sleutel { $key }
   *[other] Schets van { $source } en van { $strata } strata geschreven naar { $file }, met sleutel { $key }
}
before-some-left-out = Strata die te klein waren voor hun bronhouder zijn weggelaten
before-step = Toegevoegd
method-formula = met een formule
method-linear-programme = met een lineair programma
method-linear-programmes-apart = elk stratum los van het geheel
method-pair-bounds = grenzen uit paren, omdat er te veel bronnen zijn voor alle patronen
