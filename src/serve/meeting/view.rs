//! What the devices of a meeting are shown.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::access::Rights;
use super::desk::Desk;
use super::setting::MeetingSetting;
use crate::compile::Compiled;
use crate::markdown::notes::tags;
use crate::meeting::agenda::Agenda;
use crate::meeting::capture::{Capture, CaptureKind};
use crate::meeting::clock::{Clock, ClockState};
use crate::meeting::ledger::{Kept, Standing};
use crate::meeting::merge::{KnownAction, Placed};
use crate::meeting::typed;
use crate::words::ActionState;

/// A meeting at one moment. Its times are told as of the moment in which somebody asks.
#[derive(Debug)]
pub(super) struct View {
    body: Map<String, Value>,
    agenda: Option<Agenda>,
    clock: Option<Clock>,
    shows_timer: bool,
}

/// A state of an action, as the pages call it.
pub(super) fn state_name(state: ActionState) -> &'static str {
    match state {
        ActionState::InProgress => "in-progress",
        state => state.name(),
    }
}

impl View {
    pub(super) fn of(setting: &MeetingSetting, desk: &Desk, now: Timestamp) -> Self {
        let compiled = desk.deck.as_ref().map(|deck| &deck.compiled);
        let agenda = desk.agenda().cloned();
        let clock = agenda.as_ref().map(|agenda| Clock::new(agenda, &desk.ledger.clock));
        let ledger = &desk.ledger;
        let captures: Vec<Value> = ledger.captures.iter().map(|kept| capture(kept, desk)).collect();
        let revealed: Vec<Value> =
            ledger.revealed.iter().map(|(id, text)| json!({ "id": id, "text": text })).collect();
        let [previous, slide, next] = slides(compiled, desk.place.as_deref());
        let body = json!({
            "generation": desk.serial,
            "title": compiled.map(|compiled| compiled.title.as_str()),
            "name": setting.name,
            "others": setting.others,
            "agenda": agenda,
            "hold": ledger.is_held_back,
            "timer": ledger.shows_timer,
            "isOver": ledger.is_over,
            "captures": captures,
            "actions": desk.known.actions.iter().map(action).collect::<Vec<_>>(),
            "owners": desk.known.owners,
            "round": {
                "allowed": setting.participate,
                "open": desk.round.is_open(),
                "count": desk.round.count(),
                "revealed": revealed,
            },
            "journal": {
                "name": desk.notebook.name(),
                "asks": desk.notebook.asks(),
                "from": desk.notebook.found(),
            },
            "problems": problems(desk),
            "today": now.to_zoned(TimeZone::system()).date().to_string(),
            "previous": previous,
            "slide": slide,
            "next": next,
        });
        let body = match body {
            Value::Object(body) => body,
            _ => Map::new(),
        };
        Self { body, agenda, clock, shows_timer: ledger.shows_timer }
    }

    /// What a device is sent.
    pub(super) fn text(&self, rights: Rights, code: Option<&str>, now: Timestamp) -> String {
        let mut body = self.body.clone();
        let is_starter = rights == Rights::Starter;
        body.insert("rights".into(), rights.name().into());
        body.insert("code".into(), code.filter(|_| is_starter).into());
        body.insert("now".into(), now.as_millisecond().into());
        body.insert("clock".into(), self.times(now));
        Value::Object(body).to_string()
    }

    fn times(&self, now: Timestamp) -> Value {
        let Some(clock) = &self.clock else {
            return json!({
                "running": null, "paused": false, "topics": [], "end": null, "over": 0,
                "leaveOut": null,
            });
        };
        let state = clock.at(now);
        let topics = state.topics.iter().map(|topic| {
            json!({
                "planned": topic.planned_ms,
                "actual": topic.actual_ms,
                "state": topic.state,
            })
        });
        json!({
            "topics": topics.collect::<Vec<_>>(),
            "running": state.running,
            "paused": state.is_paused,
            "end": state.projected_end.map(Timestamp::as_millisecond),
            "over": state.over_ms,
            "leaveOut": state.could_leave_out,
        })
    }

