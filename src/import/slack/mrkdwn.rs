//! Slack's own marks in a message: people, channels, addresses and times between angle brackets,
//! and the three characters that are written as references. All else is literal text.

use std::collections::HashMap;

use crate::import::gathered::Part;
use crate::import::people::{Origin, People};

/// The parts of a message. `channels` are names by id.
pub(super) fn parts(
    text: &str,
    channels: &HashMap<String, String>,
    people: &mut People,
) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        words.push_str(&unescaped(&rest[..open]));
        let behind = &rest[open + 1..];
        let Some(close) = behind.find('>') else {
            words.push('<');
            rest = behind;
            continue;
        };
        let mark = &behind[..close];
        rest = &behind[close + 1..];
        if let Some(person) = mark.strip_prefix('@') {
            let (id, name) = person.split_once('|').unwrap_or((person, ""));
            let who = people.person(Origin::Slack, id);
            people.handle(who, Some(name).filter(|name| !name.is_empty()));
            if !words.is_empty() {
                parts.push(Part::Words(std::mem::take(&mut words)));
            }
            parts.push(Part::Mention(who));
        } else {
            words.push_str(&marked(mark, channels));
        }
    }
    words.push_str(&unescaped(rest));
    if !words.is_empty() {
        parts.push(Part::Words(words));
    }
    parts
}

/// What stands between angle brackets, and mentions nobody.
fn marked(mark: &str, channels: &HashMap<String, String>) -> String {
    let (target, label) = match mark.split_once('|') {
        Some((target, label)) => (target, unescaped(label)),
        None => (mark, String::new()),
    };
    if let Some(id) = target.strip_prefix('#') {
        let known = channels.get(id).cloned().unwrap_or_else(|| id.to_owned());
        return format!("#{}", if label.is_empty() { known } else { label });
    }
    if let Some(command) = target.strip_prefix('!') {
        let name = command.split('^').next().unwrap_or(command);
        return match (name, label.is_empty()) {
            (_, false) => label,
            ("subteam", true) => format!("@{}", command.split('^').nth(1).unwrap_or(name)),
            (_, true) => format!("@{name}"),
        };
    }
    let address = unescaped(target);
    let bare = address.trim_start_matches("mailto:").trim_start_matches("tel:");
    let said = |address: &str| {
        let bare = address.trim_start_matches("http://").trim_start_matches("https://");
        label == address || label.trim_end_matches('/') == bare.trim_end_matches('/')
    };
    if label.is_empty() || said(&address) || label == bare {
        bare.to_owned()
    } else {
        format!("{label} ({bare})")
    }
}

/// `&amp;`, `&lt;` and `&gt;` as what they stand for.
pub(super) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let mut people = People::default();
        let known = people.person(Origin::Slack, "U1");
        let channels = HashMap::from([("C1".to_owned(), "inc-42".to_owned())]);
        let parts = parts(text, &channels, &mut people);
        let one = |part: Part| match part {
            Part::Words(words) => words,
            Part::Mention(who) if who == known => "{1}".to_owned(),
            Part::Mention(_) => "{new}".to_owned(),
        };
        parts.into_iter().map(one).collect()
    }

    #[test]
    fn marks_are_read_and_all_else_is_text() {
        for (text, want) in [
            ("ping <@U1> and <@U2|tom>", "ping {1} and {new}"),
            ("in <#C1> and <#C2|other> and <#C3>", "in #inc-42 and #other and #C3"),
            ("see <https://a.example/x?a=1&amp;b=2>", "see https://a.example/x?a=1&b=2"),
            ("<https://a.example|the graph>", "the graph (https://a.example)"),
            ("<http://a.example|a.example>", "http://a.example"),
            ("<mailto:a@b.example|a@b.example>", "a@b.example"),
            ("<!here> <!subteam^S1|@oncall> <!subteam^S2>", "@here @oncall @S2"),
            ("<!date^1392734382^{date} at {time}|18 Feb 2014>", "18 Feb 2014"),
            ("a &lt;b&gt; &amp;amp; *c* _d_ `e` ~f~", "a <b> &amp; *c* _d_ `e` ~f~"),
            ("5 < 6", "5 < 6"),
            ("<", "<"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }
}
