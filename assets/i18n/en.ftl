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
coverage-unknown = Coverage unknown

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
warning-attribute-conflict = Rows give one patient different values, of which the first counts: { $about }
warning-attribute-unreadable = Values that cannot be read as what the attribute is: { $about }
warning-crosswalk-many-to-one = Several keys lead to one person: { $about }
warning-crosswalk-one-to-many = A key leads to several persons: { $about }
warning-encoding-errors = Bytes that are not of the declared encoding: { $about }
warning-identifier-allowed = Looks like a direct identifier and was declared not to be one: { $about }
warning-label-conflict = Rows give one code different labels, of which the first counts: { $about }
warning-outside-population = Patients with events who are not in the population: { $about }
warning-resource-left-out = Could not be read and was left out: { $about }
warning-window-unknown = No window is declared, so coverage is unknown: { $about }

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
cli-synth-exists = This is there already.
cli-synth-exists-mend = Choose an empty folder.
cli-synth-unwritten = It cannot be written: { $error }.
cli-synth-unwritten-mend = See that there is room, and that the folder may be written to.
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
action-save-figure = Save the picture…
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

job-save = Saving a file
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
dialog-save = Save the picture or its table
notice-saved = Saved as { $file }
notice-not-saved = Could not be saved as { $file }
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

coverage-outside = { $n } patients are outside the population and in no other number here.
coverage-share = share
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

## Funnel, link quality and the flow of a linkage

funnel-any = Any record
funnel-eligible = Eligible: with a usable key
funnel-keyed = Usable key
funnel-linked = Linked
funnel-population = In the population
funnel-usable = Usable after the filter chain
funnel-window = Record in the window
flow-analysed = Analysed
flow-analysed-lost = Left out by the filter chain
flow-combined = All sources together
flow-complete = Analysed, with a record in every source
flow-complete-lost = Without a usable record in some source
flow-delivered = Records delivered
flow-excluded = Excluded
flow-keys = Records with a key
flow-keys-different = { $n } different keys
flow-keys-lost = Without a key
flow-linked = Linked
flow-linked-lost = Key leads to nobody, or to several people
flow-patients = Patients
flow-population = In the population
flow-population-lost = Outside the population
flow-readable = Records that could be read
flow-readable-lost = Set aside: no start, no code or another flaw
flow-reason = Reason
flow-record = With any record
flow-record-lost = Named, but without a record
flow-records = Records
flow-source = Source
flow-step = Step
flow-title = Flow of the linkage
flow-window = With a record in the window
flow-window-lost = No record in the window
link-about-all = Linked in all sets
link-about-birth = Year of birth in { $a } and { $b }
link-about-death = Day of death in { $a } and { $b }
link-about-expectation = Expectation { $n }
link-about-level = { $source } by { $subgroup }
link-about-level-one = { $source }, { $subgroup } { $level }, against the others
link-about-many-to-one = Several keys of { $from } to one of { $to }
link-about-one-to-many = One key of { $from } to several of { $to }
link-about-pair = { $a } and { $b }
link-about-seen-after-death = Dead by { $a }, seen more than 30 days later in { $b }
link-about-sex = Sex in { $a } and { $b }
link-about-step = Step { $n } of the combination
link-band = If wrong links are the reason, { $low } to { $high } of the links are wrong
link-denominator = Of
link-expected = Expected
link-l01 = Keys that lead to several others
link-l02 = Some groups are linked more often than others
link-l03 = Claimed, but seen by no source that could have
link-l04 = Seen, but not claimed by the source that should
link-l05 = Little is left when sources are combined
link-l06 = Two sources share far fewer patients than chance gives
link-l07 = Linked sources contradict each other
link-measure-difference = Difference in rate
link-measure-left = Share left
link-measure-ratio = Observed to expected
link-measure-share = Share
link-measure-smd = Standardised mean difference
link-note-disjoint = An overlap of 0 to 1 % means that the keys do not match, not that no patient is shared
link-note-no-witness = Some cannot be judged: no source declares that it could have seen them
link-note-small = Too few to judge
link-numerator = Found
link-presence = Keys and links by site and year
link-subgroup-ageAtIndex = age at index
link-subgroup-yearOfIndex = year of index
link-subgroup-site = care site
link-threshold = Threshold
link-title = Link quality
link-unjudged = { $n } cannot be judged
link-verdict-cannot-judge = Cannot judge
link-verdict-flag = Flagged
link-verdict-not-applicable = Not applicable
link-verdict-ok = Within bounds

## Pictures of the coverage screen

