//! Figures: nothing covers anything, nothing lies outside, nothing is missing, whatever the data.

use std::sync::LazyLock;

use proptest::prelude::*;
use whydeck::figure::chart::{Across, Chart, Series};
use whydeck::figure::timeline::{PhasePoint, Point, TimelineFigure};
use whydeck::figure::tree::{Card, Leaf, Reveal, Statement, StatementKind};
use whydeck::figure::{Drawing, Frame, HEIGHT, Rect, chart, timeline, tree};
use whydeck::theme::metrics::Metrics;

const WIDTH: f64 = 1160.0;

/// The default theme's fonts, as the decks measure with.
static METRICS: LazyLock<Metrics> = LazyLock::new(Metrics::default);

fn frame() -> Frame<'static> {
    Frame { id: "f", title: "A <figure> & more", width: WIDTH, height: HEIGHT, text: &*METRICS }
}

/// What is wrong with a drawing.
fn problems(drawing: &Drawing) -> Vec<String> {
    let mut out = Vec::new();
    let all = Rect { x: 0.0, y: 0.0, width: WIDTH, height: drawing.height };
    for (index, one) in drawing.boxes.iter().enumerate() {
        if !all.grown(1.0).holds(one) {
            out.push(format!("{one:?} is outside"));
        }
        for other in &drawing.boxes[index + 1..] {
            if one.grown(-0.5).overlaps(&other.grown(-0.5)) {
                out.push(format!("{one:?} covers {other:?}"));
            }
        }
    }
    if drawing.height > HEIGHT + 0.5 {
        out.push(format!("{} px high", drawing.height));
    }
    let svg = &drawing.svg;
    for size in svg
        .split("font-size=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok())
    {
        if size < 18.0 {
            out.push(format!("letters of {size} px"));
        }
    }
    if svg.contains("<script")
        || svg.contains("NaN")
        || svg.contains("inf") && svg.contains("\"inf")
    {
        out.push("not a number, or a script".to_owned());
    }
    out
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,12}( [a-z]{1,12}){0,14}",
        "\\PC{0,80}",
        Just("<script>alert(1)</script> & \"x\"".to_owned())
    ]
}

fn kind() -> impl Strategy<Value = timeline::Kind> {
    use timeline::Kind::{Detected, End, Mitigated, Other, Resolved, Start};
    prop_oneof![10 => Just(Other), 1 => Just(Start), 1 => Just(Detected), 1 => Just(Mitigated), 1 => Just(Resolved), 1 => Just(End)]
}

fn a_timeline() -> impl Strategy<Value = TimelineFigure> {
    let span = prop_oneof![
        Just(0_i64),
        Just(40),
        Just(3_600),
        Just(86_400),
        Just(9_000_000),
        Just(400_000_000)
    ];
    span.prop_flat_map(|span| {
        let event = (0..=span, words(), kind(), any::<bool>(), any::<bool>()).prop_map(
            |(at, text, kind, day_only, inferred)| Point {
                at: 1_700_000_000 + at,
                day_only,
                approximate: day_only,
                text,
                kind,
                inferred,
            },
        );
        let phases = proptest::array::uniform4(proptest::option::of(
            (0..=span).prop_map(|at| 1_700_000_000 + at),
        ));
        (proptest::collection::vec(event, 1..60), phases, any::<bool>()).prop_map(
            |(events, phases, dated)| TimelineFigure {
                events,
                phases: phases.map(|phase| phase.map(|at| PhasePoint { at, read: at % 2 == 0 })),
                zone: jiff::tz::TimeZone::UTC,
                dated,
                rest: "all are below".to_owned(),
            },
        )
    })
}

fn a_card() -> impl Strategy<Value = Card> {
    let leaf = words().prop_map(|text| Card {
        sections: vec![Statement { role: StatementKind::Answer, text }],
        leaf: Leaf::RootCause,
        children: Vec::new(),
    });
    leaf.prop_recursive(5, 40, 4, |inner| {
        (words(), words(), proptest::collection::vec(inner, 0..4)).prop_map(
            |(answer, question, below)| Card {
                sections: vec![
                    Statement { role: StatementKind::Answer, text: answer },
                    Statement { role: StatementKind::Question, text: question },
                ],
                leaf: if below.is_empty() { Leaf::Open } else { Leaf::None },
                children: below.into_iter().map(|card| (1, card)).collect(),
            },
        )
    })
}

