//! What decks and pages say in words of their own: `deck` of the word files.
//!
//! It knows no documents, so that figures can use it.

use std::fmt::Display;

use jiff::civil::Date;

use super::tongue;

include!(concat!(env!("OUT_DIR"), "/deck.rs"));

/// How many languages there are.
pub(crate) const LANGUAGES: usize = DECKS.len();

/// The place of the language in which this thread makes decks.
pub(crate) fn place() -> usize {
    tongue::spoken().place()
}

/// The tag of that language.
pub(crate) fn tag() -> &'static str {
    tongue::spoken().tag()
}

/// The words of that language.
pub(crate) fn words() -> &'static DeckWords {
    &DECKS[place()]
}

/// What a template says under a key; none for a key that there is not.
pub(crate) fn template(key: &str) -> Option<&'static str> {
    let number = TEMPLATE_KEYS.binary_search(&key).ok()?;
    Some(TEMPLATES[place()][number])
}

/// The keys that templates may say.
pub(crate) fn template_keys() -> impl Iterator<Item = &'static str> {
    TEMPLATE_KEYS.into_iter()
}

/// A text of a page, which its code holds in English.
pub(crate) fn page(text: &str) -> &str {
    PAGE_KEYS.binary_search(&text).map_or(text, |number| PAGES[place()][number])
}

/// A word of the scorecard, which its code holds in English.
pub(crate) fn scorecard(text: &str) -> Option<&'static str> {
    let number = SCORECARD_KEYS.binary_search(&text).ok()?;
    Some(SCORECARD[place()][number])
}

/// What the scripts of a page say in the deck's language, for the page to bring along; none where
/// that is English, which the scripts hold.
pub(crate) fn texts_of(scripts: &[&str]) -> Option<serde_json::Value> {
    let place = place();
    if place == 0 {
        return None;
    }
    let of = SAID_BY.iter().filter(|(script, _)| scripts.contains(script));
    let texts: serde_json::Map<_, _> = of
        .flat_map(|(_, numbers)| *numbers)
        .map(|number| (PAGE_KEYS[*number].to_owned(), PAGES[place][*number].into()))
        .collect();
    Some(serde_json::json!({ "lang": tag(), "texts": texts }))
}

/// Words with a value in the place of the first `{}`.
pub(crate) fn fill(words: &str, value: impl Display) -> String {
    words.replacen("{}", &value.to_string(), 1)
}

/// Words with values in the places of their `{}`, and of `{0}`, `{1}` where the order is another.
pub(crate) fn fill_all(words: &str, values: &[&str]) -> String {
    let mut parts = words.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut next = 0;
    for part in parts {
        let place = part.split_once('}').and_then(|(name, rest)| match name {
            "" => Some((next, rest)),
            _ => Some((name.parse().ok()?, rest)),
        });
        let Some((number, rest)) = place else {
            out.push('{');
            out.push_str(part);
            continue;
        };
        next += usize::from(part.starts_with('}'));
        out.push_str(values.get(number).unwrap_or(&""));
        out.push_str(rest);
    }
    out
}

/// Words in their form for a count, with the count in the place of `{}`.
pub(crate) fn counted(words: &str, count: usize) -> String {
    fill(form(words, count), count)
}

/// The form of words for a count, of those that ` | ` divides.
pub(crate) fn form(words: &str, count: usize) -> &str {
    let mut forms = words.split(" | ");
    let last = words.rsplit(" | ").next().unwrap_or_default();
    forms.nth(number_of_form(tag(), count)).unwrap_or(last)
}

/// Which form a count takes, by CLDR's rules for whole numbers: one, few, many and other as far as a
/// language has them. Romance languages have another form for millions, which no deck counts.
fn number_of_form(tag: &str, count: usize) -> usize {
    match tag {
        "ja" | "ko" | "zh-Hans" | "zh-Hant" => 0,
        "fr" | "pt" => usize::from(count > 1),
        "pl" if count == 1 => 0,
        "pl" => {
            let is_few = (2..=4).contains(&(count % 10)) && !(12..=14).contains(&(count % 100));
            if is_few { 1 } else { 2 }
        }
        _ => usize::from(count != 1),
    }
}

