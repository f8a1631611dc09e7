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
coverage-unknown = Dekking onbekend

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
warning-attribute-conflict = Rijen geven één patiënt verschillende waarden, waarvan de eerste telt: { $about }
warning-attribute-unreadable = Waarden die niet te lezen zijn als wat het kenmerk is: { $about }
warning-crosswalk-many-to-one = Meerdere sleutels leiden naar één persoon: { $about }
warning-crosswalk-one-to-many = Een sleutel leidt naar meerdere personen: { $about }
warning-encoding-errors = Bytes die niet in de opgegeven codering zijn: { $about }
warning-identifier-allowed = Lijkt op een directe identificatie en is opgegeven als geen: { $about }
warning-label-conflict = Rijen geven één code verschillende omschrijvingen, waarvan de eerste telt: { $about }
warning-outside-population = Patiënten met gebeurtenissen die niet in de populatie zijn: { $about }
warning-resource-left-out = Kon niet worden gelezen en is weggelaten: { $about }
warning-window-unknown = Geen venster opgegeven, dus is de dekking onbekend: { $about }

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
cli-synth-exists = Dit is er al.
cli-synth-exists-mend = Kies een lege map.
cli-synth-unwritten = Niet weg te schrijven: { $error }.
cli-synth-unwritten-mend = Kijk of er ruimte is en of de map beschrijfbaar is.
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
action-save-figure = Afbeelding opslaan…
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

job-save = Bestand opslaan
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
dialog-save = De afbeelding of haar tabel opslaan
notice-saved = Opgeslagen als { $file }
notice-not-saved = Kon niet worden opgeslagen als { $file }
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

coverage-outside = { $n } patiënten vallen buiten de populatie en tellen hier verder niet mee.
coverage-share = aandeel
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

## Trechter, koppelkwaliteit en koppelstroom

funnel-any = Enig gegeven
funnel-eligible = In aanmerking: met een bruikbare sleutel
funnel-keyed = Bruikbare sleutel
funnel-linked = Gekoppeld
funnel-population = In de populatie
funnel-usable = Bruikbaar na de filterketen
funnel-window = Gegeven in het venster
flow-analysed = Geanalyseerd
flow-analysed-lost = Weggelaten door de filterketen
flow-combined = Alle bronnen samen
flow-complete = Geanalyseerd, met een gegeven in elke bron
flow-complete-lost = Zonder bruikbaar gegeven in een van de bronnen
flow-delivered = Geleverde records
flow-excluded = Uitgesloten
flow-keys = Records met een sleutel
flow-keys-different = { $n } verschillende sleutels
flow-keys-lost = Zonder sleutel
flow-linked = Gekoppeld
flow-linked-lost = Sleutel leidt naar niemand, of naar meer dan één persoon
flow-patients = Patiënten
flow-population = In de populatie
flow-population-lost = Buiten de populatie
flow-readable = Leesbare records
flow-readable-lost = Terzijde gelegd: geen begin, geen code of een ander gebrek
flow-reason = Reden
flow-record = Met enig gegeven
flow-record-lost = Genoemd, maar zonder gegeven
flow-records = Records
flow-source = Bron
flow-step = Stap
flow-title = Koppelstroom
flow-window = Met een gegeven in het venster
flow-window-lost = Geen gegeven in het venster
link-about-all = Gekoppeld in alle verzamelingen
link-about-birth = Geboortejaar in { $a } en { $b }
link-about-death = Sterfdag in { $a } en { $b }
link-about-expectation = Verwachting { $n }
link-about-level = { $source } naar { $subgroup }
link-about-level-one = { $source }, { $subgroup } { $level }, tegenover de rest
link-about-many-to-one = Meer sleutels van { $from } naar één van { $to }
link-about-one-to-many = Eén sleutel van { $from } naar meer van { $to }
link-about-pair = { $a } en { $b }
link-about-seen-after-death = Overleden volgens { $a }, meer dan 30 dagen later gezien in { $b }
link-about-sex = Geslacht in { $a } en { $b }
link-about-step = Stap { $n } van de combinatie
link-band = Komt het door verkeerde koppelingen, dan is { $low } tot { $high } van de koppelingen verkeerd
link-denominator = Van
link-expected = Verwacht
link-l01 = Sleutels die naar meer dan één andere leiden
link-l02 = Sommige groepen zijn vaker gekoppeld dan andere
link-l03 = Opgegeven, maar door geen bron gezien die dat had gekund
link-l04 = Gezien, maar niet opgegeven door de bron die dat had moeten doen
link-l05 = Er blijft weinig over als bronnen worden gecombineerd
link-l06 = Twee bronnen delen veel minder patiënten dan bij toeval
link-l07 = Gekoppelde bronnen spreken elkaar tegen
link-measure-difference = Verschil in aandeel
link-measure-left = Overgebleven aandeel
link-measure-ratio = Waargenomen tegenover verwacht
link-measure-share = Aandeel
link-measure-smd = Gestandaardiseerd verschil van gemiddelden
link-note-disjoint = Een overlap van 0 tot 1 % betekent dat de sleutels niet overeenkomen, niet dat er geen gedeelde patiënten zijn
link-note-no-witness = Sommige zijn niet te beoordelen: geen bron geeft aan dat die ze had kunnen zien
link-note-small = Te weinig om te beoordelen
link-numerator = Gevonden
link-presence = Sleutels en koppelingen naar locatie en jaar
link-subgroup-ageAtIndex = leeftijd bij index
link-subgroup-yearOfIndex = jaar van index
link-subgroup-site = zorglocatie
link-threshold = Drempel
link-title = Koppelkwaliteit
link-unjudged = { $n } niet te beoordelen
link-verdict-cannot-judge = Niet te beoordelen
link-verdict-flag = Gemarkeerd
link-verdict-not-applicable = Niet van toepassing
link-verdict-ok = Binnen de grenzen

## Figuren van het dekkingsscherm

