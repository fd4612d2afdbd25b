//! When entries were: days, zones and clocks that their stamps leave to the rest of the document.

use super::{moments, with};
use crate::markdown::plain_text;

const TITLE: &str = "# Baker offline (2025-06-02)\n\n## Summary\n\nNo bread.\n\n";

/// The moments and the codes of what is said about them.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    with(text, |pm, _, told| {
        let codes = told.iter().map(|problem| problem.code.to_string());
        // These documents mark no phases.
        let about_times =
            |code: &String| code.starts_with("timeline/") && code != "timeline/phases";
        let codes = codes.filter(about_times).collect();
        (moments(pm), codes)
    })
}

/// The moments of a timeline below the title, as `day hour:minute` in UTC.
fn entries(timeline: &str) -> Vec<String> {
    short(&read(&format!("{TITLE}## Timeline\n\n{timeline}")).0)
}

fn short(moments: &[String]) -> Vec<String> {
    let short = |at: &String| at.get(5..16).map_or(at.clone(), |at| at.replace('T', " "));
    moments.iter().map(short).collect()
}

fn words(timeline: &str) -> Vec<String> {
    with(&format!("{TITLE}## Timeline\n\n{timeline}"), |pm, _, _| {
        let events = pm.timeline.events.iter();
        events.map(|e| e.blocks.iter().map(|b| plain_text(b)).collect()).collect()
    })
}

#[test]
fn stamps_may_stand_at_the_end_of_entries() {
    let full = "- Oven goes cold 2025-06-02 11:45\n- Seen: 2025-06-02 11:51 UTC\n- Nobody slept\n";
    assert_eq!(entries(full), ["06-02 11:45", "06-02 11:51", "-"]);
    assert_eq!(words(full), ["Oven goes cold", "Seen", "Nobody slept"]);
    let times = "- Oven goes cold at 11:45\n- Baker woken, 11:51\n- Nobody slept\n";
    assert_eq!(entries(times), ["06-02 11:45", "06-02 11:51", "-"]);
    let label = "- Seen: 2025-06-02 11:51 by the baker\n";
    assert_eq!(
        (entries(label), words(label)),
        (vec!["06-02 11:51".into()], vec!["Seen: by the baker".into()])
    );
    let prose = "- The oven was cold until 11:45\n- Nobody slept\n- It was bad\n";
    assert!(entries(prose).is_empty());
}

#[test]
fn days_may_come_without_a_year() {
    let list = "- [06-02 14:54] a\n- 06/02 15:01 – b\n- Jun 2, 3:30 PM – c\n- Tue 16:10 – d\n\
                - Day 3, 08:00 – e\n- next day 00:10 f\n- the following morning, 07:30: g\n";
    let want = ["06-02 14:54", "06-02 15:01", "06-02 15:30", "06-03 16:10", "06-04 08:00"];
    assert_eq!(entries(list)[..5], want);
    assert_eq!(entries(list)[5..], ["06-05 00:10", "06-06 07:30"]);
    let headings =
        "#### 06/02\n\n- 23:54 a\n\n#### Tuesday\n\n- 01:00 b\n\n#### Day 3\n\n- 02:00 c\n";
    assert_eq!(entries(headings), ["06-02 23:54", "06-03 01:00", "06-04 02:00"]);
    let days = "## Timeline\n\n### Day 0: Monday 2025-06-02\n\n- 10:00 a\n\n### Day 1\n\n- 11:00 b\n\n\
                ### Day 2 – the rest\n\n- 12:00 c\n";
    assert_eq!(short(&read(days).0), ["06-02 10:00", "06-03 11:00", "06-04 12:00"]);
}

#[test]
fn the_year_stands_elsewhere_or_nowhere() {
    let list = "## Timeline\n\n- 12/31 23:50 a\n- 01/01 00:10 b\n";
    let of = |title: &str| read(&format!("# {title}\n\n## Summary\n\nx\n\n{list}"));
    assert_eq!(of("Down in December 2024").0, ["2024-12-31T23:50:00Z", "2025-01-01T00:10:00Z"]);
    let (moments, codes) = of("Down");
    let minutes = |at: &str| at.parse::<jiff::Timestamp>().expect("a timestamp").as_second() / 60;
    assert_eq!(minutes(&moments[1]) - minutes(&moments[0]), 20);
    assert_eq!(codes, ["timeline/date"]);
    with(&format!("# Down\n\n## Summary\n\nx\n\n{list}"), |pm, _, _| {
        assert!(pm.timeline.events.iter().all(|e| e.moment.is_some_and(|m| !m.day_known)));
    });
    let neighbour = "## Timeline\n\n- 06/02 10:00 a\n- 2023-06-02 11:00 b\n";
    assert_eq!(read(neighbour).0[0], "2023-06-02T10:00:00Z");
}

