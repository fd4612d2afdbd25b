//! Firefox, told what to do over WebDriver BiDi: `/usr/bin/firefox-esr`, or the one that `FIREFOX` names.
//!
//! It has a profile of its own, and a proxy that is not there in the place of the network.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tungstenite::{Message, WebSocket};

use super::browser::{LIMIT, address};

const PREFERENCES: &str = "\
user_pref('network.proxy.type', 1);
user_pref('network.proxy.http', '127.0.0.1');
user_pref('network.proxy.http_port', 1);
user_pref('network.proxy.ssl', '127.0.0.1');
user_pref('network.proxy.ssl_port', 1);
user_pref('app.update.enabled', false);
user_pref('app.normandy.enabled', false);
user_pref('browser.aboutwelcome.enabled', false);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('toolkit.telemetry.reportingpolicy.firstRun', false);
user_pref('remote.prefs.recommended', true);
";

/// A running Firefox with one window.
pub(crate) struct Firefox {
    child: Child,
    socket: WebSocket<TcpStream>,
    window: String,
    sent: u64,
    complaints: Vec<String>,
    _profile: TempDir,
}

/// Where Firefox is, when it is there.
pub(crate) fn path() -> Option<PathBuf> {
    let path = std::env::var_os("FIREFOX")
        .map_or_else(|| PathBuf::from("/usr/bin/firefox-esr"), PathBuf::from);
    path.exists().then_some(path)
}

impl Firefox {
    /// Starts the Firefox at this place.
    pub(crate) fn start(path: &Path) -> Self {
        let profile =
            tempfile::Builder::new().prefix("whydeck-firefox-").tempdir().expect("a profile");
        fs::write(profile.path().join("user.js"), PREFERENCES.replace('\'', "\"")).expect("a file");
        let mut child = Command::new(path)
            .args(["--headless", "--no-remote", "--remote-debugging-port", "0", "--profile"])
            .arg(profile.path())
            .env("HOME", profile.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Firefox starts");
        let said = child.stderr.take().expect("standard error");
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let prefix = "WebDriver BiDi listening on ";
        let address = lines.find_map(|line| line.strip_prefix(prefix).map(str::to_owned));
        let address = address.expect("Firefox says where it listens");
        // What else it says must not fill the pipe.
        thread::spawn(move || lines.for_each(drop));
        let host = address.strip_prefix("ws://").expect("an address").to_owned();
        let stream = TcpStream::connect(&host).expect("a connection");
        // axe-core takes its time over a whole deck.
        stream.set_read_timeout(Some(10 * LIMIT)).expect("a timeout");
        let url = format!("{address}/session");
        let (socket, _) = tungstenite::client(url.as_str(), stream).expect("a web socket");
        let window = String::new();
        let mut firefox =
            Self { child, socket, window, sent: 0, complaints: Vec::new(), _profile: profile };
        firefox.send("session.new", &json!({ "capabilities": {} }));
        firefox.send("session.subscribe", &json!({ "events": ["log.entryAdded"] }));
        let tree = firefox.send("browsingContext.getTree", &json!({}));
        firefox.window = tree["contexts"][0]["context"].as_str().expect("a window").to_owned();
        firefox
    }

    /// Opens a deck in a window of this size, in CSS pixels, and waits until reveal.js is ready.
    pub(crate) fn open_deck(&mut self, file: &Path, (width, height): (u32, u32)) {
        self.complaints.clear();
        let context = self.window.clone();
        let viewport = json!({ "width": width, "height": height });
        let asked = json!({ "context": context, "viewport": viewport, "devicePixelRatio": 1 });
        self.send("browsingContext.setViewport", &asked);
        let asked = json!({ "context": context, "url": address(file), "wait": "complete" });
        self.send("browsingContext.navigate", &asked);
        let start = Instant::now();
        while self.eval("!!window.Reveal && Reveal.isReady()") != json!(true) {
            assert!(start.elapsed() < LIMIT, "{} is not ready in Firefox", file.display());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Runs a script, whose value is left alone.
    pub(crate) fn run(&mut self, script: &str) {
        self.evaluate(&format!("{script};0"));
    }

    /// The value of an expression; a promise is awaited.
    pub(crate) fn eval(&mut self, expression: &str) -> Value {
        let value = self
            .evaluate(&format!("(async () => JSON.stringify((await ({expression})) ?? null))()"));
        serde_json::from_str(value["value"].as_str().expect("JSON")).expect("JSON")
    }

    /// Warnings, errors and exceptions since the deck was opened.
    pub(crate) fn complaints(&mut self) -> Vec<String> {
        // Events stand before the next answer.
        self.eval("0");
        self.complaints.clone()
    }

    fn evaluate(&mut self, expression: &str) -> Value {
        let target = json!({ "context": self.window });
        let asked = json!({ "expression": expression, "target": target, "awaitPromise": true });
        let answer = self.send("script.evaluate", &asked);
        assert_eq!(answer["type"], "success", "{answer}\nin: {expression:.2000}");
        answer["result"].clone()
    }

    fn send(&mut self, method: &str, params: &Value) -> Value {
        self.sent += 1;
        let command = json!({ "id": self.sent, "method": method, "params": params });
        self.socket.send(Message::text(command.to_string())).expect("a command");
        loop {
            let message = self.socket.read().unwrap_or_else(|e| panic!("{method}: {e}"));
            let Ok(text) = message.to_text() else { continue };
            let Ok(answer) = serde_json::from_str::<Value>(text) else { continue };
            if answer["id"] == json!(self.sent) {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            if answer["method"] == "log.entryAdded" {
                let entry = &answer["params"];
                if matches!(entry["level"].as_str(), Some("error" | "warn")) {
                    self.complaints.push(format!("{}: {}", entry["type"], entry["text"]));
                }
            }
        }
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        // Its processes end with their parent once it is asked to close.
        self.sent += 1;
        let command = json!({ "id": self.sent, "method": "browser.close", "params": {} });
        let _ = self.socket.send(Message::text(command.to_string()));
        let start = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if start.elapsed() > Duration::from_secs(10) {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}
