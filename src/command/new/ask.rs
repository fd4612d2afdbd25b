//! What a new document is about: as flags say, else as somebody at the terminal says.

use std::io::{self, BufRead, Write};

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::skeleton::Told;
use crate::cli::New;
use crate::command::Fault;
use crate::postmortem::fence;

/// Where questions are asked.
pub(super) struct Terminal<'t> {
    pub(super) answers: &'t mut dyn BufRead,
    pub(super) questions: &'t mut dyn Write,
}

impl Terminal<'_> {
    /// Asks until the answer is one; none when there is no more to read.
    fn ask<T>(
        &mut self,
        question: &str,
        read: impl Fn(&str) -> Result<T, Fault>,
    ) -> io::Result<Option<T>> {
        loop {
            write!(self.questions, "{question}: ")?;
            self.questions.flush()?;
            let mut line = String::new();
            if self.answers.read_line(&mut line)? == 0 {
                writeln!(self.questions)?;
                return Ok(None);
            }
            match read(line.trim()) {
                Ok(answer) => return Ok(Some(answer)),
                Err(fault) => writeln!(self.questions, "{}", fault.message)?,
            }
        }
    }
}

/// Gathers what is known; `named` is the title that the name of the file gives.
///
/// # Errors
/// When a flag is no time or no zone, or the terminal is gone.
pub(super) fn told(
    options: &New,
    named: Option<String>,
    now: &Zoned,
    mut terminal: Option<Terminal<'_>>,
) -> Result<Told, Fault> {
    let title = title(options, named, &mut terminal)?;
    let mut asked = terminal.filter(|_| !options.slides);
    let (zone, rules) = zone(options, now, &mut asked)?;
    let start = match start(options, &rules, &mut asked)? {
        Some(start) => start,
        None => {
            let today = now.with_time_zone(rules.clone()).date();
            let nine = today.to_datetime(Time::constant(9, 0, 0, 0)).to_zoned(rules);
            nine.map_err(|error| error.to_string())?
        }
    };
    Ok(Told { title, start, zone })
}

fn gone(error: &io::Error) -> Fault {
    Fault::from(format!("cannot ask: {error}"))
}

/// What it is about.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn title(
    options: &New,
    named: Option<String>,
    terminal: &mut Option<Terminal<'_>>,
) -> Result<String, Fault> {
    let mut title = options.title.clone();
    if let (None, Some(terminal)) = (&title, terminal) {
        let question = match &named {
            Some(named) if !options.from.is_empty() => format!("Title [{named}]"),
            _ => "Title".to_owned(),
        };
        title = terminal
            .ask(&question, |line| Ok(line.to_owned()))
            .map_err(|error| gone(&error))?
            .filter(|line| !line.is_empty());
    }
    let placeholder = || named.unwrap_or_else(|| "What broke, in a few words".to_owned());
    Ok(title.filter(|title| !title.trim().is_empty()).unwrap_or_else(placeholder))
}

/// The zone of all times.
///
/// # Errors
/// When there is no such zone, or the terminal is gone.
pub(super) fn zone(
    options: &New,
    now: &Zoned,
    terminal: &mut Option<Terminal<'_>>,
) -> Result<(String, TimeZone), Fault> {
    let mut zone = options.zone.as_deref().map(named_zone).transpose()?;
    if let (None, Some(terminal)) = (&zone, terminal) {
        let here = now.time_zone().iana_name().unwrap_or("UTC");
        let question = format!("Time zone [{here}]");
        let read = |line: &str| named_zone(if line.is_empty() { here } else { line });
        zone = terminal.ask(&question, read).map_err(|error| gone(&error))?;
    }
    Ok(zone.unwrap_or_else(|| ("UTC".to_owned(), TimeZone::UTC)))
}

