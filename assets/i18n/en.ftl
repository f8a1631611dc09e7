# English. The same keys as in nl.ftl, in the same order; sentence case, no colon after a label,
# an ellipsis on what opens a dialog.

## Screens: the rail and the titles

screen-cohorts = Cohorts
screen-coverage = Coverage
screen-findings = Findings
screen-gaps = Gaps
screen-journeys = Journeys
screen-patient = Patient
screen-population = Population
screen-report = Report
screen-review = Review
screen-sources = Sources

## What each screen answers, under its title

about-coverage = Who and what is left when sources are combined
about-patient = One journey, lane by lane
about-population = All journeys at once, a row a patient
about-sources = What was loaded, and what was set aside

## Words of the product

word-alignment = Alignment
word-attrition = Attrition
word-attribute = Attribute
word-calendar = Calendar
word-code = Code
word-cohort = Cohort
word-coverage-window = Coverage window
word-crosswalk = Crosswalk
word-day = Day
word-descriptor = Descriptor
word-dose = Dose
word-duration = Duration
word-end = End
word-event = Event
word-events = Events
word-extract = Extract
word-file = File
word-filter = Filter
word-finding = Finding
word-gap = Gap
word-group = Group
word-holder = Holder
word-index-event = Index event
word-journey = Journey
word-journeys = Journeys
word-key-domain = Key domain
word-kind = Kind
word-label = Label
word-linkage-key = Linkage key
word-observed-time = Observed time
word-patient = Patient
word-patients = Patients
word-perspective = Perspective
word-phase = Phase
word-population = Population
word-precision = Precision
word-provenance = Provenance
word-quantity = Quantity
word-record = Record
word-reference = Reference band
word-resource = Table
word-row = Row
word-rows = Rows
word-set-aside = Set aside
word-site = Site
word-sort = Sort
word-source = Source
word-source-pattern = Source pattern
word-sources = Sources
word-span = Span
word-start = Start
word-unit = Unit
word-value = Value
word-verdict = Verdict
word-window = Window

## Phases an extract has when it names none

phase-aftercare = Aftercare
phase-death = Death
phase-diagnosis = Diagnosis
phase-gp = GP
phase-hospital = Hospital
phase-lab = Laboratory
phase-other = Other
phase-pharmacy = Pharmacy
phase-treatment = Treatment

## Kinds of sources, and why their records were made

kind-aftercare = Aftercare
kind-claims = Insurance claims
kind-gp = General practice
kind-hospital = Hospital
kind-hospital-pharmacy = Hospital pharmacy
kind-lab = Laboratory
kind-other = Other
kind-outpatient-pharmacy = Outpatient pharmacy
kind-pharmacy = Community pharmacy
kind-radiotherapy = Radiotherapy
kind-registry = Registry
perspective-billing = Billing
perspective-clinical = Clinical
perspective-unknown = Not declared

## What a table is for

role-codes = Codes
role-coverage = Coverage
role-crosswalk = Crosswalk
role-events = Events
role-patients = Patients

## Attributes with names of their own

attribute-birthDate = Date of birth
attribute-birthYear = Year of birth
attribute-death = Death
attribute-region = Region
attribute-sex = Sex

## Coverage has three values

coverage-covered = Covered
coverage-not-covered = Not covered
coverage-unknown = Unknown

## Why a row is not in the store

reason-ambiguous-key = The crosswalk gives the key more than one person
reason-code-missing = Code missing
reason-key-domain-not-linked = No crosswalk from this key domain
reason-key-not-in-crosswalk = Key not in the crosswalk
reason-no-patient-key = No patient key
reason-phase-unknown = Phase missing or unknown
reason-ragged = More or fewer cells than the header
reason-start-missing = Start missing
reason-start-unreadable = Start cannot be read
reason-window-unreadable = Coverage dates cannot be read

## What is wrong with an event that was kept

flaw-after-as-of = After the day the extract was cut
flaw-before1850 = Before 1850
flaw-end-before-start = Ends before it starts
flaw-end-unreadable = End cannot be read
flaw-number-unreadable = A number cannot be read
flaw-sentinel-date = A date that stands for unknown