#[test]
fn one_date_decides_which_number_is_the_month() {
    let list = "## Timeline\n\n- 03/04/2025 10:00 a\n- 03/04/2025 11:00 b\n";
    assert_eq!(short(&read(list).0), ["03-04 10:00", "03-04 11:00"]);
    let decided = format!("## Summary\n\nWritten on 25/04/2025.\n\n{list}");
    assert_eq!(short(&read(&decided).0), ["04-03 10:00", "04-03 11:00"]);
    assert_eq!(short(&read("## Timeline\n\n- 03.04.2025 10:00 a\n").0), ["04-03 10:00"]);
    let lines = "# Oven\n\nIncident date: 03/04/2025\n\n## Summary\n\nMended on 25/04/2025.\n\n";
    assert_eq!(short(&read(&format!("{lines}## Timeline\n\n- 10:00 a\n")).0), ["04-03 10:00"]);
    let torn = "## Timeline\n\n- 2025-04-03 10:00 a\n- 03/04/2025 11:00 b\n";
    assert!(read(torn).1.contains(&"timeline/day-order".to_owned()));
    assert!(!read(list).1.contains(&"timeline/day-order".to_owned()));
}

#[test]
fn ranges_keep_their_end() {
    let list = "- 2025-06-02 09:10-09:45 a\n- 2025-06-02 23:30 – 00:15 b\n- 2025-06-03 10:00 – 2025-06-04 09:00 c\n\
                - 2025-06-05 – 2025-06-07: d\n- 16:10 e\n";
    with(&format!("{TITLE}## Timeline\n\n{list}"), |pm, _, _| {
        let ends = pm.timeline.events.iter().map(|e| e.until.map(|m| m.at.to_string()));
        let ends: Vec<String> = ends.map(Option::unwrap_or_default).collect();
        let want = ["06-02 09:45", "06-03 00:15", "06-04 09:00", "06-07 00:00", ""];
        assert_eq!(short(&ends), want);
    });
    let starts = ["06-02 09:10", "06-02 23:30", "06-03 10:00", "06-05 00:00", "06-05 16:10"];
    assert_eq!(entries(list), starts);
}

#[test]
fn a_date_alone_belongs_to_no_zone_and_a_date_in_brackets_to_its_row() {
    let list = "- 2025-05-03: a\n- 2025-06-02 7:09 AM Eastern: b\n";
    with(&format!("{TITLE}## Timeline\n\n{list}"), |pm, _, _| {
        let day = pm.timeline.events[0].moment.map(|m| m.at.to_zoned(pm.zone.clone()));
        assert_eq!(day.map(|day| day.date().to_string()).as_deref(), Some("2025-05-03"));
    });
    let list =
        "### 2025-06-02\n\n- 10:00 (2025-05-28) a\n- 10:05 b\n- 2025-05-30 11:00 c\n- 10:10 d\n";
    assert_eq!(entries(list), ["05-28 10:00", "06-02 10:05", "05-30 11:00", "06-02 10:10"]);
}

#[test]
fn a_zone_that_is_named_once_serves_all() {
    let seven = ["06-02 16:00", "06-02 16:05"];
    let list = "- 9:00 AM a\n- 9:05 AM b\n";
    let at = |top: &str, below: &str| {
        short(&read(&format!("# Down 2025-06-02\n\n{top}## Timeline\n\n{list}{below}")).0[..2])
    };
    assert_eq!(at("All times in PDT (UTC-7).\n\n## Summary\n\nx\n\n", ""), seven);
    assert_eq!(at("**Incident start:** 2025-06-02 09:00 PDT\n\n## Summary\n\nx\n\n", ""), seven);
    assert_eq!(at("Timezone: Pacific time\n\n## Summary\n\nx\n\n", ""), seven);
    assert_eq!(at("## Impact\n\nNo bread. Times are in Pacific time.\n\n", ""), seven);
    assert_eq!(at("## Summary\n\nx\n\n", "- 9:10 AM PDT c\n"), seven);
    with(&format!("# Down\n\nAll times are PDT.\n\n## Timeline\n\n{list}"), |pm, _, _| {
        assert!(pm.sections.iter().all(|section| section.title == "Timeline"));
        assert_eq!(pm.timeline.remarks.len(), 1);
    });
}

#[test]
fn a_clock_of_twelve_hours_needs_no_halves() {
    let list = "- 11:50 a\n- 12:20 b\n- 1:15 c\n- 2:40 d\n";
    assert_eq!(entries(list), ["06-02 11:50", "06-02 12:20", "06-02 13:15", "06-02 14:40"]);
    let (_, codes) = read(&format!("{TITLE}## Timeline\n\n{list}"));
    assert!(codes.contains(&"timeline/half-day".to_owned()));
    let ranges = "- 11:50 a\n- 12:50-1:10 b\n- 1:15 c\n";
    assert_eq!(entries(ranges)[2], "06-02 13:15");
    with(&format!("{TITLE}## Timeline\n\n{ranges}"), |pm, _, _| {
        let end = pm.timeline.events[1].until.map(|end| end.at.to_string());
        assert_eq!(end.as_deref(), Some("2025-06-02T13:10:00Z"));
    });
    // These know the hours after noon.
    for list in ["- 13:50 a\n- 12:20 b\n- 1:15 c\n", "- 11:50 a\n- 12:20 b\n- 01:15 c\n"] {
        assert_eq!(entries(list).last().map(String::as_str), Some("06-03 01:15"));
    }
}

