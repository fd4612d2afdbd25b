//! What the words of an entry say in a language that writes no blanks.
//!
//! The rows of words are those of `words/*.yaml`; here they are looked for inside the text. `…`
//! lets some letters stand between. What denies stands at the end of a clause: `検知できなかった`.

use std::collections::HashMap;

use crate::postmortem::model::EventKind;
use crate::postmortem::text::patterns::Strength;
use crate::postmortem::time::script::is_eastern;
use crate::words::{self, Language, List, ListOf, Ready, tongue};

/// What parts clauses.
const COMMAS: [char; 3] = ['、', '，', ','];
/// What parts sentences, beside a point with a blank behind it.
const STOPS: [char; 6] = ['。', '！', '？', '；', ';', '\n'];
/// The most that `…` stands for, in bytes.
const GAP: usize = 72;

struct Pattern {
    kind: EventKind,
    strength: Strength,
    steps: Vec<Step>,
}

struct Step {
    gap: bool,
    phrases: List,
}

static PATTERNS: Ready<Vec<Pattern>> =
    Ready::new(|| words::languages().flat_map(patterns).collect());

/// The patterns of a language that parts no words.
fn patterns(language: &'static Language) -> Vec<Pattern> {
    if !language.months.iter().any(|month| month.contains(is_eastern)) {
        return Vec::new();
    }
    let groups: HashMap<&str, List> = language.word_groups.iter().copied().collect();
    let strengths = [
        (language.phases, Strength::Plain),
        (language.weak_phases, Strength::Weak),
        (language.open_phases, Strength::Open),
    ];
    let mut found = Vec::new();
    for (names, strength) in strengths {
        for (kind, rows) in names {
            let read =
                |row: &&'static str| Pattern { kind: *kind, strength, steps: steps(row, &groups) };
            found.extend(rows.iter().map(read));
        }
    }
    found
}

fn steps(row: &'static str, groups: &HashMap<&str, List>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut gap = false;
    for part in row.split_whitespace() {
        if part == "…" {
            gap = true;
            continue;
        }
        let group = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let phrases: List = match group {
            Some(name) => groups.get(name).copied().unwrap_or_default(),
            None => vec![part].leak(),
        };
        steps.push(Step { gap, phrases });
        gap = false;
    }
    steps
}

/// What an entry says, as far as nothing in its sentence denies it.
pub(super) fn says(text: &str) -> Vec<(EventKind, Strength)> {
    let lower = text.to_lowercase().replace(". ", "\n");
    let mut found = Vec::new();
    for sentence in lower.split(STOPS) {
        let hits = PATTERNS.iter().filter_map(|pattern| {
            let hit = first_hit(sentence, &pattern.steps)?;
            is_so(sentence, pattern, &hit).then_some((pattern.kind, pattern.strength, hit))
        });
        let hits: Vec<(EventKind, Strength, Found)> = hits.collect();
        // `不再出现` ends what `出现` would begin, and `不可用` begins what `可用` would end.
        let begins = |kind: EventKind| kind == EventKind::Start;
        let is_part = |(kind, _, hit): &&(EventKind, Strength, Found)| {
            hits.iter().any(|(other, _, longer)| {
                begins(*kind) != begins(*other)
                    && ![*kind, *other].contains(&EventKind::Detected)
                    && longer.end == hit.end
                    && longer.last() < hit.last()
            })
        };
        found.extend(hits.iter().filter(|hit| !is_part(hit)).map(|hit| (hit.0, hit.1)));
    }
    found
}

/// Whether an entry says that it goes on.
pub(super) fn goes_on(text: &str) -> bool {
    has_any(text, |language| language.goes_on)
}

/// Where a pattern stands, and what stands between its steps.
struct Found {
    start: usize,
    end: usize,
    gaps: Vec<(usize, usize)>,
}

impl Found {
    /// Where the last step begins.
    fn last(&self) -> usize {
        self.gaps.first().map_or(self.start, |(_, to)| *to)
    }
}

fn first_hit(text: &str, steps: &[Step]) -> Option<Found> {
    let (first, rest) = steps.split_first()?;
    let mut starts: Vec<(usize, usize)> = first
        .phrases
        .iter()
        .flat_map(|phrase| text.match_indices(*phrase))
        .map(|(at, phrase)| (at, at + phrase.len()))
        .collect();
    starts.sort_unstable();
    starts.into_iter().find_map(|(start, end)| {
        let (end, gaps) = behind(text, end, rest)?;
        Some(Found { start, end, gaps })
    })
}

/// Where the steps end that follow each other from a place on, and what they pass over.
fn behind(text: &str, from: usize, steps: &[Step]) -> Option<(usize, Vec<(usize, usize)>)> {
    let Some((step, rest)) = steps.split_first() else { return Some((from, Vec::new())) };
    let lead = text[from..].len() - text[from..].trim_start().len();
    let places = step.phrases.iter().filter_map(|phrase| {
        let at = text[from..].find(phrase)?;
        let near = at <= lead || step.gap && at <= GAP && !text[from..from + at].contains(COMMAS);
        near.then_some((from + at, from + at + phrase.len()))
    });
    places
        .filter_map(|(start, end)| {
            let (end, mut gaps) = behind(text, end, rest)?;
            gaps.push((from, start));
            Some((end, gaps))
        })
        .min()
}