## Warnings about the extract; `about` is a table, source, column or key domain

warning-as-of-assumed = No asOf is declared: the latest event stands in for it
warning-attribute-conflict = { $about }: rows give one patient different values; the first counts
warning-attribute-unreadable = { $about }: values that cannot be read as what the attribute is
warning-crosswalk-many-to-one = { $about }: several keys lead to one person
warning-crosswalk-one-to-many = { $about }: a key leads to several persons
warning-encoding-errors = { $about }: bytes that are not of the declared encoding
warning-identifier-allowed = { $about } looks like a direct identifier and was declared not to be one
warning-label-conflict = { $about }: rows give one code different labels; the first counts
warning-outside-population = { $about }: patients with events who are not in the population
warning-resource-left-out = { $about } could not be read and was left out
warning-window-unknown = { $about } declares no window: its coverage is unknown

## Counts

count-events = { $n ->
    [one] { $n } event
   *[other] { $n } events
}
count-files = { $n ->
    [one] { $n } file
   *[other] { $n } files
}
count-keys = { $n ->
    [one] { $n } key
   *[other] { $n } keys
}
count-patients = { $n ->
    [one] { $n } patient
   *[other] { $n } patients
}
count-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
count-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
head-count = { $n } of { $total } patients, { $events } events

## Sizes; larger ones are the same in every language

size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}

## Durations

duration-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
duration-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
duration-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
duration-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
duration-seconds = { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}
duration-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}

## Distances from day 0, in short; `n` and `day` carry their sign

offset-days = { $n } d
offset-hours = { $n } h
offset-months = { $n } mo
offset-years = { $n } y
relative-day = day { $day }

## Months in short, by number

month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## How precisely a moment is known

precision-day = To the day
precision-minute = To the minute
precision-month = To the month
precision-second = To the second
precision-year = To the year

## Day 0, order and groups

align-calendar = Calendar time
align-index = Index event of the extract
group-none = No groups
group-source-pattern = Source pattern
occurrence-first = First
occurrence-last = Last
sort-attribute = Attribute
sort-duration = Duration
sort-events = Number of events
sort-start = First event
sort-time-to = Time to { $phase }

## Filters, as chips

filter-attribute = { $attribute } is { $values }
filter-attribute-between = { $attribute } from { $least } to { $most }
filter-codes = Code { $values }
filter-event-count = { $least } to { $most } events
filter-has = Has { $what }
filter-has-not = Has no { $what }
filter-missing = missing
filter-patients = { $label }
filter-period = { $from } to { $to }
filter-phases = Phase { $values }
filter-sources = Source { $values }

## Themes and languages

language = Language
theme = Theme
theme-contrast = High contrast
theme-dark = Dark
theme-light = Light
theme-system = As the system

## Words on buttons

do-add = Add
do-apply = Apply
do-cancel = Cancel
do-clear = Clear
do-close = Close
do-copy = Copy
do-delete = Delete
do-open = Open…
do-redo = Redo
do-reset = Reset
do-save = Save…
do-search = Search
do-undo = Undo

## States

state-cancelled = Cancelled
state-empty = Nothing to show
state-loading = Loading
state-no-extract = No extract is open
state-nobody = Nobody passes the filters
state-stale = Being brought up to date

## Words inside pictures

group-all = All patients
group-rest = { $n } other groups
pattern-all = all sources
pattern-none = no source
pattern-without = without
picture-day-0 = day 0
picture-days-from-day-0 = days from day 0
picture-died = died
picture-end-of-data = end of data
picture-events-per = Events per { $length }
picture-more = { $n } more
picture-no-record = no record
picture-of-journey = Journey of { $patient }: { $events } events in { $lanes } lanes
picture-of-journeys = Journeys of { $patients } patients with { $events } events in sight
picture-years = { $n } y

## The command line

