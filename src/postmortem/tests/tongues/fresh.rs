//! Postmortems of `tests/languages`, as authors of other languages write them: each tells its own
//! facts in its own forms.

use super::super::with;
use crate::postmortem::{DecisionState, LessonKind, Postmortem, Why, facts, language};
use crate::words::tongue;

/// What a document tells: its language; the times of its four phases, the number of events and the
/// last of them; how long it says that it lasted, in minutes; its authors; trees, questions and
/// answers; lessons; actions; decisions.
const FACTS: [(&str, &str); 27] = [
    (
        "de",
        "de | 05:20 06:35 07:40 07:55 | 7 to 2026-02-05T08:00 | 155 min | Jana Krüger; Tom Öztürk | 1 4 4 \
         | +--* | done Jana Krüger 06.02.2026; inProgress Tom Öztürk 20.02.2026; \
         proposed Jana Krüger 27.02.2026; declined | open",
    ),
    (
        "fr",
        "fr | 08:32 08:40 09:20 09:42 | 7 to 2026-01-18T13:00 | 70 min | Inès Morel; Paul Garnier | 1 4 4 \
         | +-* | done Paul Garnier 19/01/2026; inProgress Inès Morel 15/02/2026; \
         proposed Inès Morel 28/02/2026; declined | decided declined",
    ),
    (
        "es",
        "es | 07:05 07:19 07:41 07:50 | 7 to 2026-02-24T12:15 | 45 min | Nuria Vidal | 1 3 4 \
         | +-* | done Nuria Vidal 02/03/2026; inProgress Iker Lasa 13/03/2026; \
         proposed nuria 27/02/2026; done | open",
    ),
    (
        "pt",
        "pt | 10:00 10:25 11:12 11:20 | 6 to 2026-03-10T18:00 | 80 min | Rita Sá; Bruno Teles | 1 3 3 \
         | +-* | done Bruno Teles 10/03/2026; inProgress Rita Sá 20/03/2026; \
         proposed Bruno Teles 31/03/2026 | ",
    ),
    (
        "it",
        "it | 08:20 08:58 09:32 09:50 | 7 to 2026-05-06T07:00 | 90 min | Marta Conti | 1 3 3 \
         | +-* | inProgress Marta Conti 15 maggio 2026; proposed Elio Ferri 22 maggio 2026; \
         done Marta Conti 8 maggio 2026 | ",
    ),
    (
        "nl",
        "nl | 15:00 15:04 15:37 15:45 | 7 to 2026-01-13T09:00 | 45 min | Sanne de Wit; Joost Bakker | 1 3 3 \
         | +-* | inProgress Joost Bakker 30-01-2026; done Sanne de Wit 23-01-2026; \
         done Joost Bakker 16-01-2026; declined | decided",
    ),
    (
        "pl",
        "pl | 22:10 03:30 03:52 04:00 | 6 to 2026-04-03T09:00 | 350 min | Kasia Lis; Marek Wrona | 1 3 3 \
         | +-* | done Marek Wrona 2026-04-10; inProgress Kasia Lis 2026-04-17; declined | ",
    ),
    (
        "ko",
        "ko | 05:10 05:35 06:20 06:40 | 7 to 2026-05-15T01:00 | 90 min | 박지우; 최민호 | 1 3 3 \
         | +-* | inProgress 박지우 2026-05-22; done 최민호 2026-05-20; proposed | ",
    ),
    (
        "zh-Hans",
        "zh-Hans | 01:30 01:45 02:35 02:50 | 6 to 2026-06-09T06:00 | 80 min | 赵一鸣; 孙晓 | 1 3 3 \
         | +-* | done 孙晓 2026-06-10; proposed 赵一鸣 2026-06-15; proposed 孙晓 2026-06-20 | ",
    ),
    (
        "ja-1",
        "ja | 12:05 12:12 12:48 12:55 | 7 to 2026-07-04T01:00 | 50 min | 高橋 彩; 森田 健 | 1 3 3 \
         | +-* | inProgress 森田 健 2026/07/17; done 高橋 彩 2026/07/10; proposed | ",
    ),
    (
        "ja-2",
        "ja | 04:10 04:22 05:05 05:25 | 7 to 2026-08-19T02:00 | 75 min | @kimura; @ueda | 1 2 3 \
         | +-* | done ueda 2026-08-22; proposed kimura 2026-08-29; proposed ueda 2026-09-05 | ",
    ),
    (
        "de-2",
        "de | 12:10 12:22 12:41 13:05 | 6 to 2026-05-19T07:30 | 55 min | Lena Fuchs; Piotr Maier | 1 3 3 \
         | +- | done Lena Fuchs 22.05.2026; inProgress Piotr Maier 05.06.2026; declined | ",
    ),
    (
        "fr-2",
        "fr | 07:15 07:50 08:10 08:40 | 5 to 2025-11-04T09:00 | 85 min | Zoé Petit | 1 3 3 \
         | +- | done zoe 05/11/2025; proposed Hugo Roy 21/11/2025; proposed Hugo Roy 05/12/2025 | ",
    ),
    (
        "es-2",
        "es | 17:20 18:45 19:05 19:30 | 5 to 2025-11-15T16:00 | 130 min | Inés Rey; Joan Pla | 1 3 3 \
         | +-* | done Joan Pla 17/11/2025; proposed Inés Rey 28/11/2025 | ",
    ),
    (
        "pt-2",
        "pt | 15:10 15:18 15:44 15:50 | 7 to 2025-12-03T09:30 | 40 min | Diogo Reis | 1 3 3 \
         | +-* | done Diogo Reis 2025-12-09; inProgress Marta Luz 2025-12-16 | ",
    ),
    (
        "it-2",
        "it | 06:00 07:45 09:05 09:20 | 5 to 2025-10-13T09:20 | 200 min | Sara Greco; Luca Riva | 1 3 3 \
         | +- | done Luca Riva 15/10/2025; proposed Sara Greco 31/10/2025 | ",
    ),
    (
        "nl-2",
        "nl | 09:15 09:32 10:30 10:45 | 6 to 2025-11-07T10:45 | 90 min | Eva Smit; Bram Kok | 1 3 3 \
         | +-* | done Bram Kok 2025-11-14; proposed Eva Smit 2025-11-28 | ",
    ),
    (
        "pl-2",
        "pl | 16:05 16:14 16:40 16:53 | 5 to 2025-10-15T16:53 | 48 min | Olga Mróz | 1 3 3 \
         | +- | inProgress Olga Mróz 31.10.2025; done Jan Sowa 24.10.2025 | ",
    ),
    (
        "ko-2",
        "ko | 00:03 00:11 00:30 00:50 | 5 to 2025-11-20T00:50 | 47 min | 김하늘; 이도윤 | 1 3 3 \
         | +- | done 김하늘 2025-11-21; proposed 이도윤 2025-12-05 | ",
    ),
    (
        "zh-Hans-2",
        "zh-Hans | 06:00 06:12 06:40 07:10 | 5 to 2025-12-01T07:10 | 70 min | 陈曦; 吴桐 | 1 2 2 \
         | +- | inProgress 陈曦 2025-12-10; proposed 吴桐 2025-12-20 | ",
    ),
    (
        "ja-3",
        "ja | 07:00 07:40 08:15 09:00 | 5 to 2025-12-11T13:00 | 120 min | 佐藤; 鈴木 | 1 3 3 \
         | +- | done 佐藤 2025/12/12; proposed 鈴木 2025/12/26 | ",
    ),
    (
        "en-ja",
        "en | 11:00 11:08 11:30 11:45 | 4 to 2025-10-01T11:45 | 45 min | Yamada | 1 2 2 \
         | +- | done Yamada 2025-10-10; inProgress Mori 2025-10-17 | ",
    ),
    (
        "de-3",
        "de | 08:00 08:10 09:05 09:30 | 6 to 2025-11-04T10:00 | 90 min | Uta Brandt | 1 2 2 \
         | +- | proposed 10.11.2025; proposed Ende November; proposed | ",
    ),
    (
        "es-3",
        "es | 19:05 19:20 20:10 20:25 | 5 to 2025-10-18T14:00 | 80 min | Raúl Mena | 1 2 2 \
         | +- | done Raúl Mena 2025-10-18; proposed Sol Ibarra 2025-10-31 | ",
    ),
    (
        "pl-3",
        "pl | 09:15 09:20 09:50 10:00 | 4 to 2025-11-06T10:00 | 45 min | Ewa Lipa | 1 2 2 \
         |  | done Ewa Lipa 7.11.2025; proposed Ewa Lipa 21.11.2025 | ",
    ),
    (
        "zh-Hans-3",
        "zh-Hans | 09:10 09:25 10:00 10:30 | 4 to 2025-10-09T10:30 | 80 min | 黎明 | 1 2 2 \
         |  | done 黎明 2025-10-15; inProgress 方圆 2025-10-22 | ",
    ),
    (
        "ja-4",
        "ja | 14:05 14:16 15:05 15:20 | 4 to 2025-09-17T15:20 | 75 min | 井上 | 1 2 2 \
         | ?? | proposed 井上 9/30; proposed | ",
    ),
];