attribute-ageAtIndex = Leeftijd bij index
attribute-yearOfIndex = Jaar van index
chart-funnel = Van populatie naar bruikbaar
chart-sets = Wie zit in welke combinatie
chart-drop-off = Uitval in deze volgorde
chart-costs = Wat elke bron kost
chart-best-subsets = Welke bronnen weg te laten
chart-drift = Wie er verloren gaat
chart-heat = Uitval per subgroep
chart-flow = Stroomschema van de koppeling
chart-estimate = Wat een koppeling kan overlaten
chart-of-patients = { $n } van { $of } patiënten ({ $share })
chart-person-years = { $n } persoonsjaren
chart-unit-person-time = Persoonsjaren
chart-and = en
chart-or = of
chart-only = In { $sets } en in geen andere: { $amount } ({ $share })
chart-in-none = In geen ervan: { $amount } ({ $share })
chart-at-least = In { $sets }, en mogelijk andere: { $amount } ({ $share })
chart-any-of = In { $sets }: { $amount } ({ $share })
chart-sets-shown = { $sets } verzamelingen, { $bars } combinaties getoond
chart-everyone = Selectie
chart-left = Met { $set }: { $amount } over ({ $change })
chart-orders = over alle volgordes { $least } tot { $most }, in de helft ervan { $q1 } tot { $q3 }, in de middelste { $median }
chart-every-order = elke volgorde
chart-sampled-orders = steekproef van volgordes
chart-half-of-orders = de helft van de volgordes
chart-median-order = middelste volgorde
chart-cost = { $set } kost gemiddeld { $patients } over alle volgordes
chart-sum = Som { $lost } = { $start } − { $left }
chart-best = De beste { $size } van { $of }: { $amount }, zonder { $without }
chart-all-sets = Alle { $of }: { $amount }
chart-number-of-sets = aantal bronnen
chart-difference = gestandaardiseerd verschil
chart-difference-is = gestandaardiseerd verschil { $value }
chart-no-difference = niemand om mee te vergelijken
chart-kept = over ({ $n })
chart-not-kept = verloren ({ $n })
chart-mean = gemiddelde { $mean }, standaarddeviatie { $sd }, bekend van { $known }
chart-known = bekend van { $n } van { $of } ({ $share })
chart-every = In alle
chart-greyed = grijs: minder dan { $least } patiënten
chart-share-of-level = aandeel van de patiënten van de rij
chart-window = Van { $from } tot en met { $to }
chart-all-of-time = De hele periode
chart-records = { $n } records
chart-keys = { $n } sleutels
chart-excluded = { $n } uitgesloten
chart-between = tussen { $low } en { $high } patiënten
chart-about = ongeveer { $n } patiënten
chart-in-first = In de eerste { $n }
chart-as-of = peildatum { $date }
chart-heads = { $n } van { $of } patiënten
chart-no-filter = geen filter

# Dekking, berekend
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

## Waarom een levering niet te openen was; een sleutel met `-mend` zegt wat het verhelpt

failure-cell-unsaid = Er is geen kolom en geen waarde genoemd.
failure-cell-unsaid-mend = Noem daar de kolom.
failure-column-gone = De kolom { $column } staat niet meer in het bestand.
failure-column-gone-mend = Het bestand is veranderd: open de levering opnieuw.
failure-column-many = Er is geen kolom { $column }. Wel { $has } en nog { $more }.
failure-column-many-mend = { failure-column-mend }
failure-column-nested = De kolom { $column } is genest, en een cel moet één waarde zijn.
failure-column-nested-mend = Splits hem in kolommen met losse waarden.
failure-column-none = Er is geen kolom { $column }. Het bestand heeft geen enkele kolom.
failure-column-none-mend = Kijk of het bestand niet leeg is en of het het juiste is.
failure-column-unnamed = Deze kolom is niet genoemd.
failure-column-unnamed-mend = Noem hem daar.
failure-date-format = De datumnotatie { $format } is niet bekend.
failure-date-format-mend = Gebruik tekens zoals %d-%m-%Y, of "any".
failure-encoding = De tekencodering { $encoding } is niet bekend.
failure-encoding-mend = Gebruik utf-8, latin-1 of windows-1252.
failure-file = Het bestand is niet te lezen: { $error }.
failure-file-mend = Kijk of het bestand volledig is en het formaat heeft dat de beschrijving noemt.
failure-file-damaged = Het bestand is beschadigd.
failure-file-damaged-mend = Vraag de bronhouder om het opnieuw te leveren.
failure-file-folder = Dit is een map, geen bestand.
failure-file-folder-mend = Noem de bestanden erin één voor één.
failure-file-forbidden = Leesrechten voor dit bestand ontbreken.
failure-file-forbidden-mend = Vraag de beheerder van de map om toegang.
failure-file-gone = Het bestand is er niet.
failure-file-gone-mend = Zet het terug en open de levering opnieuw.
failure-file-utf16 = Het bestand is opgeslagen als UTF-16.
failure-file-utf16-mend = Sla het op als UTF-8.
failure-format = Het formaat { $format } is niet bekend.
failure-format-mend = Gebruik csv, parquet of arrow.
failure-identifier-address = { $file }: de kolom { $column } lijkt op volledige postcodes met huisnummers.
failure-identifier-bsn = { $file }: de kolom { $column } lijkt op burgerservicenummers (ze voldoen veel vaker aan de elfproef dan bij toeval).
failure-identifier-email = { $file }: de kolom { $column } lijkt op e-mailadressen.
failure-identifier-name = { $file }: de kolom { $column } lijkt op volledige geboortedatums naast voorletters of namen.
failure-json = Dit is geen geldige JSON: { $error }.
failure-json-mend = Verbeter de beschrijving op die plaats.
failure-key = Dit is niet te volgen: { $error }.
failure-key-mend = Verbeter het; de handleiding van de levering noemt alle velden (F1).
failure-many-files = Er zijn meer dan 65.535 bestanden.
failure-many-files-mend = Voeg de kleinste samen.
failure-many-sites = Er zijn meer dan 65.535 verschillende locaties.
failure-many-sites-mend = Kijk of de kolom die als "site" is genoemd de juiste is.
failure-many-sources = Er zijn { $there } bronnen; het maximum is { $most }.
failure-many-sources-mend = Geef tabellen van één bronhouder dezelfde "source".
failure-many-units = Er zijn meer dan 65.535 verschillende eenheden.
failure-many-units-mend = Kijk of de kolom die als "unit" is genoemd de juiste is.
failure-mark = Het teken is geen ASCII, of sluit een regel af.
failure-mark-mend = Gebruik een teken zoals ; of |.
failure-no-domains = Een koppeltabel heeft zowel "fromDomain" als "toDomain" nodig.
failure-no-domains-mend = Noem de sleuteldomeinen van de twee kolommen.
failure-no-ends = "from" en "to" ontbreken allebei.
failure-no-ends-mend = Noem daar de kolommen, ten minste één.
failure-no-events = Er is geen gebeurtenis beschreven.
failure-no-events-mend = Beschrijf welke gebeurtenissen een rij oplevert, ten minste hun "start".
failure-no-file = Dit bestand is er niet.
failure-no-file-mend = Zet het daar neer, of verbeter de naam bij { $at }.
failure-no-path = Er is geen bestand genoemd.
failure-no-path-mend = Noem daar het bestand of de bestanden van de tabel.
failure-no-patient = Er is geen patiëntkolom genoemd.
failure-no-patient-mend = Noem de kolom met het pseudoniem.
failure-no-phase = Er is geen fase { $phase }.
failure-no-phase-mend = Gebruik een van { $phases }, of voeg die toe aan $.periplus.phases.
failure-no-precision = Er is geen precisie { $precision }.
failure-no-precision-mend = Gebruik year, month, day, minute of second.
failure-no-resources = Er is geen lijst met tabellen ("resources").
failure-no-resources-mend = Som daar de tabellen van de levering op.
failure-no-source = Er is geen bron { $source }.
failure-no-source-mend = Gebruik een van { $sources }.
failure-no-start = De gebeurtenis heeft geen begin.
failure-no-start-mend = Noem de kolom met de datum.
failure-no-timezone = Er is geen tijdzone { $zone }.
failure-no-timezone-mend = Gebruik een naam zoals Europe/Amsterdam.
failure-no-version = Het blok periplus heeft geen versie.
failure-no-version-mend = Dit programma kent versie { $version }.
failure-not-a-date = Dit is geen datum.
failure-not-a-date-mend = Schrijf 2019, 2019-05 of 2019-05-03.
failure-not-a-number = De waarde is geen getal.
failure-not-a-number-mend = Schrijf een gewoon getal.
failure-not-an-object = Dit is geen JSON-object.
failure-not-an-object-mend = Een beschrijving is een object met "resources".
failure-path-outside = Het pad { $path } leidt buiten de map van de levering.
failure-path-outside-mend = Zet het bestand in de map en noem het pad vanaf daar.
failure-phase-count = Er moeten 1 tot en met { $most } fasen zijn.
failure-phase-count-mend = Voeg fasen samen die bij elkaar horen, of laat dit veld weg.
failure-phase-unsaid = Er is geen waarde en geen kolom genoemd.
failure-phase-unsaid-mend = Noem een fase, of een kolom met een "map".
failure-row-gone = Rij { $row } is er niet meer.
failure-row-gone-mend = Het bestand is veranderd: open de levering opnieuw.
failure-same-domain = Dit is hetzelfde als "fromDomain".
failure-same-domain-mend = Noem twee verschillende sleuteldomeinen.
failure-table-gone = De tabel staat niet meer in de beschrijving.
failure-table-gone-mend = Open de levering opnieuw.
failure-threads = Er waren geen threads te starten: { $error }.
failure-threads-mend = Sluit andere programma’s en probeer het opnieuw.
failure-two-clocks = Sommige gebeurtenissen hebben datums, andere dagen sinds de indexgebeurtenis.
failure-two-clocks-mend = Een levering heeft één klok: geef alle gebeurtenissen dezelfde soort begin.
failure-version = Deze versie van het blok periplus is niet bekend.
failure-version-mend = Dit programma kent versie { $version }.
failure-window-backwards = Het venster eindigt voordat het begint.
failure-window-backwards-mend = Wissel begin en einde om, of verbeter ze.

