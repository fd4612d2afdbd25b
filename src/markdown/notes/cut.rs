//! Raw HTML is cut at the notes in it.

use super::tags::{Tag, tags};
use super::{is_aside, is_attribute, is_element};

/// A part of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'h> {
    /// What is not notes.
    Kept(&'h str),
    /// Notes begin here.
    Opened,
    /// What stands in them.
    Inside(&'h str),
    /// The value of an attribute, as written.
    Words(&'h str),
}

/// Notes that are open in raw HTML.
#[derive(Debug, Clone)]
pub(super) struct Region {
    /// Whether an element opened them, whose end tag closes them; else a container.
    is_element: bool,
    /// The elements that are open in them, as far as they decide which end tag that is.
    open: Vec<Inner>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inner {
    Aside {
        is_notes: bool,
    },
    /// An element behind which no end tag of an `<aside>` reaches; by its number in [`BARRIERS`].
    Barrier(usize),
}

const BARRIERS: [&str; 8] =
    ["table", "td", "th", "caption", "template", "object", "marquee", "applet"];
const TABLE: Inner = Inner::Barrier(0);

/// What becomes of a tag in notes.
enum Step {
    Stays,
    Goes,
    Closes,
}

impl Region {
    /// Notes in a container.
    pub(super) fn container() -> Self {
        Self { is_element: false, open: Vec::new() }
    }

    /// Whether an end tag is awaited.
    pub(super) fn is_element(&self) -> bool {
        self.is_element
    }

    fn read(&mut self, tag: &Tag<'_>) -> Step {
        if is_aside(tag) {
            return if tag.is_end { self.close_aside() } else { self.open_aside(is_element(tag)) };
        }
        let Some(number) = BARRIERS.iter().position(|name| tag.name.eq_ignore_ascii_case(name))
        else {
            return Step::Stays;
        };
        let this = Inner::Barrier(number);
        let is_cell = |number: usize| (1..=3).contains(&number);
        if tag.is_end || is_cell(number) {
            // A cell ends the one before it, and neither reaches out of its table.
            let ends = |inner: &Inner| {
                *inner == this
                    || (!tag.is_end && matches!(inner, Inner::Barrier(other) if is_cell(*other)))
            };
            let stops = |inner: &Inner| ends(inner) || (*inner == TABLE && is_cell(number));
            if let Some(at) = self.open.iter().rposition(stops).filter(|at| ends(&self.open[*at])) {
                self.open.truncate(at);
            }
        }
        if !tag.is_end {
            self.open.push(this);
        }
        Step::Stays
    }

    fn open_aside(&mut self, is_notes: bool) -> Step {
        self.open.push(Inner::Aside { is_notes });
        if is_notes { Step::Goes } else { Step::Stays }
    }

    fn close_aside(&mut self) -> Step {
        match self.open.last() {
            Some(Inner::Aside { is_notes }) => {
                let is_notes = *is_notes;
                self.open.pop();
                if is_notes { Step::Goes } else { Step::Stays }
            }
            Some(Inner::Barrier(_)) => Step::Goes,
            None if self.is_element => Step::Closes,
            None => Step::Goes,
        }
    }
}

/// Gives the parts of raw HTML to `each`, in order; `region` are the notes that are open before it,
/// and after it.
pub(super) fn cut<'h>(html: &'h str, region: &mut Option<Region>, mut each: impl FnMut(Part<'h>)) {
    let mut from = 0;
    let part = |region: &Option<Region>, text| {
        if region.is_some() { Part::Inside(text) } else { Part::Kept(text) }
    };
    for tag in tags(html) {
        let step = match region {
            None if is_element(&tag) => {
                each(Part::Kept(&html[from..tag.range.start]));
                each(Part::Opened);
                from = tag.range.end;
                *region = Some(Region { is_element: true, open: Vec::new() });
                Step::Stays
            }
            None => Step::Stays,
            Some(open) => open.read(&tag),
        };
        if matches!(step, Step::Goes | Step::Closes) {
            each(part(region, &html[from..tag.range.start]));
            from = tag.range.end;
        }
        if matches!(step, Step::Closes) {
            *region = None;
        }
        for attribute in
            tag.attributes.iter().filter(|attribute| !tag.is_end && is_attribute(attribute.name))
        {
            if !attribute.value.trim().is_empty() {
                each(Part::Words(attribute.value));
            }
            if from <= attribute.range.start {
                each(part(region, &html[from..attribute.range.start]));
                from = attribute.range.end;
            }
        }
    }
    each(part(region, &html[from..]));
}
