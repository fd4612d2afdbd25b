//! The page of a folder: a card for each deck, newest first, with the first slides as a picture
//! ([`super::strip`]).

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use handlebars::Handlebars;
use jiff::civil::Date;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::report;
use crate::source::front_matter::DocumentKind;
use crate::theme::{registry, vendor};

/// The page, with places for values.
const PAGE: &str = include_str!("../../../themes/runtime/index.hbs");
const STYLE: &str = include_str!("../../../themes/runtime/index.css");

/// What is said of a folder that holds more than is served ([`Progress::CutShort`]).
pub const CUT_SHORT: &str = "this folder holds more than is served: at most 2,000 documents in \
    4,000 folders, eight folders deep";

/// A deck on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeckCard {
    /// The document's path below the folder, with `/`, as it is shown.
    pub path: String,
    /// The path of the deck's address, encoded, with `/` at its end: `/deck/incident.md/`.
    pub address: String,
    /// The title.
    pub title: String,
    /// The day of the meeting, as the author wrote it.
    pub date: Option<String>,
    /// The same day as a date.
    pub day: Option<Date>,
    /// The status, as the author wrote it.
    pub status: Option<String>,
    /// What the document is; none when it is too broken to tell.
    pub kind: Option<DocumentKind>,
    /// How many slides there are; 0 when the deck was never built.
    pub slides: usize,
    /// Changes when the first slides do ([`super::strip::version`]); empty when the deck was never
    /// built.
    pub version: String,
    /// How many errors and warnings there are; none for viewers, who see none.
    pub problems: Option<(usize, usize)>,
    /// Whether the last build failed.
    pub failed: bool,
    /// The first error in one line, `incident.md:7:13: error[…]: …`; none for viewers.
    pub error: Option<String>,
}

/// How far a folder was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// More decks are to come.
    Reading,
    /// These are all.
    Done,
    /// There is more than is served.
    CutShort,
}

/// What the page shows of a card.
#[derive(Debug, Serialize)]
struct CardView<'c> {
    path: String,
    href: String,
    title: String,
    date: Option<&'c str>,
    day: Option<String>,
    status: Option<String>,
    tone: &'static str,
    problems: Vec<Problems>,
    slides: String,
    strip: String,
    failed: bool,
    error: Option<&'c str>,
}

/// A number of problems of one kind.
#[derive(Debug, Serialize)]
struct Problems {
    kind: &'static str,
    text: String,
}

/// The decks of one folder.
#[derive(Debug, Serialize)]
struct Group<'c> {
    key: String,
    label: String,
    heading: String,
    cards: Vec<CardView<'c>>,
}

/// The values of the page.
#[derive(Debug, Serialize)]
struct View<'c> {
    name: String,
    policy: &'c str,
    /// A hash of everything that an open page cannot change in place.
    version: String,
    style: String,
    script: &'c str,
    count: String,
    reading: bool,
    empty: bool,
    groups: Vec<Group<'c>>,
}

/// The policy of the page: its own script, frames of its own server, nothing else.
#[must_use]
pub fn policy() -> String {
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; \
         font-src data:; \
         connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'",
        vendor::INDEX_HASH
    )
}

/// The page of a folder with its decks. `progress` says whether there may be more, `lead` is the
/// presenter's token, which its links keep, and `policy` stands in the page's head.
#[must_use]
pub fn page(
    name: &str,
    cards: &[DeckCard],
    progress: Progress,
    lead: Option<&str>,
    policy: &str,
) -> String {
    let is_reading = progress == Progress::Reading;
    let view = View {
        name: report::name(name),
        policy,
        version: version(),
        style: format!("{}{STYLE}", fonts()),
        script: registry::INDEX,
        count: count(cards.len(), progress),
        reading: is_reading,
        empty: cards.is_empty(),
        groups: groups(cards, lead),
    };
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    // The template is built in and a test fills it: this cannot fail.
    handlebars.render_template(PAGE, &view).unwrap_or_default()
}

