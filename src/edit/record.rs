//! The record of a meeting: what was planned, how long it took, and what was decided.

use comrak::nodes::NodeValue;
use unicode_width::UnicodeWidthStr;

use super::draft::Draft;
use super::form::DocumentForm;
use super::item::{NewItem, Words};
use super::literal::{PLAIN_AND_SAFE, Way, one_line};
use super::reading::{Reading, names};
use super::{Edit, EditError, markdown, yaml};
use crate::markdown::{Node, plain_text};
use crate::postmortem::Section;
use crate::words::SectionKind;

/// What a meeting leaves behind about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewRecord {
    /// The day, which tells it from the record of another meeting.
    pub(crate) day: String,
    /// What stands behind the day.
    pub(crate) summary: String,
    pub(crate) head: [String; 3],
    /// The boxes, with their times.
    pub(crate) rows: Vec<[String; 3]>,
    /// What was decided, and what was declined.
    pub(crate) items: Vec<NewItem>,
}

impl NewRecord {
    fn title(&self) -> String {
        format!("{}: {}", one_line(&self.day), one_line(&self.summary))
    }

    /// Its blocks, between blank lines; without the time where that stands there already.
    fn written(&self, items: &[Words], with_time: bool, way: Way) -> String {
        let mut blocks = Vec::new();
        if with_time {
            blocks.push(format!("{}\n", way.write(&self.title(), false)));
            blocks.extend((!self.rows.is_empty()).then(|| self.table(way)));
        }
        let items: Vec<String> = items
            .iter()
            .map(|words| format!("- {}\n", words.line(&words.fields, false, way, false)))
            .collect();
        blocks.extend((!items.is_empty()).then(|| items.concat()));
        blocks.join("\n")
    }

    fn table(&self, way: Way) -> String {
        let cells = |row: &[String; 3]| row.each_ref().map(|cell| way.write(&one_line(cell), true));
        let rows: Vec<[String; 3]> =
            [&self.head].into_iter().chain(&self.rows).map(cells).collect();
        let width = |index: usize| rows.iter().map(|row| row[index].width()).max().unwrap_or(0);
        let widths = [width(0).max(3), width(1).max(3), width(2).max(3)];
        let mut out = String::new();
        for (number, row) in rows.iter().enumerate() {
            let blanks = |index: usize| " ".repeat(widths[index] - row[index].width());
            let [topic, planned, actual] = row;
            out.push_str(&format!(
                "| {topic}{} | {}{planned} | {}{actual} |\n",
                blanks(0),
                blanks(1),
                blanks(2)
            ));
            if number == 0 {
                let [topic, planned, actual] = widths.map(|width| "-".repeat(width - 1));
                out.push_str(&format!("| {topic}- | {planned}: | {actual}: |\n"));
            }
        }
        out
    }

    /// The words of its blocks as they read back.
    fn told(&self, items: &[Words], with_time: bool) -> Vec<String> {
        let mut told = Vec::new();
        if with_time {
            told.push(self.title());
            let rows = [&self.head].into_iter().chain(&self.rows).filter(|_| !self.rows.is_empty());
            told.extend(rows.flatten().map(|cell| one_line(cell)));
        }
        told.extend(items.iter().map(plain));
        told
    }
}

/// The words of an item without escapes.
fn plain(words: &Words) -> String {
    words.line(&words.fields, false, Way::LITERAL, false)
}

impl Draft<'_, '_> {
    /// Puts the record of a meeting into its section. Where there is one of that day, only what it
    /// does not hold yet is added to it.
    ///
    /// # Errors
    /// When no place takes it.
    pub(crate) fn put_record(&self, record: &NewRecord) -> Result<Vec<Edit>, EditError> {
        let sections: Vec<&Section<'_>> = self.pm.of_kind(SectionKind::Meeting).collect();
        let begins = format!("{}: ", one_line(&record.day));
        let of_day = sections.iter().find_map(|section| {
            let at = section.blocks.iter().position(|it| plain_text(it).starts_with(&begins))?;
            Some(&section.blocks[at..])
        });
        let said = of_day.map(items_of).unwrap_or_default();
        let items: Vec<Words> = record.items.iter().filter_map(NewItem::words).collect();
        let items: Vec<Words> =
            items.into_iter().filter(|words| !said.contains(&plain(words))).collect();
        let with_time = of_day.is_none();
        if !with_time && items.is_empty() {
            return Ok(Vec::new());
        }
        let told = record.told(&items, with_time);
        for way in PLAIN_AND_SAFE {
            let lines = record.written(&items, with_time, way);
            let ways = match self.form {
                DocumentForm::Markdown => markdown::record_at(self, of_day, &lines),
                DocumentForm::Yaml => yaml::record_at(self, &lines)?,
            };
            for change in ways {
                if let Some(edits) = self.tried(&[change], |after| is_recorded(self, &told, after))
                {
                    return Ok(edits);
                }
            }
        }
        Err(EditError::NotReadBack)
    }
}

/// What the items say that follow a record.
fn items_of<'a>(blocks: &[Node<'a>]) -> Vec<String> {
    let lists = blocks.iter().filter(|block| matches!(block.data().value, NodeValue::List(_)));
    lists.flat_map(|list| list.children()).map(|item| one_line(&plain_text(item))).collect()
}

/// Whether a reading has the record, and says the same as before about all else. What came of
/// decisions may show only now: where there is a record, the meeting is over.
fn is_recorded(draft: &Draft<'_, '_>, told: &[String], after: &Reading) -> bool {
    let before = &draft.before;
    let decisions = |reading: &Reading| {
        let [.., needed, made] = &reading.lists;
        let mut texts: Vec<String> = needed.iter().chain(made).map(|it| it.text.clone()).collect();
        texts.sort();
        texts
    };
    let names = names(SectionKind::Meeting);
    after.adds_to(before)
        && after.lists[..3] == before.lists[..3]
        && decisions(after) == decisions(before)
        && after.rest == before.rest
        && after.keys_without(names) == before.keys_without(names)
        && after.added_words(before) == told
}
