//! An installed Chromium, Chrome or Edge, told what to do by way of its DevTools protocol. It knows
//! no documents.
//!
//! 1. [`find()`] says which program it is.
//! 2. [`Browser::start`] runs it without a window, with a profile that goes when it ends, and reads
//!    from that profile where it listens. Only this machine is listened to, at an address that
//!    nobody can guess.
//! 3. A [`Tab`] opens files, evaluates expressions, and takes pictures.

mod find;
mod socket;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) use self::find::find;
use self::socket::Socket;

/// Nothing that is asked of a browser takes longer, on however busy a machine.
const LIMIT: Duration = Duration::from_secs(60);
/// How often something is looked at again.
const STEP: Duration = Duration::from_millis(20);
/// No name has an address, so that nothing is asked of the network.
const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--remote-debugging-port=0",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A browser that runs.
pub(crate) struct Browser {
    socket: Socket,
    // Fields go in this order: the process ends before its profile is deleted.
    _process: Process,
    _profile: TempDir,
}

/// A process that ends with its owner.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// Starts a browser and waits until it listens.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn start(program: &Path) -> Result<Self, String> {
        let name = program.display();
        let profile = tempfile::Builder::new()
            .prefix("whydeck-browser-")
            .tempdir()
            .map_err(|error| format!("cannot make a folder for {name}: {error}"))?;
        let mut folder = OsString::from("--user-data-dir=");
        folder.push(profile.path());
        let mut command = Command::new(program);
        command.args(ARGUMENTS).arg(folder).args(without_sandbox()).arg("about:blank");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().map_err(|error| format!("{name} did not start: {error}"))?;
        let mut process = Process(child);
        let socket = Socket::connect(&address(&mut process, profile.path(), &name.to_string())?)?;
        Ok(Self { socket, _process: process, _profile: profile })
    }

    /// Opens a tab whose window has this size.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn tab(&mut self, width: u32, height: u32) -> Result<Tab<'_>, String> {
        // A tab in a window of its own is painted, whichever other tabs there are.
        let asked = json!({
            "url": "about:blank", "newWindow": true, "width": width, "height": height
        });
        let target = self.socket.ask("Target.createTarget", &asked, None)?["targetId"].take();
        let asked = json!({ "targetId": target, "flatten": true });
        let session = self.socket.ask("Target.attachToTarget", &asked, None)?["sessionId"].take();
        let mut tab = Tab { socket: &mut self.socket, session, target };
        tab.resize(width, height)?;
        Ok(tab)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It ends its other processes, too, when it is asked to.
        if self.socket.ask("Browser.close", &json!({}), None).is_ok() {
            let start = Instant::now();
            let process = &mut self._process.0;
            while start.elapsed() < Duration::from_secs(3) && matches!(process.try_wait(), Ok(None))
            {
                thread::sleep(STEP);
            }
        }
    }
}

/// Where a browser listens: it writes that into its profile.
fn address(process: &mut Process, profile: &Path, name: &str) -> Result<String, String> {
    let start = Instant::now();
    loop {
        let text = fs::read_to_string(profile.join("DevToolsActivePort")).unwrap_or_default();
        if let Some((port, path)) = text.split_once('\n').filter(|(_, path)| !path.is_empty()) {
            return Ok(format!("ws://127.0.0.1:{port}{}", path.trim_end()));
        }
        match process.0.try_wait() {
            Ok(None) if start.elapsed() < LIMIT => thread::sleep(STEP),
            Ok(None) => return Err(format!("{name} did not answer")),
            Ok(Some(status)) => return Err(format!("{name} ended at once ({status})")),
            Err(error) => return Err(format!("{name} cannot be waited for: {error}")),
        }
    }
}

/// Chromium refuses to run as root inside its sandbox. It shows a deck of whydeck alone, which runs
/// no scripts but its own.
fn without_sandbox() -> Option<&'static str> {
    #[cfg(unix)]
    let is_root = rustix::process::geteuid().is_root();
    #[cfg(not(unix))]
    let is_root = false;
    is_root.then_some("--no-sandbox")
}

/// The form of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// Exact.
    Png,
    /// Small.
    WebP,
}

/// A tab of a browser.
pub(crate) struct Tab<'b> {
    socket: &'b mut Socket,
    session: Value,
    target: Value,
}

