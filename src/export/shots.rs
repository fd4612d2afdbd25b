//! Pictures of chosen slides.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::sheet::Stage;
use crate::browser::Browser;
use crate::compiled::Compiled;

/// A slide that is to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChosenSlide {
    /// Its place in the deck, from 0.
    pub(crate) index: usize,
    /// Its number, as it stands in a file's name: all of a deck sort in their order.
    pub(crate) number: String,
}

/// The slides that a list names, in the deck's order: `2,5-7,3.2`. None: all of them.
///
/// A number is that in the corner of a slide; `3.2` is the second slide of stack 3, whatever stands
/// in the corner. A slide that is not counted has no number there: `4.1` names it by its place.
///
/// # Errors
/// A sentence.
pub(crate) fn choose(list: Option<&str>, compiled: &Compiled) -> Result<Vec<ChosenSlide>, String> {
    let numbering = Numbering::of(compiled);
    let count = compiled.slide_count();
    let Some(list) = list else { return Ok(numbering.named((0..count).collect())) };
    let mut chosen = Vec::new();
    for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let from = numbering.index(from.trim())?;
        let to = numbering.index(to.trim())?;
        if to < from {
            return Err(format!("`--slides`: {part} goes backwards"));
        }
        chosen.extend(from..=to);
    }
    if chosen.is_empty() {
        return Err("`--slides` names no slide".to_owned());
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(numbering.named(chosen))
}

/// How a deck counts its slides.
struct Numbering {
    /// How many slides each stack has.
    stacks: Vec<usize>,
    /// Whether all slides are counted one after the other, as whydeck does; else stacks are.
    is_flat: bool,
    /// The places of the slides that are counted one after the other.
    counted: Vec<usize>,
}

impl Numbering {
    fn of(compiled: &Compiled) -> Self {
        let stacks: Vec<usize> = compiled.stacks.iter().map(Vec::len).collect();
        let is_flat = stacks.len() == 1
            || match compiled.reveal.get("slideNumber") {
                Some(Value::String(form)) => form.contains('c'),
                Some(Value::Bool(is_shown)) => !is_shown,
                _ => true,
            };
        let slides = compiled.stacks.iter().flatten().enumerate();
        let is_counted = |attributes: &str| !attributes.contains(" data-visibility=\"uncounted\"");
        let counted = slides.filter(|(_, slide)| is_counted(&slide.attributes));
        Self { stacks, is_flat, counted: counted.map(|(index, _)| index).collect() }
    }

    /// The slide of a number.
    fn index(&self, number: &str) -> Result<usize, String> {
        let wrong = |why: &str| format!("`--slides`: there is no slide {number}: {why}");
        let read = |digits: &str| digits.parse::<usize>().ok().filter(|number| *number > 0);
        let (first, below) = match number.split_once('.') {
            Some((first, below)) => (read(first), Some(read(below))),
            None => (read(number), None),
        };
        let (Some(first), None | Some(Some(_))) = (first, below) else {
            return Err(wrong("write `2`, `5-7` or `3.2`"));
        };
        let row = match below.flatten() {
            None if self.is_flat => {
                let found = self.counted.get(first - 1).copied();
                let count = self.counted.len();
                let has_all = count == self.stacks.iter().sum::<usize>();
                let verb = if has_all { "has" } else { "counts" };
                return found.ok_or_else(|| wrong(&format!("the deck {verb} {count}")));
            }
            row => row.unwrap_or(1),
        };
        match self.stacks.get(first - 1) {
            None => Err(wrong(&format!("the deck has {} stacks", self.stacks.len()))),
            Some(count) if row > *count => Err(wrong(&format!("stack {first} has {count}"))),
            Some(_) => Ok(self.stacks[..first - 1].iter().sum::<usize>() + row - 1),
        }
    }

    fn named(&self, chosen: Vec<usize>) -> Vec<ChosenSlide> {
        let count = if self.is_flat { self.stacks.iter().sum() } else { self.stacks.len() };
        let width = count.to_string().len().max(2);
        let name = |index: usize| {
            if self.is_flat {
                let before = self.counted.partition_point(|counted| *counted <= index);
                let last = before.checked_sub(1).map_or(0, |last| self.counted[last] + 1);
                // How many it is behind the last one that is counted.
                let behind = match index + 1 - last {
                    0 => String::new(),
                    behind => format!("u{behind}"),
                };
                return format!("{before:0width$}{behind}");
            }
            let mut row = index;
            let mut column = 0;
            while let Some(count) = self.stacks.get(column).filter(|count| row >= **count) {
                row -= count;
                column += 1;
            }
            let is_stack = self.stacks.get(column).is_some_and(|count| *count > 1);
            let below = if is_stack { format!(".{}", row + 1) } else { String::new() };
            format!("{:0width$}{below}", column + 1)
        };
        chosen.into_iter().map(|index| ChosenSlide { index, number: name(index) }).collect()
    }
}

