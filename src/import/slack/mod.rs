//! Messages of a Slack export, or of Slack's API.
//!
//! 1. [`users`] and [`channels`] tell who and what the ids are.
//! 2. [`messages`] reads a day: each message with its author, replies in threads by their own time.

mod mrkdwn;

use std::collections::HashMap;

use jiff::Timestamp;

use super::gathered::{Actor, Gathered, LeftOut, Part, Said};
use super::json::Json;
use super::people::{Origin, PersonId};

/// What the export says besides its messages.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// Names of channels by id.
    channels: HashMap<String, String>,
    /// Names of bots by the id of their user.
    bots: HashMap<String, String>,
}

impl Workspace {
    /// Whether there is a channel of this name.
    pub(super) fn has(&self, channel: &str) -> bool {
        self.channels.values().any(|name| name == channel)
    }
}

/// Subtypes that tell who came and went.
const JOINS: [&str; 10] = [
    "channel_join",
    "channel_leave",
    "group_join",
    "group_leave",
    "bot_add",
    "bot_remove",
    "bot_enable",
    "bot_disable",
    "app_conversation_join",
    "app_conversation_leave",
];

/// Takes in users.
pub(super) fn users(list: &[Json], workspace: &mut Workspace, gathered: &mut Gathered) {
    for user in list {
        let Some(id) = user.get("id").text() else { continue };
        let profile = user.get("profile");
        let names = [
            user.get("real_name"),
            profile.get("real_name"),
            profile.get("real_name_normalized"),
            profile.get("display_name"),
            profile.get("display_name_normalized"),
        ];
        if *user.get("is_bot") == Json::Bool(true) || id == "USLACKBOT" {
            let name = names.iter().find_map(|name| name.text()).or(user.get("name").text());
            workspace.bots.insert(id.to_owned(), name.unwrap_or("Bot").to_owned());
            continue;
        }
        let who = gathered.people.person(Origin::Slack, id);
        names.iter().for_each(|name| gathered.people.name(who, name.text()));
        gathered.people.handle(who, user.get("name").text());
        gathered.people.handle(who, profile.get("display_name").text());
        gathered.people.address(who, profile.get("email").text());
    }
}

/// Takes in channels.
pub(super) fn channels(list: &[Json], workspace: &mut Workspace) {
    for channel in list {
        if let Some((id, name)) = channel.get("id").text().zip(channel.get("name").text()) {
            workspace.channels.insert(id.to_owned(), name.to_owned());
        }
    }
}

/// Reads the messages of a day.
pub(super) fn messages(
    list: &[Json],
    channel: Option<&str>,
    workspace: &Workspace,
    gathered: &mut Gathered,
) {
    let source = match channel {
        Some(name) if name.starts_with("mpdm-") => "Slack, group message".to_owned(),
        Some(name) => format!("Slack #{name}"),
        None => "Slack".to_owned(),
    };
    for message in list {
        message_of(message, &source, workspace, gathered);
    }
}

fn message_of(message: &Json, source: &str, workspace: &Workspace, gathered: &mut Gathered) {
    let subtype = message.get("subtype").text().unwrap_or_default();
    if JOINS.contains(&subtype) {
        return gathered.leave_out(source, LeftOut::Joins);
    }
    if subtype == "tombstone" || *message.get("hidden") == Json::Bool(true) {
        return gathered.leave_out(source, LeftOut::Deleted);
    }
    let Some(at) = stamp(message.get("ts")) else {
        return gathered.leave_out(source, LeftOut::Timeless);
    };
    let text = text(message, workspace, gathered);
    let actor = author(message, workspace, gathered);
    if text.is_empty() {
        return gathered.leave_out(source, LeftOut::Empty);
    }
    let thread = stamp(message.get("thread_ts")).filter(|first| *first != at);
    let source = match thread {
        Some(_) => format!("{source} (thread)"),
        None => source.to_owned(),
    };
    gathered.said.push(Said { at, actor, text, source, state: None });
}

