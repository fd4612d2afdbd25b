//! Writes the beginning of an East Asian text as the scanner of stamps knows it.

use std::fmt::Write as _;

use super::{Anew, Piece, is_eastern};
use crate::words::{self, HalfDay, narrow};

/// No stamp is written longer, in bytes of the new text.
const LONGEST: usize = 96;
/// The bytes behind a stamp that tell whether it ends there.
const TAIL: usize = 24;

/// A remark behind a day has no more letters: `同日 即時`.
const REMARK: usize = 8;

const YEAR: [char; 2] = ['年', '년'];
const MONTH: [char; 2] = ['月', '월'];
const DAY: [char; 4] = ['日', '号', '號', '일'];
const HOUR: [char; 3] = ['時', '时', '시'];
/// The hour of Chinese; alone it counts points.
const POINT: [char; 2] = ['点', '點'];
const MINUTE: [char; 2] = ['分', '분'];
const SECOND: [char; 2] = ['秒', '초'];
/// What makes a length of a number of hours or days.
const SPAN: [char; 6] = ['間', '间', '間', '간', '台', '分'];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The reigns that years may count from, with the year before the first.
const REIGNS: [(&str, i32); 2] = [("令和", 2018), ("平成", 1988)];

/// The beginning of a text, written anew.
pub(in crate::postmortem::time) fn anew(text: &str) -> Anew {
    let mut writer =
        Writer { old: text, at: 0, text: String::new(), pieces: Vec::new(), hedges: Vec::new() };
    while writer.text.len() < LONGEST && writer.step() {}
    let is_alone = writer.rest().trim().chars().count() <= REMARK;
    writer.tail();
    let Writer { text, pieces, hedges, .. } = writer;
    Anew { text, pieces, hedges, is_alone }
}

/// Writes a text anew, from left to right.
struct Writer<'t> {
    old: &'t str,
    at: usize,
    text: String,
    pieces: Vec<Piece>,
    hedges: Vec<usize>,
}

/// A number and what stands behind it.
type Numbered<'t> = (i32, &'t str);