/// Where the picture of a slide goes: where it was asked for when it is the only one, else beside
/// it with the slide's number.
#[must_use]
pub(crate) fn place(out: &Path, slide: &ChosenSlide, is_only: bool) -> PathBuf {
    if is_only {
        return out.to_owned();
    }
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    let end = out.extension().map_or_else(|| "png".into(), |end| end.to_string_lossy());
    out.with_file_name(format!("{stem}-{}.{end}", slide.number))
}

/// The width and height in `1920x1080`.
///
/// # Errors
/// A sentence.
pub(crate) fn size(written: &str) -> Result<(u32, u32), String> {
    let side = |text: &str| text.trim().parse().ok().filter(|side| (100..=7680).contains(side));
    let sides = written.split_once(['x', 'X', '×']);
    sides
        .and_then(|(width, height)| Some((side(width)?, side(height)?)))
        .ok_or_else(|| format!("`--size {written}` is no size: write `1920x1080` or the like"))
}

/// Hands out a picture (PNG) of each slide of a deck, whose page is in a file.
///
/// # Errors
/// A sentence, or what `take` says.
pub(crate) fn of<E: From<String>>(
    browser: &mut Browser,
    deck: &Path,
    (slides, size): (&[ChosenSlide], Option<(u32, u32)>),
    mut take: impl FnMut(&ChosenSlide, Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    let mut stage = Stage::open(browser, deck)?;
    stage.resize(size)?;
    for slide in slides {
        let picture = stage.whole_picture(slide.index)?;
        take(slide, picture)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(stacks: &[usize], is_flat: bool) -> Numbering {
        let counted = (0..stacks.iter().sum()).collect();
        Numbering { stacks: stacks.to_vec(), is_flat, counted }
    }

    #[test]
    fn slides_that_are_not_counted_have_no_number() {
        let deck = Numbering { counted: vec![1, 2, 5], ..numbering(&[1, 3, 1, 1], true) };
        assert_eq!((deck.index("1"), deck.index("3")), (Ok(1), Ok(5)));
        assert_eq!((deck.index("1.1"), deck.index("3.1")), (Ok(0), Ok(4)));
        assert!(deck.index("4").is_err());
        let names = deck.named((0..6).collect());
        let names: Vec<&str> = names.iter().map(|slide| slide.number.as_str()).collect();
        assert_eq!(names, ["00u1", "01", "02", "02u1", "02u2", "03"]);
    }

    #[test]
    fn numbers_are_those_in_the_corner() {
        let flat = numbering(&[1, 3, 1], true);
        assert_eq!((flat.index("1"), flat.index("3"), flat.index("5")), (Ok(0), Ok(2), Ok(4)));
        assert_eq!(
            (flat.index("2.1"), flat.index("2.3"), flat.index("3.1")),
            (Ok(1), Ok(3), Ok(4))
        );
        let stacked = numbering(&[1, 3, 1], false);
        assert_eq!(
            (stacked.index("2"), stacked.index("2.3"), stacked.index("3")),
            (Ok(1), Ok(3), Ok(4))
        );
        for wrong in ["0", "6", "2.4", "4.1", "2.", ".1", "a", "", "1.0", "2.1.1", "-1"] {
            assert!(flat.index(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_sort_as_slides_do() {
        let names = |numbering: Numbering, chosen: &[usize]| -> Vec<String> {
            numbering.named(chosen.to_vec()).into_iter().map(|slide| slide.number).collect()
        };
        assert_eq!(names(numbering(&[1, 3, 1], true), &[0, 3]), ["01", "04"]);
        assert_eq!(names(numbering(&[1, 3, 1], false), &[0, 3, 4]), ["01", "02.3", "03"]);
        assert_eq!(names(numbering(&[120], true), &[6]), ["007"]);
        let slide = ChosenSlide { index: 1, number: "02".into() };
        assert_eq!(place(Path::new("a/b.png"), &slide, false), Path::new("a/b-02.png"));
        assert_eq!(place(Path::new("a/b.png"), &slide, true), Path::new("a/b.png"));
    }

    #[test]
    fn sizes_are_two_numbers() {
        assert_eq!(size("1920x1080"), Ok((1920, 1080)));
        for wrong in ["1920", "x", "1920x", "0x0", "99999x99999", "-1x5"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
