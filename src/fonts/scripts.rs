//! Scripts: which characters a deck wants glyphs for, and which families have them.

use unicode_width::UnicodeWidthChar;

/// A script, as far as fonts part them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin, Greek, Cyrillic, and signs: what any large font has.
    Common,
    /// Ideographs, kana, Hangul, and their punctuation.
    Cjk,
    /// Another one, by the name that families of it carry.
    Named(&'static str),
}

/// Which of their forms ideographs take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum CjkForm {
    /// Japanese.
    #[default]
    Japanese,
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Korean.
    Korean,
}

/// The first and the last character of blocks, and the name of their script; in order.
const BLOCKS: [(u32, u32, &str); 39] = [
    (0x0530, 0x058f, "Armenian"),
    (0x0590, 0x05ff, "Hebrew"),
    (0x0600, 0x06ff, "Arabic"),
    (0x0700, 0x074f, "Syriac"),
    (0x0750, 0x077f, "Arabic"),
    (0x0780, 0x07bf, "Thaana"),
    (0x07c0, 0x07ff, "NKo"),
    (0x0870, 0x08ff, "Arabic"),
    (0x0900, 0x097f, "Devanagari"),
    (0x0980, 0x09ff, "Bengali"),
    (0x0a00, 0x0a7f, "Gurmukhi"),
    (0x0a80, 0x0aff, "Gujarati"),
    (0x0b00, 0x0b7f, "Oriya"),
    (0x0b80, 0x0bff, "Tamil"),
    (0x0c00, 0x0c7f, "Telugu"),
    (0x0c80, 0x0cff, "Kannada"),
    (0x0d00, 0x0d7f, "Malayalam"),
    (0x0d80, 0x0dff, "Sinhala"),
    (0x0e00, 0x0e7f, "Thai"),
    (0x0e80, 0x0eff, "Lao"),
    (0x0f00, 0x0fff, "Tibetan"),
    (0x1000, 0x109f, "Myanmar"),
    (0x10a0, 0x10ff, "Georgian"),
    (0x1100, 0x11ff, "CJK"),
    (0x1200, 0x139f, "Ethiopic"),
    (0x13a0, 0x13ff, "Cherokee"),
    (0x1780, 0x17ff, "Khmer"),
    (0x1800, 0x18af, "Mongolian"),
    (0x1c90, 0x1cbf, "Georgian"),
    (0x2d00, 0x2d2f, "Georgian"),
    (0x2d30, 0x2d7f, "Tifinagh"),
    (0x2e80, 0xa4cf, "CJK"),
    (0xa8e0, 0xa8ff, "Devanagari"),
    (0xa960, 0xa97f, "CJK"),
    (0xac00, 0xd7ff, "CJK"),
    (0xf900, 0xfaff, "CJK"),
    (0xfb1d, 0xfb4f, "Hebrew"),
    (0xfb50, 0xfdcf, "Arabic"),
    (0xfdf0, 0xfdff, "Arabic"),
];
/// The blocks behind them.
const LATER: [(u32, u32, &str); 3] =
    [(0xfe30, 0xfe4f, "CJK"), (0xfe70, 0xfeff, "Arabic"), (0xff00, 0xffef, "CJK")];
/// Ideographs of the supplementary planes.
const PLANES: (u32, u32) = (0x2_0000, 0x3_ffff);
/// Scripts whose letters stand beside each other as they are: no table says how they join.
const PLAIN: [&str; 6] = ["Armenian", "Georgian", "Cherokee", "Ethiopic", "Tifinagh", "Hebrew"];

impl Script {
    /// The script of a character.
    #[must_use]
    pub fn of(c: char) -> Self {
        let code = u32::from(c);
        if (PLANES.0..=PLANES.1).contains(&code) {
            return Self::Cjk;
        }
        let found = BLOCKS.iter().chain(&LATER).find(|(from, to, _)| (*from..=*to).contains(&code));
        match found {
            Some((.., "CJK")) => Self::Cjk,
            Some((.., name)) => Self::Named(name),
            None => Self::Common,
        }
    }

