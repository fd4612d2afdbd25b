use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::face::{Face, FontOrigin, Outlines};
use super::{Chain, FontMemory, NamedFont, Offer, carried, file, sfnt, subset};

const FONTS: [(&str, &str); 7] = [
    ("NotoSansCJK-Regular.ttc", "漢字かなカナ。「」"),
    ("NotoSansCJK-Bold.ttc", "漢字かなカナ。「」"),
    ("NotoSansArabic-Regular.ttf", "سلام؟"),
    ("NotoSansArabic-Bold.ttf", "سلام؟"),
    ("NotoSansHebrew-Regular.ttf", "שלום"),
    ("NotoSansHebrew-Bold.ttf", "שלום"),
    ("NotoSansDevanagari-Regular.ttf", "नमस्ते"),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts")
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).expect("a font")
}

fn set(chars: &str) -> BTreeSet<char> {
    chars.chars().collect()
}

fn chain(names: &[&str]) -> Chain {
    let files = names.iter().map(|name| NamedFont { path: folder().join(name) }).collect();
    let offer = Offer { lang: "ja".into(), root: folder(), files, ..Offer::default() };
    Chain::new(offer, Arc::default())
}

#[test]
fn a_cut_font_has_its_characters_and_no_others() {
    for (name, chars) in FONTS {
        let cuts = subset::all(&bytes(name), &set(chars));
        let has_all = |cut: &Result<Vec<u8>, String>| {
            let Ok(cut) = cut else { return false };
            file::read(cut)
                .is_some_and(|widths| widths.others.iter().map(|(c, _)| *c).eq(set(chars)))
        };
        assert!(cuts.iter().any(has_all), "{name}");
    }
}

#[test]
fn what_joins_letters_is_kept() {
    for (name, chars) in [FONTS[2], FONTS[6]] {
        let cut = subset::all(&bytes(name), &set(chars)).remove(0).expect("a cut font");
        let tags = file::read_with(&cut, |face| {
            let tables = face.tables();
            Some((tables.gsub.is_some(), tables.gpos.is_some()))
        });
        assert_eq!(tags, Some((true, true)), "{name}");
    }
}

#[test]
fn a_collection_is_read_face_by_face() {
    let origin = FontOrigin::Given(bytes("NotoSansCJK-Bold.ttc").into());
    let faces = Face::all(&origin).expect("faces");
    let names: Vec<&str> = faces.iter().map(Face::family).collect();
    assert_eq!(names, ["Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC"]);
    assert!(faces.iter().all(|face| face.is_bold() && face.outlines() == Outlines::Cff));
    assert_eq!(faces[0].width('漢'), Some(file::UNITS as u16));
    assert_eq!(faces[0].width('한'), None);
    assert!(faces[1].has('한'));
}

/// A font with other embedding bits.
fn with_bits(name: &str, bits: u16) -> Vec<u8> {
    let mut font = bytes(name);
    let tables = sfnt::tables(&font, 0).expect("tables");
    let os2 = sfnt::table(&tables, b"OS/2").expect("OS/2");
    let at = os2.as_ptr().addr() - font.as_ptr().addr() + 8;
    font[at..at + 2].copy_from_slice(&bits.to_be_bytes());
    font
}

#[test]
fn embedding_bits_are_kept_to() {
    for (bits, is_taken) in [
        (0, true),
        (4, true),
        (8, true),
        (2, false),
        (0x100, false),
        (0x104, false),
        (0x200, false),
    ] {
        let origin = FontOrigin::Given(with_bits("NotoSansHebrew-Regular.ttf", bits).into());
        assert_eq!(Face::one(&origin, 0).is_ok(), is_taken, "{bits:#x}");
    }
}

