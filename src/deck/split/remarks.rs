//! Which comments are words for the speaker: not those for tools, and not what an author took out.

/// What comments for linters, formatters, spell checkers and other slide tools begin with.
const TOOLS: [&str; 22] = [
    "markdownlint-",
    "prettier-",
    "textlint-",
    "eslint-",
    "remark-",
    "lint ",
    "vale ",
    "alex ",
    "cspell:",
    "cspell-",
    "spell-checker:",
    "spellchecker:",
    "toc",
    "TOC",
    "tocstop",
    "START doctoc",
    "END doctoc",
    "end_slide",
    "pause",
    "column_layout",
    "jump_to_middle",
    "incremental_lists",
];

/// What Marp reads in comments, without the underscore that keeps it to one slide.
const MARP: [&str; 19] = [
    "backgroundColor",
    "backgroundImage",
    "backgroundPosition",
    "backgroundRepeat",
    "backgroundSize",
    "class",
    "color",
    "footer",
    "header",
    "headingDivider",
    "lang",
    "marp",
    "math",
    "paginate",
    "size",
    "style",
    "theme",
    "title",
    "transition",
];

/// Whether a comment says something to the speaker.
pub(super) fn is_remark(body: &str) -> bool {
    !(body.is_empty() || is_for_a_tool(body) || is_taken_out(body))
}

fn is_for_a_tool(body: &str) -> bool {
    let is_word = |word: &str| {
        body.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let is_ours = body.starts_with("include:")
        || is_word("check-off")
        || is_word(".slide")
        || is_word(".element");
    let is_tool = TOOLS.iter().any(|word| {
        let is_head = !word.ends_with(|c: char| c.is_ascii_alphanumeric());
        body.strip_prefix(word)
            .is_some_and(|rest| is_head || rest.is_empty() || rest.starts_with(':'))
    });
    is_ours || is_tool || is_for_marp(body)
}

/// Whether each line is a key of Marp's with its value: one word, unless the key is nobody's word.
fn is_for_marp(body: &str) -> bool {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).all(|line| {
        line.split_once(':').is_some_and(|(key, value)| {
            let bare = key.strip_prefix('_').unwrap_or(key);
            let is_sure = bare != key || bare.contains(|c: char| c.is_ascii_uppercase());
            MARP.contains(&bare) && (is_sure || !value.trim().contains(char::is_whitespace))
        })
    })
}

/// Whether a comment holds HTML, or a slide with its heading or what separates it.
fn is_taken_out(body: &str) -> bool {
    let is_tag = body
        .strip_prefix('<')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    let is_rule = |line: &str| line.len() >= 3 && line.bytes().all(|byte| byte == b'-');
    is_tag || body.lines().map(str::trim).any(|line| is_heading(line) || is_rule(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_remarks() {
        for body in [
            "say this slowly",
            "Two lines\nof one remark",
            "a - list\n- of words",
            "pause here for questions",
            "class of 2024: say hello",
            "toc is on the next slide",
            "title: say who we are",
            "color: it is red, and\nthe rest goes on",
            "#hashtag",
            ".elements are words",
            "1 < 2",
        ] {
            assert!(is_remark(body), "{body:?}");
        }
    }

    #[test]
    fn tools_and_what_was_taken_out_are_none() {
        for body in [
            "",
            "markdownlint-disable MD033",
            "prettier-ignore",
            "prettier-ignore-start",
            "textlint-enable",
            "check-off wording: it is a quote",
            ".slide class=x",
            "_class: lead",
            "paginate: true\n_backgroundColor: #fff",
            "pause",
            "toc",
            "<div>old</div>",
            "</div>",
            "## Old slide\n\ntext",
            "old\n\n---\n\nolder",
        ] {
            assert!(!is_remark(body), "{body:?}");
        }
    }
}