    pub(super) fn shows_timer(&self) -> bool {
        self.shows_timer
    }

    /// Whether time passes: then the projected end may move without anybody doing anything.
    pub(super) fn is_running(&self, now: Timestamp) -> bool {
        let state = self.clock.as_ref().map(|clock| clock.at(now));
        state.is_some_and(|state| state.running.is_some())
    }

    /// The timer of the decks, and what tells it from the one before.
    pub(super) fn timer(&self, now: Timestamp) -> (String, String) {
        let off = || (json!({ "on": false }).to_string(), String::new());
        let (Some(agenda), Some(clock)) = (&self.agenda, &self.clock) else { return off() };
        let ClockState { running: Some(running), is_paused, left_ms, topics, .. } = clock.at(now)
        else {
            return off();
        };
        let (Some(topic), Some(time)) = (agenda.topics.get(running), topics.get(running)) else {
            return off();
        };
        if !self.shows_timer {
            return off();
        }
        let event = json!({
            "on": true,
            "topic": topic.title,
            "left": left_ms,
            "total": time.planned_ms,
            "paused": is_paused,
        });
        (event.to_string(), format!("{running} {} {is_paused}", time.planned_ms))
    }
}

/// A capture as the pages show it.
fn capture(kept: &Kept, desk: &Desk) -> Value {
    let Kept { id, capture, standing, .. } = kept;
    let placed = desk.placed.get(id).filter(|_| *standing == Standing::Open);
    let is_in = matches!(placed, Some(Placed::Written | Placed::AlreadyThere));
    let standing = match standing {
        Standing::Open => "open",
        Standing::Withdrawn => "withdrawn",
        Standing::Applied => "applied",
    };
    let is_shown = is_in && !desk.ledger.is_held_back && capture.kind.is_public();
    let fields = &capture.fields;
    json!({
        "id": id,
        "kind": capture.kind,
        "text": capture.text,
        // As somebody would type it, to be corrected.
        "line": line(capture),
        "owner": fields.owner,
        "due": fields.due,
        "sign": fields.sign,
        "state": fields.state.map(state_name),
        "reason": fields.reason,
        "from": capture.from,
        "target": capture.target,
        "standing": standing,
        "shown": standing == "applied" || is_shown,
        "why": placed.and_then(why_not),
    })
}

/// The line of a capture. That of a change holds what it changes, not the words of the action.
fn line(capture: &Capture) -> String {
    match capture.kind {
        CaptureKind::Change => {
            typed::line(&Capture { text: String::new(), from: None, ..capture.clone() })
        }
        _ => typed::line(capture),
    }
}

/// Why a capture does not stand in the deck, though it should.
fn why_not(placed: &Placed) -> Option<String> {
    match placed {
        Placed::Conflict { seen, now } => Some(format!(
            "somebody else changed the same: it said \u{201c}{seen}\u{201d}, and says \
             \u{201c}{now}\u{201d}"
        )),
        Placed::Refused(refusal) => Some(refusal.to_string()),
        _ => None,
    }
}

fn action(action: &KnownAction) -> Value {
    let KnownAction { target, fields } = action;
    json!({
        "list": target.list,
        "id": target.id,
        "text": target.text,
        "seen": target.seen,
        "owner": fields.owner,
        "due": fields.due,
        "sign": fields.sign,
        "state": fields.state.map(state_name),
        "reason": fields.reason,
    })
}

