#!/usr/bin/env python3
"""Measures what a whydeck binary reads against labels made by hand.

usage: score.py WHYDECK [FOLDER] [-v] [NAME…]

FOLDER holds the public documents (`postmortems/…`, `postmortems-moj/…`); without it the project's own
documents alone are measured. The labels say what a careful engineer reads in each document: events,
phases with their evidence, durations, contradictions, whys, lessons, actions.
"""
import glob, json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
SLACK = 60


def run(binary, path):
    done = subprocess.run([binary, "build", path, "--format", "json", "-o", "-"], capture_output=True)
    return json.loads(done.stdout) if done.stdout else None


def local(at):
    """Local date and time to the minute, without offset and zone."""
    if at is None:
        return None
    at = at.split("[")[0]
    if "T" in at:
        date, time = at.split("T", 1)
        return date + "T" + time[:5]
    return "T" + at[:5] if ":" in at else at


def same_moment(shown, wanted):
    shown, wanted = local(shown), local(wanted)
    if shown == wanted:
        return True
    if shown and wanted and "T" in shown and "T" in wanted and (wanted[0] == "T" or shown[0] == "T"):
        return shown.split("T")[1] == wanted.split("T")[1]
    return False


class Tally:
    def __init__(self):
        self.counts = {}
        self.remarks = []

    def add(self, what, result, remark=None):
        row = self.counts.setdefault(what, {})
        row[result] = row.get(result, 0) + 1
        if remark and result not in ("right", "accepted"):
            self.remarks.append(f"{what}: {result}: {remark}")


def numbers(tally, label, facts):
    shown_of = {"detect": facts["timeToDetect"], "mitigate": facts["timeToMitigate"] or facts.get("timeToRepair"),
                "resolve": facts["timeToResolve"] or facts["duration"]}
    whole = facts["duration"]
    for measure, shown in shown_of.items():
        wanted = label.get("numbers", {}).get(measure)
        accept = list(label.get("acceptNumbers", {}).get(measure) or [])
        strong = strength(label, measure)
        shows = [shown] if shown else []
        if measure == "resolve" and whole:
            shows = [whole] + shows
        elif measure == "mitigate" and facts.get("timeToRepair"):
            shows.append(facts["timeToRepair"])
        if not shows:
            if wanted is not None:
                tally.add(f"numbers, {strong}", "missed", f"{measure} {wanted} s")
            continue
        seconds = [show["seconds"] for show in shows]
        fits = lambda value: any(abs(value - s) <= max(SLACK, 0) for s in seconds)
        how = shows[0].get("evidence", "?")
        if wanted is not None and fits(wanted):
            tally.add(f"numbers, {strong}", "right")
        elif any(fits(value) for value in accept):
            tally.add(f"numbers, {strong}", "accepted")
        elif wanted is not None or accept:
            tally.add(f"numbers, {strong}", f"wrong ({how})", f"{measure} shown {seconds}, is {wanted} or {accept}")
        else:
            tally.add("numbers", f"without foundation ({how})", f"{measure} shown {seconds}")


def strength(label, measure):
    stated = {"detect": ["detect"], "mitigate": ["mitigate", "repair"], "resolve": ["resolve", "duration", "repair"]}
    if any(d["measure"] in stated[measure] for d in label.get("durations", [])):
        return "stated"
    ends = {"detect": ("started", "detected"), "mitigate": ("detected", "mitigated"), "resolve": ("started", "resolved")}
    phases = [label["phases"].get(phase) or {} for phase in ends[measure]]
    return "marked" if all(p.get("evidence") == "marked" for p in phases) else "clear"


def phases(tally, label, incident):
    for phase, wanted in label["phases"].items():
        shown = incident.get(phase)
        if not shown:
            only = incident.get("mitigated") if phase == "resolved" else None
            if wanted and only and same_moment(only["at"], wanted["at"]):
                continue
            if wanted:
                tally.add(f"phases, {wanted['evidence']}", "missed", f"{phase} {wanted['at']} (line {wanted['line']})")
            continue
        how = shown.get("evidence", "?")
        said = f"{phase} shown {shown['at']} ({how}, line {shown.get('place', {}).get('line')})"
        accept = (wanted or {}).get("accept") or []
        other = (label.get("phasesAccept") or {}).get(phase) or []
        other = other if isinstance(other, list) else [other]
        other = [o["at"] if isinstance(o, dict) else o for o in other]
        if wanted and same_moment(shown["at"], wanted["at"]):
            tally.add(f"phases, {wanted['evidence']}", "right")
        elif any(same_moment(shown["at"], at) for at in list(accept) + other):
            tally.add(f"phases, {wanted['evidence'] if wanted else 'open'}", "accepted")
        elif phase == "mitigated" and same_moment(shown["at"], (label["phases"].get("resolved") or {}).get("at")):
            # A document that names one end: whether it is called mitigated or resolved is a matter of words.
            tally.add("phases, clear", "accepted")
        elif wanted:
            tally.add(f"phases, {wanted['evidence']}", f"wrong ({how})", f"{said}, is {wanted['at']}")
        else:
            tally.add("phases", f"without foundation ({how})", said)


def durations(tally, label, stated):
    if stated is None:
        return
    for wanted in label.get("durations", []):
        measures = [wanted["measure"]] + list(wanted.get("acceptMeasure") or [])
        found = [s for s in stated if s["place"]["line"] == wanted["line"] and abs(s["seconds"] - wanted["seconds"]) <= 30]
        ok = any(s["measure"] in measures or {s["measure"], *measures} <= {"resolve", "duration"} for s in found)
        tally.add("stated durations", "right" if ok else ("wrong measure" if found else "missed"), f"line {wanted['line']} {wanted['measure']} {wanted['seconds']} s")
    lines = {(d["line"]) for d in label.get("durations", [])}
    for extra in stated:
        if extra["place"]["line"] not in lines:
            tally.add("stated durations", "without foundation", f"line {extra['place']['line']} {extra['measure']} {extra['seconds']} s")