fn is_so(sentence: &str, pattern: &Pattern, hit: &Found) -> bool {
    let (start, end) = (hit.start, hit.end);
    let clause = sentence[end..].split(COMMAS).next().unwrap_or_default();
    let aside = [&sentence[..start], &sentence[end..]];
    if has_any(clause, |language| language.negations) || is_denied_before(sentence, hit) {
        return false;
    }
    let beside = |of: fn(&'static Language) -> List| aside.iter().any(|part| has_any(part, of));
    match pattern.kind {
        EventKind::Start | EventKind::Detected => {
            !beside(|language| language.suppositions)
                && !beside(|language| language.falsehoods)
                && (pattern.strength != Strength::Open || !beside(|language| language.failures))
        }
        _ => {
            let tries = pattern.strength != Strength::Plain
                && has_any(clause, |language| language.unfinished);
            !tries
                && !beside(|language| language.failures)
                && !beside(|language| language.negations)
                && !has_any(aside[0], |language| language.tellings)
        }
    }
}

/// Whether a word that denies begins before it and reaches into it: `미감지`. Whether Chinese denies
/// it: right before, `未收到告警`, or within, `服务未恢复`.
fn is_denied_before(sentence: &str, hit: &Found) -> bool {
    let steps = || std::iter::once(hit.start).chain(hit.gaps.iter().map(|(_, to)| *to));
    let reaches = |word: &str| {
        let mut places = sentence.match_indices(word).map(|(at, _)| at);
        places.any(|at| steps().any(|step| at < step && at + word.len() > step))
    };
    if words::all(|language| language.negations).any(|word| reaches(word)) {
        return true;
    }
    if !tongue::spoken().tag().starts_with("zh") {
        return false;
    }
    let before = sentence[..hit.start].trim_end();
    let within = |word: &str| {
        let mut gaps = hit.gaps.iter().map(|(from, to)| &sentence[*from..*to]);
        gaps.any(|gap| gap.contains(word))
    };
    words::all(|language| language.negations)
        .filter(|word| word.contains(is_eastern))
        .any(|word| before.ends_with(word) || within(word))
}

fn has_any(text: &str, of: ListOf) -> bool {
    words::all(of).any(|word| word.contains(is_eastern) && text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tongue::Tongues;

    #[test]
    fn unspaced_words_tell_what_an_entry_was() {
        let place = words::LANGUAGE_TAGS.iter().position(|tag| *tag == "ja").expect("Japanese");
        let _speaking = tongue::speak(Tongues::new(place, []));
        for (text, want) in [
            ("決済APIのエラー率が急増", Some(EventKind::Start)),
            ("注文ページが応答しなくなった", Some(EventKind::Start)),
            ("死活監視のアラートが発報", Some(EventKind::Detected)),
            ("店舗の担当者から報告を受ける", Some(EventKind::Detected)),
            ("エラーが解消", Some(EventKind::Mitigated)),
            ("復旧を確認した", Some(EventKind::Resolved)),
            ("アラートが発報しなかった", None),
            ("復旧を確認できず", None),
            ("エラーが解消する見込み", None),
            ("原因を調査", None),
        ] {
            let said = says(text).first().map(|(kind, _)| *kind);
            assert_eq!(said, want, "{text}");
        }
    }

    #[test]
    fn chinese_and_korean_tell_it_too() {
        for (tag, text, want) in [
            ("zh-Hans", "商品页接口错误率飙升", Some(EventKind::Start)),
            ("zh-Hans", "支付服务无法访问", Some(EventKind::Start)),
            ("zh-Hans", "收到错误率告警", Some(EventKind::Detected)),
            ("zh-Hans", "客服收到大量用户反馈", Some(EventKind::Detected)),
            ("zh-Hans", "错误率回落", Some(EventKind::Mitigated)),
            ("zh-Hans", "服务恢复", Some(EventKind::Mitigated)),
            ("zh-Hans", "服务未恢复", None),
            ("zh-Hans", "没有收到告警", None),
            ("zh-Hans", "尝试回滚，无效", None),
            ("zh-Hans", "开始排查原因", None),
            ("zh-Hant", "網站無法連線", Some(EventKind::Start)),
            ("zh-Hant", "客服收到使用者回報", Some(EventKind::Detected)),
            ("zh-Hant", "服務恢復", Some(EventKind::Mitigated)),
            ("zh-Hant", "服務尚未恢復", None),
            ("ko", "주문 오류율 급증", Some(EventKind::Start)),
            ("ko", "결제 서비스 접속 불가", Some(EventKind::Start)),
            ("ko", "오류율 알림 발생", Some(EventKind::Detected)),
            ("ko", "고객 문의가 들어오기 시작함", Some(EventKind::Detected)),
            ("ko", "주문 서비스가 복구됨", Some(EventKind::Mitigated)),
            ("ko", "주문 서비스가 복구되지 않음", None),
            ("ko", "알림이 발생하지 않음", None),
        ] {
            let place = crate::postmortem::language::place(tag).expect("known");
            let _speaking = tongue::speak(Tongues::new(place, []));
            let said = says(text).first().map(|(kind, _)| *kind);
            assert_eq!(said, want, "{text}");
        }
    }
}
