//! Figures where no script and no style sheet of ours is: files with the theme's colours in them, or
//! tables of their data.

use std::collections::BTreeMap;

use super::FigureForm;
use crate::markdown::write;

/// The figures of a deck.
pub(super) struct Figures<'f> {
    form: &'f FigureForm,
    colors: &'f BTreeMap<String, String>,
    /// The files so far: names and SVG.
    pub(super) made: Vec<(String, String)>,
}

impl<'f> Figures<'f> {
    pub(super) fn new(form: &'f FigureForm, colors: &'f BTreeMap<String, String>) -> Self {
        Self { form, colors, made: Vec::new() }
    }

    /// What stands for a figure in the text; of other HTML, that HTML.
    pub(super) fn text(&mut self, html: &str) -> String {
        // A picture that was drawn of text is that text again.
        if let Some((_, source)) = html.split_once("<pre class=\"wd-sr\">") {
            let source = unescape(source.split_once("</pre>").map_or(source, |(text, _)| text));
            return format!("```mermaid\n{}\n```", source.trim_end());
        }
        let Some((_, rest)) =
            html.split_once("<svg ").filter(|_| super::super::fences::is_figure(html))
        else {
            return html.trim_end().to_owned();
        };
        let (drawing, behind) = rest.split_once("</svg>").unwrap_or((rest, ""));
        let called = [between(drawing, "<title", "</title>"), between(drawing, "<desc", "</desc>")];
        match self.form {
            FigureForm::Tables => table(behind).unwrap_or_else(|| write::plain(&called.join(". "))),
            FigureForm::Files(folder) => {
                let name = format!("figure-{}.svg", self.made.len() + 1);
                self.made.push((name.clone(), self.alone(drawing)));
                let words = write::plain(&called.join(": ").replace('\n', " "));
                format!("![{words}]({})", write::address(&format!("{folder}/{name}")))
            }
        }
    }

    /// A drawing that needs no style sheet.
    fn alone(&self, drawing: &str) -> String {
        let mut svg = format!("<svg font-family=\"sans-serif\" {drawing}</svg>\n");
        for (name, value) in self.colors {
            svg = svg.replace(&format!("var(--wd-color-{name})"), &value.replace('"', "'"));
        }
        svg
    }
}

/// The words of an element.
fn between(html: &str, start: &str, end: &str) -> String {
    let inner = html.split_once(start).and_then(|(_, rest)| rest.split_once('>'));
    let words = inner.and_then(|(_, rest)| rest.split_once(end)).map_or("", |(words, _)| words);
    unescape(words)
}

/// The table of a figure's data as Markdown.
fn table(html: &str) -> Option<String> {
    let cells = |row: &str, tag: &str| -> Vec<String> {
        row.split(&format!("<{tag}"))
            .skip(1)
            .map(|cell| between(cell, "", &format!("</{tag}>")))
            .collect()
    };
    let mut rows = html.split("<tr>").skip(1);
    let head = cells(rows.next()?, "th");
    let rows: Vec<Vec<String>> = rows.map(|row| cells(row, "td")).collect();
    (!head.is_empty()).then(|| write::table(&head, &rows))
}

/// Words without the references that `figure::svg` writes.
fn unescape(words: &str) -> String {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    known.iter().fold(words.to_owned(), |words, (written, meant)| words.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURE: &str = "<figure class=\"wd-figure\"><svg class=\"wd-chart\" xmlns=\"http://www.w3.org/2000/svg\">\
        <title id=\"a-title\">A &amp; B</title><desc id=\"a-desc\">Two bars.</desc>\
        <rect fill=\"var(--wd-color-ink)\"/></svg><div class=\"wd-sr\"><table><caption>c</caption><thead><tr>\
        <th scope=\"col\">x</th><th scope=\"col\">y</th></tr></thead><tbody><tr><td>1|2</td><td></td></tr>\
        </tbody></table></div></figure>\n";

    #[test]
    fn a_figure_is_a_picture_or_a_table() {
        let colors = BTreeMap::from([("ink".to_owned(), "#123456".to_owned())]);
        let files = FigureForm::Files("a deck.assets".into());
        let mut figures = Figures::new(&files, &colors);
        assert_eq!(figures.text(FIGURE), "![A & B: Two bars.](<a deck.assets/figure-1.svg>)");
        let (name, svg) = &figures.made[0];
        assert_eq!(name, "figure-1.svg");
        assert!(svg.contains("fill=\"#123456\"") && !svg.contains("var("), "{svg}");
        let mut figures = Figures::new(&FigureForm::Tables, &colors);
        assert_eq!(figures.text(FIGURE), "| x | y |\n| --- | --- |\n| 1\\|2 |  |");
        assert_eq!(figures.text("<mark>x</mark>"), "<mark>x</mark>");
    }
}