# Het scherm Dekking
action-open-counts = Bestand met aantallen openen…
before-about = Bronhouders geven vaak aantallen voordat zij gegevens geven. Een klein bestand met het aantal patiënten van elke bron, en waar bekend per regio, jaar, leeftijd of geslacht en hoeveel twee bronnen er delen, vertelt hoeveel er in elke combinatie kunnen overblijven, en op welke aanname elk getal berust.
before-manual = Hoe zo'n bestand eruitziet
before-title = Wat zou een koppeling overlaten?
chart-best-about = welke bronnen weg te laten voor de meeste volledige patiënten
chart-costs-about = gemiddeld over alle volgordes (Shapley)
chart-drift-about = wie overblijft tegenover wie niet; boven 0,1 is een blik waard
chart-drop-off-about = sleep om te ordenen · de band is elke andere volgorde
chart-flow-about = van geleverde records tot geanalyseerde patiënten
chart-heat-about = deel van elke groep met een registratie
chart-what-if = Wat als
chart-what-if-about = naast de huidige stand; een klik maakt hem de huidige
compared = Vergelijk
compared-complete = patiënten in elke verzameling met alle anderen
compared-set = patiënten in { $set } met wie er niet in zijn
compared-step = stap { $n }: behouden door { $set } met verloren erdoor
coverage-by-group = Bronnen met hetzelfde doel groeperen
coverage-every-source = Elke bron apart
coverage-in-all-sets = { $sets ->
    [one] In de ene verzameling: { $n } van { $total } patiënten ({ $share }).
   *[other] In alle { $sets } verzamelingen samen: { $n } van { $total } patiënten ({ $share }).
}
coverage-join-above = { $set } samenvoegen met die erboven; één van beide is dan genoeg
coverage-leave-out = { $set } weglaten
coverage-move-down = { $set } omlaag
coverage-move-up = { $set } omhoog
coverage-no-attributes = De levering heeft geen kenmerken van patiënten om te vergelijken.
coverage-no-dates = Geen gebeurtenis van de selectie heeft een datum.
coverage-of-eligible = van wie gekoppeld kon worden
coverage-of-population = van de populatie
coverage-of-smallest = van de kleinste bron
coverage-of-source = van de patiënten van { $source }
coverage-only-missing = { $n ->
    [one] Eén patiënt heeft alles behalve { $set }.
   *[other] { $n } patiënten hebben alles behalve { $set }.
}
coverage-or = { " " }of{ " " }
coverage-page-before = Vóór koppeling
coverage-page-combined = Gecombineerd
coverage-page-linkage = Koppelkwaliteit
coverage-page-lost = Wie verloren gaat
coverage-save = { $chart } opslaan
coverage-sets-about = De volgorde is die van de uitval. Rijen van de figuur zijn ook te slepen: op een andere om samen te voegen, tussen twee om te verplaatsen.
coverage-sets-menu = Verzamelingen ({ $n })
coverage-shown-patients = { $k } van { $m } combinaties, { $share } van de patiënten in enige
coverage-shown-time = { $k } van { $m } combinaties, { $share } van de waargenomen persoonstijd
coverage-silent = { $n ->
    [one] Eén verzameling geeft geen dekking op: de persoonstijd ervan is onbekend.
   *[other] { $n } verzamelingen geven geen dekking op: hun persoonstijd is onbekend.
}
coverage-take-apart = { $set } uit elkaar halen
coverage-window = Venster
coverage-window-about = sleep over de kalender om naar een periode te vragen
coverage-window-all = Alle tijd
dialog-open-counts = Bestand met aantallen openen
link-about-claim = Gesteld door { $claim }, te zien in { $evidence }
link-about-rules = elke regel met waarop geoordeeld is
link-counts = { $n } van { $of }
link-details = { $n } van { $of } gemarkeerd
link-measured = { $measure } { $value }, drempel { $threshold }
mark-filter = Aan de filters toevoegen
mark-patient = Eerste traject openen
mark-population = In Populatie tonen
sets-by-degree = naar aantal
sets-by-degree-about = Minste verzamelingen eerst
sets-by-set = naar verzameling
sets-by-set-about = In de volgorde van de verzamelingen
sets-by-size = naar grootte
sets-by-size-about = Langste balk eerst
sets-exclusive = precies
sets-exclusive-about = Patiënten in deze verzamelingen en in geen andere
sets-inclusive = minstens
sets-inclusive-about = Patiënten in deze verzamelingen, wat er verder ook is
sets-patients = patiënten
sets-patients-about = Balken tellen patiënten met een registratie
sets-person-time = persoonstijd
sets-person-time-about = Balken tellen de tijd onder waarneming door alle verzamelingen van een balk tegelijk
sets-union = één van
sets-union-about = Patiënten in minstens één van deze verzamelingen
what-if-change = Verschil
what-if-change-about = Patiënten meer of minder dan nu
what-if-group = { $set } als één
what-if-interval = 95 %
what-if-interval-about = Halve breedte van een 95 %-interval (Wilson) voor een aandeel van een half
what-if-leave-out = zonder { $set }
what-if-now = nu
what-if-smd = SMD
what-if-smd-about = Het grootste gestandaardiseerde verschil met de populatie
what-if-window = venster { $window }
what-if-without-filter = zonder het filter { $filter }
what-if-worst = Verschilt het meest van de populatie in: { $attribute }
what-if-years = Jaren
what-if-years-about = Persoonsjaren onder waarneming door alle verzamelingen tegelijk

