//! The viewers' side of the silent round: its page, and what they hand in.
//!
//! A device has a random cookie, so that one cannot fill the round. Nothing of it is kept, nothing
//! says whose an entry is, and no viewer is told anything but whether the round is open.

use serde::Deserialize;
use serde_json::json;

use super::json::{is_json_of_ours, reply};
use super::pages;
use super::round::RoundError;

use super::session::Session;
use crate::serve::guard::{self, is_foreign};
use crate::serve::http::{Method, Request, Response};
use crate::serve::site::Site;

/// What a viewer's page sends.
#[derive(Debug, Deserialize)]
struct HandedIn {
    text: String,
    /// The page's own: the same again is the same entry.
    #[serde(default)]
    key: String,
}

/// Answers what is about the silent round; none when something else is asked for.
pub(super) fn answer(
    site: &Site,
    session: &Session,
    request: &Request,
) -> Option<Result<Response, u16>> {
    let is_post = request.method == Method::Post;
    Some(match (request.path.as_str(), is_post) {
        ("/join" | "/join/round", _) if !session.setting.participate => Err(404),
        ("/join", true) => hand_in(site, session, request),
        ("/join", false) => Ok(pages::join()),
        ("/join/round", true) => Err(405),
        ("/join/round", false) if is_foreign(request) => Err(403),
        ("/join/round", false) => Ok(reply(200, &json!({ "open": session.has_open_round() }))),
        _ => return None,
    })
}

fn hand_in(site: &Site, session: &Session, request: &Request) -> Result<Response, u16> {
    is_json_of_ours(site, request)?;
    let handed_in: HandedIn = serde_json::from_slice(&request.body).map_err(|_| 400_u16)?;
    let name = session.access().viewer_cookie();
    let (device, cookie) = match known(request, &name) {
        Some(device) => (device.to_owned(), None),
        None => {
            let device = guard::token().map_err(|_| 503_u16)?;
            let cookie = format!("{name}={device}; HttpOnly; SameSite=Strict; Path=/join");
            (device, Some(cookie))
        }
    };
    let mut response = match session.hand_in(&device, &handed_in) {
        Ok(()) => reply(200, &json!({ "ok": true })),
        Err(error) => reply(200, &json!({ "ok": false, "why": error.text() })),
    };
    response.headers.extend(cookie.map(|cookie| ("Set-Cookie", cookie)));
    Ok(response)
}

/// The device that sent a request, when it has been here before.
fn known<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let mut pairs = request.cookie.as_deref()?.split("; ").filter_map(|pair| pair.split_once('='));
    let is_device = |value: &str| value.len() == 32 && value.bytes().all(|b| b.is_ascii_hexdigit());
    pairs.find(|(known, value)| *known == name && is_device(value)).map(|(_, value)| value)
}

impl Session {
    fn has_open_round(&self) -> bool {
        self.desk().round.is_open()
    }

    fn hand_in(&self, device: &str, handed_in: &HandedIn) -> Result<(), RoundError> {
        self.desk().round.add(device, &handed_in.key, &handed_in.text)?;
        self.count_soon();
        Ok(())
    }
}