attribute-ageAtIndex = Age at index
attribute-yearOfIndex = Year of index
chart-funnel = From population to usable
chart-sets = Who is in which combination
chart-drop-off = Drop-off in this order
chart-costs = What each source costs
chart-best-subsets = Which sources to leave out
chart-drift = Who is lost
chart-heat = Drop-off by subgroup
chart-flow = Flow of the linkage
chart-estimate = What linkage could leave
chart-of-patients = { $n } of { $of } patients ({ $share })
chart-person-years = { $n } person-years
chart-unit-person-time = Person-years
chart-and = and
chart-or = or
chart-only = In { $sets } and in no other: { $amount } ({ $share })
chart-in-none = In none of them: { $amount } ({ $share })
chart-at-least = In { $sets }, whatever else: { $amount } ({ $share })
chart-any-of = In { $sets }: { $amount } ({ $share })
chart-sets-shown = { $sets } sets, { $bars } combinations shown
chart-everyone = Selected
chart-left = With { $set }: { $amount } left ({ $change })
chart-orders = over all orders { $least } to { $most }, in half of them { $q1 } to { $q3 }, in the middle one { $median }
chart-every-order = every order
chart-sampled-orders = orders in a sample
chart-half-of-orders = half of the orders
chart-median-order = middle order
chart-cost = { $set } costs { $patients } on average over all orders
chart-sum = Sum { $lost } = { $start } − { $left }
chart-best = The best { $size } of { $of }: { $amount }, without { $without }
chart-all-sets = All { $of }: { $amount }
chart-number-of-sets = number of sources
chart-difference = standardised difference
chart-difference-is = standardised difference { $value }
chart-no-difference = nobody to compare with
chart-kept = kept ({ $n })
chart-not-kept = not kept ({ $n })
chart-mean = mean { $mean }, standard deviation { $sd }, known of { $known }
chart-known = known of { $n } of { $of } ({ $share })
chart-every = In all
chart-greyed = grey: fewer than { $least } patients
chart-share-of-level = share of the row’s patients
chart-window = From { $from } to { $to }
chart-all-of-time = All of time
chart-records = { $n } records
chart-keys = { $n } keys
chart-excluded = { $n } excluded
chart-between = between { $low } and { $high } patients
chart-about = about { $n } patients
chart-in-first = In the first { $n }
chart-as-of = as of { $date }
chart-heads = { $n } of { $of } patients
chart-no-filter = no filter

# Coverage, computed
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

## Why an extract could not be opened; a key with `-mend` says what would mend it

failure-cell-unsaid = Neither a column nor a value is named.
failure-cell-unsaid-mend = Name the column there.
failure-column-gone = The column { $column } is no longer in the file.
failure-column-gone-mend = The file has changed: open the extract again.
failure-column-many = There is no column { $column }. It has { $has } and { $more } more.
failure-column-many-mend = { failure-column-mend }
failure-column-nested = The column { $column } is nested, and a cell must be a single value.
failure-column-nested-mend = Take it apart into columns with single values.
failure-column-none = There is no column { $column }. It has none at all.
failure-column-none-mend = See that the file is not empty, and that it is the right one.
failure-column-unnamed = This column is not named.
failure-column-unnamed-mend = Name it there.
failure-date-format = The date format { $format } is not understood.
failure-date-format-mend = Write it with marks such as %d-%m-%Y, or use "any".
failure-encoding = The encoding { $encoding } is not understood.
failure-encoding-mend = Use utf-8, latin-1 or windows-1252.
failure-file = The file cannot be read: { $error }.
failure-file-mend = See that it is whole, and of the format the descriptor says.
failure-file-damaged = The file is damaged.
failure-file-damaged-mend = Have the holder deliver it again.
failure-file-folder = This is a folder, not a file.
failure-file-folder-mend = Name the files in it one by one.
failure-file-forbidden = There is no permission to read this file.
failure-file-forbidden-mend = Ask whoever manages the folder for permission.
failure-file-gone = The file is not there.
failure-file-gone-mend = Put it back, and open the extract again.
failure-file-utf16 = The file is written in UTF-16.
failure-file-utf16-mend = Save it as UTF-8.
failure-format = The format { $format } is not understood.
failure-format-mend = Use csv, parquet or arrow.
failure-identifier-address = { $file }: the column { $column } looks like full postcodes with house numbers.
failure-identifier-bsn = { $file }: the column { $column } looks like citizen service numbers (they pass the 11-test far more often than chance).
failure-identifier-email = { $file }: the column { $column } looks like e-mail addresses.
failure-identifier-name = { $file }: the column { $column } looks like full birth dates beside initials or names.
failure-json = This is not correct JSON: { $error }.
failure-json-mend = Correct the descriptor there.
failure-key = This cannot be followed: { $error }.
failure-key-mend = Correct it; the manual of the extract lists all keys (F1).
failure-many-files = There are more than 65,535 files.
failure-many-files-mend = Join the smallest ones.
failure-many-sites = There are more than 65,535 different sites.
failure-many-sites-mend = See that the column named as "site" is the right one.
failure-many-sources = There are { $there } sources, and at most { $most } fit.
failure-many-sources-mend = Give tables of one holder the same "source".
failure-many-units = There are more than 65,535 different units.
failure-many-units-mend = See that the column named as "unit" is the right one.
failure-mark = The mark is not ASCII, or ends a line.
failure-mark-mend = Use a mark such as ; or |.
failure-no-domains = A crosswalk needs both "fromDomain" and "toDomain".
failure-no-domains-mend = Name the key domains that its columns are in.
failure-no-ends = Neither "from" nor "to" is named.
failure-no-ends-mend = Name the columns there, one at least.
failure-no-events = No event is defined.
failure-no-events-mend = Say which events a row yields, at least their "start".
failure-no-file = There is no such file.
failure-no-file-mend = Put it there, or correct its name at { $at }.
failure-no-path = No file is named.
failure-no-path-mend = Name the table's file or files there.
failure-no-patient = No patient column is named.
failure-no-patient-mend = Name the column with the pseudonym.
failure-no-phase = There is no phase { $phase }.
failure-no-phase-mend = Use one of { $phases }, or add it to $.periplus.phases.
failure-no-precision = There is no precision { $precision }.
failure-no-precision-mend = Use year, month, day, minute or second.
failure-no-resources = There is no list of resources.
failure-no-resources-mend = List the tables of the extract there.
failure-no-source = There is no source { $source }.
failure-no-source-mend = Use one of { $sources }.
failure-no-start = The event has no start.
failure-no-start-mend = Name the column with its date.
failure-no-timezone = There is no time zone { $zone }.
failure-no-timezone-mend = Use a name such as Europe/Amsterdam.
failure-no-version = The periplus block has no version.
failure-no-version-mend = This program understands version { $version }.
failure-not-a-date = This is not a date.
failure-not-a-date-mend = Write it as 2019, 2019-05 or 2019-05-03.
failure-not-a-number = The value is not a number.
failure-not-a-number-mend = Write a plain number.
failure-not-an-object = It is not a JSON object.
failure-not-an-object-mend = A descriptor is an object with "resources".
failure-path-outside = The path { $path } leads out of the extract's folder.
failure-path-outside-mend = Put the file inside the folder, and name it from there.
failure-phase-count = There must be 1 to { $most } phases.
failure-phase-count-mend = Join phases that are read together, or leave this key out.
failure-phase-unsaid = Neither a value nor a column is named.
failure-phase-unsaid-mend = Name a phase, or a column with a map.
failure-row-gone = There is no row { $row } any more.
failure-row-gone-mend = The file has changed: open the extract again.
failure-same-domain = It is the same as "fromDomain".
failure-same-domain-mend = Name two different key domains.
failure-table-gone = The table is no longer in the descriptor.
failure-table-gone-mend = Open the extract again.
failure-threads = No threads could be started: { $error }.
failure-threads-mend = Close other programs and try again.
failure-two-clocks = Some events carry dates and others days since the index event.
failure-two-clocks-mend = An extract has one clock: give all events the same kind of start.
failure-version = This version of the periplus block is not understood.
failure-version-mend = This program understands version { $version }.
failure-window-backwards = The window ends before it starts.
failure-window-backwards-mend = Swap its ends, or correct them.