/// `1512085950.000216`: seconds since 1970.
fn stamp(value: &Json) -> Option<Timestamp> {
    let text = value.id()?;
    let (seconds, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = fraction.get(..fraction.len().min(6))?;
    let micros: i64 = format!("{digits:0<6}").parse().ok()?;
    let whole: i64 = seconds.parse().ok()?;
    Timestamp::from_microsecond(whole.checked_mul(1_000_000)?.checked_add(micros)?).ok()
}

/// Who wrote a message.
fn author(message: &Json, workspace: &Workspace, gathered: &mut Gathered) -> Option<Actor> {
    let user = message.get("user").text();
    let is_bot = message.get("bot_id").text().is_some()
        || message.get("subtype").text() == Some("bot_message")
        || user.is_some_and(|user| workspace.bots.contains_key(user));
    if is_bot {
        let names = [message.get("username"), message.get("bot_profile").get("name")];
        let known = user.and_then(|user| workspace.bots.get(user)).map(String::as_str);
        let name = names.iter().find_map(|name| name.text()).or(known).unwrap_or("Bot");
        return Some(Actor::Named(mrkdwn::unescaped(name)));
    }
    let who = gathered.people.person(Origin::Slack, user?);
    profile(message.get("user_profile"), who, gathered);
    Some(Actor::Person(who))
}

/// A message may tell itself who its author is.
fn profile(profile: &Json, who: PersonId, gathered: &mut Gathered) {
    for key in ["real_name", "display_name"] {
        gathered.people.name(who, profile.get(key).text());
    }
    gathered.people.handle(who, profile.get("name").text());
}

/// All that a message says.
fn text(message: &Json, workspace: &Workspace, gathered: &mut Gathered) -> Vec<Part> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(message.get("text").text().map(str::to_owned));
    let attachments = message.get("attachments").list();
    if lines.is_empty() && attachments.is_empty() {
        let mut words = Vec::new();
        blocks(message.get("blocks"), &mut words);
        lines.extend(Some(words.join("\n")).filter(|words| !words.trim().is_empty()));
    }
    for attachment in attachments {
        attached(attachment, &mut lines);
    }
    for file in message.get("files").list() {
        let name = file.get("title").text().or_else(|| file.get("name").text());
        lines.extend(name.map(|name| format!("(file: {name})")));
    }
    let mut parts = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            parts.push(Part::Words("\n".to_owned()));
        }
        parts.extend(mrkdwn::parts(line, &workspace.channels, &mut gathered.people));
    }
    parts
}

/// What is attached to a message, as the messages of bots mostly are; each line once.
fn attached(attachment: &Json, lines: &mut Vec<String>) {
    let mut own: Vec<String> = Vec::new();
    for key in ["pretext", "title", "text"] {
        own.extend(attachment.get(key).text().map(str::to_owned));
    }
    for field in attachment.get("fields").list() {
        let said = [field.get("title"), field.get("value")];
        let said: Vec<&str> = said.iter().filter_map(|part| part.text()).collect();
        own.extend(Some(said.join(": ")).filter(|said| !said.is_empty()));
    }
    if own.is_empty() {
        own.extend(attachment.get("fallback").text().map(str::to_owned));
    }
    for line in own {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
}

/// The words of blocks.
fn blocks(value: &Json, words: &mut Vec<String>) {
    match value {
        Json::List(list) => list.iter().for_each(|below| blocks(below, words)),
        Json::Map(entries) => {
            let mention = value.get("user_id").text().map(|id| format!("<@{id}>"));
            words.extend(mention.filter(|_| value.get("type").text() == Some("user")));
            for (key, below) in entries {
                match below {
                    Json::Text(text) if matches!(&**key, "text" | "alt_text") => {
                        words.push(text.to_string());
                    }
                    Json::List(_) | Json::Map(_) => blocks(below, words),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
