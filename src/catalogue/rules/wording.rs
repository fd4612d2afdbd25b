//! Rules about wording that blames. What counts is whom a sentence is about: `check/wording` judges.

use super::Rule;
use crate::diagnostic::Severity::Warning;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "wording/agent",
        level: Warning,
        meaning: "a person or a team is made the cause",
        reason: "Who fears to be blamed hides what others need to know; what made the slip possible \
                 can be changed.",
        source: "J. Allspaw, Blameless PostMortems and a Just Culture (Etsy, 2012)",
        bad: "## Summary\n\nThe engineer forgot to renew the certificate.\n",
        good: "## Summary\n\nThe certificate expired: nothing asked for its renewal.\n",
    },
    Rule {
        code: "wording/counterfactual",
        level: Warning,
        meaning: "a past is told that did not happen",
        reason: "What somebody could have done explains nothing of what made sense to them then.",
        source: "S. Dekker, The Field Guide to Understanding 'Human Error': counterfactuals",
        bad: "## Summary\n\nThe team should have tested the change in staging.\n",
        good: "## Summary\n\nThe change was not tested in staging, which has no data of that kind.\n",
    },
    Rule {
        code: "wording/norm",
        level: Warning,
        meaning: "conduct is held against a standard",
        reason: "That a rule was not followed says nothing of why, and work always differs from the \
                 rule.",
        source: "S. Dekker, The Field Guide to Understanding 'Human Error': judging instead of \
                 explaining",
        bad: "## Summary\n\nThe engineer did not follow the release procedure with the fix.\n",
        good: "## Summary\n\nThe release procedure takes an hour, and the fix was urgent.\n",
    },
];
