//! Time and memory in proportion to the document: what was quadratic once, at sizes that took it
//! minutes. `benches/growth` measures many more shapes.

use std::time::{Duration, Instant};

use crate::support::project::{Outcome, Project};

/// These builds take a second or two, ten times that on a busy machine; what is quadratic takes
/// minutes.
const LIMIT: Duration = Duration::from_secs(60);

/// Builds a document in time, whatever warnings there are.
#[track_caller]
fn builds(name: &str, text: &str) -> (Project, Outcome) {
    let project = Project::new().file(name, text);
    let start = Instant::now();
    let outcome = project.whydeck(["build", name, "-o", "out.html", "--message-format", "short"]);
    let took = start.elapsed();
    assert!(
        outcome.code == 0 && took < LIMIT,
        "{took:?}, code {}: {:.400}",
        outcome.code,
        outcome.stderr
    );
    (project, outcome)
}

/// The same for a slide file.
#[track_caller]
fn slides(text: &str) -> (Project, Outcome) {
    builds("deck.md", &format!("---\nkind: slides\n---\n\n{text}\n"))
}

/// The same for a slide file whose slides are divided.
#[track_caller]
fn divided(text: &str) -> (Project, Outcome) {
    builds("deck.md", &format!("---\nkind: slides\nfit: split\n---\n\n## Much\n\n{text}\n"))
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| line(number) + "\n").collect()
}

#[test]
fn thousands_of_whys_are_drawn() {
    let whys = lines(3_000, |n| format!("- Why {n}?\n  - Answer {n}."));
    slides(&format!("```whys\n{whys}```"));
    builds("pm.md", &format!("---\nkind: postmortem\n---\n\n# A\n\n## Five whys\n\n{whys}"));
    let answers = lines(3_000, |n| format!("  - Answer {n}."));
    slides(&format!("```whys\n- Why?\n{answers}```"));
}

#[test]
fn tens_of_thousands_of_events_are_drawn() {
    let time = |n: usize| format!("{:02}:{:02}", n / 60 % 24, n % 60);
    for kind in ["", " (start)"] {
        let events = lines(120_000, |n| {
            format!("- {} event{}", time(n), if n % 2 == 0 { kind } else { "" })
        });
        slides(&format!("```timeline\n{events}```"));
    }
}

#[test]
fn a_text_of_thousands_of_pages_is_divided() {
    let text = "A sentence of some words. ".repeat(40_000);
    divided(&text);
    divided(&format!("- {text}"));
    divided(&lines(40_000, |_| "some words on a line".into()));
    divided(&"x".repeat(1_000_000));
    divided(&format!("```\n{}```", "let a = 1;\n".repeat(600_000)));
}

#[test]
fn long_headings_are_not_repeated_in_whole_on_each_page() {
    let long = "word ".repeat(10_000);
    let blocks = lines(2_000, |n| format!("Paragraph {n}.\n"));
    let table = format!("| {long} | b |\n|---|---|\n{}", lines(2_000, |n| format!("| {n} | c |")));
    for text in [format!("## {long}\n\n{blocks}"), table] {
        let (project, _) =
            builds("deck.md", &format!("---\nkind: slides\nfit: split\n---\n\n{text}\n"));
        let size = project.read("out.html").len();
        assert!(size < 10_000_000, "{size}");
    }
}

#[test]
fn tens_of_thousands_of_blocks_are_divided() {
    divided(&lines(60_000, |n| format!("Paragraph {n}.\n")));
}

#[test]
fn a_nest_of_html_loses_its_tags_and_keeps_its_text() {
    let (project, outcome) =
        slides(&format!("{}inside{}\n\nafter", "<div>".repeat(80_000), "</div>".repeat(80_000)));
    assert!(
        outcome.stderr.contains("deck.md:5:1: warning[source/tags]"),
        "{:.400}",
        outcome.stderr
    );
    let html = project.read("out.html");
    assert!(html.contains("inside") && html.contains("after"));
    for part in ["<ul>", "<details>", "<b>x<p>", "<a href=b><div>", "<table><b>"] {
        slides(&part.repeat(60_000));
    }
}

#[test]
fn formats_that_are_never_closed_do_not_fill_memory() {
    let (project, outcome) = slides(&lines(8_000, |n| format!("<font size={n}><p>text")));
    assert!(outcome.stderr.contains("source/tags"));
    assert!(project.read("out.html").len() < 10_000_000);
}