# The coverage screen
action-open-counts = Open a file of counts…
before-about = Holders often give counts before they give data. A small file with the number of patients of each source, and, where known, by region, year, age or sex and how many two sources share, tells how many can be left in any combination, and on which assumption each number rests.
before-manual = How such a file is written
before-title = What would linkage leave?
chart-best-about = which sources to leave out for the most complete patients
chart-costs-about = average over all orders (Shapley)
chart-drift-about = those who are left against those who are not; beyond 0.1 is worth a look
chart-drop-off-about = drag to reorder · the band is every other order
chart-flow-about = from the records delivered to the patients analysed
chart-heat-about = share of each group with a record
chart-what-if = What if
chart-what-if-about = beside the present state; a click makes it the present one
compared = Compare
compared-complete = patients in every set with all others
compared-set = patients in { $set } with those who are not
compared-step = step { $n }: kept by { $set } with lost by it
coverage-by-group = Group sources of the same purpose
coverage-every-source = Every source by itself
coverage-in-all-sets = { $sets ->
    [one] In the one set: { $n } of { $total } patients ({ $share }).
   *[other] In all { $sets } sets together: { $n } of { $total } patients ({ $share }).
}
coverage-join-above = Join { $set } with the one above; either is enough then
coverage-leave-out = Leave { $set } out
coverage-move-down = Move { $set } down
coverage-move-up = Move { $set } up
coverage-no-attributes = The extract has no attributes of patients to compare.
coverage-no-dates = No event of the selection has a date.
coverage-of-eligible = of those who could be linked
coverage-of-population = of the population
coverage-of-smallest = of the smallest source
coverage-of-source = of the patients of { $source }
coverage-only-missing = { $n ->
    [one] One patient has everything but { $set }.
   *[other] { $n } patients have everything but { $set }.
}
coverage-or = { " " }or{ " " }
coverage-page-before = Before linkage
coverage-page-combined = Combined
coverage-page-linkage = Link quality
coverage-page-lost = Who is lost
coverage-save = Save { $chart }
coverage-sets-about = The order is that of the drop-off. Rows of the plot can be dragged too: onto another to join them, between two to move them.
coverage-sets-menu = Sets ({ $n })
coverage-shown-patients = showing { $k } of { $m } combinations, { $share } of patients in any
coverage-shown-time = showing { $k } of { $m } combinations, { $share } of observed person-time
coverage-silent = { $n ->
    [one] One set declares no coverage: its person-time is unknown.
   *[other] { $n } sets declare no coverage: their person-time is unknown.
}
coverage-take-apart = Take { $set } apart
coverage-window = Window
coverage-window-about = drag over the calendar to ask about a stretch of time
coverage-window-all = All of time
dialog-open-counts = Open a file of counts
link-about-claim = Claimed by { $claim }, to be seen in { $evidence }
link-about-rules = each rule with what it was judged on
link-counts = { $n } of { $of }
link-details = { $n } of { $of } flagged
link-measured = { $measure } { $value }, threshold { $threshold }
mark-filter = Add to the filters
mark-patient = Open the first journey
mark-population = Show in Population
sets-by-degree = by number
sets-by-degree-about = Fewest sets first
sets-by-set = by set
sets-by-set-about = In the order of the sets
sets-by-size = by size
sets-by-size-about = Longest bar first
sets-exclusive = exactly
sets-exclusive-about = Patients in these sets and in no other
sets-inclusive = at least
sets-inclusive-about = Patients in these sets, whatever else
sets-patients = patients
sets-patients-about = Bars count patients with a record
sets-person-time = person-time
sets-person-time-about = Bars count the time under observation by all of a bar's sets at once
sets-union = any of
sets-union-about = Patients in any of these sets
what-if-change = Change
what-if-change-about = Patients more or fewer than now
what-if-group = { $set } as one
what-if-interval = 95 %
what-if-interval-about = Half the width of a 95 % interval (Wilson) for a proportion of one half
what-if-leave-out = without { $set }
what-if-now = now
what-if-smd = SMD
what-if-smd-about = The largest standardised difference from the population
what-if-window = window { $window }
what-if-without-filter = without the filter { $filter }
what-if-worst = Differs most from the population in: { $attribute }
what-if-years = Years
what-if-years-about = Person-years under observation by all sets at once

