//! HackMD's trailer: a last line of JSON with the metadata of an export.

use serde::Deserialize;

use crate::source::scrub::scrub;

/// What a trailer says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Trailer {
    /// The note's title.
    pub title: Option<String>,
    pub description: Option<String>,
    /// Whether line breaks are hard; they are, unless it says otherwise.
    pub breaks: Option<bool>,
    /// The language.
    pub lang: Option<String>,
    #[serde(rename = "metaMigratedAt")]
    migrated: Option<String>,
}

/// The trailer at the end of a text, and the byte at which it begins.
#[must_use]
pub(crate) fn find(text: &str) -> Option<(Trailer, usize)> {
    let trimmed = text.trim_end();
    let start = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let line = &trimmed[start..];
    if !line.starts_with("{\"") || !line.ends_with('}') {
        return None;
    }
    let mut trailer: Trailer = serde_json::from_str(line).ok()?;
    for text in
        [&mut trailer.title, &mut trailer.description, &mut trailer.lang].into_iter().flatten()
    {
        *text = scrub(std::mem::take(text));
    }
    trailer.migrated.is_some().then_some((trailer, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trailer_is_one() {
        let (trailer, at) =
            find("# A\n{\"metaMigratedAt\":\"x\",\"title\":\"T\",\"breaks\":true}\n\n")
                .expect("a trailer");
        assert_eq!((trailer.title.as_deref(), trailer.breaks, at), (Some("T"), Some(true), 4));
        assert_eq!(find("# A\n{\"title\":\"T\"}"), None);
        assert_eq!(find("# A\n{\"metaMigratedAt\":"), None);
    }
}
