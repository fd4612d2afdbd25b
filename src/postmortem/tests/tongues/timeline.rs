//! Stamps, marks, and the columns of a timeline.

use super::{RUNS, Trial, first, in_all};
use crate::postmortem::tests::moments;
use crate::postmortem::{Postmortem, SectionKind};
use crate::words::{EventColumn, HalfDay};

/// 12 March 2026, 14:05, as people write it.
const STAMPS: [(&str, &[&str]); 12] = [
    ("en", &["March 12, 2026 14:05", "12 March 2026, 2:05 pm", "12th of March 2026 at 14:05"]),
    ("de", &["12. März 2026, 14:05 Uhr", "12.03.2026 14:05", "Am 12. März 2026 um 14:05 Uhr"]),
    ("fr", &["12 mars 2026 à 14h05", "12 mars 2026 14:05", "Le 12 mars 2026 à 14 h 05"]),
    (
        "es",
        &[
            "12 de marzo de 2026 14:05",
            "12 de marzo de 2026, 14:05",
            "12 de marzo de 2026 a las 14:05",
            "El 12 de marzo de 2026 a las 14:05",
            "12 marzo 2026, 14:05 h",
            "2026-03-12 14h05",
            "12 de marzo de 2026, 2:05 p. m.",
        ],
    ),
    (
        "pt",
        &[
            "12 de março de 2026 14:05",
            "12 de março de 2026, 14h05",
            "12 de março de 2026 às 14:05",
            "Em 12 de março de 2026 às 14h05",
            "12 de março de 2026, às 14:05",
        ],
    ),
    (
        "it",
        &[
            "12 marzo 2026 14:05",
            "12 marzo 2026, ore 14:05",
            "12 marzo 2026 alle 14:05",
            "Il 12 marzo 2026 alle ore 14:05",
            "12 marzo 2026, 14.05",
        ],
    ),
    ("nl", &["12 maart 2026 14:05", "12 maart 2026 om 14.05 uur", "Op 12 maart 2026 om 14:05"]),
    ("pl", &["12 marca 2026 14:05", "12 marca 2026 r., 14:05", "12.03.2026 14:05"]),
    ("ja", &["2026年3月12日 14:05", "2026年3月12日(木) 14時05分", "2026年3月12日 午後2時5分"]),
    (
        "zh-Hans",
        &[
            "2026年3月12日 14:05",
            "2026年3月12日14时05分",
            "2026年3月12日 下午2:05",
            "2026年3月12日下午2点05分",
            "2026年3月12日（周四）14:05",
            "2026年3月12日（星期四）14：05",
        ],
    ),
    (
        "zh-Hant",
        &[
            "2026年3月12日 14:05",
            "2026年3月12日14時05分",
            "2026年3月12日 下午2:05",
            "2026年3月12日下午2點05分",
            "2026年3月12日（週四）14:05",
        ],
    ),
    (
        "ko",
        &[
            "2026년 3월 12일 14:05",
            "2026년 3월 12일 14시 5분",
            "2026년 3월 12일 오후 2시 5분",
            "2026년 3월 12일 오후 2:05",
            "2026년 3월 12일(목) 14:05",
            "2026. 3. 12. 14:05",
        ],
    ),
];

const AT: &str = "2026-03-12T14:05:00Z";

impl Trial {
    fn timeline(&self, entries: &str) -> String {
        let title = self.title(SectionKind::Timeline);
        format!("# T\n\n## {title} (UTC)\n\n{entries}\n")
    }

    fn stamps(&mut self, form: &str, word: &str, entries: &str, want: &str) {
        let text = self.timeline(entries);
        self.is(form, word, &text, want, |pm| moments(pm).join(" "));
    }
}

#[test]
fn dates_and_times_are_read_as_the_language_writes_them() {
    in_all(|trial: &mut Trial| {
        let own = trial.tag;
        for (_, stamps) in STAMPS.iter().filter(|(tag, _)| *tag == own) {
            for stamp in *stamps {
                trial.stamps("stamp", stamp, &format!("- {stamp} – x"), AT);
            }
        }
    });
}

#[test]
fn months_weekdays_and_relative_days_are_known() {
    in_all(|trial: &mut Trial| {
        let of = trial.language.of_month.first().copied().unwrap_or_default();
        for (index, month) in trial.language.months.iter().enumerate() {
            if RUNS.contains(&trial.tag) || trial.tag == "ko" {
                continue;
            }
            // A language with cases has the twelve once for each.
            let want = format!("2026-{:02}-12T14:05:00Z", index % 12 + 1);
            let of = if matches!(trial.tag, "es" | "pt") { of } else { "" };
            let entry = format!("- 12 {of}{month} {of}2026 14:05 – x");
            trial.stamps("month", month, &entry, &want);
        }
        for (index, day) in trial.language.weekdays.iter().enumerate() {
            // The first of these days is a Monday, on which the incident begins.
            let date = 9 + index % 7;
            let entries = format!("- 2026-03-09 08:00 – x\n- {day} 14:05 – y");
            let want = format!("2026-03-09T08:00:00Z 2026-03-{date:02}T14:05:00Z");
            trial.stamps("weekday", day, &entries, &want);
        }
        for (days, words) in trial.language.relative_days {
            for word in *words {
                let entries = format!("- 2026-03-12 08:00 – x\n- {word} 14:05 – y");
                let date = 12 + days;
                let want = format!("2026-03-12T08:00:00Z 2026-03-{date}T14:05:00Z");
                trial.stamps("relative day", word, &entries, &want);
            }
        }
    });
}

