//! One line of a journal.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{JournalError, LONGEST_LINE};
use crate::meeting::capture::{ActionRef, Capture, CaptureFields, CaptureKind};
use crate::meeting::clock::ClockAct;
use crate::meeting::ledger::{Entry, MeetingEvent};
use crate::words::ActionState;

/// The version of the form.
const VERSION: u32 = 1;
/// The longest id that is read.
const LONGEST_ID: usize = 64;

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    v: u32,
    /// The meeting's id.
    pub(super) meeting: String,
    at: String,
    /// The document's file name.
    pub(super) document: String,
    /// The hash of the document when the meeting began.
    pub(super) hash: String,
}

/// Any other line. What a kind does not need is left out.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Line {
    v: u32,
    id: String,
    at: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The entry that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// The entries that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    targets: Option<Vec<String>>,
    /// What a capture is after its correction.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    corrected: Option<CaptureKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sign: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The action of the document that a change is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    action: Option<ActionRef>,
    #[serde(default, rename = "do", skip_serializing_if = "Option::is_none")]
    act: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    topic: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on: Option<bool>,
}

/// Why a line is skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineFault {
    /// The last one has no end, and is not whole.
    Torn,
    /// It is not what a line should be.
    Broken,
    /// It is longer than a line may be.
    TooLong,
    /// Of a later whydeck.
    Version,
    /// Of no kind that is known.
    Kind,
    /// It holds characters that no line of text has.
    Control,
    /// An entry with this id stands before it.
    Again,
}

/// A random id: 16 digits and letters.
pub(super) fn random_id() -> Result<String, JournalError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| JournalError::Random)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A time as journals have it.
pub(super) fn in_milliseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

/// A line with its end.
fn ended(line: &impl Serialize) -> Result<String, JournalError> {
    let mut text = serde_json::to_string(line).map_err(|_| JournalError::TooLong)?;
    text.push('\n');
    if text.len() > LONGEST_LINE { Err(JournalError::TooLong) } else { Ok(text) }
}

impl Header {
    pub(super) fn new(meeting: &str, at: Timestamp, document: &str, hash: &str) -> Self {
        Self {
            v: VERSION,
            meeting: meeting.to_owned(),
            at: at.to_string(),
            document: document.to_owned(),
            hash: hash.to_owned(),
        }
    }

    pub(super) fn written(&self) -> Result<String, JournalError> {
        ended(self)
    }

    /// Reads the first line; none when it is not one.
    pub(super) fn read(line: &[u8]) -> Option<Self> {
        let header: Self = serde_json::from_slice(line).ok()?;
        let texts = [&header.meeting, &header.document, &header.hash];
        let is_clean = !texts.iter().any(|text| text.contains(char::is_control));
        let is_known = header.v == VERSION && is_id(&header.meeting) && header.at().is_some();
        (is_clean && is_known).then_some(header)
    }

    /// When the meeting began.
    pub(super) fn at(&self) -> Option<Timestamp> {
        self.at.parse().ok()
    }
}

/// An entry as its line.
pub(super) fn written(entry: &Entry) -> Result<String, JournalError> {
    let mut line =
        Line { v: VERSION, id: entry.id.clone(), at: entry.at.to_string(), ..Line::default() };
    match &entry.event {
        MeetingEvent::Captured(capture) => {
            line.kind = kind_name(capture.kind).to_owned();
            line.set_capture(capture);
        }
        MeetingEvent::Corrected { target, capture } => {
            line.kind = "corrected".to_owned();
            line.target = Some(target.clone());
            line.corrected = Some(capture.kind);
            line.set_capture(capture);
        }
        MeetingEvent::Withdrawn { target } => line.set_target("withdrawn", target),
        MeetingEvent::Taken { target } => line.set_target("taken", target),
        MeetingEvent::Applied { targets } => {
            line.kind = "applied".to_owned();
            line.targets = Some(targets.clone());
        }
        MeetingEvent::Clock(act) => line.set_clock(*act),
        MeetingEvent::HoldBack(on) => line.set_switch("hold-back", *on),
        MeetingEvent::ShowTimer(on) => line.set_switch("timer", *on),
        MeetingEvent::Revealed { text } => {
            line.kind = "revealed".to_owned();
            line.text = Some(one_line(text));
        }
        MeetingEvent::Ended => line.kind = "ended".to_owned(),
    }
    ended(&line)
}

/// Control characters are blanks: a text is one line.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

impl Line {
    fn set_capture(&mut self, capture: &Capture) {
        let Capture { kind: _, text, fields, from, target } = capture;
        let one = |text: &Option<String>| text.as_deref().map(one_line);
        self.text = Some(one_line(text));
        self.from = one(from);
        self.owner = one(&fields.owner);
        self.due = one(&fields.due);
        self.sign = one(&fields.sign);
        self.state = fields.state.map(|state| state.name().to_owned());
        self.reason = one(&fields.reason);
        self.action = target.as_ref().map(|action| ActionRef {
            list: action.list,
            id: one_line(&action.id),
            text: one_line(&action.text),
            seen: one_line(&action.seen),
        });
    }

    fn set_target(&mut self, kind: &str, target: &str) {
        self.kind = kind.to_owned();
        self.target = Some(target.to_owned());
    }

    fn set_switch(&mut self, kind: &str, on: bool) {
        self.kind = kind.to_owned();
        self.on = Some(on);
    }