#[test]
fn tags_with_too_many_attributes_are_cut() {
    let attributes =
        |count: usize| (0..count).map(|n| format!("data-a{n}=\"b\" ")).collect::<String>();
    let (_, outcome) = slides(&format!("<div {}>x</div>", attributes(100_000)));
    assert!(outcome.stderr.contains("source/tags"));
    for comment in ["<!-- .slide: ", "text <!-- .element: "] {
        let (_, outcome) = slides(&format!("{comment}{} -->", attributes(100_000)));
        assert!(
            outcome.stderr.contains("warning[source/attributes]: only the first 100"),
            "{:.400}",
            outcome.stderr
        );
    }
    slides(&format!("text {}", "<!-- .element: class=\"fragment\" -->".repeat(60_000)));
}

#[test]
fn tens_of_thousands_of_pictures_have_their_places() {
    let (_, outcome) = slides(&lines(60_000, |n| format!("<img src=\"p{n}.png\"> text")));
    assert_eq!(outcome.stderr.matches("asset/missing").count(), 60_000);
    let (_, outcome) = slides(&lines(3, |n| format!("text <img src=\"p{n}.png\">\n")));
    let places: Vec<&str> =
        outcome.stderr.lines().filter_map(|line| line.split(": warning").next()).collect();
    assert_eq!(places[..3], ["deck.md:5:6", "deck.md:7:6", "deck.md:9:6"]);
}

#[test]
fn tens_of_thousands_of_footnotes_are_printed() {
    let count = 150_000;
    let references: String = (0..count).map(|n| format!("a[^{n}] ")).collect();
    slides(&format!("{references}\n\n{}", lines(count, |n| format!("[^{n}]: note {n}\n"))));
}

#[test]
fn a_long_footnote_is_not_repeated_without_end() {
    let slide = "text[^a]\n\n---\n\n".repeat(5_000);
    let (project, outcome) = slides(&format!("{slide}\n\n[^a]: {}", "long ".repeat(5_000)));
    assert_eq!(outcome.stderr.matches("warning[source/repeated]").count(), 1);
    let html = project.read("out.html");
    assert!(
        html.len() < 5_000_000 && html.contains("It stands on the first slide that refers to it.")
    );
}

#[test]
fn comments_find_their_elements_in_one_walk() {
    slides(&lines(80_000, |_| "word <!-- .element: class=\"fragment\" -->".into()));
}

#[test]
fn marks_may_nest() {
    slides(&format!("{}c{}", "*a **b ".repeat(30_000), "** d*".repeat(30_000)));
}

#[test]
fn quotes_nest_so_deep_and_no_deeper() {
    let text = format!("{} a", ">".repeat(200_000));
    let (_, outcome) = slides(&text);
    assert!(
        outcome.stderr.contains("deck.md:5:101: warning[source/nesting]"),
        "{:.400}",
        outcome.stderr
    );
    let (_, outcome) =
        builds("pm.md", &format!("---\nkind: postmortem\n---\n\n## Summary\n\n{text}\n"));
    assert!(
        outcome.stderr.contains("pm.md:7:101: warning[source/nesting]"),
        "{:.400}",
        outcome.stderr
    );
}

#[test]
fn containers_nest_so_deep_and_no_deeper() {
    let text = format!(
        "{}inside\n{}\nafter",
        lines(60_000, |_| ":::box".into()),
        lines(60_000, |_| ":::".into())
    );
    let (project, outcome) = slides(&text);
    assert!(
        outcome.stderr.contains("deck.md:43:1: warning[source/nesting]"),
        "{:.400}",
        outcome.stderr
    );
    assert!(
        !outcome.stderr.contains("unclosed") && project.read("out.html").contains("<p>after</p>")
    );
    builds("pm.md", &format!("---\nkind: postmortem\n---\n\n## Summary\n\n{text}\n"));
}

#[test]
fn a_table_of_thousands_of_columns_stands_as_text() {
    let row = |cell: &str| cell.repeat(60_000) + "|\n";
    let (project, outcome) = slides(&format!("{}{}{}", row("|a"), row("|-"), row("|b")));
    assert!(
        outcome.stderr.contains("deck.md:6:1: warning[source/columns]"),
        "{:.400}",
        outcome.stderr
    );
    assert!(!project.read("out.html").contains("<td>b"));
}

#[test]
fn a_long_line_of_code_has_no_colours() {
    let (project, outcome) =
        slides(&format!("```markdown\n{}\n```\n\n```rust\nlet a = 1;\n```", "*[`".repeat(60_000)));
    assert!(
        outcome.stderr.contains("info[source/line]: line 1 of this code has no colours"),
        "{:.400}",
        outcome.stderr
    );
    assert!(project.read("out.html").contains("<span class=\"hl-storage"));
}