as-of-assumed = as of { $date } (assumed)
as-of-declared = as of { $date }
cli-figure-done = Drawn to { $file }
cli-no-patient = There is no patient with this pseudonym in the extract
cli-no-window = This build has no window. `periplus figure EXTRACT --view population --out FILE.svg` draws to a file
cli-patient-wanted = A patient's journey needs --patient with a pseudonym
cli-synth-done = Wrote { $patients } patients with { $rows } rows ({ $size })
cli-synth-planted = { $rule }: { $faults } faults and { $near } near misses planted
cli-unknown-ending = The name of the file must end in .svg or .png
cli-writing = Writing
word-first = First
word-last = Last

## The population and the patient

patient-events-about = { $n }, each with its file and row
patient-none = Choose a patient: click a row in Population, or press N
patient-show-lanes = { $n ->
    [one] Show { $n } hidden lane
   *[other] Show { $n } hidden lanes
}
population-click = Click to open the journey
population-no-anchor = No patient has the event that journeys are aligned on. Press A to align on another one
population-rows = a row is a patient, { $n } rows
population-title = All journeys
population-waiting = Arranging journeys
population-without-anchor = { $n } without the aligned event
record-none = Pick an event to see all that is known of it
record-raw = The row in its file
record-read = Read the raw row
word-days-supply = Days supply
## Actions: menus, keys, the command palette

action-add-filter = Add a filter
action-align = Align on…
action-all-events = Events that the filters leave out
action-clear-filters = Take out all filters
action-delete-cache = Delete the kept copy
action-group = Group by…
action-keys = Keys
action-look-back = Look where it looked before
action-look-forward = Look on again
action-manual = Manual of the extract
action-next-language = Other language
action-next-patient = Next patient
action-next-theme = Next theme
action-open = Open folder…
action-open-descriptor = Open descriptor…
action-open-sample = Open the sample cohort
action-palette = Commands
action-previous-patient = Previous patient
action-reload = Read the extract again
action-reset-layout = Put panels back
action-sort = Sort by…
action-toggle-caching = Keep a copy beside the extract, or stop doing so
action-zoom-all = Zoom to everything
action-zoom-in = Zoom in
action-zoom-out = Zoom out
keys-escape = Close what is on top
keys-extract = Extract
keys-filters = Filters
keys-journeys = Journeys
keys-screens = Screens
keys-window = Window
language-en = English
language-nl = Nederlands
palette-hint = Command, patient or path
palette-nothing = Nothing is called that
palette-open = Open { $path }
palette-patient = Go to patient { $patient }
panel-move = Move the panel { $panel }

## Header, rail and footer

chip-edit = Change the filter { $filter }
chip-left = leaves { $n } patients, { $events } events
chip-remove = Take out the filter { $filter }
footer-as-of = as of { $day }
footer-as-of-assumed = as of { $day }, assumed
footer-commands = { $keys } commands
footer-keys = { $keys } keys
footer-loaded = { $seconds } s to load
footer-loaded-cached = { $seconds } s to load, kept copy
footer-no-calendar = days from the index event, no calendar
head-patient = patient { $at } of { $all } · { $patient } · ← → next
head-patients = { $n } of { $total } patients
header-add-filter = + filter
rail-language = Change to { $language }
state-counting = Counting

## Work under way

job-cache = Deleting the kept copy
job-coverage = Counting coverage
job-journeys = Filtering and arranging
job-load = Reading the extract
job-picture = Drawing
job-raw-row = Reading the row again
job-search = Searching codes
progress-bytes = { $done } of { $all }

## Without an extract

dialog-open = Open the folder of an extract
dialog-open-descriptor = Open the descriptor of an extract
empty-about = A linked extract is a folder with the tables of several holders and a datapackage.json that says what each of them is.
empty-drop = Or drop a folder or a datapackage.json on this window.
empty-path = Path of an extract
empty-path-open = Open path
empty-recent = Opened before
empty-title = Open an extract to see its journeys

## An extract that could not be opened

failure-again = Try again
failure-column = There is no column { $column }. It has { $has }.
failure-column-mend = Correct the name in the descriptor.
failure-identifiers = Columns look like direct identifiers, so nothing was loaded.
failure-identifiers-mend = Have the holder take them out. If a column is not what it seems, name it in notIdentifying of its resource.
failure-mend = What would mend it
failure-no-descriptor = There is no datapackage.json here.
failure-no-descriptor-mend = Open the folder that holds it, or describe the tables in one first (F1 shows how).
failure-open-another = Open another…
failure-skip = Open what can be read
failure-skip-about = Tables that cannot be read are left out, and listed under Sources.
failure-title = This extract could not be opened
failure-what = What is wrong
failure-where = Where