fn count(cards: usize, progress: Progress) -> String {
    let decks = match cards {
        1 => "1 deck".to_owned(),
        n => format!("{n} decks"),
    };
    match (cards, progress) {
        (_, Progress::CutShort) => format!("{decks}; {CUT_SHORT}"),
        (0, Progress::Reading) => "reading the folder".into(),
        // The page says this in larger letters.
        (0, Progress::Done) => String::new(),
        (_, Progress::Reading) => format!("{decks} so far"),
        (_, Progress::Done) => decks,
    }
}

fn version() -> String {
    let mut hasher = DefaultHasher::new();
    (PAGE, STYLE, registry::INDEX).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The theme's fonts, so that a page looks like the decks on any machine.
pub(crate) fn fonts() -> String {
    let faces = [(400, vendor::FONT_400), (700, vendor::FONT_700)].map(|(weight, font)| {
        let data = BASE64_STANDARD.encode(font);
        format!(
            "@font-face{{font-family:\"Atkinson Hyperlegible Next\";font-weight:{weight};\
             font-display:block;\
             src:url(data:font/woff2;base64,{data})}}\n"
        )
    });
    faces.concat()
}

/// The cards by folder, the root's first; within a folder the newest first, then by path.
fn groups<'c>(cards: &'c [DeckCard], lead: Option<&str>) -> Vec<Group<'c>> {
    let mut folders: BTreeMap<&str, Vec<&DeckCard>> = BTreeMap::new();
    for card in cards {
        let folder = card.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(card);
    }
    let is_one = folders.len() == 1;
    let group = |(folder, mut cards): (&str, Vec<&'c DeckCard>)| {
        // A card without a day comes after all others.
        cards.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.path.cmp(&b.path)));
        let folder = report::name(folder);
        let label =
            if folder.is_empty() { "Decks".to_owned() } else { format!("Decks in {folder}") };
        Group {
            key: format!("folder:{folder}"),
            label,
            heading: if folder.is_empty() || is_one { String::new() } else { format!("{folder}/") },
            cards: cards.into_iter().map(|card| view(card, lead)).collect(),
        }
    };
    folders.into_iter().map(group).collect()
}

fn view<'c>(card: &'c DeckCard, lead: Option<&str>) -> CardView<'c> {
    let lead = lead.map(|token| format!("lead={}", utf8_percent_encode(token, NON_ALPHANUMERIC)));
    let href = match &lead {
        Some(lead) => format!("{}?{lead}", card.address),
        None => card.address.clone(),
    };
    let strip = match &lead {
        _ if card.version.is_empty() || card.slides == 0 => String::new(),
        Some(lead) => format!("{}strip?v={}&{lead}", card.address, card.version),
        None => format!("{}strip?v={}", card.address, card.version),
    };
    let number = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let (errors, warnings) = card.problems.unwrap_or_default();
    let problems = [("errors", errors, "error"), ("warnings", warnings, "warning")];
    let (status, tone) = status(card.status.as_deref());
    CardView {
        path: report::name(&card.path),
        href,
        title: if card.title.trim().is_empty() {
            report::name(&card.path)
        } else {
            card.title.clone()
        },
        date: card.date.as_deref(),
        day: card.day.map(|day| day.to_string()),
        status,
        tone,
        problems: problems
            .into_iter()
            .filter(|(_, n, _)| *n > 0)
            .map(|(kind, n, one)| Problems { kind, text: number(n, one) })
            .collect(),
        slides: match (card.slides, card.kind) {
            (0, _) => String::new(),
            (n, Some(DocumentKind::Postmortem)) => format!("postmortem, {}", number(n, "slide")),
            (n, _) => number(n, "slide"),
        },
        strip,
        failed: card.failed,
        error: card.error.as_deref().filter(|_| card.failed),
    }
}