## Coverage, computed

## Coverage, asked in the window

before-combine = Combined
before-combine-about = Tick the sources that are combined; the order is that of the steps.
coverage-names-only = named by a register without dates
coverage-window-from = Window from
coverage-window-to = Window to
link-claimed = Held against other sources (L03, L04): what a registry says of
link-open = { $n ->
    [one] Open 1 patient
   *[other] Open { $n } patients
}

## The project file

action-open-project = Open project…
action-save-project = Save the project
action-save-project-as = Save the project as…
dialog-open-project = Open a project
dialog-save-project = Save the project
failure-back = Back to what is open
failure-save = It cannot be written: { $error }.
failure-save-mend = Choose a place that can be written to.
leave-discard = Do not save
leave-judgements = { $n ->
    [one] It holds 1 judgement.
   *[other] It holds { $n } judgements.
}
leave-save = Save
leave-stay = Stay
leave-title = Unsaved changes
leave-unsaved = The changes in { $file } are not saved.
leave-unsaved-nowhere = What you judged, noted and set is not saved in a project yet.
project-content = What stands here cannot be followed.
project-content-mend = Correct it, or open the last good file.
project-json = This is not JSON.
project-json-mend = Correct it there, or open the last good file.
project-kept = The last good one lies beside it: { $file }.
project-no-version = There is no version: this is no project file.
project-no-version-mend = Open a file that Periplus has saved.
project-nowhere = no project file
project-saved = The project is saved
project-unsaved = The project has unsaved changes
project-unwritable = The project cannot be written as JSON.
project-unwritable-mend = Undo the last change and save again.
project-version = The file is of version { $version }; this program understands version { $known }.
project-version-mend = Open it with a newer program.
## Rules

cli-rules-failed = { $rule }, line { $line }: { $test }: came to { $got }
cli-rules-tested = { $n ->
    [one] { $n } test
   *[other] { $n } tests
  }, { $failed } failed
cli-rules-unknown = There is no rule { $id }. List them with periplus rules list.
finding-above = Above the limit
finding-alive-then-dead = A source says alive, and a later one tells of death
finding-coarse = The dates are known too coarsely
finding-count = { $n } of them
finding-cycles = { $n ->
    [one] 1 cycle
   *[other] { $n } cycles
  }
finding-days-apart = { $days ->
    [one] 1 day
   *[other] { $days } days
  }
finding-days-overlap = { $days ->
    [one] 1 day with both
   *[other] { $days } days with both
  }
finding-days-short = { $days ->
    [one] 1 day shorter than the shortest usual interval
   *[other] { $days } days shorter than the shortest usual interval
  }
finding-days-without = { $days ->
    [one] 1 day without
   *[other] { $days } days without
  }
finding-deaths-differ = Dates of death lie { $days } days apart
finding-duplicate = Agrees with another row in everything that is compared
finding-factor = { $n } times
finding-heap = { $n } of { $of } dates of { $phase } in { $year } fall on { $bin }
finding-left-edge = { $n } patients begin in the first 180 days, where { $usual } are usual
finding-missing = Expected, and not there though a source watched
finding-month = { $n } events of { $phase } in this month, where { $median } are usual
finding-no-witness = No source could have seen it
finding-outside-window = { $n } of { $of } events lie outside the declared windows
finding-right-edge = { $n } events of { $phase } in the last months, where { $usual } are usual
finding-seen-after-death = Seen in another source { $days } days after death
finding-share = { $n } %
finding-silent = { $days } days without any event { $site }
finding-together = Together within the days that the rule names
finding-twin = Another source has the same
rules-bad-date = { $date } is no date.
rules-bad-date-mend = Write it as 2019, 2019-05, 2019-05-03 or 2019-05-03T07:18.
rules-bad-days = These are no days of a cycle.
rules-bad-days-mend = Give days from 1; those of a regimen no later than its cycle.
rules-bad-event = { $line } is no event.
rules-bad-event-mend = Write a date, the kind of a source, a phase, and a system and code with a colon between; then dose=, value=, supply=, quantity=, site=, x3 for three of them and +21 for the days between.
rules-bad-pattern = { $pattern } is no pattern of codes.
rules-bad-pattern-mend = Write a system and a code with a colon between, each with a star at its end where it is a beginning.
rules-bad-track = { $track } is no track.
rules-bad-track-mend = Write a code set and days in brackets, as in neutrophils[-7,+21].
rules-bounds = The default lies outside the bounds.
rules-bounds-mend = Give least, default and most in ascending order.
rules-expects-nothing = The test expects nothing.
rules-expects-nothing-mend = Say how often a verdict must come out, as in violation = 1.
rules-file = The file cannot be read ({ $error }).
rules-file-mend = See that it is there and may be read.
rules-missing-key = The key { $key } is missing.
rules-missing-key-mend = Add { $key }.
rules-not-count = This is no whole number from 0.
rules-not-count-mend = Give a whole number.
rules-not-list = This is no list.
rules-not-list-mend = Put it into square brackets.
rules-not-number = This is no number.
rules-not-number-mend = Give a number without quotes.
rules-not-table = This is no table.
rules-not-table-mend = Put keys and values into braces.
rules-not-text = This is no text.
rules-not-text-mend = Put it into quotes.
rules-not-truth = This is neither true nor false.
rules-not-truth-mend = Write true or false without quotes.
rules-not-utf8 = The file is not in UTF-8.
rules-not-utf8-mend = Save it as UTF-8.
rules-one-condition = A condition has one key.
rules-one-condition-mend = Join several with all = [ … ] or any = [ … ].
rules-syntax = This is no TOML ({ $error }).
rules-syntax-mend = Correct this line.
rules-too-deep = Conditions stand too deep in one another.
rules-too-deep-mend = Make them simpler.
rules-too-large = The file is too large for rules.
rules-too-large-mend = Give a file of rules, not of records.
rules-too-many-selectors = The pack has { $n } different selections of events, more than { $most }.
rules-too-many-selectors-mend = Let rules select alike, or put them into two packs.
rules-twice = { $name } stands twice.
rules-twice-mend = Give each an id of its own.
rules-unknown-agent = There is no agent { $name }.
rules-unknown-agent-mend = Correct the name, or add the agent.
rules-unknown-key = The key { $key } is not known here.
rules-unknown-key-mend = Correct or remove { $key }; known are { $known }.
rules-unknown-param = There is no parameter { $name }.
rules-unknown-param-mend = Give a number, or one of the rule's parameters: { $known }.
rules-unknown-set = There is no code set { $name }.
rules-unknown-set-mend = Correct the name, or add the set; known are { $known }.
rules-unknown-word = { $word } is not known here.
rules-unknown-word-mend = Known are { $known }.
severity-error = Error
severity-info = Info
severity-warning = Warning
verdict-violation = Violation
verdict-explained = Explained
verdict-cannot-judge = Cannot judge
verdict-ok = OK
verdict-not-applicable = Not applicable
word-rule = Rule
word-severity = Severity
word-version = Version
word-tests = Tests