def contradictions(tally, label, diagnostics):
    found = [d["line"] for d in diagnostics if d["code"] in ("timeline/disagreement", "timeline/order")]
    known = set()
    for wanted in label.get("contradictions", []):
        lines = set(wanted["lines"])
        known |= lines
        if wanted.get("doubtful"):
            continue
        hit = lines & set(found)
        tally.add("contradictions", "reported" if hit else "missed", f"lines {sorted(lines)}" if not hit else None)
    for line in found:
        if line not in known:
            tally.add("contradictions", "without foundation", f"line {line}")


def events(tally, label, shown):
    wanted = label["events"]
    tally.add("event counts", "right" if len(wanted) == len(shown) else "wrong", f"{len(shown)} events, are {len(wanted)}")
    left = list(shown)
    for event in wanted:
        at_line = [e for e in left if e["place"]["line"] == event["line"]]
        if not at_line:
            tally.add("events", "missed", f"line {event['line']}")
            continue
        best = next((e for e in at_line if same_moment((e["time"] or {}).get("at"), event["at"])), at_line[0])
        left.remove(best)
        at = (best["time"] or {}).get("at")
        if same_moment(at, event["at"]):
            tally.add("events", "right")
        else:
            tally.add("events", "wrong time", f"line {event['line']} shown {at}, is {event['at']}")
    for extra in left:
        tally.add("events", "without foundation", f"line {extra['place']['line']}")


def people(tally, label, model, facts):
    whys = label.get("whys") or {}
    tally.add("whys", "right" if (facts["whys"], facts["answers"]) == (whys.get("questions", 0), whys.get("answers", 0)) else "wrong",
              f"{facts['whys']} and {facts['answers']}, are {whys}")
    kinds = {"plain": "plain", "wentWell": "well", "wentBadly": "badly", "lucky": "lucky"}
    shown = sorted(kinds[l["kind"]] for l in model["lessons"])
    wanted = sorted(l["kind"] for l in label.get("lessons", []))
    tally.add("lessons", "right" if shown == wanted else "wrong", f"{shown}, are {wanted}")
    actions(tally, label, model)


def actions(tally, label, model):
    """Corrective actions and action items together: whose heading they stand under is not asked."""
    which = "actions"
    wanted = label.get("correctiveActions", []) + label.get("actions", [])
    shown = model["correctiveActions"] + model["actionItems"]
    tally.add("action counts", "right" if len(wanted) == len(shown) else "wrong", f"{len(shown)}, are {len(wanted)}")
    for action in wanted:
        here = [a for a in shown if a["place"]["line"] == action["line"]]
        if not here:
            tally.add("actions", "missed", f"{which} line {action['line']}")
            continue
        shown.remove(here[0])
        tally.add("actions", "right")
        for field in ("owner", "due"):
            got, want = here[0][field], action.get(field)
            ok = (got or "").lstrip("@").lower() == (want or "").lstrip("@").lower()
            ok = ok or got in (action.get("accept" + field.capitalize()) or [])
            if got or want:
                tally.add(field + "s", "right" if ok else "wrong", f"line {action['line']} shown {got}, is {want}")
        states = {"done": "done", "in progress": "inProgress", "declined": "declined", "open": "proposed committed", None: "proposed committed"}
        accepted = [action.get("state")] + list(action.get("acceptState") or [])
        ok = any(here[0]["state"] in states.get(state, "").split() for state in accepted)
        tally.add("states", "right" if ok else "wrong", f"line {action['line']} shown {here[0]['state']}, is {action.get('state')}")
    for extra in shown:
        if extra["place"]["line"] not in (label.get("acceptActionLines") or []):
            tally.add("actions", "without foundation", f"{which} line {extra['place']['line']}")


def main():
    words = [word for word in sys.argv[1:] if word != "-v"]
    verbose = "-v" in sys.argv
    binary, folder, names = words[0], words[1] if len(words) > 1 else None, words[2:]
    total = Tally()
    for path in sorted(glob.glob(os.path.join(HERE, "*", "*.json"))):
        label = json.load(open(path))
        name = label["document"]
        root = HERE if name.startswith("own/") else folder
        if root is None or not os.path.exists(os.path.join(root, name)):
            continue
        if names and not any(part in name for part in names):
            continue
        made = run(binary, os.path.join(root, name))
        tally = Tally()
        if not made or "model" not in made or not made["model"]:
            tally.add("documents", "without a deck" if not made else f"read as {made['kind']}", name)
        else:
            tally.add("documents", "read")
            numbers(tally, label, made["facts"])
            phases(tally, label, made["model"]["incident"])
            durations(tally, label, made["model"].get("stated"))
            contradictions(tally, label, made["diagnostics"])
            events(tally, label, made["model"]["events"])
            people(tally, label, made["model"], made["facts"])
        if verbose and tally.remarks:
            print(name)
            for remark in tally.remarks:
                print("   ", remark)
        for what, row in tally.counts.items():
            for result, count in row.items():
                total.counts.setdefault(what, {})
                total.counts[what][result] = total.counts[what].get(result, 0) + count
    for what in sorted(total.counts):
        row = total.counts[what]
        print(f"{what:22}", ", ".join(f"{result} {count}" for result, count in sorted(row.items())))


main()
