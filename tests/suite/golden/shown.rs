//! A deck as text that people can read: each slide a block, each element of a figure a line.

use std::fmt::Write as _;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

/// Stands for a slide that the case `teaching` shows.
const ELSEWHERE: &str = "<!-- teaching: see golden/teaching -->\n";

/// A deck to read: one block a slide. Of a slide that is among the teaching ones, only that.
pub(super) fn page(deck: &Value, teaching: &[Value]) -> String {
    let text = |of: &Value, key: &str| of[key].as_str().unwrap_or_default().to_owned();
    let mut out = format!(
        "<!-- {} ({}): \"{}\", {} -->\n",
        text(deck, "kind"),
        text(deck, "because"),
        text(deck, "title"),
        text(deck, "lang"),
    );
    for slide in deck["slides"].as_array().expect("slides") {
        let id = text(slide, "id");
        let title = text(slide, "title").replace('\n', "⏎");
        let _ = writeln!(out, "\n<!-- {}/{} #{id} {title} -->", slide["column"], slide["row"]);
        if teaching.iter().any(|other| is_same(slide, other)) {
            out.push_str(ELSEWHERE);
            continue;
        }
        let attributes = text(slide, "attributes");
        if !attributes.is_empty() {
            let _ = writeln!(out, "<section {attributes}>");
        }
        out.push_str(&text(slide, "html"));
        if let Some(notes) = slide["notes"].as_str() {
            let _ = writeln!(out, "<aside class=\"notes\">\n{notes}</aside>");
        }
    }
    let page = in_lines(&without_data(&with_assets(out, deck)));
    assert!(!page.contains(['\u{FDD0}', '\u{FDD1}']), "a private token is left in:\n{page}");
    page
}

/// Whether two slides show and say the same, wherever they stand.
fn is_same(slide: &Value, other: &Value) -> bool {
    ["title", "attributes", "html", "notes"].iter().all(|key| slide[key] == other[key])
}

/// A row of a table that is longer has a line for each cell.
const ROW: usize = 200;
/// What begins a line in a figure.
const FIGURE_TAGS: &str = "svg /svg title desc g /g path rect text circle div /div table /table \
    caption thead /thead tbody /tbody tr /figure";

/// The same with line breaks in figures, which come in one line, and in long rows of tables.
fn in_lines(html: &str) -> String {
    let mut out = String::new();
    for line in html.split_inclusive('\n') {
        if line.starts_with("<figure class=\"wd-figure\">") {
            for part in line.split_inclusive('>') {
                let tag = part.strip_prefix('<').unwrap_or_default();
                let name = tag.split([' ', '>']).next().unwrap_or_default();
                if out.ends_with('>') && FIGURE_TAGS.split(' ').any(|known| known == name) {
                    out.push('\n');
                }
                out.push_str(part);
            }
        } else if line.starts_with("<tr>") && line.len() > ROW {
            out.push_str(&line.replace("><td", ">\n<td"));
        } else {
            out.push_str(line);
        }
    }
    out
}

/// `asset:0` as `[asset image/png 123 bytes]`.
fn with_assets(html: String, deck: &Value) -> String {
    let assets = deck["assets"].as_array().expect("assets");
    // From the last on: `asset:1` begins the name of `asset:10`.
    assets.iter().rev().fold(html, |html, asset| {
        let name = asset["name"].as_str();
        let kind = asset["mediaType"].as_str();
        let shown = format!("[asset {} {} bytes]", kind.expect("a media type"), asset["bytes"]);
        html.replace(name.expect("a name"), &shown)
    })
}

/// Data addresses as `[data image/png 123 bytes]`, or by their words when they are SVG.
fn without_data(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("data:image/") {
        out.push_str(before);
        let end = after.find(['"', ')', ' ', '<', '\'']).unwrap_or(after.len());
        let (address, behind) = after.split_at(end);
        let (kind, content) = address.split_once(";base64,").unwrap_or((address, ""));
        let bytes = BASE64_STANDARD.decode(content).unwrap_or_default();
        let words = match String::from_utf8(bytes) {
            Ok(svg) if kind == "svg+xml" => svg_words(&svg),
            Ok(text) => format!("{} bytes", text.len()),
            Err(error) => format!("{} bytes", error.as_bytes().len()),
        };
        let _ = write!(out, "[data image/{kind} {words}]");
        rest = behind;
    }
    out + rest
}

fn svg_words(svg: &str) -> String {
    let texts = svg.split("<text").skip(1).filter_map(|part| part.split_once('>'));
    let texts: Vec<&str> = texts.filter_map(|(_, text)| text.split('<').next()).collect();
    texts.join(" | ")
}

#[test]
fn data_is_shown_by_its_words_or_its_size() {
    let svg = BASE64_STANDARD.encode("<svg><text x=\"1\">a</text><text>b &amp; c</text></svg>");
    let html = format!(
        "<img src=\"data:image/svg+xml;base64,{svg}\"> <img src=\"data:image/png;base64,AAAA\">"
    );
    assert_eq!(
        without_data(&html),
        "<img src=\"[data image/svg+xml a | b &amp; c]\"> <img src=\"[data image/png 3 bytes]\">"
    );
}

#[test]
fn figures_and_long_rows_have_a_line_for_each_part() {
    let figure = "<figure class=\"wd-figure\"><svg><g><path d=\"M1\"/><text>a<tspan>b</tspan></text></g>\
        </svg><table><tr><td>1</td><td>2</td></tr></table></figure>\n";
    assert_eq!(
        in_lines(figure),
        "<figure class=\"wd-figure\">\n<svg>\n<g>\n<path d=\"M1\"/>\n<text>a<tspan>b</tspan></text>\n\
         </g>\n</svg>\n<table>\n<tr><td>1</td><td>2</td></tr>\n</table>\n</figure>\n"
    );
    let row = format!("<tr><td>{}</td><td>b</td></tr>\n", "a".repeat(ROW));
    assert_eq!(in_lines(&row).lines().count(), 3);
    assert_eq!(in_lines("<tr><td>a</td><td>b</td></tr>\n").lines().count(), 1);
}
