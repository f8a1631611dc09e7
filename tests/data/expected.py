#!/usr/bin/env python3
"""Counts what each third-party set must come to, without Periplus, and writes `expected.json` beside it.

It reads `datapackage.json` and the tables with Python's own csv and gzip modules and follows
`assets/manual/extract.md` anew. Only what these sets use is here: one key domain, no crosswalk.

    python3 tests/data/expected.py
"""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent


def rows(folder, resource):
    dialect = resource.get("dialect", {})
    path = folder / resource["path"]
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        comment = dialect.get("commentChar")
        lines = (line for line in file if not (comment and line.startswith(comment)))
        yield from csv.DictReader(lines, delimiter=dialect.get("delimiter", ","))


def cell(row, where):
    if where is None:
        return ""
    if isinstance(where, str):
        return row[where]
    if "value" in where:
        return str(where["value"])
    return row[where["column"]]


def meant(row, when):
    if when is None:
        return True
    text = row[when["column"]]
    if "equals" in when:
        return text == str(when["equals"])
    if "in" in when:
        return text in [str(value) for value in when["in"]]
    return (text != "") == when["notNull"]


NUMBERS = ("value", "refLow", "refHigh", "quantity", "daysSupply", "dose")


def unreadable_number(row, event, group):
    texts = (cell(row, event.get(name)).replace(group, "").strip() for name in NUMBERS)
    return any(text and not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text) for text in texts)


def events_of(row, definitions):
    """Yields (reason or None, start text, end text, event) for each event that is meant."""
    for event in definitions:
        if not meant(row, event.get("when")):
            continue
        start = cell(row, event["start"])
        if cell(row, event["code"]) == "":
            yield "code-missing", start, "", event
        elif start == "":
            yield "start-missing", start, "", event
        else:
            yield None, start, cell(row, event.get("end")), event


def count(folder):
    package = json.loads((folder / "datapackage.json").read_text())
    population = package["periplus"].get("population")
    everybody, with_events = set(), set()
    people, totals, firsts = defaultdict(set), Counter(), defaultdict(list)
    tables, relative_extract = [], False
    for resource in package["resources"]:
        ours = resource["periplus"]
        read, made, aside, flagged = 0, 0, Counter(), Counter()
        group = resource.get("dialect", {}).get("groupChar", "")
        for row in rows(folder, resource):
            read += 1
            patient = row[ours["patient"]]
            if patient == "":
                aside["no-patient-key"] += 1
                continue
            if ours["role"] == "patients":
                everybody.add(patient)
            for reason, start, end, event in events_of(row, ours.get("events", [])):
                if reason:
                    aside[reason] += 1
                    continue
                made += 1
                relative = isinstance(event["start"], dict) and "relativeTo" in event["start"]
                relative_extract |= relative
                key = (lambda text: int(float(text))) if relative else (lambda text: text.strip())
                firsts[ours["source"]].append(key(start))
                people[ours["source"]].add(patient)
                # ISO dates and times of one form sort as texts.
                flagged["end-before-start"] += end != "" and key(end) < key(start)
                flagged["number-unreadable"] += unreadable_number(row, event, group)
        with_events |= set().union(*people.values())
        totals[ours["source"]] += made
        table = {"name": resource["name"], "rows": read, "events": made, "setAside": dict(aside)}
        tables.append(table | {"flagged": {what: n for what, n in flagged.items() if n}})
    sources = [
        {
            "id": source,
            "patients": len(people[source]),
            "events": totals[source],
            "first": min(firsts[source], default=None),
            "last": max(firsts[source], default=None),
        }
        for source in totals
    ]
    return {
        "how": "counted by tests/data/expected.py from the files beside this one, without Periplus",
        "clock": "relative" if relative_extract else "calendar",
        "patients": len(everybody | with_events),
        "withEvents": len(with_events),
        "outsidePopulation": len(with_events - everybody) if population else 0,
        "events": sum(totals.values()),
        "sources": sources,
        "resources": tables,
    }


# Only third-party sets carry a notice; the others have their expectations in the tests that read them.
for notice in sorted(HERE.glob("*/NOTICE.md")):
    result = count(notice.parent)
    target = notice.parent / "expected.json"
    target.write_text(json.dumps(result, indent=2) + "\n")
    print(notice.parent.name, result["patients"], result["events"])