## The project file

## Same event in two sources, and what was found of the truth

reconcile-sources = Sources
reconcile-kind = Event
reconcile-shift = Days later
reconcile-agree = Same day
reconcile-shifted = Other day
reconcile-only-first = Only first
reconcile-only-second = Only second
reconcile-all = all
reconcile-none = No two sources have dates of the same events that stand out above chance.
evaluate-rule = Rule
evaluate-gap = Gap
evaluate-truths = Truths
evaluate-found = Found
evaluate-recall = Recall
evaluate-said = Said
evaluate-right = Right
evaluate-precision = Precision
evaluate-near = Near misses called
evaluate-no-truth = This is no truth that can be read: { $problem }

## Findings in the window

about-findings = Suspicious sequences by rule, each with what stands around it
action-add-rules = Add rules…
action-next-finding = Next finding or gap
action-note-finding = Write a note on the finding
action-open-finding = Open the patient of the finding or gap
action-previous-finding = Previous finding or gap
action-toggle-rule = Leave the rule out or take it in
action-unjudge = Take the judgement back
dialog-add-rules = Add a file of rules
evidence-convention = convention
evidence-guideline = guideline
evidence-label = label of the medicine
evidence-literature = literature
evidence-own = own reckoning
evidence-registry-manual = manual of the registry
findings-against = { $name }: { $measure }, limit { $limit }
findings-all = all
findings-all-sources = All sources
findings-around = Thirty days around it
findings-as-chart = Verdicts
findings-as-list = By category
findings-beside = Beside it
findings-card = Finding
findings-card-none = Pick a finding to see what stands around it.
findings-chart-intervals = Intervals at this site
findings-chart-labs = Measured values around the finding
findings-chart-rules = What each rule says
findings-chart-threshold = Patients flagged by the threshold
findings-citation = Where the threshold comes from
findings-counts = { $rule } counts
findings-day = 1 day
findings-day-of = finding
findings-days = { $n } days
findings-default = default { $value }
findings-drift = Standardised difference of those who stay from all: { $list }
findings-elsewhere = What other sources say of these days
findings-elsewhere-other = { $source }: { $n ->
    [0] nothing in these days
    [one] 1 record in these days, not of the same
   *[other] { $n } records in these days, none of the same
  }; { $watched }
findings-elsewhere-same = { $source }: { $same } of the same within three days, { $n } records in these days; { $watched }
findings-fit = Best fitting schedule: { $name }, every { $cycle } days, shortest interval { $gap } days, fits { $score }
findings-flagged = Patients flagged
findings-flags = more than { $value }: { $patients }
findings-forget-rules = Do without the rules of { $file }
findings-given = What it rests on
findings-habit = This site: median { $median } days, fifth percentile { $low }, of { $n } intervals
findings-if-excluded = If its patients are left out
findings-interval = { $days } days: { $n } intervals ({ $share })
findings-interval-found = found: { $days } days
findings-interval-more = { $days } days or more: { $n } intervals ({ $share })
findings-interval-schedule = a schedule supports { $days } days
findings-intervals = { $agent }: { $n } intervals
findings-intervals-at = Intervals of { $agent }, { $site }
findings-judge-about = A judgement is kept in the project.
findings-lab = { $name }: { $value }, { $day }
findings-labs = { $n } measured values around the finding
findings-left-out = { $n } more not listed
findings-listed = { $n ->
    [one] 1 finding
   *[other] { $n } findings
  }