## Day 0, order and groups, in sentences

align-first-event = First event
aligned-on = aligned on { $what }
aligned-on-calendar = on calendar time
occurrence-nth = number { $n }
sort-descending = Largest first
word-align = align
word-group-by = group
word-sort-by = sort

## The form of a filter

about-filter-attribute = Keeps patients by what is known of them.
about-filter-event-count = Keeps patients by how many events are left of them.
about-filter-events = Keeps only these events, and the patients who have any.
about-filter-has = Keeps patients with such an event, with all their events. What is ticked must all agree.
about-filter-has-not = Keeps patients without such an event, with all their events.
filter-attribute-least = { $attribute } from { $least }
filter-attribute-most = { $attribute } up to { $most }
filter-codes-shown = { $n } of { $total } codes; search to narrow down
filter-date-hint = yyyy-mm-dd
filter-day-hint = day
filter-event-least = At least { $least } events
filter-event-most = At most { $most } events
filter-extract-span = The extract goes from { $from } to { $to }.
filter-from = From
filter-is-missing = Missing
filter-least = At least
filter-most = At most
filter-no-attributes = This extract tells nothing of its patients.
filter-no-codes = No code is called that
filter-not-a-count = A whole number is expected
filter-not-a-date = A date is a year, yyyy-mm or yyyy-mm-dd
filter-not-a-day = A whole number of days is expected
filter-not-a-number = A number is expected
filter-number = number
filter-one-end = Fill in one of the two at least
filter-period-all = All of time
filter-period-help = Both days count. A year or a month stands for all of it; an empty field is open.
filter-period-since = From { $from }
filter-period-until = Up to { $to }
filter-pick-attribute = Choose an attribute
filter-pick-one = Tick one at least
filter-search-codes = Search codes and what they are called
filter-to = To
filter-wrong-order = The first must not be more than the second
filter-year = year
kind-of-filter-attribute = Attribute
kind-of-filter-codes = Codes
kind-of-filter-event-count = Number of events
kind-of-filter-has = Has an event
kind-of-filter-has-not = Has no event
kind-of-filter-period = Period
kind-of-filter-phases = Phases
kind-of-filter-sources = Sources

## Coverage

coverage-about = a source counts where it has an event; shares are of the selected patients
coverage-click = A number filters to the patients it counts.
coverage-in-all = In all { $sources } sources { $n } of { $total } patients ({ $share }).
coverage-in-all-groups = With { $groups } as one source { $n } ({ $share }).
coverage-in-none = { $n } selected patients have an event in no source.
coverage-left = left
coverage-only-here = only here
coverage-outside = { $n } patients are outside the population and in no other number here.
coverage-population-source = Defines who is in the population
coverage-share = share
coverage-show-here = Show the { $n } patients with an event in { $source }
coverage-show-only-here = Show the { $n } patients with events in { $source } alone
coverage-show-with-all-above = Show the { $n } patients with an event in { $source } and in all sources above
coverage-title = From source to combination
coverage-with-all-above = with all above

## Sources and the load report

column-date = dates
column-empty = empty
column-integer = whole numbers
column-number = numbers
column-text = text
sources-all-tables = All tables
sources-cache = Kept copy
sources-cache-none = none
sources-caching = Keep the built store beside the extract, for its owner alone
sources-column = Column
sources-columns = { $n } columns
sources-counts = { $n } rows read · { $events } events made · { $aside } set aside
sources-cut = Cut
sources-distinct = Distinct
sources-distinct-keys = { $n } distinct keys
sources-enrolment = per patient
sources-first-last = First and last
sources-flagged = Kept, but not right
sources-flagged-short = Flagged
sources-licence = Licence
sources-missing = Missing
sources-more = and { $n } more
sources-report = Load report
sources-sampled = From a sample of { $n } rows
sources-set-aside = Set aside
sources-tables = { $n } tables
sources-whole = The whole extract
sources-window-unknown = unknown
sources-windows = Windows

