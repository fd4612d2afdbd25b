//! Addresses: every slide gets an id that is unique in the deck, readable, and the same for equal
//! input.

use std::collections::{HashMap, HashSet};

use super::Deck;

/// Ids that the page itself uses.
const RESERVED: [&str; 3] = ["whydeck-options", "reveal", "slides"];

/// Gives every slide an id: the author's, else a slug of its title, else `slide-N`; a number makes
/// it unique.
pub(crate) fn assign(deck: &mut Deck<'_>) {
    let mut taken: HashSet<String> = RESERVED.iter().map(ToString::to_string).collect();
    // The next number to try for a slug, so that a thousand slides of one title do not try a
    // thousand numbers each.
    let mut next: HashMap<String, usize> = HashMap::new();
    for (index, slide) in deck.stacks.iter_mut().flatten().enumerate() {
        let written = slide.attributes.remove("id").map(|id| slug(&id)).filter(|id| !id.is_empty());
        let wanted = written.unwrap_or_else(|| {
            let slug = slug(&slide.title);
            // reveal reads an address that begins with a digit as a slide number.
            if slug.is_empty() || slug.starts_with(|c: char| c.is_ascii_digit()) {
                format!("slide-{}", if slug.is_empty() { (index + 1).to_string() } else { slug })
            } else {
                slug
            }
        });
        let mut id = wanted.clone();
        while !taken.insert(id.clone()) {
            let number = next.entry(wanted.clone()).or_insert(2);
            id = format!("{wanted}-{number}");
            *number += 1;
        }
        slide.id = id;
    }
}

/// Letters and digits of a text, in lower case, joined by single dashes; at most 60 characters.
#[must_use]
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.chars().count() >= 60 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_letters_digits_and_dashes() {
        assert_eq!(slug("Why did it fail? (2/3)"), "why-did-it-fail-2-3");
    }
}