#[test]
fn what_looks_like_a_time_is_read_or_told() {
    let told = |list: &str| read(&format!("{TITLE}## Timeline\n\n{list}")).1;
    assert_eq!(told("- 10:00 UTC a\n- 10:1O b\n- 10:20 c\n"), ["timeline/stamp"]);
    assert!(told("- 10:00 UTC a\n- a ratio of 3:1\n- 24/7 help\n").is_empty());
    assert_eq!(told("- 10:00 UTC a\n- 10:155 b\n- 10:20 c\n"), ["timeline/stamp"]);
    assert_eq!(told("The oven was off from 10:00 to 10:20, and then on."), ["timeline/no-events"]);
    assert!(told("Nothing is known.").is_empty());
}

#[test]
fn a_section_that_is_full_of_times_is_a_timeline() {
    let list = "- **Key events**\n  - Seen 2025-06-02 09:00\n  - Mended 2025-06-02 10:00\n\n\
                - **Context**:\n  - 2025-06-02 08:00: cold\n  - 2025-06-02 08:10: colder\n  - 2025-06-02 09:30: warm\n";
    let (moments, codes) = read(&format!("# Oven\n\n{list}\n- **Impact**: no bread\n"));
    assert_eq!(short(&moments)[2..], ["06-02 08:00", "06-02 08:10", "06-02 09:30"]);
    assert!(!codes.contains(&"timeline/sorted".to_owned()));
}

#[test]
fn a_day_may_be_an_entry_with_its_list_below() {
    let list =
        "- **Day 1**\n  - 08:00 a\n- **Day 2**\n  - 07:00 b\n- **Day 4 (Thursday)**\n  - 06:00 c\n";
    assert_eq!(entries(list), ["06-02 08:00", "06-03 07:00", "06-05 06:00"]);
}

#[test]
fn a_table_may_have_a_column_of_ends() {
    let table = "| Start | End | What |\n|---|---|---|\n| 10:00 | 10:20 | a |\n| 10:30 | | b |\n";
    with(&format!("{TITLE}## Timeline\n\n{table}"), |pm, _, _| {
        let ends: Vec<bool> = pm.timeline.events.iter().map(|e| e.until.is_some()).collect();
        assert_eq!(ends, [true, false]);
    });
    assert_eq!(words(table), ["a", "b"]);
}

#[test]
fn a_table_in_html_is_one() {
    let table = "<table class=\"wrapped\">\n<tr><th>Time (UTC)</th><th>Event</th></tr>\n\
                 <tr><td><time>10:00</time></td><td><p>deploy&nbsp;goes<br/>out</p></td></tr>\n\
                 <tr><td>10:20</td><td>on-call &amp; Ann</td></tr>\n</table>\n";
    assert_eq!(entries(table), ["06-02 10:00", "06-02 10:20"]);
    assert_eq!(words(table), ["deploy\u{a0}goes out", "on-call & Ann"]);
    with(&format!("{TITLE}## Timeline\n\n{table}"), |pm, sources, _| {
        assert_eq!(sources.position(pm.timeline.events[1].span).line, 12);
    });
    assert!(entries("<table><tr><td>10:20</td></table>\n").is_empty());
    assert!(entries("<table><tr><td>a</td><td>b\n").is_empty());
}

#[test]
fn messages_of_a_chat_are_events() {
    let chat = "Ann Smith  10:32 AM\nthe deploy goes out\n\nBob  10:45 AM\n\nI was paged\n\n\
                Tuesday, June 3rd\n\nAnn Smith  9:01 AM\nall clear\n";
    assert_eq!(entries(chat), ["06-02 10:32", "06-02 10:45", "06-03 09:01"]);
    assert_eq!(words(chat), ["the deploy goes out", "I was paged", "all clear"]);
    with(&format!("{TITLE}## Timeline\n\n{chat}"), |pm, _, _| {
        assert_eq!(pm.timeline.events[1].actor.as_deref(), Some("Bob"));
    });
}

#[test]
fn a_second_account_begins_on_the_first_day() {
    let text = "# Oven (2025-06-02)\n\n## Key events\n\n- Seen 2025-06-02 11:00\n- Mended 2025-06-04 10:00\n\n\
                ## Context\n\n10:00 – cold\n\n10:10 – colder\n\n10:30 – warm\n";
    assert_eq!(short(&read(text).0)[2..], ["06-02 10:00", "06-02 10:10", "06-02 10:30"]);
}

#[test]
fn what_happened_is_a_timeline_where_it_is_a_list_of_times() {
    let kind = |blocks: &str| {
        let text = format!("# T\n\n## What happened\n\n{blocks}\n\n## Lessons\n\n- a\n");
        with(&text, |pm, _, _| pm.timeline.events.len())
    };
    assert_eq!(kind("- 10:00 cold\n- 10:10 colder\n- 10:30 warm"), 3);
    assert_eq!(kind("10:00 it was cold.\n\nAt 10:10 it was colder.\n\nAt 10:30 it was warm."), 0);
    assert_eq!(kind("- it was cold\n- 10:10 it was colder\n- nobody knew"), 0);
}
