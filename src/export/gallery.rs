//! The page of a gallery: documents one below the other, each in every theme, with its first slide
//! live.

use std::fmt::Write as _;

use crate::html::escape;
use crate::report::count;

/// A document in all themes.
#[derive(Debug)]
pub(crate) struct GalleryDocument {
    /// Its title.
    pub(crate) title: String,
    /// The name of its file.
    pub(crate) file: String,
    /// Its decks, theme by theme.
    pub(crate) decks: Vec<GalleryDeck>,
}

/// A deck of a gallery.
#[derive(Debug)]
pub(crate) struct GalleryDeck {
    /// The theme's name.
    pub(crate) theme: String,
    /// The deck's address, as seen from the page.
    pub(crate) address: String,
    /// How many slides it has.
    pub(crate) slides: usize,
}

/// How wide the window is that a deck is shown in, and how wide it is shown.
const WINDOW: (u32, u32) = (1280, 720);

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;padding:32px 40px 64px;font:16px/1.45 system-ui,sans-serif;background:#f2f3f5;color:#1b2028}\
h1{margin:0 0 4px;font-size:28px}h2{margin:40px 0 2px;font-size:20px}p{margin:0;color:#566070}\
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(480px,100%),1fr));gap:24px;margin:16px 0 0;padding:0;list-style:none}\
li{container-type:inline-size;position:relative}\
.frame{position:relative;aspect-ratio:16/9;overflow:hidden;border-radius:6px;box-shadow:0 0 0 1px #0002,0 2px 8px #0002;background:#fff}\
iframe{position:absolute;inset:0 auto auto 0;border:0;pointer-events:none;transform-origin:0 0;transform:scale(calc(100cqw / 1280px))}\
a{display:block;padding:8px 2px 0;color:inherit;text-decoration:none;font-weight:600}\
a::before{content:\"\";position:absolute;inset:0}a:hover{text-decoration:underline}\
a:focus-visible{outline:3px solid #0b57d0;outline-offset:3px;border-radius:6px}\
span{font-weight:400;color:#566070}\
@media (prefers-color-scheme:dark){body{background:#15181d;color:#e9ecf1}p,span{color:#a3adbb}}";

/// The page.
#[must_use]
pub(crate) fn page(documents: &[GalleryDocument]) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; img-src data:; frame-src 'self' file:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>Gallery</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>Gallery</h1>\n<p>{} in {}, made by whydeck {}. A click opens the deck.</p>\n",
        count(documents.len(), "document"),
        count(
            documents.iter().map(|document| document.decks.len()).max().unwrap_or_default(),
            "theme"
        ),
        env!("CARGO_PKG_VERSION"),
    );
    let (width, height) = WINDOW;
    for GalleryDocument { title, file, decks } in documents {
        let _ = write!(html, "<h2>{}</h2>\n<p>{}</p>\n<ul>\n", escape(title), escape(file));
        for GalleryDeck { theme, address, slides } in decks {
            let theme = escape(theme);
            let address = escape(address);
            // reveal.js takes options from the address.
            let _ = writeln!(
                html,
                "<li><div class=\"frame\"><iframe src=\"{address}?controls=false&amp;progress=false\" \
                 width=\"{width}\" height=\"{height}\" loading=\"lazy\" tabindex=\"-1\" \
                 title=\"{} in {theme}\"></iframe></div><a href=\"{address}\">{theme} <span>{}</span></a></li>",
                escape(title),
                count(*slides, "slide"),
            );
        }
        html.push_str("</ul>\n");
    }
    html + "</body>\n</html>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_text() {
        let deck = GalleryDeck { theme: "a\"b".into(), address: "a%22b/x.html".into(), slides: 1 };
        let document =
            GalleryDocument { title: "<b>".into(), file: "x.md".into(), decks: vec![deck] };
        let page = page(&[document]);
        assert!(page.contains("<h2>&lt;b&gt;</h2>") && page.contains("1 document in 1 theme,"));
        assert!(page.contains("href=\"a%22b/x.html\">a&quot;b <span>1 slide</span>"), "{page}");
    }
}
