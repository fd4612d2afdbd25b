//! The page that leads to the decks of a folder.

use std::fmt::Write as _;

use crate::html::escape;
use crate::report::count;

/// A deck on the page.
#[derive(Debug, Clone)]
pub(crate) struct IndexEntry {
    /// Its title.
    pub(crate) title: String,
    /// What it was made of: a postmortem, or slides.
    pub(crate) kind: &'static str,
    /// The day it is about, when that is known: `2026-03-14`.
    pub(crate) date: Option<String>,
    /// How many slides it has.
    pub(crate) slides: usize,
    /// Its address, as seen from the page.
    pub(crate) address: String,
}

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{max-width:60rem;margin:0 auto;padding:32px 24px 64px;font:16px/1.45 system-ui,sans-serif;background:#f2f3f5;\
color:#1b2028}h1{margin:0 0 4px;font-size:28px}h2{margin:32px 0 8px;font-size:18px}p{margin:0;color:#566070}\
ul{margin:0;padding:0;list-style:none}li{position:relative;display:grid;grid-template-columns:1fr 7rem 5.5rem 5.5rem;\
gap:0 16px;align-items:baseline;padding:10px 14px;background:#fff;border-bottom:1px solid #0001}\
li:first-child{border-radius:8px 8px 0 0}li:last-child{border-radius:0 0 8px 8px;border:0}\
a{color:inherit;font-weight:600;text-decoration:none;overflow-wrap:anywhere}a:hover{text-decoration:underline}\
a::before{content:\"\";position:absolute;inset:0}a:focus-visible::before{outline:3px solid #0b57d0;border-radius:6px}\
span{color:#566070;font-variant-numeric:tabular-nums}span:last-child{text-align:right}\
@media (max-width:40rem){li{grid-template-columns:1fr 1fr 1fr}a{grid-column:1/-1}}\
@media (prefers-color-scheme:dark){body{background:#15181d;color:#e9ecf1}li{background:#1e232a}\
p,span{color:#a3adbb}}";

/// The page; decks of one folder stand together, in the order in which they are given.
#[must_use]
pub(crate) fn page(entries: &[IndexEntry]) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>Decks</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>Decks</h1>\n<p>{}, made by whydeck {}.</p>\n",
        count(entries.len(), "deck"),
        env!("CARGO_PKG_VERSION"),
    );
    let mut open: Option<&str> = None;
    for entry in entries {
        let folder = entry.address.rsplit_once('/').map_or("", |(folder, _)| folder);
        if open != Some(folder) {
            html.push_str(if open.is_some() { "</ul>\n" } else { "" });
            if !folder.is_empty() {
                let name = percent_encoding::percent_decode_str(folder).decode_utf8_lossy();
                let _ = writeln!(html, "<h2>{}</h2>", escape(&name));
            }
            html.push_str("<ul>\n");
            open = Some(folder);
        }
        let _ = writeln!(
            html,
            "<li><a href=\"{}\">{}</a> <span>{}</span> <span>{}</span> <span>{}</span></li>",
            escape(&entry.address),
            escape(&entry.title),
            entry.date.as_deref().unwrap_or_default(),
            entry.kind,
            count(entry.slides, "slide"),
        );
    }
    html.push_str(if open.is_some() { "</ul>\n" } else { "" });
    html + "</body>\n</html>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, address: &str) -> IndexEntry {
        let (title, address) = (title.to_owned(), address.to_owned());
        IndexEntry { title, kind: "slides", date: None, slides: 2, address }
    }

    #[test]
    fn folders_stand_apart_and_names_stay_text() {
        let page = page(&[entry("<b>", "a.html"), entry("Two", "20%26/b.html")]);
        assert!(page.contains("<li><a href=\"a.html\">&lt;b&gt;</a>"), "{page}");
        assert!(
            page.contains("</ul>\n<h2>20&amp;</h2>\n<ul>\n<li><a href=\"20%26/b.html\">Two</a>")
        );
    }
}
