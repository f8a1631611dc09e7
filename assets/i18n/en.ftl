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