## Dekking, berekend

## Dekking, gevraagd in het venster

before-combine = Gecombineerd
before-combine-about = Vink de bronnen aan die gecombineerd worden; de volgorde is die van de stappen.
coverage-names-only = genoemd door een registratie zonder datums
coverage-window-from = Venster vanaf
coverage-window-to = Venster tot en met
link-claimed = Naast andere bronnen gelegd (L03, L04): wat een registratie zegt over
link-open = { $n ->
    [one] Open 1 patiënt
   *[other] Open { $n } patiënten
}

## Het projectbestand

action-open-project = Project openen…
action-save-project = Project opslaan
action-save-project-as = Project opslaan als…
dialog-open-project = Een project openen
dialog-save-project = Het project opslaan
failure-back = Terug naar wat open is
failure-save = Het kan niet worden geschreven: { $error }.
failure-save-mend = Kies een plek waar geschreven mag worden.
leave-discard = Niet opslaan
leave-judgements = { $n ->
    [one] Er staat 1 beoordeling in.
   *[other] Er staan { $n } beoordelingen in.
}
leave-save = Opslaan
leave-stay = Blijven
leave-title = Niet-opgeslagen wijzigingen
leave-unsaved = De wijzigingen in { $file } zijn niet opgeslagen.
leave-unsaved-nowhere = Wat u beoordeelde, noteerde en instelde staat nog niet in een project.
project-content = Wat hier staat is niet te volgen.
project-content-mend = Verbeter het, of open het laatste goede bestand.
project-json = Dit is geen JSON.
project-json-mend = Verbeter het daar, of open het laatste goede bestand.
project-kept = Het laatste goede bestand ligt ernaast: { $file }.
project-no-version = Er is geen versie: dit is geen projectbestand.
project-no-version-mend = Open een bestand dat Periplus heeft opgeslagen.
project-nowhere = geen projectbestand
project-saved = Het project is opgeslagen
project-unsaved = Het project heeft niet-opgeslagen wijzigingen
project-unwritable = Het project kan niet als JSON worden geschreven.
project-unwritable-mend = Maak de laatste wijziging ongedaan en sla opnieuw op.
project-version = Het bestand is van versie { $version }; dit programma kent versie { $known }.
project-version-mend = Open het met een nieuwer programma.
## Rules

cli-rules-failed = { $rule }, regel { $line }: { $test }: kwam uit op { $got }
cli-rules-tested = { $n ->
    [one] { $n } test
   *[other] { $n } tests
  }, { $failed } mislukt
cli-rules-unknown = Er is geen regel { $id }. Zie ze met periplus rules list.
finding-above = Boven de grens
finding-alive-then-dead = Een bron zegt in leven, en een latere meldt overlijden
finding-coarse = De datums zijn te grof bekend
finding-count = { $n } ervan
finding-cycles = { $n ->
    [one] 1 kuur
   *[other] { $n } kuren
  }
finding-days-apart = { $days ->
    [one] 1 dag
   *[other] { $days } dagen
  }
finding-days-overlap = { $days ->
    [one] 1 dag met beide
   *[other] { $days } dagen met beide
  }
finding-days-short = { $days ->
    [one] 1 dag korter dan het kortste gebruikelijke interval
   *[other] { $days } dagen korter dan het kortste gebruikelijke interval
  }
finding-days-without = { $days ->
    [one] 1 dag zonder
   *[other] { $days } dagen zonder
  }
