//! The container of TrueType and OpenType fonts: a directory, and tables.

/// A table: its tag, and what it holds.
pub(crate) type SfntTable<'t> = ([u8; 4], &'t [u8]);

const HEAD: usize = 12;
const ENTRY: usize = 16;
/// No font has more tables; a broken one may claim so.
const MOST: usize = 256;

/// The tables of a face, in the order of its directory; none when that is broken. `index` counts
/// the faces of a collection.
#[must_use]
pub(crate) fn tables(bytes: &[u8], index: u32) -> Option<Vec<SfntTable<'_>>> {
    let start = match bytes.get(..4)? {
        b"ttcf" => {
            let count = number(bytes, 8)?;
            let at = 12 + 4 * usize::try_from(index).ok()?;
            (usize::try_from(index).ok()? < count).then(|| number(bytes, at))??
        }
        _ if index > 0 => return None,
        _ => 0,
    };
    let count = usize::from(u16::from_be_bytes(bytes.get(start + 4..start + 6)?.try_into().ok()?));
    let entries = (0..count.min(MOST)).map(|entry| {
        let at = start.checked_add(HEAD + ENTRY * entry)?;
        let tag = bytes.get(at..at + 4)?.try_into().ok()?;
        let (from, length) = (number(bytes, at + 8)?, number(bytes, at + 12)?);
        Some((tag, bytes.get(from..from.checked_add(length)?)?))
    });
    entries.collect()
}

/// The table of a tag.
#[must_use]
pub(crate) fn table<'t>(tables: &[SfntTable<'t>], tag: &[u8; 4]) -> Option<&'t [u8]> {
    tables.iter().find(|(known, _)| known == tag).map(|(_, table)| *table)
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?) as usize)
}

/// A font of tables; none when they are too many, or too long.
#[must_use]
pub(crate) fn written(version: [u8; 4], mut tables: Vec<([u8; 4], Vec<u8>)>) -> Option<Vec<u8>> {
    tables.sort_unstable_by_key(|(tag, _)| *tag);
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16_u16.checked_shl(power)?;
    let last = count.checked_mul(16)?.checked_sub(range)?;
    let mut head = version.to_vec();
    for part in [count, range, u16::try_from(power).ok()?, last] {
        head.extend(part.to_be_bytes());
    }
    let mut body: Vec<u8> = Vec::new();
    let before = HEAD + ENTRY * tables.len();
    for (tag, table) in &tables {
        head.extend(tag);
        head.extend(sum(table).to_be_bytes());
        head.extend(u32::try_from(before + body.len()).ok()?.to_be_bytes());
        head.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    head.extend(body);
    Some(head)
}

/// The sum that a directory has of a table.
fn sum(table: &[u8]) -> u32 {
    let words = table.chunks(4).map(|four| {
        let mut word = [0; 4];
        word[..four.len()].copy_from_slice(four);
        u32::from_be_bytes(word)
    });
    words.fold(0, u32::wrapping_add)
}

/// A `cmap` that leads from each character to a glyph; the pairs are in order.
#[must_use]
pub(crate) fn cmap(glyphs: &[(char, u16)]) -> Vec<u8> {
    // Format 12: runs of characters whose glyphs follow each other.
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for (c, glyph) in glyphs {
        let (code, glyph) = (u32::from(*c), u32::from(*glyph));
        match runs.last_mut() {
            Some((from, to, first)) if *to + 1 == code && *first + (code - *from) == glyph => {
                *to = code;
            }
            _ => runs.push((code, code, glyph)),
        }
    }
    let mut table = Vec::new();
    // Version 0, one subtable: platform 3, encoding 10.
    for word in [0_u16, 1, 3, 10] {
        table.extend(word.to_be_bytes());
    }
    table.extend(12_u32.to_be_bytes());
    table.extend(12_u16.to_be_bytes());
    table.extend(0_u16.to_be_bytes());
    let count = runs.len() as u32;
    for word in [16 + 12 * count, 0, count] {
        table.extend(word.to_be_bytes());
    }
    for (from, to, first) in runs {
        for word in [from, to, first] {
            table.extend(word.to_be_bytes());
        }
    }
    table
}

/// A `name` with those names of a font that say who has a right to it, in English.
#[must_use]
pub(crate) fn names(tables: &[SfntTable<'_>]) -> Option<Vec<u8>> {
    const KEPT: [u16; 5] = [0, 1, 2, 13, 14];
    const LONGEST: usize = 4096;
    let names = ttf_parser::name::Table::parse(table(tables, b"name")?)?.names;
    let kept: Vec<_> = names
        .into_iter()
        .filter(|name| name.is_unicode() && name.language_id == 0x409)
        .filter(|name| KEPT.contains(&name.name_id) && name.name.len() <= LONGEST)
        .take(2 * KEPT.len())
        .collect();
    let mut head: Vec<u8> = Vec::new();
    let mut body: Vec<u8> = Vec::new();
    for word in [0, kept.len() as u16, 6 + 12 * kept.len() as u16] {
        head.extend(word.to_be_bytes());
    }
    for name in kept {
        let (length, at) = (name.name.len() as u16, u16::try_from(body.len()).ok()?);
        for word in [3, 1, name.language_id, name.name_id, length, at] {
            head.extend(word.to_be_bytes());
        }
        body.extend(name.name);
    }
    head.extend(body);
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let parts = vec![(*b"head", vec![1, 2, 3]), (*b"cmap", vec![4; 8])];
        let font = written([0, 1, 0, 0], parts).expect("a font");
        let read = tables(&font, 0).expect("tables");
        assert_eq!(read, [(*b"cmap", &[4_u8; 8][..]), (*b"head", &[1, 2, 3][..])]);
        assert_eq!(table(&read, b"head"), Some(&[1_u8, 2, 3][..]));
        assert_eq!(tables(&font, 1), None, "it is no collection");
        for end in 0..font.len() {
            let _ = tables(&font[..end], 0);
        }
    }

    #[test]
    fn characters_lead_to_glyphs() {
        let pairs = [('a', 3), ('b', 4), ('漢', 5), ('𠮷', 9)];
        let table = cmap(&pairs);
        let read = ttf_parser::cmap::Table::parse(&table).expect("a cmap");
        let subtable = read.subtables.get(0).expect("a subtable");
        assert!(subtable.is_unicode());
        for (c, glyph) in pairs {
            assert_eq!(subtable.glyph_index(u32::from(c)).map(|id| id.0), Some(glyph), "{c}");
        }
        assert_eq!(subtable.glyph_index(u32::from('c')), None);
    }
}