/// The slide where the presenter is, between the one before and the one that follows.
fn slides(compiled: Option<&Compiled>, place: Option<&str>) -> [Value; 3] {
    let slides = || compiled.into_iter().flat_map(|compiled| compiled.stacks.iter().flatten());
    let at = place.and_then(|key| slides().position(|slide| slide.key == key)).unwrap_or(0);
    let shown = |number: Option<usize>| {
        let slide = number.and_then(|number| slides().nth(number));
        slide.map_or(Value::Null, |slide| {
            let notes = slide.notes.as_deref().map(words).unwrap_or_default();
            let from = origin(&slide.key, &slide.attributes, &slide.html);
            json!({ "key": slide.key, "title": slide.title, "notes": notes, "from": from })
        })
    };
    [at.checked_sub(1), Some(at), Some(at + 1)].map(shown)
}

/// What a capture says that comes from a slide; none where the slide's title says as much.
fn origin(key: &str, attributes: &str, html: &str) -> Option<String> {
    // The figure of it.
    if key == "timeline" {
        return Some("the timeline".to_owned());
    }
    let (_, classes) = attributes.split_once(" class=\"")?;
    let (classes, _) = classes.split_once('"')?;
    let is = |class: &str| classes.split(' ').any(|one| one == class);
    if is("why-step") {
        let (_, number) = html.split_once("data-id=\"why-")?;
        let number = number.split_once('"')?.0;
        return number.bytes().all(|b| b.is_ascii_digit()).then(|| format!("W{number}"));
    }
    is("timeline").then(|| "the timeline".to_owned())
}

/// What keeps the meeting from being what it should be.
fn problems(desk: &Desk) -> Vec<&str> {
    let remarks = desk.notebook.remarks().iter().map(String::as_str);
    let wrong = desk.unkept.iter().chain(&desk.trouble).map(String::as_str);
    // Nothing was captured yet, and nothing could be.
    let wrong = desk.notebook.trouble().filter(|_| desk.unkept.is_none()).into_iter().chain(wrong);
    wrong.chain(remarks).collect()
}

/// The words of HTML that whydeck wrote, a line for each block.
fn words(html: &str) -> String {
    /// Elements that stand on a line of their own.
    const BLOCKS: [&str; 14] = [
        "p",
        "li",
        "div",
        "br",
        "pre",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "blockquote",
        "ul",
        "ol",
        "table",
    ];
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for tag in tags::tags(html) {
        push_text(&mut out, &html[at..tag.range.start]);
        if BLOCKS.contains(&tag.name) && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        at = tag.range.end;
    }
    push_text(&mut out, &html[at..]);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Adds text, with its character references read; what is private to whydeck is left out.
fn push_text(out: &mut String, text: &str) {
    let is_private = |c: &char| matches!(*c, '\u{FDD0}'..='\u{FDEF}');
    let text = tags::decoded(text);
    out.extend(text.chars().filter(|c| !is_private(c)).map(|c| if c == '\n' { ' ' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::{origin, words};

    #[test]
    fn slides_of_whys_and_of_the_timeline_are_places() {
        let why = "<p data-at=\"0\">x</p>\n<h2 data-id=\"why-12\" data-at=\"1\">Why?</h2><li data-id=\"why-13\">";
        assert_eq!(
            origin("x", " class=\"why-step\" data-auto-animate", why).as_deref(),
            Some("W12")
        );
        assert_eq!(origin("x", " class=\"why-step\"", "<h2>Why?</h2>"), None);
        assert_eq!(origin("x", " class=\"timeline\"", "").as_deref(), Some("the timeline"));
        assert_eq!((origin("x", " class=\"lessons\"", why), origin("x", "", why)), (None, None));
    }

    #[test]
    fn notes_are_read_as_words() {
        let html = "<p>One &amp; <em>two</em> &lt;b&gt;\nmore</p>\n<ul>\n<li>three</li>\
            <li>four<br>five</li></ul>";
        assert_eq!(words(html), "One & two <b> more\nthree\nfour\nfive");
        // What is no tag is text, and a tag ends where its quotes do.
        assert_eq!((words(""), words("a < b").as_str()), (String::new(), "a < b"));
        assert_eq!(words("<p title=\"a > b\">one</p>two"), "one\ntwo");
    }
}