findings-no-fit = No schedule of the table fits these days.
findings-no-labs = Nothing was measured in these days that the rule looks at.
findings-no-site = site not given
findings-no-stay = No stay of a night or more in these days
findings-none = The rules found nothing in this selection. Widen the filters, or add rules of your own.
findings-none-narrowed = No finding is of this kind.
findings-none-on = All rules that found something are left out. Tick one to see its findings.
findings-not-watched = it did not watch
findings-note = Note
findings-nothing = nothing
findings-of = { $n } of { $of }
findings-of-list = Patients with a finding of this list
findings-off = left out
findings-open = Open their patients
findings-open-patient = Open patient { $patient }
findings-pick-one = Pick a finding in the list to see its context.
findings-plausible = When it would be plausible
findings-poor = So few are errors that the rule could be made milder.
findings-precision = How often it was right
findings-precision-none = { $name }: nothing told yet, { $n } cannot be told
findings-precision-of = { $name }: { $n } of { $of } are errors, { $share } (95 % interval { $low } to { $high })
findings-price = { $n ->
    [one] 1 flagged
   *[other] { $n } flagged
  }, { $left } left
findings-price-drift = SMD of { $attribute } { $smd }
findings-price-left = { $left ->
    [one] 1 patient left
   *[other] { $left } patients left
  }
findings-price-none = flags nobody
findings-price-time = −{ $years } years ({ $share })
findings-reason = Reason
findings-reset = Default
findings-rules = { $rules } rules, { $violations } violations
findings-rules-off = { $n ->
    [one] 1 rule left out
   *[other] { $n } rules left out
  }
findings-rules-title = Rules
findings-sort = Sort by { $column }
findings-stay = A stay from { $day } on, { $length }
findings-tally = { $rule }: { $verdict } { $n } of { $of }
findings-times = { $n } times
findings-typed = { $parameter }, typed
findings-watch-unknown = whether it watched is unknown
findings-watched = it watched
findings-watched-partly = it watched a part of the time
findings-widen = Show all findings
job-findings = Judging journeys by rules
judgement-cannot-tell = Cannot tell
judgement-error = Error
judgement-plausible = Plausible
keys-findings = Findings
rule-category-completeness = Completeness
rule-category-completeness-temporal = Completeness in time
rule-category-conformance-relational = Conformance of links
rule-category-conformance-value = Conformance of values
rule-category-plausibility-atemporal = Plausibility
rule-category-plausibility-temporal = Plausibility in time
rule-set-cancer = Cancer diagnoses
rule-set-creatinine = Creatinine
rule-set-gcsf = G-CSF
rule-set-neutrophils = Neutrophils
rule-set-platelets = Platelets
state-judging = The rules are being followed…
word-judgement = Judgement
word-measure = Measure
word-reason = Reason

# Gaps
cli-gaps-patients = { $n } of { $of } patients have a gap.
gap-evidence-admission = In hospital from { $day } ({ $source }), { $days } days of it
gap-evidence-after = Next: { $code } on { $day } ({ $source })
gap-evidence-before = Last: { $code } on { $day } ({ $source })
gap-evidence-coarse-date = { $code } of { $day } ({ $source }) is known to the month or year alone, and may fill it
gap-evidence-elsewhere = { $code } came from elsewhere on { $day } ({ $source })
gap-evidence-late = { $code } came too late, on { $day } ({ $source })
gap-evidence-longer-than = Longer than { $days } days
gap-evidence-not-covered = { $source } did not cover { $days } days of it
gap-evidence-outage = { $source } was out of order for { $days } days of it
gap-evidence-own-rhythm = Longer than { $days } days, by the rhythm of { $n } other intervals
gap-evidence-supply = A supply for { $days } days was handed out
gap-evidence-supply-unclear = For how many days { $code } of { $day } lasts is missing or not believed ({ $source })
gap-grace = Days of grace
gap-kind = Kind
gap-kind-dispensing = Dispensing
gap-kind-follow-up = Follow-up
gap-kind-missing-step = Missing step
gap-kind-silence = Silence
gap-supply-hospital = Stockpile and hospital days
gap-supply-last = Last supply only
gap-supply-plain = Plain
gap-supply-stockpile = Stockpile
gap-unknown = Unknown
gap-watched = Watched
gap-why-cannot-tell = Cannot tell
gap-why-clinical = Clinical
gap-why-coverage = Coverage
gap-why-outage = Outage
gap-why-precision = Precision
gap-why-route = Route

## Findings in journeys

patient-errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
}
patient-infos = { $n ->
    [one] 1 remark
   *[other] { $n } remarks
}
patient-warnings = { $n ->
    [one] 1 warning
   *[other] { $n } warnings
}

picture-no-finding = No finding
population-by-finding = Colour by finding

## Journeys, aggregated

failure-arguments = These are no arguments of a treatment pathway study.
failure-arguments-mend = Give the arguments.csv that TreatmentPatterns exports, or its JSON.
failure-cohort-row = Row { $row } is no row of a cohort table.
failure-cohort-row-mend = Give each row a cohort number, a subject number, and a first and a last day as year-month-day.
cli-journeys-wrong = --level, --align or --simplify cannot be followed; `periplus journeys --help` says how they are written, and names must be those of the extract. A cohort table goes with --as pathways
failure-xes = The event log is not well-formed XML near byte { $at }.
failure-xes-mend = Export the log again, or have an XML tool mend it.
failure-xes-deep = The event log is nested more than { $most } deep near byte { $at }.
failure-xes-deep-mend = This is no event log that any tool writes; export it again.
failure-xes-entities = The event log declares entities of its own near byte { $at }, which are not read.
failure-xes-entities-mend = Take the declaration of the document type out.
failure-xes-long = A single value of the event log is longer than { $most } bytes near byte { $at }.
failure-xes-long-mend = See whether a quote is missing there, and export the log again.
failure-xes-no-log = The file is XML, and no event log in XES.
failure-xes-no-log-mend = Give a file whose outermost element is log.

