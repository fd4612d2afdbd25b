//! Where lines of Japanese, Chinese and Korean text may end: between any two characters, except
//! that some never begin a line and some never end one (禁則, `line-break: strict`).
//!
//! A test asks a browser about every pair of these and many others.

/// What a character is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// An ideograph, kana, Hangul, a wide letter or a picture: a line may end on both sides.
    Wide,
    /// Begins no line: a closing bracket, a comma, a hyphen.
    Closing,
    /// A small kana, or the sign of a long vowel. It begins no line, except in Korean.
    Small,
    /// Ends no line: an opening bracket.
    Opening,
    /// Begins no line, nor ends one: a quotation mark.
    Quote,
    /// Stands before a number: `¥`.
    Prefix,
    /// Stands behind a number: `%`.
    Postfix,
    /// A long dash: signs of money and percent may begin the line behind it.
    Dash,
    /// A letter or a digit of another script, or a sign.
    Other,
    /// Sticks to the character before it.
    Mark,
}

/// Whether a line may end between two characters, of which neither is a blank, and one at least is
/// of these scripts. `keeps` is said of text that is broken at its blanks (`word-break: keep-all`).
pub(super) fn may_break(left: char, right: char, keeps: bool) -> bool {
    use Class::{Closing, Mark, Opening, Other, Postfix, Prefix, Quote, Small, Wide};
    if !is_of_cjk(left) && !is_of_cjk(right) {
        return false;
    }
    let class = |c: char| match class(c) {
        Small if keeps => Wide,
        class => class,
    };
    match (class(left), class(right)) {
        (_, Closing | Small | Mark | Quote) | (Opening | Quote, _) => false,
        (Prefix, Wide | Other) | (Postfix, Other) => false,
        (Wide, Postfix) | (Other, Prefix | Postfix) => false,
        _ => !(keeps && left.is_alphanumeric() && right.is_alphanumeric()),
    }
}

/// Whether a character is one of these scripts: their letters, their punctuation, or a picture.
pub(super) fn is_of_cjk(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x11ff
            | 0x2e80..=0xa4cf
            | 0xa960..=0xa97f
            | 0xac00..=0xd7ff
            | 0xf900..=0xfaff
            | 0xfe30..=0xfe4f
            | 0xff00..=0xffef
            | 0x1_f000..=0x3_ffff
    )
}

fn class(c: char) -> Class {
    match c {
        '\u{200d}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{3099}'
        | '\u{309a}'
        | '\u{1f3fb}'..='\u{1f3ff}' => Class::Mark,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '«' | '»' => Class::Quote,
        '(' | '[' | '{' | '（' | '「' | '『' | '【' | '〈' | '《' | '〔' | '〖' | '〘' | '〚'
        | '［' | '｛' | '｢' | '｟' | '〝' => Class::Opening,
        '-' | '–' | ')' | ']' | '}' | '.' | ',' | ':' | ';' | '!' | '?' | '/' | '…' | '‥' | '‼'
        | '⁇' | '⁈' | '⁉' => Class::Closing,
        '、' | '。' | '，' | '．' | '：' | '；' | '！' | '？' | '）' | '」' | '』' | '】'
        | '〉' | '》' | '〕' | '〗' | '〙' | '〛' | '］' | '｝' | '｣' | '｠' | '〞' | '〟'
        | '､' | '｡' | '･' => Class::Closing,
        '々' | '〻' | '〜' | '〼' | '゛'..='ゞ' | '゠' | '・' | 'ヽ' | 'ヾ' | 'ﾞ' | 'ﾟ' => {
            Class::Closing
        }
        'ー'
        | 'ぁ'
        | 'ぃ'
        | 'ぅ'
        | 'ぇ'
        | 'ぉ'
        | 'っ'
        | 'ゃ'
        | 'ゅ'
        | 'ょ'
        | 'ゎ'
        | 'ゕ'
        | 'ゖ'
        | 'ァ'
        | 'ィ'
        | 'ゥ'
        | 'ェ'
        | 'ォ'
        | 'ッ'
        | 'ャ'
        | 'ュ'
        | 'ョ'
        | 'ヮ'
        | 'ヵ'
        | 'ヶ'
        | '\u{31f0}'..='\u{31ff}'
        | 'ｧ'..='ｰ' => Class::Small,
        '¥' | '$' | '£' | '№' | '+' | '\\' | '±' | '＄' | '￡' | '￥' | '￦' => {
            Class::Prefix
        }
        '%' | '‰' | '°' | '℃' | '％' | '￠' | '′' | '″' => Class::Postfix,
        '—' => Class::Dash,
        c if is_of_cjk(c) => Class::Wide,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Chromium 156 does with these pairs, seen in boxes of no width: `line-break: strict` in
    /// Japanese, and `word-break: keep-all` in Korean. The first line has the characters; each other
    /// begins with one, and has those before which a line may begin then. A test of the suite asks
    /// the browser again.
    const PAIRS: &str = include_str!("kinsoku.txt");

    #[test]
    fn lines_end_where_chromium_ends_them() {
        let (chars, tables) = PAIRS.split_once('\n').expect("characters");
        let (japanese, korean) = tables.split_once("\n\n").expect("two tables");
        let mut pairs = 0;
        for (table, keeps) in [(japanese, false), (korean, true)] {
            for row in table.lines() {
                let left = row.chars().next().expect("a character");
                let rights = &row[left.len_utf8()..];
                for right in chars.chars().filter(|c| is_of_cjk(*c) || is_of_cjk(left)) {
                    let expected = rights.contains(right);
                    let found = crate::theme::metrics::wrap::breaks(left, right, keeps);
                    assert_eq!(found, expected, "between {left} and {right}, {keeps}");
                    pairs += 1;
                }
            }
        }
        assert!(pairs > 8_000, "{pairs}");
    }
}
