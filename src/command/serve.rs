//! `whydeck serve`: a deck live in the browser, or a folder of decks.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::problems::{notice, print};
use super::{Ending, Fault, compile_options, say, wording};
use crate::cli::{NotesChoice, Serve};
use crate::rebuild;
use crate::report;
use crate::root;
use crate::serve::editor;
use crate::serve::guard::{self, Guard};
use crate::serve::http::{Door, Limits, Outbox};
use crate::serve::meeting::access::Access;
use crate::serve::meeting::session::Session;
use crate::serve::meeting::setting::MeetingSetting;
use crate::serve::pages::address::{self, Start};
use crate::serve::routes;
use crate::serve::site::Site;
use crate::serve::site::builder::{Builder, DeckNews, News};
use crate::serve::site::folder::is_document;
use crate::watch::{Mode, Watcher};

/// The port when none is named.
const PORT: u16 = 9490;
/// How many ports after it are tried.
const TRIES: u16 = 30;

/// Serves until the process is ended.
///
/// # Errors
/// When there is nothing to serve, or no address to serve it at.
pub fn run(options: &Serve) -> Result<Ending, Fault> {
    let path = &options.path;
    let is_folder = is_folder(options)?;
    // Before a port is taken: what is asked for may not be understood.
    options.editor.as_deref().map(editor::parse).transpose()?;
    let (listeners, bound) = listen(options)?;
    let door = Door::new(listeners, limits()).map_err(|error| format!("cannot serve: {error}"))?;
    let shared = options.host.as_ref().filter(|_| !options.meeting);
    let token = shared.map(|_| guard::token()).transpose()?;
    let site = Arc::new(site(options, is_folder, (bound, door.outbox()), token.clone())?);
    let key = site.meeting.as_ref().and_then(|meeting| meeting.key());

    let wording = wording(options.message_format);
    if let Some(text) = site.meeting.as_ref().and_then(|meeting| meeting.news()) {
        notice(&format!("{text}\n"), wording);
    }
    let news = move |news: News<'_>| match news {
        News::Deck(news) => {
            notice(&line(&news), wording);
            print(&report::text(news.diagnostics, news.sources, wording));
        }
        News::Notice(text) => notice(&format!("{text}\n"), wording),
    };
    let mode = options
        .watching
        .poll
        .map_or(Mode::Native, |every| Mode::Poll(Duration::from_millis(every)));
    let watcher = Watcher::new(mode).entries(is_document);
    let reading = compile_options(&options.reading, NotesChoice::Keep);
    let builder = if is_folder {
        Builder::of_folder(Arc::clone(&site), path, reading, watcher, news)
    } else {
        Builder::of_document(Arc::clone(&site), path, reading, watcher, news)
    };
    thread::Builder::new()
        .name("watch".into())
        .spawn(move || rebuild::run(builder))
        .map_err(|error| format!("cannot start a thread: {error}"))?;

    let name = report::path(path);
    let others = address::reachable(bound.ip());
    let host = options.host.as_deref();
    let token = token.as_deref();
    let key = key.as_deref();
    let start = Start { name: &name, bound, host, others: &others, token, key, is_folder };
    say(&start.text(super::is_coloured(&io::stdout())))?;
    if options.open
        && let Err(error) = open::that_detached(start.own())
    {
        notice(&format!("cannot open a browser: {error}\n"), wording);
    }
    let handler = Arc::new(move |request: &_| routes::answer(&site, request));
    door.run(handler).map_err(|error| format!("the server ended: {error}"))?;
    Ok(Ending::Done)
}

/// Whether a folder is served.
fn is_folder(options: &Serve) -> Result<bool, Fault> {
    let path = &options.path;
    let is_folder = std::fs::metadata(path)
        .map_err(|error| format!("cannot read {}: {error}", report::path(path)))?
        .is_dir();
    if is_folder && options.meeting {
        let message = "a meeting is about one document, and this is a folder";
        return Err(Fault::from(message).help("name the document: `whydeck serve FILE --meeting`"));
    }
    Ok(is_folder)
}

/// What is served, with the meeting about it.
fn site(
    options: &Serve,
    is_folder: bool,
    (bound, outbox): (SocketAddr, Outbox),
    token: Option<String>,
) -> Result<Site, Fault> {
    let editor = options.editor.as_deref().map(editor::parse).transpose()?;
    let folder = is_folder.then(|| folder_name(&options.path));
    let guard = Guard { host: options.host.clone() };
    let site = Site::new(folder, token, guard, editor, outbox.clone());
    if !options.meeting {
        return Ok(site);
    }
    let site = site.with_meeting(meeting(options, bound, outbox)?);
    if let Some(meeting) = &site.meeting {
        meeting.tell_the_time().map_err(|error| format!("cannot start a thread: {error}"))?;
    }
    Ok(site)
}

