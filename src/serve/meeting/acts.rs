//! What a device does in a meeting: `POST /meeting/do`.
//!
//! An act comes with a key of the page's own. When the page did not hear the answer, it sends the
//! same key again: the act is done once, and answered the same.

use std::time::Instant;

use serde::Deserialize;
use serde_json::{Value, json};

use super::access::Rights;
use super::desk::Desk;
use super::kept::Denied;
use super::lines::{change, corrected, one_line, read, shown, state_of};
use super::notebook::is_seen_by_git;
use super::session::Session;
use crate::meeting::capture::{ActionRef, Capture, CaptureFields, CaptureKind};
use crate::meeting::clock::ClockAct;
use crate::meeting::ledger::{Ledger, MeetingEvent, Standing};
use crate::serve::pages::qr;

/// How long a key may be.
const LONGEST_KEY: usize = 64;
/// How many minutes a topic may get at once.
const MOST_MINUTES: u32 = 600;

/// What somebody does.
#[derive(Debug, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
enum Act {
    Capture {
        kind: CaptureKind,
        line: String,
        from: Option<String>,
        target: Option<ActionRef>,
    },
    Correct {
        id: String,
        line: String,
        kind: Option<CaptureKind>,
    },
    Withdraw {
        id: String,
    },
    Change {
        target: ActionRef,
        #[serde(default)]
        line: String,
        state: Option<String>,
    },
    Clock {
        #[serde(rename = "do")]
        step: ClockStep,
        topic: Option<usize>,
        minutes: Option<u32>,
    },
    Hold {
        on: bool,
    },
    Timer {
        on: bool,
    },
    Round {
        #[serde(rename = "do")]
        step: RoundStep,
    },
    Take {
        id: String,
        kind: Option<CaptureKind>,
    },
    Pair {},
    Journal {
        #[serde(rename = "do")]
        step: JournalStep,
    },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ClockStep {
    Start,
    Skip,
    Extend,
    Pause,
    Resume,
    End,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RoundStep {
    Open,
    Close,
    Reveal,
    Discard,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum JournalStep {
    Continue,
    Aside,
}

impl Session {
    /// Does what a device asks for; the answer's own values.
    pub(super) fn act(&self, rights: Rights, body: &[u8]) -> Result<Value, Denied> {
        let unread =
            |error: &dyn std::fmt::Display| format!("the request is not understood: {error}");
        let mut body: Value = serde_json::from_slice(body).map_err(|error| unread(&error))?;
        let key = body.get_mut("key").map(Value::take);
        let key = key.and_then(|key| Some(key.as_str()?.to_owned()));
        let key = key.filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY);
        let act: Act = serde_json::from_value(body).map_err(|error| unread(&error))?;
        let mut desk = self.desk();
        if let Some(answer) = key.as_deref().and_then(|key| desk.answered(key)) {
            return Ok(answer);
        }
        // A server that was restarted knows it by the journal.
        if let Some(kept) = key.as_deref().and_then(|key| desk.ledger.capture(key)) {
            return Ok(json!({ "id": kept.id, "shown": shown(&kept.capture) }));
        }
        let answer = self.perform(&mut desk, rights, key.as_deref(), act);
        if let (Some(key), Ok(answer)) = (key, &answer) {
            desk.remember(key, answer.clone());
        }
        self.publish(&mut desk);
        answer
    }

    fn perform(
        &self,
        desk: &mut Desk,
        rights: Rights,
        key: Option<&str>,
        act: Act,
    ) -> Result<Value, Denied> {
        let only_starter = |what| match rights {
            Rights::Starter => Ok(()),
            Rights::Paired => Err(Denied::Rights(what)),
        };
        match act {
            Act::Capture { kind, line, from, target } => {
                let capture = read(desk, kind, &line)?;
                let from = from.map(|from| one_line(&from)).filter(|from| !from.is_empty());
                // What was typed goes before what the page knows.
                let from = capture.from.clone().or(from);
                self.capture(desk, key, Capture { from, target, ..capture })
            }
            Act::Change { target, line, state } => {
                let state = state.map(|name| state_of(&name)).transpose()?;
                self.capture(desk, key, change(desk, target, &line, state)?)
            }
            Act::Correct { id, line, kind } => self.correct(desk, &id, &line, kind),
            Act::Withdraw { id } => self.withdraw(desk, &id),
            Act::Clock { step, topic, minutes } => {
                desk.keep(MeetingEvent::Clock(clock_act(desk, step, topic, minutes)?))?;
                desk.end_when_done()?;
                Ok(json!({}))
            }
            Act::Hold { on } => {
                desk.keep(MeetingEvent::HoldBack(on))?;
                self.rebuild();
                Ok(json!({}))
            }
            Act::Timer { on } => {
                desk.keep(MeetingEvent::ShowTimer(on))?;
                Ok(json!({}))
            }
            Act::Round { step } => self.round(desk, step),
            Act::Take { id, kind } => self.take(desk, key, id, kind),
            Act::Pair {} => {
                only_starter("only the device that started the meeting pairs others")?;
                let now = Instant::now();
                let mut access = self.access();
                access.open_code(now).map_err(|error| Denied::why(error.text()))?;
                let others = self.setting.others.as_ref().zip(access.code(now));
                let address = others.map(|(others, code)| format!("{others}pair#{code}"));
                Ok(json!({ "square": address.as_deref().and_then(qr::square) }))
            }
            Act::Journal { step } => {
                only_starter(
                    "only the device that started the meeting says what becomes of an earlier one",
                )?;
                self.journal(desk, step)
            }
        }
    }

    /// Keeps a capture: first in the journal, then in the deck.
    fn capture(
        &self,
        desk: &mut Desk,
        key: Option<&str>,
        capture: Capture,
    ) -> Result<Value, Denied> {
        let is_first = desk.notebook.is_new();
        let is_public = capture.kind.is_public();
        let shown = shown(&capture);
        let entry = desk.keep_as(key, MeetingEvent::Captured(capture))?;
        if is_public && !desk.ledger.is_held_back {
            self.rebuild();
        }
        if is_first && is_seen_by_git(&self.setting) {
            desk.notebook.remind();
        }
        Ok(json!({ "id": entry.id, "shown": shown }))
    }

    fn correct(
        &self,
        desk: &mut Desk,
        id: &str,
        line: &str,
        kind: Option<CaptureKind>,
    ) -> Result<Value, Denied> {
        let old = desk.open_capture(id)?.capture.clone();
        let capture = corrected(desk, &old, kind.unwrap_or(old.kind), line)?;
        let shown = shown(&capture);
        desk.keep(MeetingEvent::Corrected { target: id.to_owned(), capture })?;
        self.rebuild();
        Ok(json!({ "id": id, "shown": shown }))
    }

    fn withdraw(&self, desk: &mut Desk, id: &str) -> Result<Value, Denied> {
        let is_withdrawn = |ledger: &Ledger| {
            let mut captures = ledger.captures.iter();
            captures.any(|kept| kept.id == id && kept.standing == Standing::Withdrawn)
        };
        if !is_withdrawn(&desk.ledger) {
            desk.open_capture(id)?;
            desk.keep(MeetingEvent::Withdrawn { target: id.to_owned() })?;
            self.rebuild();
        }
        Ok(json!({ "id": id }))
    }

    fn round(&self, desk: &mut Desk, step: RoundStep) -> Result<Value, Denied> {
        if !self.setting.participate {
            return Err(Denied::why(
                "viewers take part only when the server was started with `--participate`",
            ));
        }
        match step {
            RoundStep::Open => desk.round.open(),
            RoundStep::Close => desk.round.close(),
            RoundStep::Discard => desk.round.discard(),
            RoundStep::Reveal => {
                let entries = desk.round.reveal();
                let events =
                    entries.iter().map(|text| MeetingEvent::Revealed { text: text.clone() });
                if let Err(why) = desk.keep_all(events) {
                    // What is not kept is not lost either: it waits to be revealed again.
                    desk.round.put_back(entries.into_iter());
                    return Err(why);
                }
            }
        }
        Ok(json!({ "count": desk.round.count() }))
    }

    /// What was revealed becomes a capture, or is set aside.
    fn take(
        &self,
        desk: &mut Desk,
        key: Option<&str>,
        id: String,
        kind: Option<CaptureKind>,
    ) -> Result<Value, Denied> {
        let revealed = desk.ledger.revealed.iter().find(|(known, _)| *known == id);
        let Some((_, text)) = revealed else {
            return Err(Denied::why("this entry was taken already"));
        };
        // Its words are a viewer's own: nothing in them is read as a field.
        let text = text.clone();
        let answer = match kind {
            Some(kind) => {
                let fields = CaptureFields::default();
                self.capture(desk, key, Capture { kind, text, fields, from: None, target: None })?
            }
            None => json!({ "id": id.clone() }),
        };
        desk.keep(MeetingEvent::Taken { target: id })?;
        Ok(answer)
    }

    /// What becomes of the meeting that was found.
    fn journal(&self, desk: &mut Desk, step: JournalStep) -> Result<Value, Denied> {
        if !desk.notebook.asks() {
            return Err(Denied::why("no earlier meeting waits"));
        }
        let answer = match step {
            JournalStep::Continue => {
                desk.ledger = desk.notebook.go_on();
                json!({ "captures": desk.ledger.captures.len() })
            }
            JournalStep::Aside => json!({ "aside": desk.notebook.set_aside()? }),
        };
        self.rebuild();
        Ok(answer)
    }
}

fn clock_act(
    desk: &Desk,
    step: ClockStep,
    topic: Option<usize>,
    minutes: Option<u32>,
) -> Result<ClockAct, Denied> {
    let topics = desk.agenda().map_or(0, |agenda| agenda.topics.len());
    let topic = || {
        let topic = topic.filter(|topic| *topic < topics);
        topic.ok_or_else(|| Denied::why("the agenda has no such topic"))
    };
    Ok(match step {
        ClockStep::Start => ClockAct::Start(topic()?),
        ClockStep::Skip => ClockAct::Skip(topic()?),
        ClockStep::Extend => {
            let minutes = minutes.filter(|minutes| (1..=MOST_MINUTES).contains(minutes));
            let minutes = minutes.ok_or_else(|| Denied::why("by how many minutes?"))?;
            ClockAct::Extend(topic()?, minutes)
        }
        ClockStep::Pause => ClockAct::Pause,
        ClockStep::Resume => ClockAct::Resume,
        ClockStep::End => ClockAct::End,
    })
}