fn a_chart() -> impl Strategy<Value = Chart> {
    let value =
        proptest::option::weighted(0.9, prop_oneof![-1e3..1e3, 0.0..1.0, Just(0.0), Just(1e12)]);
    let kind =
        prop_oneof![Just(chart::Kind::Line), Just(chart::Kind::Area), Just(chart::Kind::Bar)];
    let rows = proptest::collection::vec(proptest::collection::vec(value, 1..40), 1..5);
    (kind, rows, 0..3_usize, words(), any::<bool>()).prop_map(|(kind, rows, across, name, unit)| {
        let count = rows[0].len();
        let across = match across {
            0 => Across::Numbers,
            1 => Across::Times { zone: jiff::tz::TimeZone::UTC, dated: true },
            _ => Across::Names((0..count).map(|number| format!("{name} {number}")).collect()),
        };
        let step = if matches!(across, Across::Times { .. }) { 600.0 } else { 1.0 };
        let points = |row: &Vec<Option<f64>>| {
            (0..count).map(|at| (at as f64 * step, row.get(at).copied().flatten())).collect()
        };
        let series = rows
            .iter()
            .enumerate()
            .map(|(n, row)| Series { name: format!("series {n}"), points: points(row) });
        Chart {
            kind,
            across,
            series: series.collect(),
            markers: vec![(0.0, "start".to_owned()), (step, "deployed again".to_owned())],
            unit: if unit { "ms".to_owned() } else { String::new() },
            x_title: name,
            y_title: String::new(),
        }
    })
}

#[test]
fn long_values_of_two_bars_side_by_side_stay_off_each_other() {
    let series = |name: &str| Series {
        name: name.to_owned(),
        points: vec![(0.0, Some(1_000_000_000_000.0))],
    };
    let data = Chart {
        kind: chart::Kind::Bar,
        across: Across::Numbers,
        series: vec![series("a"), series("b")],
        markers: Vec::new(),
        unit: String::new(),
        x_title: "x".to_owned(),
        y_title: String::new(),
    };
    let drawing = chart::draw(&data, &frame()).expect("values");
    assert_eq!(problems(&drawing), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_timeline_has_every_event_and_no_words_on_others(data in a_timeline()) {
        let drawing = timeline::draw(&data, &frame()).expect("events");
        prop_assert_eq!(problems(&drawing), Vec::<String>::new());
        // Discs, and markers of other shapes.
        let count = |what: &str| drawing.svg.matches(what).count();
        let markers = count("<circle") + count("Z\" fill=");
        prop_assert_eq!(markers, data.events.len());
        if drawing.shown < data.events.len() {
            let told = format!("{} of {} events; all are below", drawing.shown, data.events.len());
            prop_assert!(drawing.svg.contains(&told));
        }
        prop_assert_eq!(timeline::draw(&data, &frame()), Some(drawing));
    }

    #[test]
    fn a_tree_has_every_card_in_its_parts(roots in proptest::collection::vec(a_card(), 1..5)) {
        let parts = tree::parts(&roots, &frame());
        let all = parts.iter().map(|part| {
            let drawing = tree::draw(part, Reveal::Stepwise, &frame());
            prop_assert_eq!(problems(&drawing), Vec::<String>::new());
            Ok(drawing.shown)
        }).collect::<Result<Vec<usize>, _>>()?;
        let count: usize = roots.iter().map(Card::count).sum();
        prop_assert!(all.iter().sum::<usize>() >= count, "{all:?} of {count}");
        prop_assert_eq!(tree::parts(&roots, &frame()), parts);
    }

    #[test]
    fn a_chart_has_every_point_and_no_words_on_others(data in a_chart()) {
        let has_values = data.range().is_some();
        let Some(drawing) = chart::draw(&data, &frame()) else {
            prop_assert!(!has_values);
            return Ok(());
        };
        prop_assert_eq!(problems(&drawing), Vec::<String>::new());
        if data.kind == chart::Kind::Bar {
            let values = data.series.iter().flat_map(|series| &series.points).filter(|(_, value)| value.is_some()).count();
            let swatches = if data.series.len() > 1 { data.series.len() } else { 0 };
            prop_assert_eq!(drawing.svg.matches("<rect").count(), values + swatches);
        }
        prop_assert_eq!(chart::draw(&data, &frame()), Some(drawing));
    }
}

#[test]
fn important_events_come_first() {
    let event = |minute: i64, kind| Point {
        at: minute * 60,
        text: format!("minute {minute} of a long night"),
        kind,
        ..Point::default()
    };
    let events = (0..200).map(|minute| {
        event(minute, if minute == 77 { timeline::Kind::Detected } else { timeline::Kind::Other })
    });
    let data = TimelineFigure {
        events: events.collect(),
        phases: [None; 4],
        zone: jiff::tz::TimeZone::UTC,
        dated: false,
        rest: String::new(),
    };
    let drawing = timeline::draw(&data, &frame()).expect("events");
    assert!(drawing.svg.contains("01:17 detected"), "{}", drawing.svg);
    assert!((8..40).contains(&drawing.shown), "{}", drawing.shown);
}
