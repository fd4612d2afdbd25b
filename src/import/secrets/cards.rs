//! Numbers of credit cards.

use super::{Found, Secret};

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut digits = Vec::new();
        let mut end = at;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'0'..=b'9' => {
                    digits.push(byte - b'0');
                    end = at + 1;
                }
                // One blank or dash between two groups.
                b' ' | b'-' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
                _ => break,
            }
            at += 1;
        }
        let before = start.checked_sub(1).map(|before| bytes[before]);
        let is_part = |byte: Option<&u8>| {
            byte.is_some_and(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'#')
            })
        };
        let behind = bytes.get(end).filter(|byte| **byte != b'.');
        if is_card(&digits) && !is_part(before.as_ref()) && !is_part(behind) {
            found.push((start..end, Secret::CardNumber));
        }
    }
}

/// Whether digits are a card's: the length and the first digits of one, and its check digit.
fn is_card(digits: &[u8]) -> bool {
    let starts = |first: &[u8]| digits.starts_with(first);
    let has_issuer = match digits.len() {
        13 | 19 => starts(&[4]) || digits.len() == 19 && starts(&[6]),
        14 => starts(&[3, 0]) || starts(&[3, 6]) || starts(&[3, 8]),
        15 => starts(&[3, 4]) || starts(&[3, 7]),
        16 => {
            let second = digits[1];
            match digits[0] {
                4 => true,
                5 => (1..=5).contains(&second),
                2 => (2..=7).contains(&second),
                6 => starts(&[6, 0, 1, 1]) || second == 5 || starts(&[6, 4]) || starts(&[6, 2]),
                3 => second == 5,
                _ => false,
            }
        }
        _ => false,
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    has_issuer && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<&str> {
        let mut found = Vec::new();
        find(text, &mut found);
        found.pop().map(|(place, _)| &text[place])
    }

    #[test]
    fn cards_are_told_from_other_numbers() {
        for text in ["4111 1111 1111 1111", "5500-0055-5555-5559", "378282246310005"] {
            assert_eq!(number(&format!("card {text}, no. 1")), Some(text), "{text}");
        }
        for text in ["4111 1111 1111 1112", "1769853605123", "order 4111111111111111x", "v4.111"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
