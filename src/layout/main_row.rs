//! The room's time: a short main row, and slides that say how much is below them.

use comrak::Arena;
use comrak::nodes::{NodeValue, Sourcepos};

use crate::deck::{Attributes, Deck, Stack};
use crate::markdown;
use crate::words::say;

/// How many slides the main row of a generated deck has at most: a meeting has an hour.
pub(crate) const LONGEST: usize = 20;

/// What makes way for what is read back at the end, in this order: the rest is told there again, or
/// was before.
const WAY: [&str; 4] = ["outcomes", "scorecard", "next", "decided"];
/// What is read aloud before everybody leaves: it never goes below anything.
const READ_BACK: &str = "read-back";

/// Moves slides that are too many for the main row below the slide before them: teaching slides
/// first, then the last ones.
pub(crate) fn limit(deck: &mut Deck<'_>) {
    let surplus = deck.stacks.len().saturating_sub(LONGEST);
    fold(deck, "anti-pattern", surplus);
    for class in WAY {
        let last = deck.stacks.iter().rposition(|stack| has(stack, READ_BACK));
        let over = last.map_or(0, |at| (at + 1).saturating_sub(LONGEST));
        fold(deck, class, over);
    }
    // References and backup are looked at after the meeting: they stay together at the end.
    let last = deck.stacks.split_off(deck.stacks.len().min(LONGEST));
    if let Some(stack) = deck.stacks.last_mut() {
        stack.extend(last.into_iter().flatten());
    }
}

/// Whether a stack begins with a slide of a class.
fn has(stack: &Stack<'_>, class: &str) -> bool {
    let classes = stack.first().and_then(|slide| slide.attributes.get("class")).unwrap_or_default();
    classes.split_whitespace().any(|known| known == class)
}

/// Moves so many stacks of a class below the stack before them, the last ones first.
fn fold(deck: &mut Deck<'_>, class: &str, mut surplus: usize) {
    if surplus == 0 {
        return;
    }
    let mut kept = Vec::with_capacity(deck.stacks.len());
    // The stacks that go below the one before them, the last first.
    let mut below: Vec<Stack<'_>> = Vec::new();
    for (index, mut stack) in std::mem::take(&mut deck.stacks).into_iter().enumerate().rev() {
        if surplus > 0 && index > 0 && has(&stack, class) && !has(&stack, READ_BACK) {
            surplus -= 1;
            below.push(stack);
        } else {
            stack.extend(below.drain(..).rev().flatten());
            kept.push(stack);
        }
    }
    kept.reverse();
    deck.stacks = kept;
}

/// Lets each slide of the main row say how many are below it.
pub(crate) fn say_more<'a>(arena: &'a Arena<'a>, deck: &mut Deck<'a>) {
    let Deck { stacks, elements, .. } = deck;
    let at = Sourcepos::from((1, 1, 1, 1));
    for stack in stacks {
        let below = stack.len() - 1;
        let Some(slide) = stack.first_mut().filter(|_| below > 0) else { continue };
        let paragraph = markdown::node(arena, NodeValue::Paragraph, at);
        let say = say::words();
        let classes = slide.attributes.get("class").unwrap_or_default();
        let is_lead = classes.split_whitespace().any(|class| class == "lead");
        let words = match (is_lead, below) {
            (true, 1) => say.full_text_below.to_owned(),
            (true, _) => say::fill(say.full_text_and_more_below, below),
            (false, _) => say::fill(say.more_below, below),
        };
        paragraph.append(markdown::node(arena, NodeValue::Text(words.into()), at));
        elements.add(paragraph, &Attributes::parse("class=more"));
        slide.blocks.push(paragraph);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Slide;

    fn deck(classes: &[&str]) -> Deck<'static> {
        let slide = |class: &&str| {
            let attributes = Attributes::parse(&format!("class=\"{class}\""));
            vec![Slide { title: (*class).to_owned(), attributes, ..Slide::default() }]
        };
        Deck { stacks: classes.iter().map(slide).collect(), ..Deck::default() }
    }

    #[test]
    fn a_short_deck_stays_as_it_is() {
        let mut deck = deck(&["anti-pattern"; 20]);
        limit(&mut deck);
        assert!(deck.stacks.iter().all(|stack| stack.len() == 1));
    }

    #[test]
    fn what_is_read_back_stays_on_the_main_row() {
        let mut classes = vec!["timeline"; 16];
        classes.extend(["outcomes", "decided", "conclusions next", "decided read-back"]);
        classes.extend(["actions read-back", "references", "backup"]);
        let mut deck = deck(&classes);
        limit(&mut deck);
        assert_eq!((deck.stacks.len(), deck.slides().count()), (20, 23));
        let title = |at: usize| deck.stacks[at].iter().map(|slide| slide.title.as_str());
        assert_eq!(title(15).collect::<Vec<_>>(), ["timeline", "outcomes"]);
        assert_eq!(deck.stacks[18][0].title, "decided read-back");
        assert_eq!(deck.stacks[19][0].title, "actions read-back");
        assert_eq!(deck.stacks[19].len(), 3, "references and backup stay below it");
    }

    #[test]
    fn teaching_goes_below_before_anything_else_does() {
        let mut classes = vec!["anti-pattern"; 3];
        classes.extend(["timeline"; 20]);
        let mut deck = deck(&classes);
        limit(&mut deck);
        assert_eq!(deck.stacks.len(), 21 - 1);
        assert_eq!(deck.slides().count(), 23);
        assert_eq!(deck.stacks[0].len(), 3);
        assert_eq!(deck.stacks[19].len(), 2);
    }
}
