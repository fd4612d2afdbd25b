//! The examples, which every whydeck has with it.

/// The files of the examples: documents first, then what they show.
pub(super) const FILES: [(&str, &[u8]); 8] = [
    ("web-outage.md", include_bytes!("../../decks/examples/web-outage.md")),
    ("rust-1.52-incremental.md", include_bytes!("../../decks/examples/rust-1.52-incremental.md")),
    ("queue-backlog.yaml", include_bytes!("../../decks/examples/queue-backlog.yaml")),
    ("gate-scanners.md", include_bytes!("../../decks/examples/gate-scanners.md")),
    ("rust-1.52-slides.md", include_bytes!("../../decks/examples/rust-1.52-slides.md")),
    ("latency.svg", include_bytes!("../../decks/examples/latency.svg")),
    ("checkout.png", include_bytes!("../../decks/examples/checkout.png")),
    ("canary.svg", include_bytes!("../../decks/examples/canary.svg")),
];

/// How many of them are documents.
pub(super) const DOCUMENTS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_examples_are_there() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/decks/examples");
        let mut found: Vec<_> = std::fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            // The examples in other languages are not carried along.
            .filter(|name| !["README.md", "languages"].contains(&name.as_str()))
            .filter(|name| !name.ends_with(".html"))
            .collect();
        found.sort_unstable();
        let mut known = FILES.map(|(name, _)| name);
        known.sort_unstable();
        assert_eq!(found, known);
        let is_document = |name: &str| name.ends_with(".md") || name.ends_with(".yaml");
        assert!(
            FILES.iter().enumerate().all(|(n, (name, _))| is_document(name) == (n < DOCUMENTS))
        );
    }
}
