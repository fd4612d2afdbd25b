//! Lengths of time: units, numbers as words, parts, hedges, and how numbers are written.

use super::{Trial, first, in_all};
use crate::postmortem::stated::{LengthBound, Measure};
use crate::postmortem::{Postmortem, SectionKind};
use crate::words::{List, Names};

const MINUTE: i32 = 60;
const HOUR: i32 = 3_600;

impl Trial {
    /// Reads a length behind the label of the duration.
    fn length(&mut self, form: &str, word: &str, length: &str, want: i32) {
        let text = self.duration(length);
        self.is(form, word, &text, &want.to_string(), |pm| {
            let stated = pm.stated.length(Measure::Duration);
            stated.map_or_else(String::new, |stated| stated.length.as_secs().to_string())
        });
    }

    /// The same with what is said about it.
    fn hedged(&mut self, form: &str, word: &str, length: &str, want: &str) {
        let text = self.duration(length);
        self.is(form, word, &text, want, hedge);
    }

    fn duration(&self, length: &str) -> String {
        let label = first(self.language.measures, &Measure::Duration);
        let summary = self.title(SectionKind::Summary);
        format!("# T\n\n## {summary}\n\n{label}: {length}\n")
    }

    /// The longest word for a unit: short ones mean other things, too.
    fn unit(&self, seconds: i32) -> &'static str {
        longest(self.language.units, seconds)
    }
}

fn longest(names: Names<i32>, meaning: i32) -> &'static str {
    let words = names.iter().find(|(known, _)| *known == meaning).map(|(_, words)| *words);
    words.and_then(|words| words.iter().max_by_key(|word| word.len())).copied().unwrap_or("min")
}

fn hedge(pm: &Postmortem) -> String {
    let stated = pm.stated.length(Measure::Duration);
    stated.map_or_else(String::new, |stated| {
        let bound = match stated.hedge.bound {
            Some(LengthBound::AtLeast) => " least",
            Some(LengthBound::AtMost) => " most",
            Some(LengthBound::Between) => " between",
            None => "",
        };
        let about = if stated.hedge.approximate { " about" } else { "" };
        format!("{}{about}{bound}", stated.length.as_secs())
    })
}

#[test]
fn every_unit_counts() {
    in_all(|trial: &mut Trial| {
        let blank = trial.blank();
        for (seconds, words) in trial.language.units {
            for word in *words {
                trial.length("unit", word, &format!("2{blank}{word}"), 2 * seconds);
            }
        }
    });
}

#[test]
fn numbers_are_read_as_the_language_writes_them() {
    in_all(|trial: &mut Trial| {
        let (hours, minutes) = (trial.unit(HOUR), trial.unit(MINUTE));
        let blank = trial.blank();
        for sign in trial.language.decimals {
            trial.length("decimals", sign, &format!("1{sign}5{blank}{hours}"), 5_400);
        }
        for sign in trial.language.thousands {
            trial.length("thousands", sign, &format!("1{sign}250{blank}{minutes}"), 75_000);
        }
        for (number, words) in trial.language.numbers {
            for word in *words {
                let length = format!("{word}{blank}{minutes}");
                trial.length("number", word, &length, number * MINUTE);
            }
        }
        for (percent, words) in trial.language.fractions {
            for word in *words {
                trial.length("part", word, &format!("{word}{hours}"), percent * 36);
            }
        }
        let hour = trial.language.units.iter().find(|(seconds, _)| *seconds == HOUR);
        let hour = hour.and_then(|(_, words)| words.last()).copied().unwrap_or_default();
        for (percent, words) in trial.language.and_fractions {
            for word in *words {
                let length = format!("2{blank}{hour}{blank}{word}");
                trial.length("part behind", word, &length, 7_200 + percent * 36);
            }
        }
    });
}

#[test]
fn hedges_say_how_exact_a_length_is() {
    in_all(|trial: &mut Trial| {
        let (blank, minutes) = (trial.blank(), trial.unit(MINUTE));
        let length = format!("46{blank}{minutes}");
        let language = trial.language;
        let lists: [(&str, List, &str); 3] = [
            ("about", language.about_lengths, "2760 about"),
            ("least", language.least_lengths, "2760 least"),
            ("most", language.most_lengths, "2760 most"),
        ];
        for (form, list, want) in lists {
            for word in list {
                trial.hedged(form, word, &format!("{word}{length}"), want);
            }
        }
        let lists: [(&str, List, &str); 3] = [
            ("about behind", language.about_lengths_behind, "2760 about"),
            ("least behind", language.least_lengths_behind, "2760 least"),
            ("most behind", language.most_lengths_behind, "2760 most"),
        ];
        for (form, list, want) in lists {
            for word in list {
                trial.hedged(form, word, &format!("{length}{blank}{word}"), want);
            }
        }
        for sign in language.range_signs {
            let between = if sign.starts_with(char::is_alphabetic) { blank } else { "" };
            let range = format!("45{between}{sign}{between}60{blank}{minutes}");
            trial.hedged("range", sign, &range, "2700 about between");
        }
    });
}
