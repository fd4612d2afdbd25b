//! What a heading means, however it is written.

use std::borrow::Cow;

use super::composed;
use crate::postmortem::model::{LessonKind, SectionKind};
use crate::postmortem::time::{stamp, zone};
use crate::words;

/// No day is written longer.
const DAY: usize = 40;

/// A remark that is shorter, in bytes, is a word of its own.
const SHORT_REMARK: usize = 9;

/// What a known heading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Section(SectionKind),
    Lessons(LessonKind),
}

impl Meaning {
    /// The section that it begins when it stands on its own.
    pub(crate) fn kind(self) -> SectionKind {
        match self {
            Self::Section(kind) => kind,
            Self::Lessons(_) => SectionKind::LessonsLearned,
        }
    }
}

/// What a heading means; none when it is the author's own.
pub(crate) fn meaning(heading: &str) -> Option<Meaning> {
    let whole = undecorated(heading);
    let words = without_article(&whole).to_owned();
    if words.is_empty() {
        return None;
    }
    // `o que aconteceu`: what looks like an article may be none.
    let with_article = || look_up(&whole).filter(|_| whole.len() > words.len());
    look_up(&words)
        .or_else(with_article)
        .or_else(|| look_up(without_tail(&words)))
        .or_else(|| look_up(without_numeral(&words)))
        .or_else(|| before_zone(&words))
        .or_else(|| look_up(without_day(&words)?))
        .or_else(|| {
            // "Root cause identification: The Five Whys", "Summary & impact": all parts must be
            // known.
            let part = |words: &str| look_up(without_article(words.trim()));
            let signs = words::all(|language| language.heading_signs);
            signs.filter(|sign| words.contains(**sign)).find_map(|sign| {
                let all: Option<Vec<Meaning>> = words.split(*sign).map(part).collect();
                main(&all?)
            })
        })
        .or_else(|| composed::fix(&words).map(Meaning::Section))
}

/// What a heading of several parts is about: "Context/Resolution/Review actions" holds what was
/// done. A timeline is
/// looked for wherever one is announced.
fn main(parts: &[Meaning]) -> Option<Meaning> {
    let timeline = Meaning::Section(SectionKind::Timeline);
    let telling = parts.iter().find(|part| part.kind().tells_a_postmortem());
    parts.iter().find(|part| **part == timeline).or(telling).or(parts.first()).copied()
}

/// `1 summary`, `a. summary`, `section 2: summary`: what is counted without a sign that says so.
fn without_numeral(words: &str) -> &str {
    let mut counters = words::all(|language| language.heading_counters);
    let rest = counters.find_map(|counter| words.strip_prefix(counter)).unwrap_or(words);
    let rest = match rest.split_once(['.', ' ', ':']) {
        Some((numeral, rest))
            if numeral.len() <= 2 && numeral.chars().all(|c| c.is_ascii_digit()) =>
        {
            rest
        }
        Some((letter, rest)) if letter.len() == 1 && words[1..].starts_with(['.', ':']) => rest,
        _ => return words,
    };
    rest.trim_start_matches([' ', '-', ':', '.'])
}

/// `timeline in utc`, `timeline, times in pst`: the zone is a remark.
fn before_zone(words: &str) -> Option<Meaning> {
    let (mut rest, last) = words.rsplit_once(' ')?;
    while let Some((before, word)) = rest.rsplit_once(' ')
        && is_remark(word.trim_matches([',', '-', ':']))
    {
        rest = before;
    }
    // Most last words are no zone, and to find that out is dear.
    let meaning = look_up(rest.trim_end_matches([' ', ',', '-', ':', ';', '.']))?;
    zone::named(last).map(|_| meaning)
}

/// `timeline - march 14, 2024`, `timeline of 14 march`: the day is a remark.
fn without_day(words: &str) -> Option<&str> {
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ends = words.match_indices(' ').map(|(at, _)| at).filter(|at| words.len() - at < DAY);
    ends.into_iter().find_map(|at| {
        let day = words[at..].trim_start();
        let stamp = stamp::read(day).or_else(|| stamp::day(day))?;
        let whole = stamp.is_day() && stamp.length == day.len();
        let before = words[..at].trim_end_matches([' ', '-', ',', ':']);
        let joints = words::all(|language| language.day_joints);
        let before = joints.into_iter().find_map(|joint| before.strip_suffix(*joint));
        let rest = before.unwrap_or(words[..at].trim_end_matches([' ', '-', ',', ':']));
        (whole && !rest.is_empty()).then_some(rest)
    })
}

/// Whether a word beside a zone says no more than that it is one.
fn is_remark(word: &str) -> bool {
    word.is_empty() || words::has(|language| language.zone_remarks, word)
}

