//! The room's time: a short main row, and slides that say how much is below them.

use comrak::Arena;
use comrak::nodes::{NodeValue, Sourcepos};

use crate::deck::{Attributes, Deck, Stack};
use crate::markdown;
use crate::words::say;

/// How many slides the main row of a generated deck has at most: a meeting has an hour.
pub(crate) const LONGEST: usize = 20;

/// Moves slides that are too many for the main row below the slide before them: teaching slides
/// first, then the last ones.
pub(crate) fn limit(deck: &mut Deck<'_>) {
    let has = |stack: &Stack<'_>, class: &str| {
        let classes =
            stack.first().and_then(|slide| slide.attributes.get("class")).unwrap_or_default();
        classes.split_whitespace().any(|known| known == class)
    };
    let mut surplus = deck.stacks.len().saturating_sub(LONGEST);
    let mut kept = Vec::with_capacity(deck.stacks.len());
    // The stacks that go below the one before them, the last first.
    let mut below: Vec<Stack<'_>> = Vec::new();
    for (index, mut stack) in std::mem::take(&mut deck.stacks).into_iter().enumerate().rev() {
        if surplus > 0 && index > 0 && has(&stack, "anti-pattern") {
            surplus -= 1;
            below.push(stack);
        } else {
            stack.extend(below.drain(..).rev().flatten());
            kept.push(stack);
        }
    }
    kept.reverse();
    // References and backup are looked at after the meeting: they stay together at the end.
    let last = kept.split_off(kept.len().min(LONGEST));
    if let Some(stack) = kept.last_mut() {
        stack.extend(last.into_iter().flatten());
    }
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