/// The meeting about the document.
fn meeting(options: &Serve, bound: SocketAddr, outbox: Outbox) -> Result<Session, Fault> {
    let path = &options.path;
    let base = path.parent().filter(|base| !base.as_os_str().is_empty());
    let root = options.reading.root.clone();
    let others = address::reachable(bound.ip());
    let host = options.host.as_deref();
    let start =
        Start { name: "", bound, host, others: &others, token: None, key: None, is_folder: false };
    let setting = MeetingSetting {
        document: path.clone(),
        name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        root: root.unwrap_or_else(|| root::of(base.unwrap_or(Path::new(".")))),
        others: start.viewers().into_iter().next(),
        participate: options.participate,
        record: options.record,
    };
    Ok(Session::new(setting, Access::new(bound.port())?, outbox))
}

/// `incident.md: 14 slides, 3.2 ms`
fn line(news: &DeckNews<'_>) -> String {
    let name = report::name(news.name);
    let time = news.time.as_secs_f64() * 1000.0;
    match news.slides {
        Some(1) => format!("{name}: 1 slide, {time:.1} ms\n"),
        Some(slides) => format!("{name}: {slides} slides, {time:.1} ms\n"),
        None if news.is_first => format!("{name}: not built\n"),
        None => format!("{name}: not built; the last good deck stays\n"),
    }
}

fn folder_name(path: &Path) -> String {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real.file_name()
        .map_or_else(|| real.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Binds the loopback, and the address that `--host` names, at one port.
fn listen(options: &Serve) -> Result<(Vec<TcpListener>, SocketAddr), Fault> {
    let hosts = addresses(options.host.as_deref())?;
    let wanted = options.port.unwrap_or(PORT);
    let busy = |error: &io::Error| error.kind() == io::ErrorKind::AddrInUse;
    for port in (wanted..=u16::MAX).take(if options.port.is_some() { 1 } else { TRIES.into() }) {
        match bind(&hosts, port) {
            Ok(bound) => {
                if port != wanted {
                    say(&format!("port {wanted} is taken; this is {port}\n"))?;
                }
                return Ok(bound);
            }
            Err(error) if busy(&error) && options.port.is_some() => {
                let message = format!(
                    "port {port} is taken: another program, or another whydeck, listens there"
                );
                let help = "name another one, or leave `--port` out to get the next free one";
                return Err(Fault::from(message).help(help));
            }
            Err(error) if busy(&error) => {}
            Err(error) => {
                return Err(format!(
                    "cannot listen at {}: {error}",
                    SocketAddr::new(hosts[0], port)
                )
                .into());
            }
        }
    }
    bind(&hosts, 0).map_err(|error| format!("cannot listen: {error}").into())
}

/// The addresses to bind: that of `--host` first, and the loopback for this machine's own browser.
fn addresses(host: Option<&str>) -> Result<Vec<IpAddr>, Fault> {
    let loopback = IpAddr::from([127, 0, 0, 1]);
    let Some(host) = host else { return Ok(vec![loopback]) };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = (bare, 0).to_socket_addrs().ok().and_then(|mut found| found.next());
    let address =
        found.ok_or_else(|| format!("`--host {host}` is no address of this machine"))?.ip();
    let is_covered = address == loopback || address.is_unspecified();
    Ok(if is_covered { vec![address] } else { vec![address, loopback] })
}

fn bind(hosts: &[IpAddr], port: u16) -> io::Result<(Vec<TcpListener>, SocketAddr)> {
    let first = TcpListener::bind((hosts[0], port))?;
    let address = first.local_addr()?;
    let mut listeners = vec![first];
    for host in &hosts[1..] {
        listeners.push(TcpListener::bind((*host, address.port()))?);
    }
    Ok((listeners, address))
}

/// As many connections as file descriptors allow, after raising the soft limit.
fn limits() -> Limits {
    /// Descriptors for files, watches and lanes.
    const OTHERS: usize = 64;
    const MOST: usize = 8192;
    let connections = descriptors().saturating_sub(OTHERS).clamp(16, MOST);
    Limits { connections, reserve: (connections / 4).min(64) }
}

#[cfg(unix)]
fn descriptors() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    const WANTED: u64 = 16_384;
    let mut limit = getrlimit(Resource::Nofile);
    let raised = limit.maximum.map_or(WANTED, |most| most.min(WANTED));
    if limit.current.is_some_and(|current| current < raised) {
        limit.current = Some(raised);
        // When it cannot be raised, it stays as it was.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    getrlimit(Resource::Nofile)
        .current
        .map_or(usize::MAX, |current| usize::try_from(current).unwrap_or(usize::MAX))
}

#[cfg(not(unix))]
fn descriptors() -> usize {
    4096
}