# Coverage, computed
attribute-ageAtIndex = Age at index
attribute-yearOfIndex = Year of index
cli-coverage-best = Best of
cli-coverage-exactly = In exactly these sources
cli-coverage-loss = average loss
cli-coverage-none = in none
cli-coverage-population = { $n } patients in the population
cli-coverage-sampled = There are more than 20 sources: the best combinations were searched for, and better ones may exist.
cli-coverage-silent = No coverage is declared for { $sources }: the time in which they could have seen anybody is unknown and not counted.
cli-coverage-years = Person-years
cli-no-group = --groups: the descriptor has no source group "{ $id }"; it has: { $known }. A group of your own is written title=source+source
cli-no-source = { $argument }: there is no source or group "{ $id }"; there are: { $known }
cli-no-window-of-time = --window: "{ $text }" is no window of time; write 2015-01-01..2019-12-31, either end may be left open (without a calendar: days, such as -30..365)
cli-too-many-sets = There are { $n } sources, and at most 64 can be combined at once
coverage-read-all = { $n } patients ({ $share } of { $total }) have a record in { $sets }, the only sources there are
coverage-read-exclusive = { $n } patients ({ $share } of { $total }) have a record in { $sets } and in no other
coverage-read-inclusive = { $n } patients ({ $share } of { $total }) have a record in { $sets }, whatever else they have
coverage-read-none = { $n } patients ({ $share } of { $total }) have a record in none of the sources
coverage-read-time-exclusive = { $years } person-years ({ $share } of { $total }) are observed by { $sets } at once and by no other
coverage-read-time-inclusive = { $years } person-years ({ $share } of { $total }) are observed by { $sets } at once
coverage-read-time-none = { $years } person-years ({ $share } of { $total }) are observed by none of the sources
coverage-read-time-union = { $years } person-years ({ $share } of { $total }) are observed by { $sets }
coverage-read-union = { $n } patients ({ $share } of { $total }) have a record in { $sets }
coverage-showing = Showing { $k } of { $m } intersections, { $share } of patients
list-and = { $before } and { $last }
list-or = { $before } or { $last }

## Before linkage: counts and sketches

assumption-independent = Assuming that the sources are independent
assumption-independent-within-strata = Assuming that the sources are independent within each stratum
assumption-overlaps = No assumption: the totals and the known overlaps
assumption-positive-dependence = Assuming that who is in one source is not less likely to be in another, within each stratum
assumption-strata = No assumption: the totals in each stratum
assumption-strata-and-overlaps = No assumption: the totals in each stratum and the known overlaps
assumption-totals = No assumption: the totals of the sources
before-after-all = When all of these are combined
before-any = In any of them
before-at-least = At least
before-at-most = At most
before-best = The combination of each size that keeps the most, if independent
before-estimate = Estimate
before-if-independent = If independent
before-known = { $population } in the population, { $strata ->
    [0] no strata
    [one] 1 stratum
   *[other] { $strata } strata
}, { $overlaps ->
    [0] no overlap known
    [one] 1 overlap known
   *[other] { $overlaps } overlaps known
}
before-left-out = { $n ->
    [one] 1 stratum was left out: alone or together with others
   *[other] { $n } strata were left out: alone or together
} there would be fewer than { $minimum } patients
before-no-best = The best combination of each size is sought for up to { $n } sources
before-rests-on = Rests on
before-same-key = Sketches made with the key { $key }; each truth is between its bounds in 997 of 1,000 cases
before-share = Of the population
before-sketch-done = { $strata ->
    [0] Sketch of { $source } written to { $file }, with the key { $key }
    [one] Sketch of { $source } and of 1 stratum written to { $file }, with the key { $key }
   *[other] Sketch of { $source } and of { $strata } strata written to { $file }, with the key { $key }
}
before-some-left-out = Strata that were too small for their holder were left out
before-step = Added
method-formula = by a formula
method-linear-programme = by a linear programme
method-linear-programmes-apart = each stratum apart from the whole
method-pair-bounds = bounds from pairs, as there are too many sources for all patterns
