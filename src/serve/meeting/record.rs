//! The record of the meeting, which `--record` asks for.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::desk::Desk;
use super::overlay::form;
use super::session::Session;
use crate::meeting::clock::Clock;
use crate::meeting::ledger::{Kept, Standing};
use crate::meeting::merge::{Merged, Placed};
use crate::meeting::record::{RecordedTopic, record};
use crate::rebuild::guarded;

/// When the meeting was, and how long its topics took so far.
pub(super) struct Times {
    day: Date,
    topics: Vec<RecordedTopic>,
}

impl Times {
    pub(super) fn of(desk: &Desk) -> Self {
        let log = &desk.ledger.clock;
        let begun = log.first().map(|(at, _)| at.to_zoned(TimeZone::system()));
        let topics = desk.agenda().filter(|_| begun.is_some()).map(|agenda| {
            let clock = Clock::new(agenda, log).at(Timestamp::now());
            RecordedTopic::all(agenda, &clock)
        });
        Self { day: begun.unwrap_or_else(Zoned::now).date(), topics: topics.unwrap_or_default() }
    }
}

/// The document with the record.
pub(super) struct Recorded {
    pub(super) text: String,
    /// Why the record is not in it although it is asked for.
    pub(super) why_not: Option<String>,
}

impl Session {
    /// The document with the record in it, where that is asked for.
    pub(super) fn with_record(
        &self,
        merged: &Merged,
        captures: &[&Kept],
        times: &Times,
    ) -> Recorded {
        let plain = |why_not: Option<String>| Recorded { text: merged.text.clone(), why_not };
        if !self.setting.record {
            return plain(None);
        }
        let is_in = |kept: &&&Kept| {
            let placed = merged.each.iter().find(|(id, _)| *id == kept.id);
            let is_written =
                |placed: &Placed| matches!(placed, Placed::Written | Placed::AlreadyThere);
            kept.standing == Standing::Applied || placed.is_some_and(|(_, it)| is_written(it))
        };
        let told: Vec<&Kept> = captures.iter().filter(is_in).copied().collect();
        let form = form(&self.setting);
        match guarded(|| record(&merged.text, form, times.day, &times.topics, &told)) {
            Some(Ok(text)) => Recorded { text, why_not: None },
            Some(Err(error)) => plain(Some(format!("the record is left out: {error}"))),
            None => plain(Some("the record is left out: whydeck itself failed".to_owned())),
        }
    }
}