finding-deaths-differ = Overlijdensdatums liggen { $days } dagen uiteen
finding-duplicate = Komt met een andere rij overeen in alles wat vergeleken is
finding-factor = { $n } keer
finding-heap = { $n } van { $of } datums van { $phase } in { $year } vallen op { $bin }
finding-left-edge = { $n } patiënten beginnen in de eerste 180 dagen, waar { $usual } gebruikelijk is
finding-missing = Verwacht, en er niet hoewel een bron keek
finding-month = { $n } gebeurtenissen van { $phase } in deze maand, waar { $median } gebruikelijk is
finding-no-witness = Geen bron kon het zien
finding-outside-window = { $n } van { $of } gebeurtenissen liggen buiten de opgegeven vensters
finding-right-edge = { $n } gebeurtenissen van { $phase } in de laatste maanden, waar { $usual } gebruikelijk is
finding-seen-after-death = In een andere bron gezien { $days } dagen na overlijden
finding-share = { $n } %
finding-silent = { $days } dagen zonder gebeurtenis { $site }
finding-together = Samen binnen de dagen die de regel noemt
finding-twin = Een andere bron heeft hetzelfde
rules-bad-date = { $date } is geen datum.
rules-bad-date-mend = Schrijf hem als 2019, 2019-05, 2019-05-03 of 2019-05-03T07:18.
rules-bad-days = Dit zijn geen dagen van een kuur.
rules-bad-days-mend = Geef dagen vanaf 1; die van een kuur niet later dan de kuur lang is.
rules-bad-event = { $line } is geen gebeurtenis.
rules-bad-event-mend = Schrijf een datum, de soort bron, een fase, en een stelsel en code met een dubbele punt ertussen; dan dose=, value=, supply=, quantity=, site=, x3 voor drie ervan en +21 voor de dagen ertussen.
rules-bad-pattern = { $pattern } is geen patroon van codes.
rules-bad-pattern-mend = Schrijf een stelsel en een code met een dubbele punt ertussen, elk met een ster aan het eind waar het een begin is.
rules-bad-track = { $track } is geen spoor.
rules-bad-track-mend = Schrijf een codeset en dagen tussen haken, zoals neutrophils[-7,+21].
rules-bounds = De standaardwaarde ligt buiten de grenzen.
rules-bounds-mend = Geef least, default en most in oplopende volgorde.
rules-expects-nothing = De test verwacht niets.
rules-expects-nothing-mend = Zeg hoe vaak een oordeel moet uitkomen, zoals violation = 1.
rules-file = Het bestand kan niet gelezen worden ({ $error }).
rules-file-mend = Kijk of het er is en gelezen mag worden.
rules-missing-key = De sleutel { $key } ontbreekt.
rules-missing-key-mend = Voeg { $key } toe.
rules-not-count = Dit is geen heel getal vanaf 0.
rules-not-count-mend = Geef een heel getal.
rules-not-list = Dit is geen lijst.
rules-not-list-mend = Zet het tussen rechte haken.
rules-not-number = Dit is geen getal.
rules-not-number-mend = Geef een getal zonder aanhalingstekens.
rules-not-table = Dit is geen tabel.
rules-not-table-mend = Zet sleutels en waarden tussen accolades.
rules-not-text = Dit is geen tekst.
rules-not-text-mend = Zet het tussen aanhalingstekens.
rules-not-truth = Dit is niet true en niet false.
rules-not-truth-mend = Schrijf true of false zonder aanhalingstekens.
rules-not-utf8 = Het bestand is niet in UTF-8.
rules-not-utf8-mend = Bewaar het als UTF-8.
rules-one-condition = Een voorwaarde heeft één sleutel.
rules-one-condition-mend = Voeg er meer samen met all = [ … ] of any = [ … ].
rules-syntax = Dit is geen TOML ({ $error }).
rules-syntax-mend = Verbeter deze regel.
rules-too-deep = Voorwaarden staan te diep in elkaar.
rules-too-deep-mend = Maak ze eenvoudiger.
rules-too-large = Het bestand is te groot voor regels.
rules-too-large-mend = Geef een bestand met regels, niet met gegevens.
rules-too-many-selectors = Het pakket heeft { $n } verschillende selecties van gebeurtenissen, meer dan { $most }.
rules-too-many-selectors-mend = Laat regels gelijk selecteren, of verdeel ze over twee pakketten.
rules-twice = { $name } staat er twee keer.
rules-twice-mend = Geef elk een eigen id.
rules-unknown-agent = Er is geen middel { $name }.
rules-unknown-agent-mend = Verbeter de naam, of voeg het middel toe.
rules-unknown-key = De sleutel { $key } is hier niet bekend.
rules-unknown-key-mend = Verbeter of verwijder { $key }; bekend zijn { $known }.
rules-unknown-param = Er is geen parameter { $name }.
rules-unknown-param-mend = Geef een getal, of een parameter van de regel: { $known }.
rules-unknown-set = Er is geen codeset { $name }.
rules-unknown-set-mend = Verbeter de naam, of voeg de set toe; bekend zijn { $known }.
rules-unknown-word = { $word } is hier niet bekend.
rules-unknown-word-mend = Bekend zijn { $known }.
severity-error = Fout
severity-info = Info
severity-warning = Waarschuwing
verdict-violation = Overtreding
verdict-explained = Verklaard
verdict-cannot-judge = Niet te beoordelen
verdict-ok = In orde
verdict-not-applicable = Niet van toepassing
word-rule = Regel
word-severity = Ernst
word-version = Versie
word-tests = Tests

## Het projectbestand

## Same event in two sources, and what was found of the truth

reconcile-sources = Bronnen
reconcile-kind = Gebeurtenis
reconcile-shift = Dagen later
reconcile-agree = Zelfde dag
reconcile-shifted = Andere dag
reconcile-only-first = Alleen eerste
reconcile-only-second = Alleen tweede
reconcile-all = alle
reconcile-none = Geen twee bronnen hebben datums van dezelfde gebeurtenissen die boven toeval uitsteken.
evaluate-rule = Regel
evaluate-gap = Gat
evaluate-truths = Waarheden
evaluate-found = Gevonden
evaluate-recall = Dekking
evaluate-said = Gezegd
evaluate-right = Juist
evaluate-precision = Precisie
evaluate-near = Bijna-fouten genoemd
evaluate-no-truth = Dit is geen waarheid die te lezen is: { $problem }

## Findings in the window

about-findings = Verdachte volgordes per regel, elk met wat eromheen staat
action-add-rules = Regels toevoegen…
action-next-finding = Volgende bevinding of volgend gat
action-note-finding = Een notitie bij de bevinding schrijven
action-open-finding = De patiënt van de bevinding of het gat openen
action-previous-finding = Vorige bevinding of vorig gat
action-toggle-rule = De regel weglaten of meenemen
action-unjudge = De beoordeling intrekken
dialog-add-rules = Een bestand met regels toevoegen
evidence-convention = gewoonte
evidence-guideline = richtlijn
evidence-label = bijsluiter
evidence-literature = literatuur
evidence-own = eigen berekening
evidence-registry-manual = handleiding van de registratie
findings-against = { $name }: { $measure }, grens { $limit }
findings-all = alle
findings-all-sources = Alle bronnen
findings-around = Dertig dagen eromheen
findings-as-chart = Oordelen
findings-as-list = Per categorie
findings-beside = Daarnaast
findings-card = Bevinding
findings-card-none = Kies een bevinding om te zien wat eromheen staat.
findings-chart-intervals = Intervallen op deze locatie
findings-chart-labs = Gemeten waarden rond de bevinding
findings-chart-rules = Wat elke regel zegt
findings-chart-threshold = Patiënten die de drempel aanwijst
findings-citation = Waar de drempel vandaan komt
findings-counts = { $rule } telt mee
findings-day = 1 dag
findings-day-of = bevinding
findings-days = { $n } dagen
findings-default = standaard { $value }
findings-drift = Gestandaardiseerd verschil van wie blijft met allen: { $list }
findings-elsewhere = Wat andere bronnen van deze dagen zeggen
findings-elsewhere-other = { $source }: { $n ->
    [0] niets in deze dagen
    [one] 1 gegeven in deze dagen, niet van hetzelfde
   *[other] { $n } gegevens in deze dagen, geen van hetzelfde
  }; { $watched }
findings-elsewhere-same = { $source }: { $same } van hetzelfde binnen drie dagen, { $n } gegevens in deze dagen; { $watched }
findings-fit = Best passend schema: { $name }, elke { $cycle } dagen, kortste interval { $gap } dagen, past { $score }
findings-flagged = Aangewezen patiënten
findings-flags = meer dan { $value }: { $patients }
findings-forget-rules = Zonder de regels van { $file }
findings-given = Waar het op rust
findings-habit = Deze locatie: mediaan { $median } dagen, vijfde percentiel { $low }, van { $n } intervallen
findings-if-excluded = Als deze patiënten weggelaten worden
findings-interval = { $days } dagen: { $n } intervallen ({ $share })
findings-interval-found = gevonden: { $days } dagen
findings-interval-more = { $days } dagen of meer: { $n } intervallen ({ $share })
findings-interval-schedule = een schema steunt { $days } dagen
findings-intervals = { $agent }: { $n } intervallen
findings-intervals-at = Intervallen van { $agent }, { $site }
findings-judge-about = Een beoordeling wordt in het project bewaard.
findings-lab = { $name }: { $value }, { $day }
findings-labs = { $n } gemeten waarden rond de bevinding
findings-left-out = { $n } meer niet getoond
findings-listed = { $n ->
    [one] 1 bevinding
   *[other] { $n } bevindingen
  }
