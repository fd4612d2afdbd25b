//! From a request to an answer: what is served at which address, and to whom.
//!
//! Everything is answered from memory. A request's path is compared with those of the decks that
//! are served, and never opened as a file.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Value, json};

use super::editor::{self, Opening};
use super::guard::{is_foreign, is_token};
use super::http::{Body, Method, Request, Response};
use super::meeting::access::Rights;
use super::meeting::json::is_json_of_ours;
use super::meeting::routes as meeting;
use super::pages::index::{self, DeckCard, Progress};
use super::pages::{encoded, strip};
use super::site::deck::{Audience, ServedDeck};
use super::site::recent::PageKey;
use super::site::{PresenterPlace, Site, Slot};
use crate::page::policy;
use crate::source::Span;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The author on this machine, while nobody follows along.
    Draft,
    /// Whoever brought the token.
    Presenter,
    /// Everybody else.
    Viewer,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Presenter => "presenter",
            Self::Viewer => "viewer",
        }
    }

    fn audience(self) -> Audience {
        if self == Self::Viewer { Audience::Viewers } else { Audience::Team }
    }
}

/// Answers a request.
#[must_use]
pub fn answer(site: &Arc<Site>, request: &Request) -> Response {
    route(site, request).unwrap_or_else(Response::plain)
}

/// The answer, or the status of a refusal.
fn route(site: &Arc<Site>, request: &Request) -> Result<Response, u16> {
    if !site.guard.is_own_host(request.host.as_deref()) {
        return Err(421);
    }
    if let Some(session) = &site.meeting
        && let Some(answer) = meeting::answer(site, session, request)
    {
        return answer;
    }
    let role = role(site, request)?;
    if let Some(name) = request.path.strip_prefix("/asset/") {
        return only_reads(request).and_then(|()| asset(site, request, name));
    }
    if site.folder.is_some() && matches!(request.path.as_str(), "/" | "/live") {
        only_reads(request)?;
        return if request.path == "/" {
            Ok(index_page(site, role))
        } else {
            not_foreign(request, index_events(site))
        };
    }
    let (base, leaf) = request.path.rsplit_once('/').ok_or(404_u16)?;
    let base = percent_decode_str(base).decode_utf8().map_err(|_| 404_u16)?;
    let Some(slot) = site.deck(&format!("{base}/")) else { return redirect(site, request) };
    if matches!(leaf, "place" | "open") {
        if request.method != Method::Post {
            return Err(405);
        }
        if !site.guard.is_own_page(request) {
            return Err(403);
        }
        if site.meeting.is_some() {
            is_json_of_ours(site, request)?;
        }
        return if leaf == "place" {
            place(site, request, &slot, role)
        } else {
            open(site, request, &slot, role)
        };
    }
    only_reads(request)?;
    match leaf {
        "" => page(site, request, &slot, role),
        "live" => not_foreign(request, events(site, &slot, role)),
        "parts" => parts(request, &slot, role).and_then(|answer| not_foreign(request, answer)),
        "strip" => strip_page(&slot, role),
        _ => Err(404),
    }
}

/// Who asks. A wrong token is refused, so that nobody leads in vain.
fn role(site: &Site, request: &Request) -> Result<Role, u16> {
    if let Some(session) = &site.meeting {
        return Ok(session.rights(request).map_or(Role::Viewer, |_| Role::Presenter));
    }
    let Some(token) = &site.token else { return Ok(Role::Draft) };
    let given = request.lead.as_deref().or_else(|| parameter(&request.query, "lead"));
    match given {
        None => Ok(Role::Viewer),
        Some(given) if is_token(given, token) => Ok(Role::Presenter),
        Some(_) => Err(403),
    }
}

fn only_reads(request: &Request) -> Result<(), u16> {
    if request.method == Method::Post { Err(405) } else { Ok(()) }
}

fn not_foreign(request: &Request, answer: Response) -> Result<Response, u16> {
    if is_foreign(request) { Err(403) } else { Ok(answer) }
}

/// The value of a parameter, as it was sent.
fn parameter<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    query.split('&').find_map(|pair| {
        pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value)
    })
}