#[test]
fn a_postmortem_is_read_in_one_pass() {
    let postmortem =
        |text: String| builds("pm.md", &format!("---\nkind: postmortem\n---\n\n# A\n\n{text}\n"));
    let (_, outcome) = postmortem(lines(8_000, |n| {
        format!(
            "{}- action {n} (from X-{})",
            ["", "## Actions\n\n"][usize::from(n == 0)],
            n % 4_999
        )
    }));
    assert_eq!(outcome.stderr.matches("trace/unknown").count(), 8_000);
    postmortem(format!(
        "## Summary\n\n{}",
        "It was lasting 1 hour, between 12:17 and 12:30 UTC. ".repeat(12_000)
    ));
    // Marks and stated lengths are compared with each other, sentences are searched for times.
    let marks = ["start", "detected", "resolved"];
    let entries = lines(3_000, |n| format!("- 2024-03-01 10:{:02} ({}) x", n % 60, marks[n % 3]));
    let lengths = lines(3_000, |n| format!("- Time to resolve: {} min", n % 50));
    postmortem(format!("## Timeline\n\n{entries}\n\n## Stats\n\n{lengths}"));
    postmortem(format!(
        "## Summary\n\n{}",
        "the outage began at 10:00, it took 5 min to ".repeat(8_000)
    ));
    builds(
        "pm.yaml",
        &format!("background: |\n{}", lines(60_000, |_| "  ```\n  code\n  ```\n".into())),
    );
}

#[test]
fn figures_find_their_places_in_one_pass() {
    slides(&lines(6_000, |_| "```chart\nt,v\n1,2\n3,4\n```\n".into()));
}

#[test]
fn coverage_looks_words_up() {
    let text = lines(30_000, |n| format!("Paragraph {n} of some words.\n"));
    let project = Project::new()
        .file("pm.md", format!("---\nkind: postmortem\n---\n\n## Background\n\n{text}"));
    let start = Instant::now();
    let outcome = project.whydeck(["build", "pm.md", "--coverage"]).exits(0);
    assert!(
        start.elapsed() < LIMIT && !outcome.stdout.contains("nowhere: "),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_figure_of_the_document_is_drawn_a_few_times_only() {
    let events = lines(500, |n| format!("- {:02}:{:02} event {n}", n / 60, n % 60));
    let whys = "- **Why a?** Because of b.\n  - **Why b?** Because of c.\n";
    let fences = "```timeline\n```\n\n```whys\n```\n\n".repeat(500);
    let (project, outcome) = builds(
        "pm.md",
        &format!(
            "---\nkind: postmortem\n---\n\n# A\n\n## Root cause\n\n{fences}\n\n## Timeline\n\n\
             {events}\n\n## Five whys\n\n{whys}\n"
        ),
    );
    let html = project.read("out.html");
    assert!(html.len() < 15_000_000, "{}", html.len());
    assert!(html.contains("This figure stands on "));
    assert_eq!(outcome.stderr.matches("warning[figure/repeated]").count(), 2);
}

#[test]
fn values_of_one_long_line_find_their_places_in_one_pass() {
    // What was read again for each value is long here, so that fewer values show it.
    let pad = "x".repeat(5_000_000);
    let references = vec!["!!str a"; 10_000].join(",");
    builds("pm.yaml", &format!("{{kind: postmortem, x: {pad}, references: [{references}]}}\n"));
    let events = vec!["{at: '10:00', text: abc}"; 5_000].join(",");
    builds("pm.yaml", &format!("{{kind: postmortem, x: {pad}, timeline: [{events}]}}\n"));
}

#[test]
fn a_message_shows_a_part_of_a_long_line() {
    for wide in ["漢字", "a\u{301}", "ab"] {
        let line = format!("{0}![x](no.png){0}", wide.repeat(50_000));
        let project = Project::new().file("deck.md", format!("---\nkind: slides\n---\n\n{line}\n"));
        let outcome = project.whydeck(["build", "deck.md", "-o", "out.html"]).exits(0);
        let column = wide.chars().count() * 50_000 + 1;
        assert!(outcome.stderr.len() < 5_000, "{}", outcome.stderr.len());
        assert!(outcome.stderr.contains(&format!("deck.md:5:{column}")), "{}", outcome.stderr);
        assert!(outcome.stderr.contains("no.png"), "{}", outcome.stderr);
    }
}