    fn set_clock(&mut self, act: ClockAct) {
        let (name, topic, minutes) = match act {
            ClockAct::Start(topic) => ("start", Some(topic), None),
            ClockAct::Skip(topic) => ("skip", Some(topic), None),
            ClockAct::Extend(topic, minutes) => ("extend", Some(topic), Some(minutes)),
            ClockAct::Pause => ("pause", None, None),
            ClockAct::Resume => ("resume", None, None),
            ClockAct::End => ("end", None, None),
        };
        self.kind = "clock".to_owned();
        (self.act, self.topic, self.minutes) = (Some(name.to_owned()), topic, minutes);
    }
}

/// Reads a line that is no longer than one may be.
pub(super) fn read(line: &[u8]) -> Result<Entry, LineFault> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    let read: Line = match serde_json::from_slice(line) {
        Ok(read) => read,
        Err(_) => {
            let version = serde_json::from_slice::<Version>(line);
            let is_later = version.is_ok_and(|version| version.v != VERSION);
            return Err(if is_later { LineFault::Version } else { LineFault::Broken });
        }
    };
    if read.v != VERSION {
        return Err(LineFault::Version);
    }
    if read.texts().any(|text| text.contains(char::is_control)) {
        return Err(LineFault::Control);
    }
    let ids = [Some(&read.id), read.target.as_ref()].into_iter().flatten();
    if !ids.chain(read.targets.iter().flatten()).all(|id| is_id(id)) {
        return Err(LineFault::Broken);
    }
    let at = read.at.parse().map_err(|_| LineFault::Broken)?;
    Ok(Entry { id: read.id.clone(), at, event: read.event()? })
}

/// Whether a text is an id: few letters and digits.
pub(super) fn is_id(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=LONGEST_ID).contains(&text.len()) && text.chars().all(is_plain)
}

impl Line {
    /// All its texts.
    fn texts(&self) -> impl Iterator<Item = &String> {
        let own = [&self.text, &self.from, &self.owner, &self.due, &self.sign, &self.reason];
        let action = self.action.iter().flat_map(|action| [&action.id, &action.text, &action.seen]);
        own.into_iter().flatten().chain(action)
    }

    fn event(self) -> Result<MeetingEvent, LineFault> {
        let target = |target: Option<String>| target.ok_or(LineFault::Broken);
        let on = |on: Option<bool>| on.ok_or(LineFault::Broken);
        Ok(match self.kind.as_str() {
            "corrected" => {
                let target = target(self.target.clone())?;
                let kind = self.corrected.ok_or(LineFault::Broken)?;
                MeetingEvent::Corrected { target, capture: self.capture(kind)? }
            }
            "withdrawn" => MeetingEvent::Withdrawn { target: target(self.target)? },
            "taken" => MeetingEvent::Taken { target: target(self.target)? },
            "applied" => MeetingEvent::Applied { targets: self.targets.ok_or(LineFault::Broken)? },
            "clock" => MeetingEvent::Clock(self.clock().ok_or(LineFault::Broken)?),
            "hold-back" => MeetingEvent::HoldBack(on(self.on)?),
            "timer" => MeetingEvent::ShowTimer(on(self.on)?),
            "revealed" => MeetingEvent::Revealed { text: target(self.text)? },
            "ended" => MeetingEvent::Ended,
            name => {
                let kind = KINDS.iter().find(|(_, known)| *known == name);
                let (kind, _) = *kind.ok_or(LineFault::Kind)?;
                MeetingEvent::Captured(self.capture(kind)?)
            }
        })
    }

    fn capture(self, kind: CaptureKind) -> Result<Capture, LineFault> {
        let text = self.text.unwrap_or_default();
        let is_change = kind == CaptureKind::Change;
        let is_whole = if is_change { self.action.is_some() } else { !text.trim().is_empty() };
        let is_day = |day: &String| day.parse::<Date>().is_ok_and(|date| date.to_string() == *day);
        let state = self.state.map(|name| state(&name).ok_or(LineFault::Broken)).transpose()?;
        if !is_whole || !self.due.iter().all(is_day) {
            return Err(LineFault::Broken);
        }
        let Self { owner, due, sign, reason, from, action: target, .. } = self;
        let fields = CaptureFields { owner, due, sign, state, reason };
        Ok(Capture { kind, text, fields, from, target })
    }

    fn clock(&self) -> Option<ClockAct> {
        Some(match self.act.as_deref()? {
            "start" => ClockAct::Start(self.topic?),
            "skip" => ClockAct::Skip(self.topic?),
            "extend" => ClockAct::Extend(self.topic?, self.minutes?),
            "pause" => ClockAct::Pause,
            "resume" => ClockAct::Resume,
            "end" => ClockAct::End,
            _ => return None,
        })
    }
}

/// What captures are called: as serde does.
const KINDS: [(CaptureKind, &str); 7] = [
    (CaptureKind::Decision, "decision"),
    (CaptureKind::DeclinedOption, "declined-option"),
    (CaptureKind::Action, "action"),
    (CaptureKind::Lesson, "lesson"),
    (CaptureKind::Question, "question"),
    (CaptureKind::Note, "note"),
    (CaptureKind::Change, "change"),
];

fn kind_name(kind: CaptureKind) -> &'static str {
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name)
}

/// How far an action is, by its name in JSON.
fn state(name: &str) -> Option<ActionState> {
    use ActionState::{Committed, Declined, Done, InProgress, Proposed};
    [Proposed, Committed, InProgress, Done, Declined].into_iter().find(|state| state.name() == name)
}
