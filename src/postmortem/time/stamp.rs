//! Stamps: dates and times at the beginning of a text, as authors write them.

use jiff::SignedDuration;
use jiff::tz::TimeZone;

pub(crate) use crate::postmortem::time::anywhere::{find_date, find_day};
pub(crate) use crate::postmortem::time::clock::Until;
use crate::postmortem::time::east::{self, writer};
pub(crate) use crate::postmortem::time::parts::{Day, Order, TimeOfDay};
use crate::postmortem::time::scan::Scan;
pub(crate) use crate::postmortem::time::stamped::Stamp;

/// Reads the stamp at the beginning of a text.
pub(crate) fn read(text: &str) -> Option<Stamp> {
    if east::is_near(text) {
        return read_anew(text, false);
    }
    stamp(Scan::new(text, 0))
}

/// Reads a stamp that may have East Asian letters.
fn read_anew(text: &str, heading: bool) -> Option<Stamp> {
    let anew = writer::anew(text);
    let as_day = |heading| {
        let mut scan = Scan::new(&anew.text, 0);
        scan.heading = heading;
        stamp(scan)
    };
    let loose = || as_day(true).filter(|stamp| stamp.is_day() && anew.is_day(stamp));
    let found = if heading { as_day(true) } else { as_day(false).or_else(loose) };
    found.map(|stamp| anew.back(stamp, text))
}

/// The length of the sign of a list that a text begins with.
pub(crate) fn bullet(text: &str) -> usize {
    let mut scan = Scan::new(text, 0);
    scan.bullet();
    scan.at
}

/// Reads a text that is a day and nothing else, as headings and cells are: `06/02`, `Tuesday`, `Day
/// 2` count, too.
pub(crate) fn day(text: &str) -> Option<Stamp> {
    heading(text).filter(|stamp| {
        let behind = text[stamp.length..].trim();
        // `Day 2 (Tuesday)`: what is left says the day once more.
        let again = || {
            let inner = behind.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            inner.is_some_and(|words| day(words).is_some_and(|stamp| stamp.length == words.len()))
        };
        stamp.is_day() && (behind.is_empty() || again())
    })
}

/// Reads the stamp of a heading.
fn heading(text: &str) -> Option<Stamp> {
    if east::is_near(text) {
        return read_anew(text, true);
    }
    let mut scan = Scan::new(text, 0);
    scan.heading = true;
    stamp(scan)
}

/// Reads the day that a heading begins with: `Day 2 – recovery`, `Monday: quiet`.
pub(crate) fn day_heading(text: &str) -> Option<Stamp> {
    heading(text).filter(|stamp| {
        let behind = text[stamp.start + stamp.written.len()..].trim_start();
        let signs = [':', '–', '—', '-', '(', ',', '|', '：', '（', '、'];
        stamp.is_day() && (behind.is_empty() || behind.starts_with(signs))
    })
}

/// A time since the start, or date and time, or a mark that nobody knows.
fn first_parts(scan: &mut Scan) -> Option<(Option<SignedDuration>, Parts)> {
    let since = scan.since();
    if since.is_some() {
        return Some((since, Parts::until(scan.at)));
    }
    let mut parts = date_and_time(scan);
    if parts.day.is_none() && parts.clock.is_none() {
        if !scan.unknown() {
            return None;
        }
        parts.clock = Some(TimeOfDay::Unknown);
        parts.end = scan.at;
    }
    Some((None, parts))
}

