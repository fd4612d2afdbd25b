//! The languages of a document: the one that its deck speaks, and those that it is read with.
//!
//! 1. `lang` of the front matter says it,
//! 2. else most of the headings that are known do,
//! 3. else the text does: by its script, or by its small words.
//!
//! Headings and text may be in two languages. Then both are read, and English in any case.

use std::collections::BTreeMap;

use crate::postmortem::sections;
use crate::source::Source;
use crate::source::front_matter::Cut;
use crate::words::tongue::{self, OwnWords, Speaking, Tongues};
use crate::words::{ENGLISH, LANGUAGE_TAGS, LANGUAGES, headings};

/// What is looked at to tell the language of a text, in bytes.
const SAMPLE: usize = 6000;
/// So many parts a word that a single language has counts for; one that several have counts less.
const WEIGHT: u32 = 60;
/// So many times one word counts.
const OFTEN: usize = 3;
/// The least that tells the language of a text: a dozen of its small words.
const LEAST: u32 = 12 * WEIGHT / 2;

/// Reads and speaks the languages of a Markdown document whose front matter is cut off. `project` is
/// the language of all documents of a project, and `own` are the words of its team.
pub(crate) fn hear(source: &Source, cut: &Cut, project: Option<&str>, own: OwnWords) -> Speaking {
    let lang = cut.front.lang.as_deref().or(project);
    tongue::speak(tell(lang, &source.text()[cut.body..]).with(own))
}

/// The same for a slide file, whose few words tell no more than their script.
pub(crate) fn hear_slides(
    source: &Source,
    cut: &Cut,
    project: Option<&str>,
    own: OwnWords,
) -> Speaking {
    let lang = cut.front.lang.as_deref().or(project);
    let of_script = of_script(sample(&source.text()[cut.body..]));
    let first = match lang {
        Some(lang) => place(lang),
        None => of_script,
    };
    tongue::speak(Tongues::new(first.unwrap_or(ENGLISH), of_script).with(own))
}

/// The same for a YAML document.
pub(crate) fn hear_yaml(source: &Source, project: Option<&str>, own: OwnWords) -> Speaking {
    let text = source.text();
    let said = text.lines().find_map(|line| line.strip_prefix("lang:"));
    let said = said.map(|value| value.trim().trim_matches(['"', '\'']));
    tongue::speak(tell(said.or(project), text).with(own))
}

/// Tells the languages of a document from what its front matter says and from its text.
#[must_use]
pub fn tell(lang: Option<&str>, body: &str) -> Tongues {
    let of_headings = of_headings(body);
    let of_text = of_text(body);
    let said = lang.map(place);
    let first = match said {
        Some(place) => place.unwrap_or(ENGLISH),
        None => of_headings.or(of_text).unwrap_or(ENGLISH),
    };
    Tongues::new(first, of_headings.into_iter().chain(of_text))
}

/// The place of a language among those that are known: `de-AT`, `zh_TW`.
pub(crate) fn place(lang: &str) -> Option<usize> {
    let lang = lang.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = lang.split('-');
    let language = parts.next().unwrap_or_default();
    let is_traditional =
        lang.contains("hant") || parts.any(|part| matches!(part, "tw" | "hk" | "mo"));
    let tag = match language {
        "zh" if is_traditional && !lang.contains("hans") => "zh-Hant",
        "zh" => "zh-Hans",
        other => other,
    };
    LANGUAGE_TAGS.iter().position(|known| *known == tag)
}

/// The language of most known headings.
fn of_headings(body: &str) -> Option<usize> {
    let mut score = [0_u32; LANGUAGES.len()];
    let mut told = 1 << ENGLISH;
    for title in sections::heading_lines(body) {
        let words = sections::headings::normalised(&title);
        let known = headings::languages_of(&words);
        add(&mut score, known);
        // "Info", "Stop": a short word alone is in many languages.
        told |= if headings::tells(&words) { known } else { 0 };
    }
    let is_told = |place: &usize| told & 1 << place != 0;
    let most = (0..score.len()).filter(is_told).map(|place| score[place]).max()?;
    let mut best =
        (0..score.len()).filter(is_told).filter(|place| most > 0 && score[*place] == most);
    // Headings that two languages share leave it to the text.
    let first = best.next()?;
    if best.next().is_none() { Some(first) } else { of_text(body).or(Some(first)) }
}