impl<'t> Writer<'t> {
    fn rest(&self) -> &'t str {
        &self.old[self.at..]
    }

    /// Writes `new` for so many bytes of the old text.
    fn write(&mut self, new: &str, taken: usize) {
        self.text.push_str(new);
        self.pieces.push(Piece { end: self.text.len(), from: self.at, to: self.at + taken });
        self.at += taken;
    }

    /// The next piece; false at the first word that belongs to no stamp.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return false };
        if c == '\n' {
            return false;
        }
        self.unknown()
            || self.lead_in()
            || self.date()
            || self.clock()
            || self.words()
            || self.sign(c)
            || self.plain(c)
    }

    /// `不明`: nobody knows when.
    fn unknown(&mut self) -> bool {
        if !self.text.is_empty() {
            return false;
        }
        let rest = self.rest();
        let inside = rest.trim_start_matches(['（', '(']);
        let unknown = words::all(|language| language.nobody)
            .filter(|word| word.starts_with(is_eastern))
            .filter_map(|word| inside.strip_prefix(word))
            // `无法登录` begins with a word for nobody.
            .any(|behind| !behind.starts_with(is_eastern));
        if unknown {
            self.write("??", rest.len());
        }
        unknown
    }

    /// `于14:05`: what leads to a time.
    fn lead_in(&mut self) -> bool {
        let rest = self.rest();
        if !self.text.is_empty() || !rest.starts_with(is_eastern) {
            return false;
        }
        let words = words::all(|language| language.lead_ins)
            .chain(words::all(|language| language.time_lead_ins))
            .filter(|word| word.starts_with(is_eastern) && rest.starts_with(**word));
        let length = words.map(|word| word.len()).max().unwrap_or_default();
        let behind = rest[length..].trim_start();
        let is_time = half(behind).1.starts_with(|c: char| narrow(c).is_ascii_digit());
        if length == 0 || !is_time {
            return false;
        }
        self.write("", rest.len() - behind.len());
        true
    }

    /// `2026年3月12日`, `令和8年3月12日`, `3月12日`.
    fn date(&mut self) -> bool {
        let rest = self.rest();
        if self.text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return false;
        }
        let reign = REIGNS
            .iter()
            .find_map(|(name, before)| rest.strip_prefix(name).map(|behind| (*before, behind)));
        let (before, begin) = reign.unwrap_or((0, rest));
        let Some((first, behind)) = number(begin) else { return false };
        let year = sign_in(behind, &YEAR).map(|behind| (first + before, behind));
        let (year, behind) = match year {
            Some((year, behind)) => (Some(year), behind.trim_start()),
            None => (None, begin),
        };
        let Some((month, behind)) = number(behind) else { return false };
        let Some(behind) = sign_in(behind, &MONTH) else { return false };
        let Some(new) = day_of(year, month) else { return false };
        let Some((day, behind)) = number(behind.trim_start())
            .and_then(|(day, behind)| Some((day, sign_in(behind, &DAY)?)))
            .filter(|(_, behind)| !behind.starts_with(SPAN))
        else {
            return false;
        };
        let day = if year.is_some() { format!("{new}-{day:02} ") } else { format!("{new} {day} ") };
        self.write(&day, rest.len() - behind.len());
        true
    }

    /// `14時05分30秒`, `14時半`, `午後2:05`, `午後2時`.
    fn clock(&mut self) -> bool {
        let rest = self.rest();
        if self.text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            return false;
        }
        let (half, begin) = half(rest);
        let Some((hour, minute, second, behind)) = self.time(half.is_some(), begin) else {
            return false;
        };
        let hour = match half {
            Some(HalfDay::AfterNoon) if hour < 12 => hour + 12,
            Some(HalfDay::BeforeNoon) if hour == 12 => 0,
            _ => hour,
        };
        let mut new = format!("{hour:02}:{minute:02}");
        if let Some(second) = second {
            let _ = write!(new, ":{second:02}");
        }
        self.write(&new, rest.len() - behind.len());
        true
    }

    fn time(&self, half: bool, text: &'t str) -> Option<(i32, i32, Option<i32>, &'t str)> {
        let (hour, behind) = number(text).filter(|(hour, _)| *hour <= 24)?;
        let pointed = || {
            let behind = sign_in(behind, &POINT)?;
            let counts = half || !self.text.is_empty() || number(behind).is_some();
            counts.then_some(behind)
        };
        if let Some(behind) = sign_in(behind, &HOUR).or_else(pointed) {
            if behind.starts_with(SPAN) && !behind.starts_with('分') {
                return None;
            }
            if let Some(behind) = behind.strip_prefix('半') {
                return Some((hour, 30, None, behind));
            }
            let minute = number(behind.trim_start())
                .and_then(|(minute, behind)| Some((minute, sign_in(behind, &MINUTE)?)))
                .filter(|(minute, _)| *minute < 60);
            let Some((minute, behind)) = minute else { return Some((hour, 0, None, behind)) };
            let second = number(behind.trim_start())
                .and_then(|(second, behind)| Some((second, sign_in(behind, &SECOND)?)));
            let rest = second.map_or(behind, |(_, behind)| behind);
            return Some((hour, minute, second.map(|(second, _)| second), rest));
        }
        // `午後2:05`
        let behind = behind.strip_prefix([':', '：']).filter(|_| half)?;
        let (minute, behind) = number(behind).filter(|(minute, _)| *minute < 60)?;
        Some((hour, minute, None, behind))
    }

    /// Words of the tables: hedges, days that count from another, names of zones, halves of a day
    /// without a time, weekdays.
    fn words(&mut self) -> bool {
        let rest = self.rest();
        if !rest.starts_with(|c: char| is_eastern(c) || "（(".contains(c)) {
            return false;
        }
        if let Some((day, taken)) = weekday(rest) {
            let name = WEEKDAYS.get(day % 7).filter(|_| self.text.trim().is_empty());
            self.write(&format!("{} ", name.unwrap_or(&"")), taken);
            return true;
        }
        if let Some((word, name)) = words::pairs(|language| language.zones)
            .find(|(word, _)| word.starts_with(is_eastern) && rest.starts_with(word))
        {
            self.write(&format!(" UTC{name} "), word.len());
            return true;
        }
        let begins = |word: &&str| word.starts_with(is_eastern) && rest.starts_with(*word);
        let dayless = words::pairs(|language| language.relative_days).map(|(word, _)| word);
        if let Some(word) = dayless.filter(begins).max_by_key(|word| word.len()) {
            self.write(&format!("{word} "), word.len());
            return true;
        }
        let before = words::all(|language| language.about_times).copied();
        let behind = words::all(|language| language.about_behind)
            .chain(words::all(|language| language.about_endings))
            .copied();
        let vague = words::pairs(|language| language.halves_of_day).map(|(word, _)| word);
        if (self.text.is_empty() || self.text.ends_with([' ', '–']))
            && let Some(word) = before.filter(begins).max_by_key(|word| word.len())
        {
            self.hedge(word.len());
            return true;
        }
        if self.text.is_empty() {
            return false;
        }
        if let Some(word) = behind.chain(vague).filter(begins).max_by_key(|word| word.len()) {
            self.hedge(word.len());
            return true;
        }
        // `(推定)`
        let inside = rest.strip_prefix(['（', '(']);
        let aside =
            inside.and_then(|inside| inside.split_once(['）', ')'])).filter(|(inside, _)| {
                words::all(|language| language.about_behind).any(|word| word == inside)
            });
        if let Some((_, behind)) = aside {
            self.hedge(rest.len() - behind.len());
        }
        aside.is_some()
    }

    /// Leaves out so many bytes that say "about".
    fn hedge(&mut self, taken: usize) {
        let blank = if self.text.ends_with(' ') { "" } else { " " };
        self.write(blank, taken);
        self.hedges.push(self.text.len());
    }

    /// Signs of full width, and those that other scripts write otherwise.
    fn sign(&mut self, c: char) -> bool {
        let new = match c {
            '〜' | '～' | '∼' if !self.text.trim().is_empty() => "–",
            '~' if self.text.ends_with(|c: char| c.is_ascii_digit() || c == ' ')
                && !self.text.trim().is_empty() =>
            {
                "–"
            }
            '〜' | '～' => "~",
            '【' | '〔' => "[",
            '】' | '〕' => "]",
            '、' => ", ",
            '。' => ". ",
            '\u{3000}' => " ",
            _ => return false,
        };
        self.write(new, c.len_utf8());
        true
    }

    fn plain(&mut self, c: char) -> bool {
        let new = narrow(c);
        if is_eastern(c) || !(new.is_ascii() || "–—→".contains(c)) {
            return false;
        }
        self.write(new.encode_utf8(&mut [0; 4]), c.len_utf8());
        true
    }

    /// What follows, apart from the stamp.
    fn tail(&mut self) {
        let rest = self.rest();
        let is_apart = |c: char| is_eastern(c) || "※→⇒「『・".contains(c);
        if rest.starts_with(is_apart) && !self.text.ends_with(' ') {
            self.write(" ", 0);
        }
        let mut end = rest.len().min(TAIL);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        self.write(&rest[..end], end);
    }
}

