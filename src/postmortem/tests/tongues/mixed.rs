//! Headings in one language over text in another: both are read, and English in any case.

use super::super::with;
use crate::postmortem::stated::Measure;
use crate::postmortem::{Postmortem, SectionKind, language};
use crate::words::{LANGUAGE_TAGS, LANGUAGES, tongue};

/// The text of an incident in a language: its duration, its entries, its whys and its action.
const TEXTS: [(&str, [&str; 4]); 4] = [
    (
        "en",
        [
            "The shop was down, and nobody could pay for it. It took us a while to see why.\n\n\
             Duration: 75 minutes",
            "- 2026-03-12 14:05 – Error rates rise\n- 14:16 – The on-call engineer is paged\n\
             - 15:05 – The errors stop\n- 15:20 – The incident is closed",
            "- Why did it fail?\n  - The disk was full.\n    - Why was it full?\n      - Old logs were kept.",
            "- Delete old logs (owner: Ann Lee, due: 2026-03-20) (done)",
        ],
    ),
    (
        "de",
        [
            "Der Shop war nicht erreichbar, und niemand konnte bezahlen. Es hat eine Weile gedauert, \
             bis wir wussten, warum das so war.\n\nDauer: 75 Minuten",
            "- 12.03.2026, 14:05 Uhr – Die Fehlerrate steigt\n- 14:16 Uhr – Der Alarm wird ausgelöst\n\
             - 15:05 Uhr – Die Fehler verschwinden\n- 15:20 Uhr – Der Vorfall ist abgeschlossen",
            "- Warum ist es passiert?\n  - Die Platte war voll.\n    - Warum war sie voll?\n      - Alte Logs blieben liegen.",
            "- Alte Logs löschen (Verantwortlich: Ann Lee, fällig: 2026-03-20) (erledigt)",
        ],
    ),
    (
        "fr",
        [
            "La boutique était inaccessible et personne ne pouvait payer. Nous avons mis un moment à \
             comprendre ce qui se passait avec le disque.\n\nDurée : 75 minutes",
            "- 12 mars 2026, 14h05 – Le taux d'erreur augmente\n- 14h16 – L'alerte se déclenche\n\
             - 15h05 – Les erreurs cessent\n- 15h20 – L'incident est clos",
            "- Pourquoi est-ce arrivé ?\n  - Le disque était plein.\n    - Pourquoi était-il plein ?\n      - Les anciens journaux restaient.",
            "- Supprimer les anciens journaux (responsable : Ann Lee, échéance : 2026-03-20) (fait)",
        ],
    ),
    (
        "ja",
        [
            "ショップが利用できず、決済ができない状態が続いた。原因の特定に時間がかかった。\n\n影響時間: 75分",
            "- 2026年3月12日 14:05 エラー率が急増\n- 14:16 監視アラートが発報\n- 15:05 エラーが解消\n- 15:20 復旧を確認",
            "- なぜ起きたのか？\n  - ディスクが一杯だった\n    - なぜ一杯だったのか？\n      - 古いログが残っていた",
            "- 古いログを削除する（担当: Ann Lee、期限: 2026-03-20）（完了）",
        ],
    ),
];

fn title(tag: &str, kind: SectionKind) -> &'static str {
    let place = LANGUAGE_TAGS.iter().position(|known| *known == tag).expect("known");
    let titles = LANGUAGES[place].titles.iter().find(|(known, _)| *known == kind);
    titles.and_then(|(_, titles)| titles.first()).copied().unwrap_or_else(|| kind.title())
}

fn document(headings: &str, texts: &[&str; 4]) -> String {
    let kinds = [
        SectionKind::Summary,
        SectionKind::Timeline,
        SectionKind::FiveWhys,
        SectionKind::ActionItems,
    ];
    let parts = kinds.into_iter().zip(texts).map(|(kind, text)| {
        let zone = if kind == SectionKind::Timeline { " (UTC)" } else { "" };
        format!("## {}{zone}\n\n{text}\n\n", title(headings, kind))
    });
    format!("# Checkout\n\n{}", parts.collect::<String>())
}

fn told(pm: &Postmortem) -> String {
    let kinds: Vec<&str> = pm.sections.iter().map(|section| section.kind.key()).collect();
    let phases = pm.phases.all().map(|phase| {
        phase.map_or_else(|| "-".to_owned(), |it| it.moment.at.to_string()[11..16].to_owned())
    });
    let length = pm.stated.length(Measure::Duration).map(|said| said.length.as_mins());
    let why = pm.whys.first().and_then(|why| why.answers.first()).map(|answer| answer.whys.len());
    let action = pm
        .action_items
        .first()
        .map(|action| format!("{} {:?} {:?}", action.state.name(), action.owner, action.due));
    format!("{kinds:?} {phases:?} {length:?} {} {why:?} {action:?}", pm.whys.len())
}

#[test]
fn headings_of_one_language_over_text_of_another_are_read() {
    let want = "[\"summary\", \"timeline\", \"fiveWhys\", \"actionItems\"] \
                [\"14:05\", \"14:16\", \"15:05\", \"15:20\"] Some(75) 1 Some(1) \
                Some(\"done Some(\\\"Ann Lee\\\") Some(\\\"2026-03-20\\\")\")";
    let mut wrong = Vec::new();
    for (headings, _) in &TEXTS {
        for (tag, texts) in &TEXTS {
            let text = document(headings, texts);
            let tongues = language::tell(None, &text);
            if tongues.tag() != *headings {
                wrong.push(format!("{headings} over {tag} is taken for {}", tongues.tag()));
            }
            let _speaking = tongue::speak(tongues);
            let found = with(&text, |pm, _, _| told(pm));
            if found != want {
                wrong.push(format!("{headings} over {tag}: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