picture-gap = Gap: { $kind }, { $why }, { $days } days

## Care paths, outages, and gaps and notes of a patient

action-note-patient = Write a note about the patient
patient-note = Note about this patient
patient-note-field = Text of the note about this patient
patient-note-hint = What is to be remembered of this patient ({ $keys })
patient-noted = { $n ->
    [one] 1 patient with a note
   *[other] { $n } patients with a note
}
patient-noted-about = Adds everybody with a note to the filters
patient-noted-filter = patients with a note
gap-about-cannot-tell = Nobody said whether anybody watched, or what is needed to tell is missing.
gap-about-clinical = A source that could have seen it watched, and nothing came.
gap-about-coverage = No source watched in this time.
gap-about-outage = A source that would have watched was out of order.
gap-about-precision = Dates are known too coarsely to tell that anything is missing.
gap-about-route = The supply went on elsewhere.
patient-gap = { $days } d: { $why }
patient-gap-days = Nothing for { $days } days
patient-gap-evidence = What it rests on
patient-gap-open = Show among all gaps
picture-no-gap = No gap
population-by-gap = Colour by gap
population-by-phase = Colour by phase
word-colour-by = colour
action-part-add = Add a step or an outage
action-part-confirm = Confirm the outage, or take the learnt care path
action-part-earlier = Move the step one place earlier
action-part-later = Move the step one place later
action-part-next = Next step or outage
action-part-previous = Previous step or outage
action-part-remove = Take the step or outage out, or reject the outage
outage-add = Add an outage by hand
outage-all-sites = all care sites
outage-both-days = An outage has a first and a last day.
outage-by-hand = An outage of your own
outage-change = Change
outage-confirm = Confirm
outage-confirm-new = Confirm
outage-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
outage-expected = { $n } seen, { $of } expected.
outage-from = First day
outage-named = Outage of { $place }, { $when }
outages-surplus = More than usual, which is no outage · { $n }
outage-from-field = First day of the outage
outage-not-suggested = The data do not suggest this outage; it was confirmed by hand.
outage-reconsider = Consider again
outage-reject = Reject
outage-rule-inactive = The care site is silent for longer than chance allows.
outage-rule-left-edge = First events of patients pile up where the source begins: many of them began earlier.
outage-rule-right-edge = The last months are thin against the same months of earlier years: records may still be to come.
outage-rule-volume = A month differs from what was usual in the year before it.
outage-seen = { $n } of { $of } expected
outage-take-back = Take back
outage-to = Last day
outage-to-field = Last day of the outage
outages-about = Time in which a source delivered nothing though it should have. A confirmed outage counts as not covered.
outages-confirmed = Confirmed · { $n }
outages-looking = The data are looked through for outages…
outages-no-calendar = Outages need a calendar, and this extract counts days from the index event.
outages-pick = Pick one to see the rate of its source, and to confirm or reject it.
outages-rejected = Rejected · { $n }
outages-suggested = Suggested by the data · { $n }
outcome-in-time = In time
outcome-late = Late
outcome-left-out = Left out
outcome-missing = Missing: { $why }
outcome-not-due = Not yet due
path-about = Which steps are expected of whom, in which order and time, and how everybody fared.
path-after = after { $step }
path-begins = day 0
path-count-from = counted from
path-counts = Counts as this step: { $what }
path-described = Care path that begins with { $begin }, { $n ->
    [one] 1 step
   *[other] { $n } steps
}
path-due = day { $from } to { $to }
path-eligible = { $n ->
    [one] expected of 1 patient
   *[other] expected of { $n } patients
}
path-eligible-of = Expected of patients with: { $what }
path-except-of = But not of patients with: { $what }
path-fared = { $step }: { $outcome }, { $n ->
    [one] 1 patient
   *[other] { $n } patients
} of { $of } ({ $share })
path-from = Due from day
path-learn = Learn from the most frequent path…
path-learn-about = The order in which most patients came to each phase, and from the 5th to the 95th percentile of the days that they took. It describes what was done and is no advice.
path-learn-from = Begins with
path-learn-none = Nobody has an event of this phase followed by one of another.
path-new = New care path
path-nobody = nobody is left out
path-optional = May be left out
path-pick-step = Pick a step in the picture to change it.
path-remove = Take this care path out
path-step = Step
path-step-add = Add step
path-step-earlier = Earlier
path-step-later = Later
path-step-remove = Take out
path-step-title = Step
path-take = Add this care path
path-title = Name
path-to = to day
path-witnesses = Sources that can see it: { $what }
path-witnesses-about = Where none is ticked, every source that has such events can see it.
path-witnesses-any = those that have such events
rate-described = { $n ->
    [one] 1 event
   *[other] { $n } events
} over time, { $when }
rate-in = { $when }: { $n ->
    [one] 1 event
   *[other] { $n } events
}
rate-none = There is no event with a date known to the day.
rate-usual = usual { $n }

## Gaps screen

