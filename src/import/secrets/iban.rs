//! Numbers of bank accounts.

use super::{Found, Secret};

/// How long an IBAN of a country is.
const COUNTRIES: [(&str, usize); 41] = [
    ("AD", 24),
    ("AE", 23),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("BR", 29),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("TR", 26),
    ("UA", 29),
];

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let is_part = |at: Option<&u8>| at.is_some_and(u8::is_ascii_alphanumeric);
    for (at, pair) in bytes.windows(2).enumerate() {
        if !pair.iter().all(u8::is_ascii_uppercase) || at > 0 && is_part(bytes.get(at - 1)) {
            continue;
        }
        let country = COUNTRIES.iter().find(|(country, _)| country.as_bytes() == pair);
        let end = country.and_then(|(_, length)| end(&bytes[at..], *length));
        if let Some(end) = end.map(|end| at + end).filter(|end| !is_part(bytes.get(*end))) {
            found.push((at..end, Secret::Iban));
        }
    }
}

/// Where a number of this length ends, when its check digits are right.
fn end(bytes: &[u8], length: usize) -> Option<usize> {
    let mut signs = Vec::with_capacity(length);
    let mut at = 0;
    while signs.len() < length {
        match bytes.get(at)? {
            sign if sign.is_ascii_digit() || sign.is_ascii_uppercase() => signs.push(*sign),
            // One blank or dash between two groups.
            b' ' | b'-' if bytes[at - 1].is_ascii_alphanumeric() => {}
            _ => return None,
        }
        at += 1;
    }
    signs.rotate_left(4);
    let rest = signs.iter().fold(0_u32, |rest, sign| match sign {
        b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
        _ => (rest * 100 + u32::from(sign - b'A') + 10) % 97,
    });
    (rest == 1).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_told_from_other_numbers() {
        let number = |text: &str| {
            let mut found = Vec::new();
            find(text, &mut found);
            found.pop().map(|(place, _)| text[place].to_owned())
        };
        for iban in ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "NO9386011117947"] {
            assert_eq!(number(&format!("to {iban} TODAY")).as_deref(), Some(iban));
        }
        for text in ["DE88370400440532013000", "XDE89370400440532013000", "DE8", "DE", "É DE -"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