findings-no-fit = Geen schema van de tabel past bij deze dagen.
findings-no-labs = In deze dagen is niets gemeten waar de regel naar kijkt.
findings-no-site = locatie onbekend
findings-no-stay = Geen opname van een nacht of meer in deze dagen
findings-none = De regels vonden niets in deze selectie. Verruim de filters, of voeg eigen regels toe.
findings-none-narrowed = Geen bevinding is van deze soort.
findings-none-on = Alle regels die iets vonden zijn weggelaten. Vink er een aan om de bevindingen te zien.
findings-not-watched = die keek niet
findings-note = Notitie
findings-nothing = niets
findings-of = { $n } van { $of }
findings-of-list = Patiënten met een bevinding van deze lijst
findings-off = weggelaten
findings-open = Hun patiënten openen
findings-open-patient = Patiënt { $patient } openen
findings-pick-one = Kies een bevinding in de lijst om de context te zien.
findings-plausible = Wanneer het plausibel zou zijn
findings-poor = Zo weinig zijn fouten dat de regel milder zou kunnen.
findings-precision = Hoe vaak het klopte
findings-precision-none = { $name }: nog niets beoordeeld, { $n } niet te zeggen
findings-precision-of = { $name }: { $n } van { $of } zijn fouten, { $share } (95%-interval { $low } tot { $high })
findings-price = { $n ->
    [one] 1 aangewezen
   *[other] { $n } aangewezen
  }, { $left } over
findings-price-drift = SMD van { $attribute } { $smd }
findings-price-left = { $left ->
    [one] 1 patiënt over
   *[other] { $left } patiënten over
  }
findings-price-none = wijst niemand aan
findings-price-time = −{ $years } jaar ({ $share })
findings-reason = Reden
findings-reset = Standaard
findings-rules = { $rules } regels, { $violations } schendingen
findings-rules-off = { $n ->
    [one] 1 regel weggelaten
   *[other] { $n } regels weggelaten
  }
findings-rules-title = Regels
findings-sort = Op { $column } sorteren
findings-stay = Een opname vanaf { $day }, { $length }
findings-tally = { $rule }: { $verdict } { $n } van { $of }
findings-times = { $n } keer
findings-typed = { $parameter }, getypt
findings-watch-unknown = of die keek is onbekend
findings-watched = die keek
findings-watched-partly = die keek een deel van de tijd
findings-widen = Alle bevindingen tonen
job-findings = Trajecten langs de regels leggen
judgement-cannot-tell = Niet te zeggen
judgement-error = Fout
judgement-plausible = Plausibel
keys-findings = Bevindingen
rule-category-completeness = Volledigheid
rule-category-completeness-temporal = Volledigheid in de tijd
rule-category-conformance-relational = Juistheid van koppelingen
rule-category-conformance-value = Juistheid van waarden
rule-category-plausibility-atemporal = Plausibiliteit
rule-category-plausibility-temporal = Plausibiliteit in de tijd
rule-set-cancer = Kankerdiagnosen
rule-set-creatinine = Creatinine
rule-set-gcsf = G-CSF
rule-set-neutrophils = Neutrofielen
rule-set-platelets = Trombocyten
state-judging = De regels worden nagegaan…
word-judgement = Beoordeling
word-measure = Maat
word-reason = Reden

# Hiaten
cli-gaps-patients = { $n } van { $of } patiënten hebben een gat.
gap-evidence-admission = Opgenomen vanaf { $day } ({ $source }), { $days } dagen ervan
gap-evidence-after = Volgende: { $code } op { $day } ({ $source })
gap-evidence-before = Laatste: { $code } op { $day } ({ $source })
gap-evidence-coarse-date = { $code } van { $day } ({ $source }) is alleen op maand of jaar bekend, en kan het vullen
gap-evidence-elsewhere = { $code } kwam van elders op { $day } ({ $source })
gap-evidence-late = { $code } kwam te laat, op { $day } ({ $source })
gap-evidence-longer-than = Langer dan { $days } dagen
gap-evidence-not-covered = { $source } dekte { $days } dagen ervan niet
gap-evidence-outage = { $source } had { $days } dagen ervan een storing
gap-evidence-own-rhythm = Langer dan { $days } dagen, naar het ritme van { $n } andere tussenpozen
gap-evidence-supply = Er is voor { $days } dagen verstrekt
gap-evidence-supply-unclear = Voor hoeveel dagen { $code } van { $day } strekt, ontbreekt of is niet geloofwaardig ({ $source })
gap-grace = Dagen speling
gap-kind = Soort
gap-kind-dispensing = Verstrekking
gap-kind-follow-up = Nacontrole
gap-kind-missing-step = Ontbrekende stap
gap-kind-silence = Stilte
gap-supply-hospital = Voorraad en opnamedagen
gap-supply-last = Alleen de laatste verstrekking
gap-supply-plain = Zonder voorraad
gap-supply-stockpile = Met voorraad
gap-unknown = Onbekend
gap-watched = Gekeken
gap-why-cannot-tell = Niet te zeggen
gap-why-clinical = Klinisch
gap-why-coverage = Dekking
gap-why-outage = Storing
gap-why-precision = Precisie
gap-why-route = Route

## Bevindingen in trajecten

patient-errors = { $n ->
    [one] 1 fout
   *[other] { $n } fouten
}
patient-infos = { $n ->
    [one] 1 opmerking
   *[other] { $n } opmerkingen
}
patient-warnings = { $n ->
    [one] 1 waarschuwing
   *[other] { $n } waarschuwingen
}

picture-no-finding = Geen bevinding
population-by-finding = Kleur naar bevinding

## Journeys, aggregated

failure-arguments = Dit zijn geen argumenten van een onderzoek naar behandeltrajecten.
failure-arguments-mend = Geef de arguments.csv die TreatmentPatterns exporteert, of de JSON daaruit.
failure-cohort-row = Regel { $row } is geen regel van een cohorttabel.
failure-cohort-row-mend = Geef elke regel een cohortnummer, een persoonsnummer en een eerste en laatste dag als jaar-maand-dag.
cli-journeys-wrong = --level, --align of --simplify is niet te volgen; `periplus journeys --help` zegt hoe ze geschreven worden, en namen moeten die van de levering zijn. Een cohorttabel hoort bij --as pathways
failure-xes = Het gebeurtenissenlogboek is geen welgevormde XML bij byte { $at }.
failure-xes-mend = Exporteer het logboek opnieuw, of laat een XML-programma het herstellen.
failure-xes-deep = Het gebeurtenissenlogboek is meer dan { $most } diep genest bij byte { $at }.
failure-xes-deep-mend = Geen enkel programma schrijft zo'n logboek; exporteer het opnieuw.
failure-xes-entities = Het gebeurtenissenlogboek declareert eigen entiteiten bij byte { $at }; die worden niet gelezen.
failure-xes-entities-mend = Haal de declaratie van het documenttype weg.
failure-xes-long = Eén waarde van het gebeurtenissenlogboek is langer dan { $most } bytes bij byte { $at }.
failure-xes-long-mend = Kijk of daar een aanhalingsteken ontbreekt en exporteer het logboek opnieuw.
failure-xes-no-log = Het bestand is XML, maar geen gebeurtenissenlogboek in XES.
failure-xes-no-log-mend = Geef een bestand waarvan het buitenste element log is.
picture-gap = Gat: { $kind }, { $why }, { $days } dagen