#[test]
fn halves_of_the_day_and_hedges_stand_beside_a_time() {
    in_all(|trial: &mut Trial| {
        let before = RUNS.contains(&trial.tag) || trial.tag == "ko";
        for (half, words) in trial.language.halves_of_day {
            for word in *words {
                let hour = if *half == HalfDay::AfterNoon { 14 } else { 2 };
                let time = if before { format!("{word} 2:05") } else { format!("2:05 {word}") };
                let want = format!("2026-03-12T{hour:02}:05:00Z");
                trial.stamps("half of the day", word, &format!("- 2026-03-12 {time} – x"), &want);
            }
        }
        let (blank, language) = (trial.blank(), trial.language);
        let about = |pm: &Postmortem| {
            let moment = pm.timeline.events.first().and_then(|event| event.moment);
            moment.map_or_else(String::new, |moment| {
                format!("{}{}", moment.at, if moment.approximate { " about" } else { "" })
            })
        };
        let entries = (language.about_times.iter().map(|word| (word, format!("{word}14:05"))))
            .chain(language.about_behind.iter().map(|word| (word, format!("14:05 ({word})"))))
            .chain(language.about_endings.iter().map(|word| (word, format!("14:05{word}"))));
        for (word, time) in entries {
            let text = trial.timeline(&format!("- 2026-03-12 {time} – x"));
            trial.is("hedge", word, &text, &format!("{AT} about"), about);
        }
        for word in language.lead_ins.iter().chain(language.time_lead_ins) {
            // Where no blanks part words, one of the script follows.
            let text = if blank.is_empty() { "通知" } else { " y" };
            let entries = format!("- 2026-03-12 08:00 – x\n- {word}14:05{text}");
            let want = format!("2026-03-12T08:00:00Z {AT}");
            trial.stamps("lead-in", word, &entries, &want);
        }
    });
}

#[test]
fn marks_say_what_an_event_was() {
    in_all(|trial: &mut Trial| {
        let all = trial.language.markers.iter().chain(trial.language.lesser_markers);
        for (kind, words) in all {
            for word in *words {
                let text = trial.timeline(&format!("- 2026-03-12 14:05 – x ({word})"));
                trial.is("mark", word, &text, kind.name(), |pm| {
                    let kind = pm.timeline.events.first().and_then(|event| event.kind);
                    kind.map_or_else(String::new, |kind| kind.name().to_owned())
                });
            }
        }
    });
}

#[test]
fn columns_of_a_timeline_are_known() {
    in_all(|trial: &mut Trial| {
        let language = trial.language;
        let time = language.time_columns.first().copied().unwrap_or("time");
        let event = first(language.event_columns, &EventColumn::Event);
        let table = |titles: [&str; 3]| {
            let [time, second, event] = titles;
            trial_table(time, second, event)
        };
        let read = |pm: &Postmortem| {
            let event = pm.timeline.events.first();
            event.map_or_else(String::new, |event| {
                let at = event.moment.map_or_else(String::new, |moment| moment.at.to_string());
                let until = event.until.map(|moment| format!(" until {}", moment.at));
                let actor = event.actor.as_deref().map(|actor| format!(" by {actor}"));
                format!("{at}{}{}", until.unwrap_or_default(), actor.unwrap_or_default())
            })
        };
        let actor = first(language.event_columns, &EventColumn::Actor);
        let by = format!("{AT} by Ann");
        for word in language.time_columns {
            let text = trial.timeline(&table([word, actor, event]));
            trial.is("column of times", word, &text, &by, read);
        }
        for (column, words) in language.event_columns {
            for word in *words {
                let titles = match column {
                    EventColumn::Half => continue,
                    EventColumn::Actor => [time, word, event],
                    EventColumn::Event => [time, actor, word],
                };
                let text = trial.timeline(&table(titles));
                trial.is("column of events", word, &text, &by, read);
            }
        }
        for word in language.until_columns {
            let rows = "| 2026-03-12 14:05 | 15:05 | x |";
            let text = trial.timeline(&format!("| {time} | {word} | {event} |\n|-|-|-|\n{rows}"));
            let want = format!("{AT} until 2026-03-12T15:05:00Z");
            trial.is("column of ends", word, &text, &want, read);
        }
        for word in language.date_columns {
            let rows = "| 2026-03-12 | 14:05 | x |";
            let text = trial.timeline(&format!("| {word} | {time} | {event} |\n|-|-|-|\n{rows}"));
            trial.is("column of dates", word, &text, AT, read);
        }
    });
}

fn trial_table(time: &str, second: &str, event: &str) -> String {
    format!("| {time} | {second} | {event} |\n|-|-|-|\n| 2026-03-12 14:05 | Ann | The words |")
}