about-gaps = Where something is missing, and why
gaps-card = Why it is there
gaps-card-none = Pick a gap to see what it rests on.
gaps-follow-up-none = No follow-up schedule is set. A schedule says which visits are expected after which event.
gaps-list = Gaps one by one
gaps-listed = { $n ->
    [one] 1 gap
   *[other] { $n } gaps
}
gaps-none = Nothing is missing in what is looked for.
gaps-of-list = Patients with a gap of this list
gaps-outages-none = No outage is confirmed. Outages that the data suggest are listed here.
gaps-page-follow-up = Follow-up
gaps-page-outages = Outages
gaps-page-overview = Overview
gaps-page-path = Care path
gaps-page-silence = Silence
gaps-page-supply = Supply
gaps-path-none = No care path is set. A care path says which steps are expected, in which order and time.
job-gaps = Looking for gaps
state-looking = Gaps are being looked for…
gaps-any-phase = any
gaps-at-risk = Still observed without it
gaps-between = { $from } to { $to }
gaps-beyond = not yet after { $days }: { $share }, { $risk } still observed
gaps-by-cohort = the cohort's usual, by phase
gaps-by-days = a number of days
gaps-by-own = the patient's own rhythm
gaps-came = On day { $from } to { $to }: { $patients }
gaps-came-on = On day { $day }: { $patients }
gaps-came-not = { $came } came so far, { $not } did not
gaps-chart-grace = Patients by days of grace
gaps-chart-kinds = Gaps by kind
gaps-chart-silences = Patients by longest silence
gaps-chart-sources = Gaps by source that watched
gaps-chart-supply = Four models of supply
gaps-chart-visits = Visits of the schedule
gaps-chart-waiting = Time between phases
gaps-days = Days
gaps-drag = drag the line; a click opens the patients
gaps-each-source = each source by itself
gaps-evidence = What it rests on
gaps-fate = { $row }, { $fate }: { $n } of { $of } patients
gaps-flagged = Patients flagged
gaps-flags-by = { $model }, more than { $value }: { $patients }
gaps-from = From
gaps-least-days = days, at least
gaps-leave-out = Leave them out
gaps-left-out = { $n } more are counted and not listed
gaps-level = characters of the ATC code
gaps-longer-than = Longer than
gaps-median = half by { $days }
gaps-medicine = Medicine
gaps-medicines-none = No patient was handed out a medicine twice.
gaps-mpr = MPR
gaps-mpr-high = above 1.2
gaps-no-median = more than half had not come so far
gaps-no-source = none
gaps-none-asked = Nothing is looked for. Switch silences or refills on, or add a care path or a schedule.
gaps-none-narrowed = No gap is of this kind.
gaps-not-due = Not yet due
gaps-not-of-list = Patients without a gap of this list
gaps-not-said = Not said whether it watched
gaps-not-yet = not yet
gaps-part = { $row }, { $why }: { $n } of { $of } gaps ({ $share })
gaps-pdc = PDC
gaps-pdc-low = below 0.8
gaps-percentile = percentile
gaps-price = { $with } have one. Without them { $left } of { $of } patients and { $years } of { $all } observed years are left.
gaps-quantiles = of those who came, 10 % by day { $tenth }, half by { $half }, 90 % by { $most }
gaps-row = { $row }: { $n } gaps
gaps-schedule-add = Add a schedule
gaps-schedule-after = After the first
gaps-schedule-days = due on days
gaps-schedule-days-name = Days on which visits are due
gaps-schedule-new = Visits after diagnosis
gaps-schedule-remove = Remove { $title }
gaps-schedule-title = Name of the schedule
gaps-schedule-visit = Visits are
gaps-silence-off = Silences are not looked for.
gaps-silence-on = Look for silences
gaps-silence-stop = Do not look for silences
gaps-skipped = Left out
gaps-so-many = { $n } gaps
gaps-sources-about = whether it watched while something was missing
gaps-supply = { $model }: { $patients } flagged, PDC { $pdc }, below 0.8 { $low }, MPR { $mpr }, above 1.2 { $high }
gaps-supply-about = of { $n } patients and medicines with two fills; a name chooses the model
gaps-supply-none = Nothing was handed out in this selection: no source is a pharmacy and no event says for how many days it lasts.
gaps-supply-off = Refills are not looked for.
gaps-supply-on = Look for refills
gaps-supply-stop = Do not look for refills
gaps-taken = In time
gaps-to = To
gaps-to-end = also up to the end of observation
gaps-tolerance = days early or late
gaps-transition = Transition
gaps-transition-before = Previous transition
gaps-transition-next = Next transition
gaps-unknown = Nobody said whether these watched: { $sources }
gaps-visit = day { $day }
gaps-visits = visits: { $n }
gaps-visits-about = share in time of those whose time is over
gaps-waiting-about = from the first event of one phase to the first of the next
gaps-waiting-none = Nobody in this selection has events of two phases.
gaps-watched = Watched all the while: { $sources }
gaps-why = Explanation
gaps-why-cannot-tell = Cannot tell: nobody said whether anybody watched, or what is needed to tell is missing.
gaps-why-clinical = Clinical: a source that could have seen it watched, and nothing came.
gaps-why-coverage = Coverage: nobody watched.
gaps-why-outage = Outage: who would have watched was out of order.
gaps-why-precision = Precision: the dates are too coarse to tell that there is a gap.
gaps-why-route = Route: the supply went on elsewhere.
gaps-widen = Show all gaps
gaps-witnesses = sources that must watch