#[test]
fn a_collection_gives_the_forms_of_the_language() {
    let japanese = chain(&["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"]);
    let name = |chain: &Chain, c: char| chain.family(c).map(|family| family.name.clone());
    let chinese = japanese.of_language("zh-CN").expect("other forms");
    assert_eq!(name(&japanese, '件').as_deref(), Some("Noto Sans CJK JP"));
    assert_eq!(name(&chinese, '件').as_deref(), Some("Noto Sans CJK SC"));
    assert!(!chinese.is_same_for('件', &japanese) && chinese.is_same_for('한', &japanese));
    assert!(japanese.of_language("ja-JP").is_none() && japanese.of_language("de").is_none());
    // A file that is named first comes first all the same.
    let hebrew = chain(&["NotoSansHebrew-Regular.ttf", "NotoSansCJK-Regular.ttc"]);
    let named = name(&hebrew.of_language("zh-Hans").expect("other forms"), '件');
    assert_eq!(named.as_deref(), Some("Noto Sans CJK SC"));
}

#[test]
fn the_first_named_font_that_has_a_character_gives_it() {
    let chain =
        chain(&["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", "NotoSansHebrew-Regular.ttf"]);
    assert_eq!(chain.width('漢', false), Some(4096));
    assert!(chain.width('ש', true).is_some(), "text stands in for bold text");
    assert_eq!(chain.width('س', false), None);
    let carried = carried::carry(&chain, &set("漢字한글שלוםس"), false);
    assert_eq!(carried.missing, set("س"));
    assert!(carried.is_without_bold && carried.installed.is_empty());
    let weights: Vec<(&str, String)> =
        carried.faces.iter().map(|face| (face.weight, face.chars.iter().collect())).collect();
    let [han, hangul, hebrew] =
        ["漢字", "한글", "שלום"].map(|text| set(text).iter().collect::<String>());
    assert_eq!(
        weights,
        [
            ("100 900", hebrew),
            ("400", han.clone()),
            ("700", han),
            ("400", hangul.clone()),
            ("700", hangul),
        ]
    );
}

#[test]
fn a_page_that_changes_gets_pieces() {
    let chain = chain(&["NotoSansCJK-Regular.ttc"]);
    let bytes = |chars: &str, is_served: bool| {
        let carried = carried::carry(&chain, &set(chars), is_served);
        carried.faces.iter().map(|face| (face.chars.len(), face.bytes.as_ptr())).collect::<Vec<_>>()
    };
    let first = bytes("漢字", true);
    let second = bytes("漢字か", true);
    assert_eq!(second.len(), 2);
    assert_eq!(second[0], first[0], "what was cut is used again");
    assert_eq!(bytes("漢か", true).len(), 2);
    assert_eq!(bytes("漢字か", false).len(), 1, "a file has one font");
}

#[test]
fn files_outside_and_what_is_no_font_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("none.ttf"), "no font").expect("a file");
    let path = |path: &Path| NamedFont { path: path.to_owned() };
    let files = vec![path(&folder.path().join("none.ttf")), path(&self::folder().join(FONTS[0].0))];
    let root = folder.path().to_owned();
    let chain = Chain::new(Offer { root, files, ..Offer::default() }, Arc::default());
    assert!(chain.wrong().is_empty(), "nothing is read before a character asks for it");
    assert_eq!(chain.width('漢', false), None);
    let wrong = chain.wrong();
    assert_eq!(wrong[0], (0, "it is no font that can be read".into()));
    assert!(wrong[1].1.contains("outside"), "{wrong:?}");
}

#[test]
fn no_character_is_asked_for_in_vain() {
    let memory = Arc::new(FontMemory::default());
    let chain = Chain::new(Offer::default(), memory);
    assert_eq!(chain.width('😀', false), None);
    assert!(carried::carry(&chain, &set("😀\u{200d}→"), false).missing.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    /// Fonts with broken bytes, or cut off.
    #[test]
    fn a_broken_font_is_refused_or_cut(
        number in 0..FONTS.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..12),
        end in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let (name, chars) = FONTS[number];
        let mut font = bytes(name);
        for (place, value, is_early) in changes {
            // What says where things are stands at the beginning.
            let length = if is_early { font.len().min(600) } else { font.len() };
            font[place.index(length)] = value;
        }
        if let Some(end) = end {
            font.truncate(end.index(font.len()));
        }
        for cut in subset::all(&font, &set(chars)).into_iter().flatten() {
            prop_assert!(cut.starts_with(b"wOF2") && cut.len() <= subset::LARGEST);
        }
    }
}