fn look_up(words: &str) -> Option<Meaning> {
    words::headings::meaning(words, |language, place| {
        let part = || language.lessons.get(place - language.headings.len());
        match language.headings.get(place) {
            Some((kind, _)) => Some(Meaning::Section(*kind)),
            None => part().map(|(kind, _)| Meaning::Lessons(*kind)),
        }
    })
}

/// A heading without what authors decorate it with, and without its article.
pub(crate) fn normalised(heading: &str) -> String {
    without_article(&undecorated(heading)).to_owned()
}

/// A heading without numbers, dates, signs and remarks.
fn undecorated(heading: &str) -> String {
    let heading = without_signs(heading);
    // `[Summary]`, whose link nobody defined, or `(Summary)`.
    let whole = heading
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .filter(|inside| !inside.contains([']', '[']));
    let heading = whole.unwrap_or(heading);
    let mut words = String::with_capacity(heading.len());
    let mut depth = 0_usize;
    for c in without_codes(heading).chars().map(words::narrow) {
        // `1) Summary` counts.
        if c == ')' && depth == 0 && words.chars().all(char::is_alphanumeric) && words.len() <= 3 {
            words.push('.');
            words.push(' ');
            continue;
        }
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '’' | '‘' if depth == 0 => words.push('\''),
            '–' | '—' if depth == 0 => words.push('-'),
            '&' if depth == 0 => words.push_str(" and "),
            c if depth > 0
                || !(c.is_alphanumeric() || c.is_whitespace() || "'-/:;.,+".contains(c)) => {}
            c if c.is_ascii() => words.push(c.to_ascii_lowercase()),
            c => words.extend(c.to_lowercase()),
        }
    }
    // "all times approximations", "all times in UTC": a remark, not a part of the name.
    for remark in words::all(|language| language.time_remarks) {
        // `czas w` does not stand in `czas wykrycia`.
        let is_whole = |at: &usize| {
            let goes_on = words[at + remark.len()..].starts_with(char::is_alphanumeric);
            *at > 0 && !(goes_on && remark.is_ascii() && remark.len() < SHORT_REMARK)
        };
        if let Some(at) = words::find(&words, remark).filter(is_whole) {
            words.truncate(at);
        }
    }
    let mut parts: Vec<&str> = words.split_whitespace().filter(|part| !is_date(part)).collect();
    while parts.first().is_some_and(|part| is_number(part) || is_dash(part)) {
        parts.remove(0);
    }
    while parts.last().is_some_and(|part| is_dash(part)) {
        parts.pop();
    }
    let joined = parts.join(" ");
    joined.trim_matches([':', '.', ',', ';', '-', ' ']).to_owned()
}

/// A heading without what points to it: `{#summary}`, `{: .fold }`, a pilcrow.
pub(crate) fn without_signs(heading: &str) -> &str {
    let mut rest = heading.trim();
    loop {
        let before =
            rest.trim_end_matches(|c: char| c.is_whitespace() || "¶🔗\u{200b}".contains(c));
        let attributes = before.strip_suffix('}').and_then(|inside| inside.rsplit_once('{'));
        let bare = match attributes {
            Some((bare, inside))
                if inside.starts_with(['#', '.', ':'])
                    && !inside.contains('}')
                    && !bare.ends_with('{') =>
            {
                bare
            }
            _ => before,
        };
        if bare.len() == rest.len() {
            return rest;
        }
        rest = bare;
    }
}

/// Whether a line is a known heading in capitals: `TIMELINE (all times GMT)`.
pub(crate) fn is_loud(line: &str) -> bool {
    let name = line.split(['(', '[', ':']).next().unwrap_or_default().trim();
    let is_last = !line.contains(':') || line.trim_end().ends_with([':', ')']);
    let loud = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
    loud && is_last && line.len() <= LONGEST && meaning(line).is_some()
}

/// The longest line that can be a heading without markup.
pub(super) const LONGEST: usize = 80;

/// All known headings, whole.
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    words::headings::known()
}

/// A heading without `:fire:` and the like.
fn without_codes(heading: &str) -> Cow<'_, str> {
    if !heading.contains(':') {
        return Cow::Borrowed(heading);
    }
    let mut out = String::new();
    let mut rest = heading;
    while let Some((before, behind)) = rest.split_once(':') {
        out.push_str(before);
        let length = behind
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c)));
        match length.filter(|length| *length > 0 && behind[*length..].starts_with(':')) {
            Some(length) => rest = &behind[length + 1..],
            None => {
                out.push(':');
                rest = behind;
            }
        }
    }
    Cow::Owned(out + rest)
}