fn stamp(mut scan: Scan) -> Option<Stamp> {
    let text = scan.text();
    scan.skip(char::is_whitespace);
    scan.bullet();
    let bracket = scan.take_any("[(");
    let round = scan.before().ends_with('(');
    let timed = scan.lead_in();
    scan.approximate();
    let start = scan.at;
    let (since, mut parts) = first_parts(&mut scan)?;
    scan.at = parts.end;
    let ends_in_time = matches!(parts.clock, Some(TimeOfDay::Known(_)));
    if timed && !ends_in_time {
        return None;
    }
    let is_range = since.is_none() && (ends_in_time || parts.clock.is_none());
    let until = if is_range { range_end(&mut scan, &parts, ends_in_time) } else { None };
    if until.is_some() {
        parts.zone = parts.zone.or_else(|| scan.zone(false, None));
    }
    let unknown_zone =
        if ends_in_time && parts.zone.is_none() { scan.unknown_zone() } else { None };
    let mut end = scan.at;
    scan.hedge_behind();
    if bracket {
        end = close(&mut scan, &mut parts, round && until.is_none())?.unwrap_or(end);
    } else if ends_in_time && parts.day.is_none() {
        end = own_day(&mut scan, &mut parts).unwrap_or(end);
    }
    if ends_in_time && until.is_none() && parts.zone.is_some() && elsewhere(&mut scan) {
        end = scan.at;
    }
    if !ends(scan.rest()) {
        return None;
    }
    let impossible = scan.impossible;
    scan.at += separator(scan.rest());
    let written = text[start..end].trim().to_owned();
    Some(Stamp {
        written,
        start,
        length: scan.at,
        day: parts.day,
        clock: parts.clock,
        zone: parts.zone,
        unknown_zone,
        until,
        since,
        approximate: scan.hedged,
        impossible,
        aside: parts.aside,
        unix: parts.unix,
    })
}

/// The end of a range. `Day 1 – Tuesday 12 March` is none: it says the same day once more.
fn range_end(scan: &mut Scan, parts: &Parts, timed: bool) -> Option<Until> {
    let before = scan.at;
    let is_number = |day: Option<Day>| matches!(day, Some(Day::Number(_)));
    let until = scan.range_end(timed);
    let is_none = |until: &Until| until.day.is_some() && !is_number(until.day);
    if is_number(parts.day) && until.as_ref().is_some_and(is_none) {
        scan.at = before;
        return None;
    }
    until
}

/// The end of a stamp in brackets: `[10:00] UTC`, `(2024-03-01) 10:00`. Where it ends, when
/// something of it stands
/// behind them; none when the brackets hold more than a stamp.
#[allow(clippy::option_option)]
fn close(scan: &mut Scan, parts: &mut Parts, round: bool) -> Option<Option<usize>> {
    scan.skip(char::is_whitespace);
    if !scan.take_any("])") {
        // `(12 May was quiet)` is text.
        return None;
    }
    parts.zone = parts.zone.take().or_else(|| scan.zone(false, None));
    if parts.clock.is_some() || parts.day.is_none() {
        return Some(None);
    }
    let mut ahead = scan.ahead();
    ahead.joint();
    let Some(clock) = ahead.clock() else { return Some(None) };
    // The day is this entry's own.
    (parts.clock, parts.aside) = (Some(clock), round);
    scan.at = ahead.at;
    parts.zone = scan.zone(true, None);
    Some(Some(scan.at))
}

/// `9:00 UTC / 5:00 EDT`, `14:00 UTC (10:00 EDT)`: the same time once more in another zone.
fn elsewhere(scan: &mut Scan) -> bool {
    let again = scan.attempt(|scan| {
        scan.skip(char::is_whitespace);
        let open = scan.rest().chars().next().filter(|c| "(/[".contains(*c))?;
        scan.take_any("(/[");
        scan.skip(char::is_whitespace);
        let TimeOfDay::Known(time) = scan.clock()? else { return None };
        scan.zone(false, Some(time))?;
        (open == '/' || scan.take_any(")]")).then_some(())
    });
    again.is_some()
}