    /// Whether its letters change with their neighbours, so that a font without its layout tables
    /// is of no use.
    #[must_use]
    pub fn is_shaped(self) -> bool {
        matches!(self, Self::Named(name) if !PLAIN.contains(&name))
    }
}

/// Whether a glyph for a character is looked for. Characters that are not seen need none, and
/// pictures (emoji) are left to the system, which has them in colour.
#[must_use]
pub fn is_wanted(c: char) -> bool {
    let code = u32::from(c);
    let is_hidden = matches!(
        code,
        0..=0xa0
            | 0xad
            | 0x2000..=0x200f
            | 0x2028..=0x202f
            | 0x205f..=0x206f
            | 0xe000..=0xf8ff
            | 0xfdd0..=0xfdef
            | 0xfe00..=0xfe0f
            | 0xfeff
            | 0xfff0..=0xffff
            | 0x1_f000..=0x1_fbff
            | 0xe_0000..
    );
    !is_hidden
}

/// Whether a character is a letter, a digit or a mark of a script: what a text cannot do without.
/// Other signs come along with the font of the letters; any system has some for them.
#[must_use]
pub fn is_letter(c: char) -> bool {
    let is_sign = matches!(
        u32::from(c),
        0xa1..=0xbf | 0x2070..=0x209f | 0x2100..=0x27bf | 0x2900..=0x2bff | 0x1_d400..=0x1_d7ff
    );
    is_wanted(c)
        && !is_sign
        && (c.is_alphanumeric() || Script::of(c) != Script::Common || c.width() == Some(0))
}

impl CjkForm {
    /// The form of a language; of another language, what the text itself shows: kana are Japanese,
    /// Hangul is Korean.
    #[must_use]
    pub fn of(lang: &str, text: &str) -> Self {
        let lang = lang.to_ascii_lowercase();
        let mut parts = lang.split(['-', '_']);
        match parts.next().unwrap_or_default() {
            "ja" => return Self::Japanese,
            "ko" => return Self::Korean,
            "zh" | "yue" => {
                let is_traditional = |part: &str| matches!(part, "hant" | "tw" | "hk" | "mo");
                let mut parts = lang.split(['-', '_']);
                let is_simplified = parts.clone().any(|part| part == "hans");
                let is_traditional = !is_simplified && parts.any(is_traditional);
                return if is_traditional { Self::Traditional } else { Self::Simplified };
            }
            _ => {}
        }
        let has = |from: char, to: char| text.chars().any(|c| (from..=to).contains(&c));
        match () {
            () if text.is_ascii() || has('\u{3041}', '\u{30ff}') => Self::Japanese,
            () if has('\u{ac00}', '\u{d7a3}') => Self::Korean,
            () => Self::Simplified,
        }
    }

    /// The families that have its forms, the best first.
    fn families(self) -> &'static [&'static str] {
        match self {
            Self::Japanese => &[
                "Noto Sans CJK JP",
                "Noto Sans JP",
                "Source Han Sans",
                "Source Han Sans JP",
                "Source Han Sans Japanese",
                "Hiragino Sans",
                "Hiragino Kaku Gothic ProN",
                "BIZ UDPGothic",
                "Yu Gothic",
                "Meiryo",
                "IPAexGothic",
                "IPAGothic",
                "TakaoPGothic",
                "VL PGothic",
                "MS PGothic",
            ],
            Self::Simplified => &[
                "Noto Sans CJK SC",
                "Noto Sans SC",
                "Source Han Sans SC",
                "Source Han Sans CN",
                "PingFang SC",
                "Microsoft YaHei",
                "WenQuanYi Micro Hei",
                "WenQuanYi Zen Hei",
                "Hiragino Sans GB",
                "SimHei",
                "Droid Sans Fallback",
            ],
            Self::Traditional => &[
                "Noto Sans CJK TC",
                "Noto Sans TC",
                "Noto Sans CJK HK",
                "Noto Sans HK",
                "Source Han Sans TC",
                "Source Han Sans TW",
                "PingFang TC",
                "Microsoft JhengHei",
                "Droid Sans Fallback",
            ],
            Self::Korean => &[
                "Noto Sans CJK KR",
                "Noto Sans KR",
                "Source Han Sans K",
                "Source Han Sans KR",
                "Apple SD Gothic Neo",
                "Malgun Gothic",
                "NanumGothic",
                "Nanum Gothic",
                "UnDotum",
            ],
        }
    }
}