/// Redirects from a deck's address without its last slash.
fn redirect(site: &Site, request: &Request) -> Result<Response, u16> {
    let decoded = percent_decode_str(&request.path).decode_utf8().map_err(|_| 404_u16)?;
    site.deck(&format!("{decoded}/")).ok_or(404_u16)?;
    only_reads(request)?;
    let query =
        if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    // With exactly one slash at the start: with two, the rest would name another server.
    let target = format!("/{}/{query}", request.path.trim_matches('/'));
    Ok(Response { status: 308, headers: vec![("Location", target)], body: Body::Small(Vec::new()) })
}

fn page(site: &Site, request: &Request, slot: &Slot, role: Role) -> Result<Response, u16> {
    let deck = slot.state().deck.clone().ok_or(503_u16)?;
    deck.view(role.audience()).ok_or(503_u16)?;
    let mut live = json!({
        "base": encoded(&slot.base),
        "role": role.name(),
        "token": site.token.as_ref().filter(|_| role == Role::Presenter),
        "editor": may_open(request, role),
        "name": slot.name,
    });
    if let Some(session) = &site.meeting {
        live["meeting"] = session.rights(request).map_or("viewer", Rights::name).into();
    }
    let key = PageKey { generation: deck.generation, live: live.to_string() };
    let page = site.recent.page(key, || deck.page(role.audience(), live)).ok_or(500_u16)?;
    Ok(html(Body::Shared(page), &policy::served()))
}

fn html(body: Body, policy: &str) -> Response {
    let framed = if policy.contains("frame-ancestors") { "" } else { "; frame-ancestors 'self'" };
    let policy = format!("{policy}{framed}");
    let headers = vec![
        ("Content-Type", "text/html; charset=utf-8".into()),
        ("Content-Security-Policy", policy),
    ];
    Response { status: 200, headers, body }
}

fn events(site: &Site, slot: &Arc<Slot>, role: Role) -> Response {
    stream(Body::Stream(site.follow(slot, role.audience(), role == Role::Presenter)))
}

fn index_events(site: &Arc<Site>) -> Response {
    stream(Body::Stream(site.follow_index()))
}

fn stream(body: Body) -> Response {
    Response { status: 200, headers: vec![("Content-Type", "text/event-stream".into())], body }
}

fn parts(request: &Request, slot: &Slot, role: Role) -> Result<Response, u16> {
    let deck = slot.state().deck.clone().ok_or(404_u16)?;
    let names = parameter(&request.query, "hashes").ok_or(400_u16)?;
    // Browsers write a comma in a parameter as `%2C`.
    let names = percent_decode_str(names).decode_utf8().map_err(|_| 400_u16)?;
    Ok(reply(&deck.parts(role.audience(), names.split(',')).ok_or(404_u16)?))
}

fn reply(value: &Value) -> Response {
    let headers = vec![("Content-Type", "application/json".into())];
    Response { status: 200, headers, body: Body::Shared(value.to_string().into_bytes().into()) }
}

fn asset(site: &Site, request: &Request, name: &str) -> Result<Response, u16> {
    let address = format!("/asset/{name}");
    let decks = site.decks().into_iter().filter_map(|slot| slot.state().deck.clone());
    let found = |deck: Arc<ServedDeck>| {
        deck.asset(&address).map(|asset| (asset.media_type.clone(), asset.bytes.clone()))
    };
    let (media_type, bytes) = decks.into_iter().find_map(found).ok_or(404_u16)?;
    // The name is a hash of the contents, so they never change.
    let tag = format!("\"{name}\"");
    let mut headers = vec![
        ("Content-Type", media_type),
        ("Cache-Control", "private, max-age=31536000, immutable".into()),
        // An SVG that is opened by itself must not run scripts.
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; sandbox".into(),
        ),
    ];
    if request.if_none_match.as_deref() == Some(&tag) {
        headers.push(("ETag", tag));
        return Ok(Response { status: 304, headers, body: Body::Small(Vec::new()) });
    }
    headers.push(("ETag", tag));
    Ok(Response { status: 200, headers, body: Body::Shared(bytes) })
}