/// When the incident began, if somebody says so.
///
/// # Errors
/// When that is no time, or the terminal is gone.
pub(super) fn start(
    options: &New,
    zone: &TimeZone,
    terminal: &mut Option<Terminal<'_>>,
) -> Result<Option<Zoned>, Fault> {
    if let Some(start) = &options.start {
        return moment(start, zone).map(Some);
    }
    let Some(terminal) = terminal else { return Ok(None) };
    let read = |line: &str| match line.is_empty() {
        true => Ok(None),
        false => moment(line, zone).map(Some),
    };
    let question = "Start of the incident, such as 2026-01-31 10:00 [today at nine]";
    Ok(terminal.ask(question, read).map_err(|error| gone(&error))?.flatten())
}

/// A zone that documents may name.
fn named_zone(name: &str) -> Result<(String, TimeZone), Fault> {
    let name = name.trim();
    let zone = fence::zone(name).ok_or_else(|| {
        Fault::from(format!("there is no time zone `{name}`")).help("name it as in Europe/Berlin")
    })?;
    Ok((name.to_owned(), zone))
}

/// `2026-01-31 10:00` in the zone, or a time that says how far it is from UTC.
fn moment(text: &str, zone: &TimeZone) -> Result<Zoned, Fault> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(moment.to_zoned(zone.clone()));
    }
    let local = text.parse::<DateTime>().ok().and_then(|time| time.to_zoned(zone.clone()).ok());
    local.ok_or_else(|| {
        Fault::from(format!("`{text}` is no time"))
            .help("write it as 2026-01-31 10:00, or as 2026-01-31T10:00Z")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{MessageFormat, SkeletonName};

    fn options() -> New {
        let template = SkeletonName::Short;
        New {
            file: None,
            template,
            slides: false,
            title: None,
            start: None,
            zone: None,
            from: Vec::new(),
            names: false,
            incident: Vec::new(),
            message_format: MessageFormat::Full,
        }
    }

    fn now() -> Zoned {
        "2026-05-06T22:30[Asia/Tokyo]".parse().expect("a moment")
    }

    fn asked(options: &New, answers: &str) -> (Told, String) {
        let mut questions = Vec::new();
        let mut answers = answers.as_bytes();
        let terminal = Terminal { answers: &mut answers, questions: &mut questions };
        let told = told(options, None, &now(), Some(terminal)).expect("what it is about");
        (told, String::from_utf8(questions).expect("text"))
    }

    #[test]
    fn somebody_at_a_terminal_is_asked_until_the_answer_is_one() {
        let (told, questions) =
            asked(&options(), "It broke\nMiddle/Earth\nEurope/Berlin\nnoon\n2026-05-05 10:00\n");
        assert_eq!((told.title.as_str(), told.zone.as_str()), ("It broke", "Europe/Berlin"));
        assert_eq!(told.start.to_string(), "2026-05-05T10:00:00+02:00[Europe/Berlin]");
        for said in ["Time zone [Asia/Tokyo]: ", "no time zone `Middle/Earth`", "`noon` is no time"]
        {
            assert!(questions.contains(said), "{questions}");
        }
    }

    #[test]
    fn an_empty_answer_is_the_default_and_so_is_none() {
        let (told, _) = asked(&options(), "\n\n\n");
        assert_eq!(told.start.to_string(), "2026-05-06T09:00:00+09:00[Asia/Tokyo]");
        let (told, _) = asked(&options(), "");
        assert_eq!(told.start.to_string(), "2026-05-06T09:00:00+00:00[UTC]");
        assert_eq!(told.title, "What broke, in a few words");
    }

    #[test]
    fn flags_are_not_asked_for() {
        let (title, start) = (Some("x".to_owned()), Some("2026-01-31T10:00+01:00".to_owned()));
        let options = New { title, start, zone: Some("UTC".into()), ..options() };
        let (told, questions) = asked(&options, "");
        assert_eq!(told.start.to_string(), "2026-01-31T09:00:00+00:00[UTC]");
        assert_eq!(questions, "");
        let odd = New { start: Some("soon".into()), ..options };
        assert!(super::told(&odd, None, &now(), None).is_err());
    }
}