/// A status as it is shown, and the class of its badge.
fn status(written: Option<&str>) -> (Option<String>, &'static str) {
    let Some(written) = written.map(str::trim).filter(|written| !written.is_empty()) else {
        return (None, "plain");
    };
    let tone = match written.to_lowercase().replace(['-', '_'], " ").as_str() {
        "draft" | "wip" | "work in progress" => "draft",
        "in review" | "review" | "under review" | "for review" => "review",
        "reviewed" | "approved" | "final" | "published" | "accepted" => "reviewed",
        _ => "plain",
    };
    // A badge has no room for a sentence.
    let mut shown: String = written.chars().take(40).collect();
    if shown.len() < written.len() {
        shown.push('…');
    }
    (Some(shown), tone)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn card(path: &str, date: Option<(&str, Date)>) -> DeckCard {
        DeckCard {
            path: path.into(),
            address: format!("/deck/{path}/"),
            title: format!("Title of {path}"),
            date: date.map(|(written, _)| written.to_owned()),
            day: date.map(|(_, day)| day),
            status: Some("In review".into()),
            kind: Some(DocumentKind::Postmortem),
            slides: 14,
            version: "v1".into(),
            problems: Some((0, 2)),
            failed: false,
            error: None,
        }
    }

    fn order(page: &str) -> Vec<&str> {
        page.split("data-key=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn folders_then_dates_then_paths() {
        let cards = [
            card("b/1.md", None),
            card("b/3.md", Some(("2024-03-01", date(2024, 3, 1)))),
            card("z.md", Some(("March 3, 2024", date(2024, 3, 3)))),
            card("a.md", None),
            card("b/2.md", Some(("2024-03-01 14:00", date(2024, 3, 1)))),
            card("y.md", Some(("2024-03-04", date(2024, 3, 4)))),
        ];
        let page = page("decks", &cards, Progress::Done, None, &policy());
        assert_eq!(
            order(&page),
            ["folder:", "y.md", "z.md", "a.md", "folder:b", "b/2.md", "b/3.md", "b/1.md"]
        );
        assert!(page.contains("<time datetime=\"2024-03-03\"><bdi>March 3, 2024</bdi></time>"));
        assert!(
            page.contains("6 decks")
                && page.contains("postmortem, 14 slides")
                && page.contains("2 warnings")
        );
        assert!(
            page.contains("<span class=\"badge review\"><bdi>In review</bdi></span>")
                && !page.contains("0 errors")
        );
    }

    #[test]
    fn links_keep_the_token() {
        let with = page("decks", &[card("a.md", None)], Progress::Done, Some("T-1"), "p");
        assert!(
            with.contains("href=\"/deck/a.md/?lead&#x3D;T%2D1\"")
                && with.contains("v1&amp;lead&#x3D;"),
            "{with}"
        );
        assert!(!page("decks", &[card("a.md", None)], Progress::Done, None, "p").contains("lead"));
    }

    #[test]
    fn nasty_names_stay_text() {
        let nasty = "a \" ' & <b>.md";
        let mut bad = card(nasty, None);
        bad.date = Some("<i>".into());
        bad.title = "</title><script>alert(1)</script>".into();
        bad.status = Some("\"><img src=x>".into());
        bad.failed = true;
        bad.error = Some("<b>.md:1:1: error".into());
        bad.address = "/deck/a%20%22%20%27%20%26%20%3Cb%3E.md/".into();
        let page = page("</h1><script>", &[bad], Progress::Done, None, &policy());
        assert_eq!(page.matches("<script>").count(), 1, "its own");
        assert!(!page.contains("<img") && !page.contains("<i>") && !page.contains("<b>"));
        assert!(page.contains(registry::INDEX), "the script is the one that was hashed");
    }

    #[test]
    fn what_is_missing_is_not_asked_for() {
        let mut broken = card("a.md", None);
        (broken.slides, broken.version, broken.failed) = (0, String::new(), true);
        broken.error = Some("a.md:2:1: error[data/syntax]: no".into());
        let failed = page("decks", &[broken], Progress::Done, None, "p");
        assert!(!failed.contains("<iframe") && failed.contains("error[data/syntax]: no"));
        assert!(
            page("decks", &[], Progress::Done, None, "p").contains("No decks in this folder yet")
        );
        let reading = page("decks", &[], Progress::Reading, None, "p");
        assert!(reading.contains("Looking for decks") && reading.contains("reading the folder"));
        assert!(policy().contains(vendor::INDEX_HASH) && !policy().contains("http"));
    }

    #[test]
    fn tones() {
        for (written, tone) in [
            ("Draft", "draft"),
            ("in-review", "review"),
            ("REVIEWED", "reviewed"),
            ("closed", "plain"),
        ] {
            assert_eq!(status(Some(written)), (Some(written.to_owned()), tone));
        }
        assert_eq!(status(Some("  ")).0, None);
    }
}