## Zorgpaden, storingen, en gaten en notities van een patiënt

action-note-patient = Een notitie over de patiënt schrijven
patient-note = Notitie over deze patiënt
patient-note-field = Tekst van de notitie over deze patiënt
patient-note-hint = Wat van deze patiënt te onthouden is ({ $keys })
patient-noted = { $n ->
    [one] 1 patiënt met een notitie
   *[other] { $n } patiënten met een notitie
}
patient-noted-about = Voegt iedereen met een notitie toe aan de filters
patient-noted-filter = patiënten met een notitie
gap-about-cannot-tell = Niemand heeft gezegd of er iemand keek, of wat nodig is om het te weten ontbreekt.
gap-about-clinical = Een bron die het had kunnen zien keek, en er kwam niets.
gap-about-coverage = Geen bron keek in deze tijd.
gap-about-outage = Een bron die had gekeken, had een storing.
gap-about-precision = Datums zijn te grof bekend om te weten dat er iets ontbreekt.
gap-about-route = De verstrekking ging elders door.
patient-gap = { $days } d: { $why }
patient-gap-days = Niets gedurende { $days } dagen
patient-gap-evidence = Waar het op berust
patient-gap-open = Tonen tussen alle gaten
picture-no-gap = Geen gat
population-by-gap = Kleur naar gat
population-by-phase = Kleur naar fase
word-colour-by = kleur
action-part-add = Een stap of storing toevoegen
action-part-confirm = De storing bevestigen, of het geleerde zorgpad overnemen
action-part-earlier = De stap een plaats naar voren zetten
action-part-later = De stap een plaats naar achteren zetten
action-part-next = Volgende stap of storing
action-part-previous = Vorige stap of storing
action-part-remove = De stap of storing weghalen, of de storing afwijzen
outage-add = Zelf een storing toevoegen
outage-all-sites = alle locaties
outage-both-days = Een storing heeft een eerste en een laatste dag.
outage-by-hand = Een eigen storing
outage-change = Wijzigen
outage-confirm = Bevestigen
outage-confirm-new = Bevestigen
outage-days = { $n ->
    [one] 1 dag
   *[other] { $n } dagen
}
outage-expected = { $n } gezien, { $of } verwacht.
outage-from = Eerste dag
outage-named = Storing van { $place }, { $when }
outages-surplus = Meer dan gebruikelijk, en dus geen storing · { $n }
outage-from-field = Eerste dag van de storing
outage-not-suggested = De gegevens wijzen niet op deze storing; ze is zelf toegevoegd.
outage-reconsider = Opnieuw bekijken
outage-reject = Afwijzen
outage-rule-inactive = De locatie zwijgt langer dan toeval toelaat.
outage-rule-left-edge = Eerste gebeurtenissen van patiënten stapelen zich op waar de bron begint: veel ervan begonnen eerder.
outage-rule-right-edge = De laatste maanden zijn mager tegen dezelfde maanden van eerdere jaren: er kunnen nog gegevens komen.
outage-rule-volume = Een maand wijkt af van wat in het jaar ervoor gebruikelijk was.
outage-seen = { $n } van { $of } verwacht
outage-take-back = Terugnemen
outage-to = Laatste dag
outage-to-field = Laatste dag van de storing
outages-about = Tijd waarin een bron niets leverde terwijl dat wel had gemoeten. Een bevestigde storing telt als niet gedekt.
outages-confirmed = Bevestigd · { $n }
outages-looking = De gegevens worden op storingen doorzocht…
outages-no-calendar = Storingen vragen een kalender, en deze levering telt dagen vanaf de indexgebeurtenis.
outages-pick = Kies er een om het verloop van de bron te zien, en om te bevestigen of af te wijzen.
outages-rejected = Afgewezen · { $n }
outages-suggested = Door de gegevens voorgesteld · { $n }
outcome-in-time = Op tijd
outcome-late = Te laat
outcome-left-out = Overgeslagen
outcome-missing = Ontbreekt: { $why }
outcome-not-due = Nog niet aan de beurt
path-about = Welke stappen van wie worden verwacht, in welke volgorde en tijd, en hoe het iedereen verging.
path-after = na { $step }
path-begins = dag 0
path-count-from = geteld vanaf
path-counts = Telt als deze stap: { $what }
path-described = Zorgpad dat begint met { $begin }, { $n ->
    [one] 1 stap
   *[other] { $n } stappen
}
path-due = dag { $from } tot { $to }
path-eligible = { $n ->
    [one] verwacht van 1 patiënt
   *[other] verwacht van { $n } patiënten
}
path-eligible-of = Verwacht van patiënten met: { $what }
path-except-of = Maar niet van patiënten met: { $what }
path-fared = { $step }: { $outcome }, { $n ->
    [one] 1 patiënt
   *[other] { $n } patiënten
} van { $of } ({ $share })
path-from = Verwacht vanaf dag
path-learn = Leren van het meest gevolgde pad…
path-learn-about = De volgorde waarin de meeste patiënten aan elke fase toekwamen, en van het 5e tot het 95e percentiel van de dagen die ze ervoor namen. Het beschrijft wat is gedaan en is geen advies.
path-learn-from = Begint met
path-learn-none = Niemand heeft een gebeurtenis van deze fase gevolgd door een van een andere.
path-new = Nieuw zorgpad
path-nobody = niemand uitgezonderd
path-optional = Mag worden overgeslagen
path-pick-step = Kies een stap in het plaatje om die te wijzigen.
path-remove = Dit zorgpad weghalen
path-step = Stap
path-step-add = Stap toevoegen
path-step-earlier = Eerder
path-step-later = Later
path-step-remove = Weghalen
path-step-title = Stap
path-take = Dit zorgpad toevoegen
path-title = Naam
path-to = tot dag
path-witnesses = Bronnen die het kunnen zien: { $what }
path-witnesses-about = Waar er geen is aangevinkt, kan elke bron met zulke gebeurtenissen het zien.
path-witnesses-any = die met zulke gebeurtenissen
rate-described = { $n ->
    [one] 1 gebeurtenis
   *[other] { $n } gebeurtenissen
} in de tijd, { $when }
rate-in = { $when }: { $n ->
    [one] 1 gebeurtenis
   *[other] { $n } gebeurtenissen
}
rate-none = Er is geen gebeurtenis waarvan de dag bekend is.
rate-usual = gebruikelijk { $n }

