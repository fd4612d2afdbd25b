//! Questions and answers.

use super::{Trial, capital, in_all};
use crate::postmortem::{Postmortem, SectionKind};

fn counts(pm: &Postmortem) -> String {
    let answers: usize = pm.whys.iter().map(|why| why.answers.len()).sum();
    let below: usize =
        pm.whys.iter().flat_map(|why| &why.answers).map(|answer| answer.whys.len()).sum();
    format!("{} {answers} {below}", pm.whys.len())
}

#[test]
fn every_question_is_heard() {
    in_all(|trial: &mut Trial| {
        let (title, blank) = (trial.title(SectionKind::FiveWhys), trial.blank());
        for word in trial.language.why_words {
            let word = capital(word);
            let text = format!(
                "# T\n\n## {title}\n\n- {word}{blank}x?\n  - y\n    - {word}{blank}y?\n      - z\n"
            );
            trial.is("why", &word, &text, "1 1 1", counts);
        }
        let language = trial.language;
        let pairs = language.question_labels.iter().zip(language.answer_labels.iter().cycle());
        let also = language.question_labels.iter().cycle().zip(language.answer_labels);
        for (question, answer) in pairs.chain(also) {
            let text = format!("# T\n\n## {title}\n\n{question} x?\n\n{answer} y\n");
            trial.is(
                "question and answer",
                &format!("{question} {answer}"),
                &text,
                "1 1 0",
                counts,
            );
        }
        for word in language.because {
            let text =
                format!("# T\n\n## {title}\n\nx\n\n...{word}{blank}y\n\n...{word}{blank}z\n");
            trial.is("because", word, &text, "1 1 1", counts);
        }
    });
}

#[test]
fn columns_of_questions_are_known() {
    in_all(|trial: &mut Trial| {
        let title = trial.title(SectionKind::FiveWhys);
        let language = trial.language;
        let (questions, answers) = (language.question_columns, language.answer_columns);
        let pairs = questions.iter().zip(answers.iter().cycle());
        for (question, answer) in pairs.chain(questions.iter().cycle().zip(answers)) {
            let why = language.why_words.first().copied().unwrap_or("why");
            let rows = format!("| {why} x? | y |\n| {why} y? | z |");
            let text = format!("# T\n\n## {title}\n\n| {question} | {answer} |\n|-|-|\n{rows}\n");
            trial.is("columns of whys", &format!("{question}, {answer}"), &text, "1 1 1", counts);
        }
    });
}
