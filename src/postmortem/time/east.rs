//! Stamps of East Asian texts, `2026年3月12日（木）午後2時05分頃`, written as the scanner knows them.
//!
//! 1. Only a text that has such letters near its beginning is looked at: others lose no time.
//! 2. What may belong to a stamp is written anew in ASCII, `2026-03-12 14:05`, up to the first word
//!    that cannot. Full-width digits and signs become narrow.
//! 3. The scanner reads that; where it began and ended is told in bytes of the text itself.
//!
//! Words come from the tables of words; the signs for year, month, day, hour, minute and second are
//! those of the script, which several languages share.

pub(super) mod writer;

use crate::postmortem::time::parts::Day;
pub(crate) use crate::postmortem::time::script::is_eastern;
use crate::postmortem::time::stamped::Stamp;
use crate::words;

/// A stamp begins so near the beginning, in bytes.
const NEAR: usize = 64;

/// Whether a text has East Asian letters or full-width signs so near its beginning that a stamp may
/// have them.
pub(super) fn is_near(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) else { return false };
    !first.is_ascii_alphabetic()
        && bytes.iter().take(NEAR).any(|byte| matches!(byte, 0xe3..=0xed | 0xef))
}

/// A piece of the new text and what it stands for.
struct Piece {
    /// Where it ends in the new text.
    end: usize,
    /// What it stands for in the old one.
    from: usize,
    to: usize,
}

/// The beginning of a text, written anew.
pub(super) struct Anew {
    pub(super) text: String,
    pieces: Vec<Piece>,
    /// Where words say "about", in the new text.
    hedges: Vec<usize>,
    /// Whether at most one short word stands behind what was written anew.
    is_alone: bool,
}

impl Anew {
    /// Whether a day may be read that needs a time elsewhere: `同日`, `08-01 朝`.
    pub(super) fn is_day(&self, stamp: &Stamp) -> bool {
        match stamp.day {
            Some(Day::After(_)) => true,
            Some(Day::WithoutYear(..) | Day::Digits(_)) => self.is_alone,
            _ => false,
        }
    }

    /// A stamp that was read from the new text, as one of the old text.
    pub(super) fn back(&self, stamp: Stamp, old: &str) -> Stamp {
        let end = self.end(stamp.start + stamp.written.len());
        let start = self.start(stamp.start);
        let length = self.end(stamp.length).max(end);
        let length = length + blanks(&old[length..]);
        let hedged = self.hedges.iter().any(|at| *at <= stamp.length);
        Stamp {
            written: old[start..end].trim().to_owned(),
            start,
            length,
            approximate: stamp.approximate || hedged,
            ..stamp
        }
    }

    /// Where a day ends that was read from the new text.
    pub(super) fn end(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.end < at);
        let Some(piece) = self.pieces.get(index) else {
            return self.pieces.last().map_or(0, |piece| piece.to);
        };
        let start = index.checked_sub(1).map_or(0, |before| self.pieces[before].end);
        let is_same = piece.end - start == piece.to - piece.from;
        if at == start {
            return piece.from;
        }
        if is_same { piece.from + (at - start) } else { piece.to }
    }

    fn start(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.end <= at);
        let Some(piece) = self.pieces.get(index) else { return self.end(at) };
        let start = index.checked_sub(1).map_or(0, |before| self.pieces[before].end);
        let is_same = piece.end - start == piece.to - piece.from;
        if is_same { piece.from + (at - start) } else { piece.from }
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Whether a remark follows the stamp that a value begins with: `2026-04-06 14:23 ※推定`,
/// `2026-04-22 夜（再デプロイ）`; not where it is a bound, `14:05 以前`.
pub(crate) fn is_remarked(stamp: &Stamp, value: &str) -> bool {
    let rest = value.get(stamp.length..).unwrap_or_default().trim_start();
    let is_bound = words::all(|language| language.span_words)
        .any(|word| word.starts_with(is_eastern) && rest.starts_with(word));
    // `(= 04:30 UTC)`: the same time once more.
    if rest.starts_with("(=") || rest.starts_with("(≈") {
        return true;
    }
    if is_bound || !value.contains(is_eastern) {
        return false;
    }
    let word = rest.find(|c: char| !is_eastern(c)).unwrap_or(rest.len());
    let behind = rest[word..].trim_start();
    let is_short = rest[..word].chars().count() <= 3;
    is_short
        && (behind.is_empty()
            || behind.starts_with(['※', '（', '(', '—', '–', '、', '。', '／', ';']))
}