/// `10:00 (2024-02-28)`: a day between brackets behind a time. Where it ends.
fn own_day(scan: &mut Scan, parts: &mut Parts) -> Option<usize> {
    let day = scan.attempt(|scan| {
        scan.skip(char::is_whitespace);
        if !scan.take("(") {
            return None;
        }
        let day = scan.day()?;
        scan.take(")").then_some(day)
    })?;
    (parts.day, parts.aside) = (Some(day), true);
    Some(scan.at)
}

/// What date, time and zone a stamp has.
struct Parts {
    day: Option<Day>,
    clock: Option<TimeOfDay>,
    zone: Option<TimeZone>,
    aside: bool,
    unix: bool,
    /// Where the last of them ends.
    end: usize,
}

impl Parts {
    fn until(end: usize) -> Self {
        Self { day: None, clock: None, zone: None, aside: false, unix: false, end }
    }
}

/// Date and time in either order, with or without a word between; or a number of seconds.
fn date_and_time(scan: &mut Scan) -> Parts {
    let mut parts = Parts::until(scan.at);
    if let Some(moment) = scan.attempt(Scan::unix) {
        let utc = moment.to_zoned(TimeZone::UTC);
        parts.day = Some(Day::Full(utc.date()));
        parts.clock = Some(TimeOfDay::Known(utc.time()));
        (parts.zone, parts.unix, parts.end) = (Some(TimeZone::UTC), true, scan.at);
        return parts;
    }
    for turn in 0..2 {
        let hedged = scan.hedged;
        if turn > 0 {
            scan.joint();
        }
        if parts.day.is_none()
            && let Some(read) = scan.day()
        {
            parts.day = Some(read);
            scan.dated = match read {
                Day::Full(_) => true,
                Day::Digits(digits) => digits.year.is_some(),
                _ => false,
            };
        } else if parts.clock.is_none()
            && let Some(read) = scan.clock()
        {
            parts.clock = Some(read);
            let time = if let TimeOfDay::Known(time) = read { Some(time) } else { None };
            parts.zone = scan.zone(parts.day.is_some(), time).or(scan.aside.take());
        } else {
            scan.hedged = hedged;
            break;
        }
        if let (Some(Day::WithoutYear(..)), Some(_)) = (parts.day, parts.clock)
            && let Some(day) = parts.day.and_then(|day| scan.attempt(|scan| scan.year_behind(day)))
        {
            // `Fri Mar 1 10:25:00 UTC 2024`
            parts.day = Some(day);
        }
        parts.end = scan.at;
        if parts.clock.is_some() {
            scan.hedge_behind();
        }
    }
    parts
}

/// Whether a stamp may end before this text.
fn ends(rest: &str) -> bool {
    // A word that goes on is no stamp: `12:30pmish`, `2024-05-01-rc1`.
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '%') {
        return false;
    }
    // `12:17.` ends a sentence, `12:17/13:17` is something else.
    rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || ":-–—|>→=•;,*.([\"'<`".contains(c))
}

/// The length of what stands between a stamp and its text: blanks, and at most one separator, since
/// a second one is the text's (`10:02 – -1 was returned`).
pub(crate) fn separator(rest: &str) -> usize {
    let blank = |text: &str| text.len() - text.trim_start().len();
    let lead = blank(rest);
    let found =
        ["->", "=>", "--", "–", "—", "-", ":", "|", "→", "•", ";", ","].iter().find_map(|sign| {
            let behind = rest[lead..].strip_prefix(sign)?;
            let apart = behind.is_empty() || behind.starts_with(char::is_whitespace);
            // `10:02–text` and `10:02 –text`, but neither `10:02 -v` nor `10:02 --- typed`.
            let dash = matches!(*sign, "–" | "—" | "•") && behind.starts_with(char::is_alphabetic);
            let stuck = lead == 0 && !behind.starts_with(['-', '–', '—']);
            // A colon that stands on the stamp is always the stamp's.
            (apart || dash || stuck || (lead == 0 && *sign == ":"))
                .then(|| lead + sign.len() + blank(behind))
        });
    found.unwrap_or(lead)
}