/// `root cause of the outage`: of what is understood.
fn without_tail(words: &str) -> &str {
    let mut rest = words;
    for tail in words::all(|language| language.heading_tails) {
        rest = rest.strip_suffix(tail).unwrap_or(rest);
    }
    rest
}

/// `natural resolution`: the known word behind an adjective that changes nothing.
pub(crate) fn without_adjective(words: &str) -> Option<&str> {
    let (first, rest) = words.split_once(' ')?;
    words::has(|language| language.adjectives, first).then(|| rest.trim_start())
}

fn without_article(words: &str) -> &str {
    let mut articles = words::all(|language| language.articles);
    articles.find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}

fn is_dash(part: &str) -> bool {
    part.chars().all(|c| c == '-' || c == ':')
}

/// `2.`, `1.3`, `iv.`; not `5` in "5 Whys".
fn is_number(part: &str) -> bool {
    let digits = part.trim_end_matches(['.', ':']);
    let closed = digits.len() < part.len() || digits.contains('.');
    let roman = digits.chars().all(|c| "ivx".contains(c));
    closed
        && !digits.is_empty()
        && (roman || digits.chars().all(|c| c.is_ascii_digit() || c == '.'))
}

/// `02/13/2025`, `2025-02-13`.
fn is_date(part: &str) -> bool {
    let part = part.trim_end_matches(['.', ',', ':']);
    part.chars().all(|c| c.is_ascii_digit() || "/-.".contains(c))
        && part.chars().filter(|c| "/-.".contains(*c)).count() == 2
        && part.chars().filter(char::is_ascii_digit).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_does_not_hide_a_heading() {
        for (heading, kind) in [
            ("1. Summary:", SectionKind::Summary),
            ("🔥 TL;DR", SectionKind::Summary),
            ("Timeline (all times UTC)", SectionKind::Timeline),
            (
                "Timeline (times PST) 02/13/2025 - 02/19/2025. All times are guesses",
                SectionKind::Timeline,
            ),
            ("Timeline – March 14, 2024", SectionKind::Timeline),
            ("Timeline of 14 March 2024", SectionKind::Timeline),
            ("The 5 Whys", SectionKind::FiveWhys),
            ("Root cause analysis: The Five Whys", SectionKind::FiveWhys),
            ("Action items & follow-ups", SectionKind::ActionItems),
            ("What we’re doing about it", SectionKind::ActionItems),
            ("How could time to detection be cut in half?", SectionKind::HalveDetection),
            ("Affected regions", SectionKind::UserImpact),
            ("Action(s) taken", SectionKind::Mitigation),
            ("Prevention decisions", SectionKind::CorrectiveActions),
            ("Long-term process improvements", SectionKind::ActionItems),
            ("What are the next steps for Example Corp?", SectionKind::ActionItems),
            ("Follow-up issues", SectionKind::ActionItems),
            ("Mitigation plan", SectionKind::CorrectiveActions),
        ] {
            assert_eq!(meaning(heading), Some(Meaning::Section(kind)), "{heading}");
        }
    }

    #[test]
    fn a_heading_matches_whole_or_not_at_all() {
        for heading in [
            "Vendor Follow-Up",
            "Recovery steps",
            "Response actions by the vendor",
            "Summary of the vote",
            "Impact on finance",
            "",
            "2024-01-01",
            "Whyever",
        ] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }

    #[test]
    fn parts_of_the_lessons() {
        assert_eq!(meaning("What went well?"), Some(Meaning::Lessons(LessonKind::WentWell)));
        assert_eq!(
            meaning("What could have gone better"),
            Some(Meaning::Lessons(LessonKind::WentBadly))
        );
        assert_eq!(meaning("Where we got lucky 🍀"), Some(Meaning::Lessons(LessonKind::Lucky)));
    }

    #[test]
    fn every_kind_knows_its_own_title() {
        for row in &words::SECTIONS {
            assert_eq!(meaning(row.title).map(Meaning::kind), Some(row.kind), "{}", row.key);
        }
    }

    #[test]
    fn the_manual_names_headings_that_are_known() {
        let manual = include_str!("../../../docs/postmortem.md");
        let table = manual.split("| section | headings |\n|---|---|\n").nth(1).expect("a table");
        let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
        assert_eq!(rows.len(), words::SECTIONS.len() + words::LANGUAGES[0].lessons.len());
        for row in rows {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            let meanings = cells[1].split("; ").filter(|words| !words.contains([',', '(']));
            let meanings = meanings.filter(|words| !words.contains(" or "));
            let mut meanings = meanings.map(|words| meaning(&words.replace('…', "x")));
            let first = meanings.next().flatten();
            assert!(meanings.all(|other| other.is_some() && other == first), "{row}");
        }
    }
}