/// The families that have a script, the best first.
#[must_use]
pub fn families(script: Script, form: CjkForm) -> Vec<String> {
    const LARGE: [&str; 8] = [
        "Noto Sans",
        "DejaVu Sans",
        "Segoe UI",
        "Arial Unicode MS",
        "Arial",
        "Liberation Sans",
        "Helvetica Neue",
        "FreeSans",
    ];
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let large = named(&LARGE);
    match script {
        Script::Common => large,
        Script::Cjk => {
            use CjkForm::{Japanese, Korean, Simplified, Traditional};
            // A wrong form is better than none.
            let others = [Japanese, Simplified, Traditional, Korean];
            std::iter::once(form).chain(others).flat_map(|form| named(form.families())).collect()
        }
        Script::Named(name) => {
            let mut families = vec![format!("Noto Sans {name}"), format!("Noto Sans {name} UI")];
            families.extend(match name {
                "Arabic" => named(&["Noto Naskh Arabic", "Geeza Pro", "Segoe UI"]),
                "Devanagari" => named(&["Nirmala UI", "Kohinoor Devanagari", "Mangal"]),
                "Thai" => named(&["Leelawadee UI", "Thonburi", "Loma"]),
                _ => Vec::new(),
            });
            families.extend(large);
            families
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_scripts() {
        for (chars, script) in [
            ("éłßЖΩ→", Script::Common),
            ("漢字かなカナ한글。「ｱ１", Script::Cjk),
            ("𠮷", Script::Cjk),
            ("שלום", Script::Named("Hebrew")),
            ("سلام؟ﷲ", Script::Named("Arabic")),
            ("नमस्ते", Script::Named("Devanagari")),
        ] {
            for c in chars.chars() {
                assert_eq!(Script::of(c), script, "{c}");
            }
        }
        assert!(Script::of('س').is_shaped() && !Script::of('漢').is_shaped());
        assert!(BLOCKS.windows(2).all(|pair| pair[0].1 < pair[1].0), "blocks are in order");
    }

    #[test]
    fn letters_are_asked_for_and_signs_come_along() {
        for c in "łЖ漢。ー\u{3000}한ا\u{64b}๑".chars() {
            assert!(is_wanted(c) && is_letter(c), "{c}");
        }
        for c in "→✓─■★①≥²½".chars() {
            assert!(is_wanted(c) && !is_letter(c), "{c}");
        }
        for c in "a 😀\u{fe0f}\u{200d}\u{ad}\u{e000}".chars() {
            assert!(!is_wanted(c), "{c:?}");
        }
    }

    #[test]
    fn ideographs_take_the_form_of_their_language() {
        for (lang, text, form) in [
            ("ja", "", CjkForm::Japanese),
            ("zh", "", CjkForm::Simplified),
            ("zh-CN", "", CjkForm::Simplified),
            ("zh-Hant", "", CjkForm::Traditional),
            ("zh_TW", "", CjkForm::Traditional),
            ("zh-Hans-HK", "", CjkForm::Simplified),
            ("yue-HK", "", CjkForm::Traditional),
            ("ko-KR", "", CjkForm::Korean),
            ("en", "障害の概要", CjkForm::Japanese),
            ("en", "故障概要", CjkForm::Simplified),
            ("en", "장애 概要", CjkForm::Korean),
        ] {
            assert_eq!(CjkForm::of(lang, text), form, "{lang} {text}");
        }
    }
}