## Scherm Gaten

about-gaps = Waar iets ontbreekt, en waarom
gaps-card = Waarom het er is
gaps-card-none = Kies een gat om te zien waar het op berust.
gaps-follow-up-none = Er is geen controleschema. Een schema zegt welke controles na welke gebeurtenis worden verwacht.
gaps-list = Gaten een voor een
gaps-listed = { $n ->
    [one] 1 gat
   *[other] { $n } gaten
}
gaps-none = Er ontbreekt niets van wat wordt gezocht.
gaps-of-list = Patiënten met een gat uit deze lijst
gaps-outages-none = Er is geen storing bevestigd. Storingen die uit de gegevens blijken, staan hier.
gaps-page-follow-up = Nacontrole
gaps-page-outages = Storingen
gaps-page-overview = Overzicht
gaps-page-path = Zorgpad
gaps-page-silence = Stilte
gaps-page-supply = Verstrekking
gaps-path-none = Er is geen zorgpad. Een zorgpad zegt welke stappen worden verwacht, in welke volgorde en tijd.
job-gaps = Gaten zoeken
state-looking = Er wordt naar gaten gezocht…
gaps-any-phase = willekeurig
gaps-at-risk = Nog waargenomen zonder
gaps-between = { $from } naar { $to }
gaps-beyond = nog niet na { $days }: { $share }, { $risk } nog waargenomen
gaps-by-cohort = gebruikelijk in het cohort, per fase
gaps-by-days = een aantal dagen
gaps-by-own = het eigen ritme van de patiënt
gaps-came = Op dag { $from } tot en met { $to }: { $patients }
gaps-came-on = Op dag { $day }: { $patients }
gaps-came-not = { $came } kwamen zo ver, { $not } niet
gaps-chart-grace = Patiënten naar dagen speling
gaps-chart-kinds = Gaten naar soort
gaps-chart-silences = Patiënten naar langste stilte
gaps-chart-sources = Gaten naar bron die keek
gaps-chart-supply = Vier manieren om voorraad te tellen
gaps-chart-visits = Controles van het schema
gaps-chart-waiting = Tijd tussen fasen
gaps-days = Dagen
gaps-drag = versleep de lijn; een klik opent de patiënten
gaps-each-source = elke bron apart
gaps-evidence = Waar het op berust
gaps-fate = { $row }, { $fate }: { $n } van { $of } patiënten
gaps-flagged = Gemarkeerde patiënten
gaps-flags-by = { $model }, meer dan { $value }: { $patients }
gaps-from = Van
gaps-least-days = dagen, ten minste
gaps-leave-out = Laat ze weg
gaps-left-out = nog { $n } zijn geteld en niet vermeld
gaps-level = tekens van de ATC-code
gaps-longer-than = Langer dan
gaps-median = de helft binnen { $days }
gaps-medicine = Geneesmiddel
gaps-medicines-none = Niemand kreeg een geneesmiddel tweemaal verstrekt.
gaps-mpr = MPR
gaps-mpr-high = boven 1,2
gaps-no-median = meer dan de helft kwam niet zo ver
gaps-no-source = geen
gaps-none-asked = Er wordt niets gezocht. Zet stiltes of verstrekkingen aan, of voeg een zorgpad of schema toe.
gaps-none-narrowed = Geen gat is van deze soort.
gaps-not-due = Nog niet aan de beurt
gaps-not-of-list = Patiënten zonder een gat uit deze lijst
gaps-not-said = Onbekend of de bron keek
gaps-not-yet = nog niet
gaps-part = { $row }, { $why }: { $n } van { $of } gaten ({ $share })
gaps-pdc = PDC
gaps-pdc-low = onder 0,8
gaps-percentile = percentiel
gaps-price = { $with } hebben er een. Zonder hen blijven { $left } van { $of } patiënten en { $years } van { $all } waargenomen jaren over.
gaps-quantiles = van wie kwam, 10 % op dag { $tenth }, de helft op { $half }, 90 % op { $most }
gaps-row = { $row }: { $n } gaten
gaps-schedule-add = Schema toevoegen
gaps-schedule-after = Na de eerste
gaps-schedule-days = op dagen
gaps-schedule-days-name = Dagen waarop controles worden verwacht
gaps-schedule-new = Controles na diagnose
gaps-schedule-remove = { $title } verwijderen
gaps-schedule-title = Naam van het schema
gaps-schedule-visit = Controles zijn
gaps-silence-off = Stiltes worden niet gezocht.
gaps-silence-on = Stiltes zoeken
gaps-silence-stop = Geen stiltes zoeken
gaps-skipped = Overgeslagen
gaps-so-many = { $n } gaten
gaps-sources-about = of de bron keek terwijl er iets ontbrak
gaps-supply = { $model }: { $patients } gemarkeerd, PDC { $pdc }, onder 0,8 { $low }, MPR { $mpr }, boven 1,2 { $high }
gaps-supply-about = van { $n } patiënten en middelen met twee verstrekkingen; een naam kiest de telling
gaps-supply-none = In deze selectie is niets verstrekt: geen bron is een apotheek en geen gebeurtenis zegt voor hoeveel dagen.
gaps-supply-off = Verstrekkingen worden niet gezocht.
gaps-supply-on = Verstrekkingen zoeken
gaps-supply-stop = Geen verstrekkingen zoeken
gaps-taken = Op tijd
gaps-to = Tot
gaps-to-end = ook tot het einde van de waarneming
gaps-tolerance = dagen te vroeg of te laat
gaps-transition = Overgang
gaps-transition-before = Vorige overgang
gaps-transition-next = Volgende overgang
gaps-unknown = Onbekend of deze keken: { $sources }
gaps-visit = dag { $day }
gaps-visits = controles: { $n }
gaps-visits-about = aandeel op tijd van wie de tijd om is
gaps-waiting-about = van de eerste gebeurtenis van een fase tot de eerste van de volgende
gaps-waiting-none = Niemand in deze selectie heeft gebeurtenissen van twee fasen.
gaps-watched = Keken al die tijd: { $sources }
gaps-why = Verklaring
gaps-why-cannot-tell = Niet te zeggen: niemand zei of er iemand keek, of er ontbreekt iets om het te kunnen zeggen.
gaps-why-clinical = Klinisch: een bron die het had kunnen zien keek, en er kwam niets.
gaps-why-coverage = Dekking: niemand keek.
gaps-why-outage = Storing: wie had moeten kijken, had een storing.
gaps-why-precision = Precisie: de datums zijn te grof om te zeggen dat er een gat is.
gaps-why-route = Route: de verstrekking ging elders verder.
gaps-widen = Alle gaten tonen
gaps-witnesses = bronnen die moeten kijken