fn index_page(site: &Site, role: Role) -> Response {
    let lead = site.token.as_deref().filter(|_| role == Role::Presenter);
    let of_role = |slot: &Arc<Slot>| {
        let state = slot.state();
        let card = state.card.clone()?;
        if role != Role::Viewer {
            return Some(card);
        }
        let card = DeckCard { problems: None, failed: false, error: None, ..card };
        // A deck that viewers may not see looks like one that was never built.
        let is_seen =
            state.deck.as_ref().is_some_and(|deck| deck.view(Audience::Viewers).is_some());
        let title = String::new();
        let version = String::new();
        Some(if is_seen { card } else { DeckCard { title, version, slides: 0, ..card } })
    };
    let cards: Vec<_> = site.decks().iter().filter_map(of_role).collect();
    let name = site.folder.as_deref().unwrap_or_default();
    let policy = index::policy();
    let is = |what: &AtomicBool| what.load(Ordering::Relaxed);
    let progress = match (is(&site.is_cut_short), is(&site.is_reading)) {
        (_, true) => Progress::Reading,
        (true, false) => Progress::CutShort,
        (false, false) => Progress::Done,
    };
    let page = index::page(name, &cards, progress, lead, &policy);
    html(Body::Shared(page.into_bytes().into()), &policy)
}

fn strip_page(slot: &Slot, role: Role) -> Result<Response, u16> {
    let deck = slot.state().deck.clone().ok_or(404_u16)?;
    deck.view(role.audience()).ok_or(404_u16)?;
    let mut page = Vec::new();
    let address = |number: usize, _: &_, out: &mut Vec<u8>| {
        out.extend_from_slice(deck.addresses().get(number).map_or(b"", String::as_bytes));
        Ok(())
    };
    strip::write(&deck.compiled, &mut page, address).map_err(|_| 500_u16)?;
    Ok(html(Body::Shared(page.into()), strip::policy()))
}

fn place(site: &Site, request: &Request, slot: &Slot, role: Role) -> Result<Response, u16> {
    if role != Role::Presenter {
        return Err(403);
    }
    let place: PresenterPlace = serde_json::from_slice(&request.body).map_err(|_| 400_u16)?;
    site.move_to(slot, place);
    Ok(Response { status: 204, headers: Vec::new(), body: Body::Small(Vec::new()) })
}

/// What a page asks the editor to show.
#[derive(Debug, Deserialize)]
struct Wanted {
    key: Option<String>,
    block: Option<usize>,
    problem: Option<usize>,
    generation: Option<u64>,
}

/// Only the person at this machine may open an editor.
fn may_open(request: &Request, role: Role) -> bool {
    request.is_loopback && role != Role::Viewer
}

fn open(site: &Site, request: &Request, slot: &Slot, role: Role) -> Result<Response, u16> {
    if !may_open(request, role) {
        return Err(403);
    }
    let wanted: Wanted = serde_json::from_slice(&request.body).map_err(|_| 400_u16)?;
    let state = slot.state();
    let (span, sources) = match (&wanted.key, wanted.problem) {
        (Some(key), _) => {
            let deck = state.deck.as_ref().ok_or(404_u16)?;
            (deck.place(key, wanted.block).ok_or(404_u16)?, &deck.sources)
        }
        (None, Some(number)) if wanted.generation == Some(state.problems.generation) => {
            let span: Option<Span> =
                state.problems.list.get(number).and_then(|diagnostic| diagnostic.span);
            (span.ok_or(404_u16)?, &state.problems.sources)
        }
        _ => return Err(404),
    };
    let source = sources.get(span.source);
    if source.is_joined() {
        return Ok(reply(&json!({ "failed": "this was captured, and is not in the file yet" })));
    }
    let at = sources.position(span);
    let path = source.path().and_then(|path| path.canonicalize().ok()).ok_or(404_u16)?;
    Ok(reply(&match site.editor.as_ref().map(|editor| editor.open(&path, at.line, at.column)) {
        Some(Opening::Url(url)) => json!({ "url": url }),
        Some(Opening::Command(words)) => match editor::run(&words) {
            Ok(()) => json!({ "ran": true }),
            Err(error) => json!({ "failed": format!("{}: {error}", words[0]) }),
        },
        None => json!({ "place": format!("{}:{}:{}", source.name(), at.line, at.column) }),
    }))
}