fn add(score: &mut [u32; LANGUAGES.len()], languages: u16) {
    let shared = languages.count_ones();
    for (place, score) in score.iter_mut().enumerate().filter(|_| shared > 0) {
        if languages & 1 << place != 0 {
            *score += WEIGHT / shared;
        }
    }
}

/// The beginning of a text.
fn sample(body: &str) -> &str {
    let mut end = SAMPLE.min(body.len());
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    &body[..end]
}

/// The language of a text: by its script, else by its small words.
fn of_text(body: &str) -> Option<usize> {
    let sample = sample(body);
    if !sample.is_ascii()
        && let Some(place) = of_script(sample)
    {
        return Some(place);
    }
    let mut score = [0_u32; LANGUAGES.len()];
    let words = sample.split(|c: char| !(c.is_alphabetic() || c == '\''));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for word in words.filter(|word| !word.is_empty() && word.len() <= 12) {
        let word = word.to_lowercase();
        let languages = headings::languages_with(&word);
        if languages == 0 {
            continue;
        }
        // A word that comes again and again may be a name: `fa fa-bell`.
        let times = seen.entry(word).or_default();
        *times += 1;
        if *times <= OFTEN {
            add(&mut score, languages);
        }
    }
    let best = (0..score.len()).max_by_key(|place| score[*place])?;
    let second = (0..score.len()).filter(|place| *place != best).map(|place| score[place]).max();
    let is_clear =
        score[best] >= LEAST && score[best] / 2 * 3 >= second.unwrap_or_default() / 2 * 4;
    is_clear.then_some(best)
}

/// The language that a script tells. A character of these scripts says as much as two letters.
fn of_script(text: &str) -> Option<usize> {
    let (mut letters, mut kana, mut hangul, mut han) = (0, 0, 0, 0);
    let (mut simplified, mut traditional) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            '\u{3400}'..='\u{9fff}' => {
                han += 1;
                simplified += usize::from(SIMPLIFIED.contains(c));
                traditional += usize::from(TRADITIONAL.contains(c));
            }
            _ => letters += 1,
        }
    }
    let tells = |count: usize| count >= 10 && count * 2 * 4 >= letters;
    if kana * 8 >= han && tells(kana + han) {
        return place("ja");
    }
    if hangul >= han && tells(hangul) {
        return place("ko");
    }
    let tag = if traditional > simplified { "zh-Hant" } else { "zh-Hans" };
    tells(han).then(|| place(tag)).flatten()
}

