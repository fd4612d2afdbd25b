//! From a request to an answer: the addresses of a meeting.
//!
//! Whatever changes something needs the cookie of a device, our own page, and JSON, which no form
//! of another site can send. No address but the first holds a secret.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::access::{PairingError, Rights};
use super::join;
use super::json::{is_json_of_ours, reply};
use super::kept::Denied;
use super::pages;
use super::review::Asked;
use super::session::Session;
use crate::serve::guard::is_foreign;
use crate::serve::http::{Body, Method, Request, Response};
use crate::serve::site::{PresenterPlace, Site};
use crate::words::say;

/// Answers what is about the meeting; none when something else is asked for.
pub(crate) fn answer(
    site: &Site,
    session: &Arc<Session>,
    request: &Request,
) -> Option<Result<Response, u16>> {
    // What is typed is read, and pages are shown, in the languages of the deck.
    let _speaking = session.speak();
    let path = request.path.as_str();
    if let Some(key) = path.strip_prefix("/start/") {
        return Some(start(session, request, key));
    }
    Some(match path {
        "/pair" => match request.method {
            Method::Post => pair(site, session, request),
            _ => Ok(pages::pair()),
        },
        "/meeting" => page(session, request, pages::meeting()),
        "/meeting/review" => page(session, request, pages::review()),
        "/meeting/live" => events(session, request),
        "/meeting/diff" => diff(session, request),
        "/meeting/do" => act(site, session, request),
        "/meeting/apply" => apply(site, session, request),
        _ => return join::answer(site, session, request),
    })
}

/// The first address: it works once.
fn start(session: &Session, request: &Request, key: &str) -> Result<Response, u16> {
    if request.method != Method::Get {
        return Err(405);
    }
    match session.start(key) {
        Some(cookie) => {
            let headers = vec![("Location", "/meeting".to_owned()), ("Set-Cookie", cookie)];
            Ok(Response { status: 303, headers, body: Body::Small(Vec::new()) })
        }
        None => Ok(pages::refused(say::words().used_address)),
    }
}

fn page(session: &Session, request: &Request, page: Response) -> Result<Response, u16> {
    if request.method == Method::Post {
        return Err(405);
    }
    let rights = session.rights(request);
    Ok(if rights.is_some() { page } else { pages::refused(say::words().for_the_leader) })
}

fn events(session: &Arc<Session>, request: &Request) -> Result<Response, u16> {
    let rights = reads(session, request)?;
    let headers = vec![("Content-Type", "text/event-stream".into())];
    Ok(Response { status: 200, headers, body: Body::Stream(session.follow(rights)) })
}

fn diff(session: &Session, request: &Request) -> Result<Response, u16> {
    reads(session, request)?;
    let list = |name: &str| {
        let values = request.query.split('&').filter_map(|pair| pair.split_once('='));
        let found = values.filter(move |(known, _)| *known == name);
        found.flat_map(|(_, value)| value.split(',')).map(str::to_owned).collect::<Vec<_>>()
    };
    let asked = Asked { without: list("without"), ours: list("ours"), theirs: list("theirs") };
    Ok(answered(session.diff(&asked)))
}

/// The rights of a device that reads something.
fn reads(session: &Session, request: &Request) -> Result<Rights, u16> {
    if request.method == Method::Post {
        return Err(405);
    }
    if is_foreign(request) {
        return Err(403);
    }
    session.rights(request).ok_or(403)
}

/// The rights of a device that changes something.
pub(crate) fn changes(site: &Site, session: &Session, request: &Request) -> Result<Rights, u16> {
    let rights = session.rights(request).ok_or(403_u16)?;
    is_json_of_ours(site, request)?;
    Ok(rights)
}

fn pair(site: &Site, session: &Session, request: &Request) -> Result<Response, u16> {
    #[derive(Deserialize)]
    struct Given {
        code: String,
    }
    is_json_of_ours(site, request)?;
    let given: Given = serde_json::from_slice(&request.body).map_err(|_| 400_u16)?;
    Ok(match session.pair(&given.code) {
        Ok(cookie) => {
            let mut response = reply(200, &json!({ "ok": true }));
            response.headers.push(("Set-Cookie", cookie));
            response
        }
        Err(error) => {
            let status = if error == PairingError::TooManyGuesses { 429 } else { 403 };
            reply(status, &json!({ "ok": false, "why": error.text() }))
        }
    })
}

fn act(site: &Site, session: &Session, request: &Request) -> Result<Response, u16> {
    /// The one act that is about the decks' pages, not about the meeting.
    #[derive(Deserialize)]
    struct GoTo {
        act: String,
        key: String,
    }
    let rights = changes(site, session, request)?;
    let goto = serde_json::from_slice::<GoTo>(&request.body).ok();
    if let Some(GoTo { key, .. }) = goto.filter(|goto| goto.act == "goto") {
        return Ok(answered(go_to(site, &key)));
    }
    Ok(answered(session.act(rights, &request.body)))
}

/// Has the presenter's decks show a slide, and with them those who follow.
fn go_to(site: &Site, key: &str) -> Result<Value, Denied> {
    let nothing = || Denied::Why("the deck has no such slide".to_owned());
    let slot = site.deck("/").ok_or_else(nothing)?;
    let deck = slot.state().deck.clone().ok_or_else(nothing)?;
    let mut columns = deck.compiled.stacks.iter().enumerate();
    let found = columns.find_map(|(column, stack)| {
        Some((column, stack.iter().position(|slide| slide.key == key)?))
    });
    let (column, row) = found.ok_or_else(nothing)?;
    let index = |number: usize| i64::try_from(number).unwrap_or_default();
    let n = u64::try_from(Timestamp::now().as_millisecond()).unwrap_or_default();
    let place = PresenterPlace { key: key.to_owned(), h: index(column), v: index(row), f: -1, n };
    site.lead_to(&slot, place);
    Ok(json!({}))
}

fn apply(site: &Site, session: &Session, request: &Request) -> Result<Response, u16> {
    let rights = changes(site, session, request)?;
    let only = "only the device that started the meeting writes into the document";
    Ok(answered(match rights {
        Rights::Starter => session.apply(&request.body),
        Rights::Paired => Err(Denied::Rights(only)),
    }))
}

fn answered(answer: Result<Value, Denied>) -> Response {
    match answer {
        Ok(mut value) => {
            if let Value::Object(values) = &mut value {
                values.insert("ok".into(), true.into());
            }
            reply(200, &value)
        }
        Err(Denied::Why(why)) => reply(200, &json!({ "ok": false, "why": why })),
        Err(Denied::InPlace(why)) => {
            reply(200, &json!({ "ok": false, "why": why, "inPlace": true }))
        }
        Err(Denied::Rights(why)) => reply(403, &json!({ "ok": false, "why": why })),
    }
}

impl Session {
    fn start(&self, key: &str) -> Option<String> {
        self.access().start(key)
    }

    fn pair(&self, code: &str) -> Result<String, PairingError> {
        let now = Instant::now();
        let (paired, is_open) = {
            let mut access = self.access();
            (access.pair(code, now), access.code(now).is_some())
        };
        // A code that was used, or guessed to its end, is not shown any longer.
        if !is_open && paired != Err(PairingError::NoCode) {
            self.publish(&mut self.desk());
        }
        paired
    }
}
