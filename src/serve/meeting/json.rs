//! Requests and answers in JSON, which no form of another site can send.

use serde_json::Value;

use crate::serve::http::{Body, Method, Request, Response};
use crate::serve::site::Site;

/// Whether one of our own pages sent JSON.
pub(crate) fn is_json_of_ours(site: &Site, request: &Request) -> Result<(), u16> {
    if request.method != Method::Post {
        return Err(405);
    }
    if !site.guard.is_own_page(request) {
        return Err(403);
    }
    let kind = request.content_type.as_deref().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(415) }
}

/// An answer in JSON.
pub(super) fn reply(status: u16, value: &Value) -> Response {
    let headers = vec![("Content-Type", "application/json".into())];
    Response { status, headers, body: Body::Shared(value.to_string().into_bytes().into()) }
}
