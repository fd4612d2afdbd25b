//! Long runs of characters that look drawn by lot.

use std::ops::Range;

use super::{Found, Secret};

/// No shorter run is looked at.
const SHORTEST: usize = 20;

/// What is written before a digest, in small letters.
const DIGESTS: [&str; 15] = [
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "blake",
    "digest",
    "checksum",
    "integrity",
    "commit",
    "image",
    "container",
    "hash",
    "md5",
    "etag",
];

/// How many bytes before a run may say that it is a digest.
const BEFORE: usize = 24;

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_part(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && is_part(bytes[at]) {
            at += 1;
        }
        let end = start + text[start..at].trim_end_matches(['/', '-', '_', '+']).len();
        while at < bytes.len() && bytes[at] == b'=' && at - end < 2 {
            at += 1;
        }
        if end - start < SHORTEST {
            continue;
        }
        let whole = start..end;
        if is_base64(&text[whole.clone()]) && !is_known(text, &whole) {
            found.push((start..at.max(end), Secret::Token));
            continue;
        }
        pieces(text, &whole, found);
    }
}

/// The parts of a run that slashes and the like part.
fn pieces(text: &str, whole: &Range<usize>, found: &mut Vec<Found>) {
    let mut start = whole.start;
    for piece in text[whole.clone()].split(['/', '+', '=']) {
        let place = start..start + piece.len();
        start = place.end + 1;
        if piece.len() >= SHORTEST && is_random(piece) && !is_known(text, &place) {
            found.push((place, Secret::Token));
        }
    }
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'_' | b'-')
}

/// Whether a run with slashes is one piece of base64, and no path.
fn is_base64(run: &str) -> bool {
    let has_sign = run.contains(['/', '+']);
    let is_word = |part: &str| part.len() > 3 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    if run.split('/').any(is_word) {
        return false;
    }
    has_sign && run.len() >= 32 && !run.starts_with('/') && is_mixed(run, 0.45)
}

/// Whether a piece without slashes looks drawn by lot.
fn is_random(piece: &str) -> bool {
    let mut bare = piece.bytes().filter(u8::is_ascii_alphanumeric);
    if bare.clone().all(|byte| byte.is_ascii_hexdigit()) && bare.any(|byte| byte.is_ascii_digit()) {
        // Up to the length of a commit, hexadecimal digits name something.
        let long = piece.split(['-', '_']).any(|part| part.len() > 40);
        return long && piece.bytes().any(|byte| byte.is_ascii_alphabetic());
    }
    if has_words(piece) {
        return false;
    }
    is_mixed(piece, 0.4) || is_small(piece)
}

/// Whether parts between dashes are words and numbers, as in the names of machines and branches.
fn has_words(piece: &str) -> bool {
    let parts: Vec<&str> = piece.split(['-', '_']).collect();
    let is_plain = |part: &&&str| {
        let is_word = part.chars().all(|c| c.is_ascii_lowercase())
            || part.chars().all(|c| c.is_ascii_uppercase());
        is_word || part.chars().all(|c| c.is_ascii_digit()) || part.len() < 12
    };
    parts.len() > 2 && parts.iter().filter(is_plain).count() == parts.len()
}

/// Whether small letters, capitals and digits change more often than in any name.
fn is_mixed(run: &str, least: f64) -> bool {
    let class = |byte: u8| match byte {
        b'a'..=b'z' => 0_u8,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let classes: Vec<u8> = run.bytes().map(class).collect();
    let changes = classes.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let has = |wanted: u8| classes.contains(&wanted);
    has(0)
        && has(1)
        && has(2)
        && changes as f64 >= least * classes.len() as f64
        && entropy(run) >= 3.5
}

/// Whether a run of small letters and digits is drawn by lot: long, without a sign, digits among
/// letters all along.
fn is_small(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let changes = run
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit())
        .count();
    run.len() >= 30
        && run.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && digits * 8 >= run.len()
        && changes * 4 >= run.len()
        && entropy(run) >= 3.5
}

/// Shannon's entropy, in bits a character.
fn entropy(run: &str) -> f64 {
    let mut counts = [0_u32; 128];
    run.bytes().filter(u8::is_ascii).for_each(|byte| counts[usize::from(byte)] += 1);
    let length = run.len() as f64;
    let share = |count: &u32| f64::from(*count) / length;
    counts.iter().filter(|count| **count > 0).map(share).map(|p| -p * p.log2()).sum()
}

/// Whether a run is a digest by what stands before it, a known kind of id, or a part of an address
/// of a document.
fn is_known(text: &str, place: &Range<usize>) -> bool {
    let mut from = place.start.saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..place.start].to_lowercase();
    let run = &text[place.clone()];
    let is_id = ["pi_", "ch_", "cus_", "evt_", "req_", "sub_", "acct_", "in_", "pm_", "seti_"]
        .iter()
        .any(|prefix| run.starts_with(prefix));
    let is_document = before.ends_with("document/d/")
        || before.ends_with("spreadsheets/d/")
        || before.ends_with("presentation/d/")
        || before.ends_with("/folders/")
        || before.ends_with("/file/d/");
    let lower = run.to_lowercase();
    let is_digest = |text: &str| DIGESTS.iter().any(|word| text.contains(word));
    is_id || is_document || is_digest(&before) || DIGESTS.iter().any(|word| lower.starts_with(word))
}