impl Tab<'_> {
    fn ask(&mut self, method: &str, parameters: &Value) -> Result<Value, String> {
        self.socket.ask(method, parameters, Some(&self.session))
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, width: u32, height: u32) -> Result<(), String> {
        let asked =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", &asked).map(|_| ())
    }

    /// Asks pages to move nothing, as a user's system can.
    pub(crate) fn calm(&mut self) -> Result<(), String> {
        let asked =
            json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        self.ask("Emulation.setEmulatedMedia", &asked).map(|_| ())
    }

    /// Opens a file and waits until it is loaded.
    pub(crate) fn open(&mut self, file: &Path) -> Result<(), String> {
        self.open_with(file, "")
    }

    /// Opens a file with something behind its address, such as `?handout`.
    pub(crate) fn open_with(&mut self, file: &Path, query: &str) -> Result<(), String> {
        let url = file_url(file)? + query;
        let found = self.ask("Page.navigate", &json!({ "url": url }))?;
        if let Some(error) = found["errorText"].as_str() {
            return Err(format!("{} did not open: {error}", file.display()));
        }
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'")
    }

    /// The value of an expression, once it is there.
    pub(crate) fn eval(&mut self, expression: &str) -> Result<Value, String> {
        let asked =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.ask("Runtime.evaluate", &asked)?;
        match &answer["exceptionDetails"] {
            Value::Null => Ok(answer["result"]["value"].take()),
            details => {
                let text = details["exception"]["description"].as_str();
                Err(text.or(details["text"].as_str()).unwrap_or_default().to_owned())
            }
        }
    }

    /// Waits until an expression holds.
    pub(crate) fn wait(&mut self, expression: &str) -> Result<(), String> {
        let start = Instant::now();
        while self.eval(expression)? != Value::Bool(true) {
            if start.elapsed() > LIMIT {
                return Err("the browser did not show the page".to_owned());
            }
            thread::sleep(STEP);
        }
        Ok(())
    }

    /// A picture (PNG) of the window, so many times as large.
    pub(crate) fn picture(&mut self, size: (f64, f64), scale: f64) -> Result<Vec<u8>, String> {
        self.shot(size, &json!({ "format": "png", "optimizeForSpeed": true }), scale, false)
    }

    /// A picture of the page's top left part, which may be larger than the window.
    pub(crate) fn whole(&mut self, size: (f64, f64), form: Form) -> Result<Vec<u8>, String> {
        let form = match form {
            Form::Png => json!({ "format": "png" }),
            Form::WebP => json!({ "format": "webp", "quality": 88 }),
        };
        self.shot(size, &form, 1.0, true)
    }

    fn shot(
        &mut self,
        (width, height): (f64, f64),
        form: &Value,
        scale: f64,
        is_larger: bool,
    ) -> Result<Vec<u8>, String> {
        let mut asked = form.clone();
        asked["clip"] = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": scale });
        // What is larger than the window is painted anew, which takes longer.
        asked["captureBeyondViewport"] = Value::Bool(is_larger);
        let answer = self.ask("Page.captureScreenshot", &asked)?;
        let data = answer["data"].as_str().unwrap_or_default();
        BASE64_STANDARD
            .decode(data)
            .map_err(|error| format!("the browser sent no picture: {error}"))
    }

    /// The page as a PDF with tags and an outline, on the paper that its style names, else on A4.
    pub(crate) fn pdf(&mut self) -> Result<Vec<u8>, String> {
        let asked = json!({
            "printBackground": true, "preferCSSPageSize": true,
            "generateTaggedPDF": true, "generateDocumentOutline": true,
            "paperWidth": 8.27, "paperHeight": 11.69
        });
        let answer = self.ask("Page.printToPDF", &asked)?;
        BASE64_STANDARD
            .decode(answer["data"].as_str().unwrap_or_default())
            .map_err(|error| format!("the browser sent no PDF: {error}"))
    }

    /// Closes it.
    pub(crate) fn close(self) -> Result<(), String> {
        let asked = json!({ "targetId": self.target });
        self.socket.ask("Target.closeTarget", &asked, None).map(|_| ())
    }
}

/// The address of a file.
pub(crate) fn file_url(file: &Path) -> Result<String, String> {
    const PLAIN: AsciiSet = NON_ALPHANUMERIC
        .remove(b'/')
        .remove(b'.')
        .remove(b'-')
        .remove(b'_')
        .remove(b'~')
        .remove(b':');
    let file = std::path::absolute(file)
        .map_err(|error| format!("{} has no address: {error}", file.display()))?;
    let path = file.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    Ok(format!("file://{slash}{}", utf8_percent_encode(&path, &PLAIN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_addresses() {
        let url = file_url(Path::new("/a b/c#1?é.html")).expect("an address");
        assert!(
            url.ends_with("/a%20b/c%231%3F%C3%A9.html") && url.starts_with("file:///"),
            "{url}"
        );
    }

    #[test]
    fn what_is_no_browser_is_said_so() {
        let missing = Browser::start(Path::new("/nowhere/chromium")).err().unwrap_or_default();
        assert!(missing.starts_with("/nowhere/chromium did not start: "), "{missing}");
        #[cfg(unix)]
        {
            let other = Browser::start(Path::new("/bin/true")).err().unwrap_or_default();
            assert!(other.starts_with("/bin/true ended at once"), "{other}");
        }
    }
}