/// Frequent characters that Chinese writes in two ways.
const SIMPLIFIED: &str = "们这个来时说会为对发过还没后开问题经动员现实间应务处认设备录运测试报警响请连线级启库网络户监据复";
const TRADITIONAL: &str = "們這個來時說會為對發過還沒後開問題經動員現實間應務處認設備錄運測試報警響請連線級啟庫網絡戶監據復";

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(lang: Option<&str>, body: &str) -> &'static str {
        tell(lang, body).tag()
    }

    #[test]
    fn english_is_told() {
        let text = "# A\n\n## Summary\n\nThe queue was full and it took us an hour to see that.\n";
        assert_eq!(tell(None, text), Tongues::default());
        assert_eq!(tell(None, ""), Tongues::default());
        assert_eq!(tags(Some("sv"), "## Sammanfattning\n"), "en");
    }

    #[test]
    fn tags_are_told_by_their_first_part() {
        for (lang, known) in [("en-GB", "en"), ("EN", "en")] {
            assert_eq!(place(lang).map(|place| LANGUAGE_TAGS[place]), Some(known), "{lang}");
        }
        assert_eq!(place("xx"), None);
    }

    /// Whether a language is read, beside the one that decks speak.
    fn reads(tongues: Tongues, tag: &str) -> bool {
        let _speaking = tongue::speak(tongues);
        let place = place(tag).expect("a known language");
        tongue::languages().any(|language| std::ptr::eq(language, LANGUAGES[place]))
    }

    #[test]
    fn what_the_front_matter_says_counts_first() {
        let english = "## Summary\n\nThe queue was full and it took us an hour to see that.\n";
        for (lang, tag) in [
            ("de", "de"),
            ("de-AT", "de"),
            ("pt-BR", "pt"),
            ("zh", "zh-Hans"),
            ("zh_TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("zh-Hans-TW", "zh-Hans"),
            ("JA", "ja"),
        ] {
            assert_eq!(tags(Some(lang), english), tag, "{lang}");
        }
        let german = "## Zusammenfassung\n\n## Maßnahmen\n";
        let told = tell(Some("ja"), german);
        assert_eq!(told.tag(), "ja");
        assert!(reads(told, "de") && reads(told, "en") && !reads(told, "fr"));
    }

    #[test]
    fn headings_tell_the_language() {
        for (tag, body) in [
            ("de", "## Zusammenfassung\n\nx\n\n## Maßnahmen\n\nx\n"),
            ("fr", "## Résumé\n\nx\n\n## Plan d'action\n\nx\n"),
            ("es", "## Resumen\n\nx\n\n## Lecciones aprendidas\n\nx\n"),
            ("pt", "## Resumo\n\nx\n\n## Lições aprendidas\n\nx\n"),
            ("it", "## Sintesi\n\nx\n\n## Lezioni apprese\n\nx\n"),
            ("nl", "## Samenvatting\n\nx\n\n## Geleerde lessen\n\nx\n"),
            ("pl", "## Podsumowanie\n\nx\n\n## Oś czasu\n\nx\n"),
            ("ko", "## 타임라인\n\nx\n\n## 교훈\n\nx\n"),
            ("ja", "## タイムライン\n\nx\n\n## 再発防止策\n\nx\n"),
            ("zh-Hans", "## 时间线\n\nx\n\n## 经验教训\n\nx\n"),
            ("zh-Hant", "## 時間線\n\nx\n\n## 經驗教訓\n\nx\n"),
        ] {
            assert_eq!(tags(None, body), tag);
        }
    }

    #[test]
    fn the_text_tells_it_where_no_heading_does() {
        for (tag, body) in [
            (
                "de",
                "Der Dienst war für eine Stunde nicht erreichbar, und das Team wurde erst durch die \
                 Kunden informiert. Wir haben die Ursache dann in der Datenbank gefunden.",
            ),
            (
                "fr",
                "Le service était indisponible pendant une heure et les clients nous ont prévenus. \
                 Nous avons trouvé la cause dans la base de données, qui était pleine.",
            ),
            ("ja", "サービスが一時間ほど利用できず、お客様からの連絡で気づいた。"),
            ("ko", "서비스가 한 시간 동안 중단되었고 고객 문의로 알게 되었습니다."),
            ("zh-Hans", "服务中断了一个小时，我们通过用户反馈才发现这个问题。"),
            ("zh-Hant", "服務中斷了一個小時，我們透過用戶回報才發現這個問題。"),
        ] {
            assert_eq!(tags(None, body), tag);
        }
    }

    #[test]
    fn names_of_another_script_change_no_language() {
        let text = "# Checkout was down\n\n**Authors:** 山田太郎, 鈴木花子\n\n## Summary\n\nThe queue was \
                    full, and 田中 saw it when the alert for 決済 fired.\n\n## Timeline\n\n- 10:02 山田 is paged\n\n\
                    ## Action items\n\n- Limit the queue (owner: 鈴木花子)\n";
        assert_eq!(tags(None, text), "en");
        assert!(!reads(tell(None, text), "ja"));
        let german = "## Zusammenfassung\n\nDie Warteschlange war voll, und 田中 hat es bemerkt.\n\n## Maßnahmen\n";
        assert_eq!(tags(None, german), "de");
    }

    #[test]
    fn headings_and_text_may_be_in_two_languages() {
        let japanese = "決済が失敗し、注文ができない状態が続いた。原因は設定の誤りだった。";
        let german = "Der Dienst war für eine Stunde nicht erreichbar, und das Team wurde erst durch die \
                      Kunden informiert. Wir haben die Ursache dann in der Datenbank gefunden.";
        for (first, headings, also, text) in [
            ("en", ["Summary", "Timeline"], "ja", japanese),
            ("en", ["Summary", "Timeline"], "de", german),
            ("de", ["Zusammenfassung", "Maßnahmen"], "ja", japanese),
            ("fr", ["Résumé", "Chronologie"], "de", german),
            ("ja", ["概要", "タイムライン"], "de", german),
        ] {
            let body = format!("## {}\n\n{text}\n\n## {}\n", headings[0], headings[1]);
            let told = tell(None, &body);
            assert_eq!(told.tag(), first, "{body}");
            assert!(reads(told, also) && reads(told, "en"), "{body}");
        }
        let english = "The queue was full and it took us an hour to see that.";
        assert_eq!(tags(None, &format!("## 概要\n\n{english}\n\n## 再発防止策\n")), "ja");
    }
}