/// A length of time in one or two units, the larger one first: `y`, `d`, `h`, `min` or `s`.
pub(crate) fn length(parts: &[(i64, &str)]) -> String {
    let say = words();
    let said = |(count, unit): &(i64, &str)| {
        let words = match *unit {
            "y" => say.length_years,
            "d" => say.length_days,
            "h" => say.length_hours,
            "min" => say.length_minutes,
            _ => say.length_seconds,
        };
        fill(form(words, usize::try_from(*count).unwrap_or_default()), count)
    };
    match parts {
        [one] => said(one),
        [first, second, ..] => fill_all(say.length_of_two, &[&said(first), &said(second)]),
        [] => String::new(),
    }
}

/// A day as it is written: `2026-03-12`.
pub(crate) fn day(date: Date) -> String {
    dated(words().date_whole, date)
}

/// A day without its year: `12 Mar`.
pub(crate) fn day_of_year(date: Date) -> String {
    dated(words().date_in_year, date)
}

/// A month: `Mar 2026`.
pub(crate) fn month(date: Date) -> String {
    dated(words().date_of_month, date)
}

/// A date in a form of `strftime`, with the names of months in the deck's language.
fn dated(form: &str, date: Date) -> String {
    let say = words();
    let month = usize::try_from(date.month() - 1).unwrap_or_default();
    let name = |names: &'static str| names.split(' ').nth(month).unwrap_or_default();
    let form = form.replace("%B", name(say.month_names)).replace("%b", name(say.short_month_names));
    date.strftime(&form).to_string()
}

/// What stands between thousands, and what before the parts of one.
pub(crate) fn number_signs() -> (&'static str, &'static str) {
    let language = super::LANGUAGES[place()];
    let thousands = language.thousands.first().copied().unwrap_or(",");
    // A number stays on its line.
    let thousands = if thousands == " " { "\u{a0}" } else { thousands };
    (thousands, language.decimals.first().copied().unwrap_or("."))
}

/// A word of events or states as it is in English: themes have colours for these.
pub(crate) fn english(word: &str, is_kind: bool) -> &str {
    let kinds = |say: &'static DeckWords| {
        [say.start, say.detected, say.mitigated, say.resolved, say.end].to_vec()
    };
    let states = |say: &'static DeckWords| {
        let over = [say.done, say.not_done, say.declined, say.decided, say.open_decision];
        [&[say.proposed, say.committed, say.in_progress, say.overdue, say.seems_done][..], &over]
            .concat()
    };
    let place = place();
    let of = |place: usize| if is_kind { kinds(&DECKS[place]) } else { states(&DECKS[place]) };
    if place == 0 {
        return word;
    }
    let number = of(place).iter().position(|own| *own == word);
    number.map_or(word, |number| of(0)[number])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_places() {
        assert_eq!(fill_all("{} of {}", &["1", "2"]), "1 of 2");
        assert_eq!(fill_all("{1} of {0}", &["1", "2"]), "2 of 1");
        assert_eq!(fill_all("{0}, {0} and {}", &["{1}", "2"]), "{1}, {1} and {1}");
        assert_eq!(fill_all("a { b {x} {9}", &["1"]), "a { b {x} ");
    }

    #[test]
    fn a_count_has_the_form_of_its_language() {
        let forms = |tag: &str| -> Vec<usize> {
            [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 102, 112]
                .map(|count| number_of_form(tag, count))
                .to_vec()
        };
        assert_eq!(forms("en"), [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(forms("fr"), [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(forms("pl"), [2, 0, 1, 1, 2, 2, 2, 2, 2, 1, 2, 2, 1, 2]);
        assert_eq!(forms("ja"), [0; 14]);
        assert_eq!(counted("{} item | {} items", 1), "1 item");
        assert_eq!(counted("{} item | {} items", 0), "0 items");
        assert_eq!(form("overdue", 3), "overdue");
    }

    #[test]
    fn lengths_and_days_are_written_as_the_language_writes_them() {
        assert_eq!(length(&[(1, "h"), (48, "min")]), "1 h 48 min");
        assert_eq!(length(&[(12, "min")]), "12 min");
        let date = Date::constant(2026, 3, 12);
        assert_eq!(
            [day(date), day_of_year(date), month(date)],
            ["2026-03-12", "12 Mar", "Mar 2026"]
        );
    }
}