/// The year and the month as the scanner knows them.
fn day_of(year: Option<i32>, month: i32) -> Option<String> {
    let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    Some(year.map_or_else(|| (*name).to_owned(), |year| format!("{year:04}-{month:02}")))
}

/// `午後`, with the text behind it.
fn half(text: &str) -> (Option<HalfDay>, &str) {
    let found = words::pairs(|language| language.halves_of_day)
        .filter(|(word, _)| word.starts_with(is_eastern))
        .find_map(|(word, half)| Some((half, text.strip_prefix(word)?.trim_start())));
    found.map_or((None, text), |(half, behind)| (Some(half), behind))
}

/// `（木）`, `(木曜日)`, `木曜`: the number of the day, from Monday on, and its bytes.
fn weekday(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix(['（', '(']);
    let begin = inside.unwrap_or(text);
    let names = words::all(|language| language.weekdays).enumerate();
    let (day, taken) =
        names.filter(|(_, name)| name.starts_with(is_eastern)).find_map(|found| {
            let (day, name) = found;
            // `木曜日`, `木曜`, between brackets `木`, too.
            let short =
                name.strip_suffix(['日', '일']).filter(|short| short.ends_with(['曜', '요']));
            let letter = short
                .filter(|_| inside.is_some())
                .map(|short| short.trim_end_matches(['曜', '요']));
            let mut forms = [Some(*name), short, letter].into_iter().flatten();
            forms.find(|form| begin.starts_with(form)).map(|form| (day, form.len()))
        })?;
    let behind = &begin[taken..];
    match inside {
        Some(_) => {
            let behind = behind.strip_prefix(['）', ')'])?;
            Some((day, text.len() - behind.len()))
        }
        None => Some((day, taken)),
    }
}

/// A number of at most four digits, narrow or wide.
fn number(text: &str) -> Option<Numbered<'_>> {
    let mut value = 0;
    let mut digits = 0;
    for (at, c) in text.char_indices() {
        let Some(digit) = narrow(c).to_digit(10) else {
            return (digits > 0).then(|| (value, &text[at..]));
        };
        digits += 1;
        if digits > 4 {
            return None;
        }
        value = value * 10 + i32::try_from(digit).ok()?;
    }
    (digits > 0).then_some((value, ""))
}

/// The text behind one of some signs.
fn sign_in<'t>(text: &'t str, signs: &[char]) -> Option<&'t str> {
    text.strip_prefix(signs)
}

/// The places of a text where an East Asian date may begin, written anew from there on.
pub(in crate::postmortem::time) fn days(text: &str) -> impl Iterator<Item = String> {
    let begins = if text.contains(is_eastern) { text } else { "" };
    let mut before = ' ';
    let places = begins.char_indices().filter(move |(at, c)| {
        let apart =
            !(before.is_ascii_alphanumeric() || "-/.年月０１２３４５６７８９".contains(before));
        before = *c;
        let reigns = || REIGNS.iter().any(|(name, _)| begins[*at..].starts_with(name));
        apart && (narrow(*c).is_ascii_digit() || reigns())
    });
    places.map(|(at, _)| anew(&begins[at..]).text)
}
