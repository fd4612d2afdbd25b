//! Times that contradict each other, and such as only seem to.

use super::with;

/// The lines of the problems with times.
fn wrong(text: &str) -> Vec<usize> {
    with(text, |_, sources, diagnostics| {
        let codes = ["timeline/disagreement", "timeline/order"];
        let of_times = diagnostics.iter().filter(|it| codes.contains(&it.code));
        of_times.filter_map(|it| Some(sources.position(it.span?).line)).collect()
    })
}

#[test]
fn support_hours_count_from_their_window() {
    let text = |said: &str, to: &str| {
        format!(
            "# T\n\n- Time to resolve: {said}\n\n## Timeline\n\n- 2024-05-03 14:00 a (start)\n- {to} b (resolved)\n"
        )
    };
    // 3 May 2024 is a Friday.
    let monday = "2024-05-06 12:15";
    for (said, to, lines) in [
        ("5h 15m (support hours 09:00-17:00)", "2024-05-04 11:15", vec![]),
        ("6h 15m (support hours 09:00-17:00)", monday, vec![]),
        ("22h 15m (in support hours, 09:00 to 17:00)", monday, vec![]),
        ("5h 15m (support hours 09:00-17:00)", monday, vec![3]),
        ("5h 15m (support hours)", monday, vec![]),
        ("about 5h (support hours 09:00-17:00)", monday, vec![]),
    ] {
        assert_eq!(wrong(&text(said, to)), lines, "{said}");
    }
}

#[test]
fn a_declaration_a_year_before_the_detection_is_mistyped() {
    let text = |declared: &str| {
        format!(
            "# T\n\n- Time to repair: 3h\n\n## Timeline\n\n- Detected 2024-01-05 09:00\n- Incident declared {declared}\n- Repaired 2024-01-05 12:00\n"
        )
    };
    assert_eq!(wrong(&text("2023-01-05 09:10")), [8]);
    assert_eq!(wrong(&text("2024-01-05 09:10")), Vec::<usize>::new());
    // Somebody may declare it before the tests find out, too.
    assert_eq!(wrong(&text("2024-01-05 08:50")), Vec::<usize>::new());
}

#[test]
fn a_stated_detection_contradicts_the_entry_of_the_page() {
    let text = |said: &str, entry: &str| {
        format!(
            "# T\n\n- Time to detection: {said}\n\n## Timeline\n\n- 2024-05-03 10:00 logins fail (start)\n- 10:20 {entry}\n- 10:45 the team fixes it\n- 11:00 all logins work (resolved)\n"
        )
    };
    assert_eq!(wrong(&text("25 min", "The on-call engineer is paged")), [3]);
    for (said, entry) in [
        ("20 min", "The on-call engineer is paged"),
        ("about 25 min", "The on-call engineer is paged"),
        // Somebody else may have noticed.
        ("45 min", "The on-call engineer is paged"),
        ("5 min", "The on-call engineer is paged"),
        ("25 min", "Nobody is paged"),
    ] {
        assert_eq!(wrong(&text(said, entry)), Vec::<usize>::new(), "{said}: {entry}");
    }
}