fn counts(why: &Why) -> (usize, usize) {
    let below = why.answers.iter().flat_map(|answer| &answer.whys).map(counts);
    below.fold((1, why.answers.len()), |all, one| (all.0 + one.0, all.1 + one.1))
}

fn told(pm: &Postmortem, tag: &str) -> String {
    let phases = pm.phases.all().map(|phase| {
        phase.map_or_else(|| "-".to_owned(), |it| it.moment.at.to_string()[11..16].to_owned())
    });
    let last = pm.timeline.events.last().and_then(|event| event.moment);
    let last = last.map_or_else(String::new, |moment| moment.at.to_string()[..16].to_owned());
    let stated = pm.stated.lengths.iter().map(|said| said.length.as_mins()).max();
    let of_phases = facts::facts(pm).duration.map(|length| length.seconds / 60);
    let length = stated.or(of_phases).unwrap_or_default();
    let whys = pm.whys.iter().map(counts).fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
    let lessons = pm.lessons.iter().map(|lesson| match lesson.kind {
        LessonKind::WentWell => '+',
        LessonKind::WentBadly => '-',
        LessonKind::Lucky => '*',
        LessonKind::Plain => '?',
    });
    let actions = pm.corrective_actions.iter().chain(&pm.action_items).map(|action| {
        let parts = [Some(action.state.name()), action.owner.as_deref(), action.due.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let decisions = pm.decisions.iter().chain(&pm.decisions_made);
    let decisions: Vec<&str> = decisions.map(|it| DecisionState::name(it.state)).collect();
    format!(
        "{tag} | {} | {} to {last} | {length} min | {} | {} {} {} | {} | {} | {}",
        phases.join(" "),
        pm.timeline.events.len(),
        pm.front.authors.join("; "),
        pm.whys.len(),
        whys.0,
        whys.1,
        lessons.collect::<String>(),
        actions.collect::<Vec<_>>().join("; "),
        decisions.join(" "),
    )
}

#[test]
fn what_authors_of_other_languages_write_is_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/languages");
    let mut wrong = Vec::new();
    for (name, want) in FACTS {
        let text = std::fs::read_to_string(format!("{folder}/{name}.md")).expect("a document");
        let tongues = language::tell(None, &text);
        let _speaking = tongue::speak(tongues);
        let found = with(&text, |pm, _, _| told(pm, tongues.tag()));
        let parts = want.split(" | ").zip(found.split(" | ")).filter(|(want, found)| want != found);
        wrong.extend(parts.map(|(want, found)| format!("{name}: {found}, not {want}")));
        let sections = with(&text, |pm, _, _| {
            let other = pm.sections.iter().filter(|it| it.kind.key() == "other");
            other.map(|it| it.title.clone()).collect::<Vec<_>>().join(", ")
        });
        wrong.extend((!sections.is_empty()).then(|| format!("{name}: unknown {sections}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
