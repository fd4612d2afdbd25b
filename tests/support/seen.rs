//! What a page asked for, and what it complained of.

use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Log, Runtime};
use serde_json::Value;

/// What happened in a window and in those it opened.
#[derive(Default)]
pub(crate) struct Seen {
    /// What the addresses of the page's own server begin with.
    pub(crate) own: Option<String>,
    /// Addresses that were asked for and are no file of ours.
    pub(crate) leaks: Vec<String>,
    /// What was written to the console, thrown, or asked in a dialog.
    pub(crate) complaints: Vec<String>,
}

impl Seen {
    /// Takes note of an event.
    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            Event::NetworkRequestWillBeSent(sent) => self.request(&sent.params.request.url),
            Event::NetworkWebSocketCreated(socket) => self.request(&socket.params.url),
            Event::NetworkWebTransportCreated(transport) => self.request(&transport.params.url),
            Event::LogEntryAdded(added) => {
                let entry = &added.params.entry;
                if matches!(entry.level, Log::LogEntryLevel::Error | Log::LogEntryLevel::Warning) {
                    let url = entry.url.as_deref().unwrap_or_default();
                    self.complaints.push(format!("{:?}: {} {url}", entry.source, entry.text));
                }
            }
            Event::RuntimeConsoleAPICalled(called) => {
                use Runtime::ConsoleAPICalledEventTypeOption::{Assert, Error, Warning};
                if matches!(called.params.Type, Error | Warning | Assert) {
                    let said = |arg: &Runtime::RemoteObject| {
                        arg.value.as_ref().map(Value::to_string).or_else(|| arg.description.clone())
                    };
                    let words: Vec<_> = called.params.args.iter().filter_map(said).collect();
                    self.complaints.push(format!(
                        "console.{:?}: {}",
                        called.params.Type,
                        words.join(" ")
                    ));
                }
            }
            Event::RuntimeExceptionThrown(thrown) => {
                self.complaints.push(describe(&thrown.params.exception_details));
            }
            Event::PageJavascriptDialogOpening(dialog) => {
                self.complaints.push(format!("dialog: {}", dialog.params.message));
            }
            _ => {}
        }
    }

    fn request(&mut self, url: &str) {
        let is_own = self.own.as_ref().is_some_and(|own| url.starts_with(own));
        if !is_own
            && !["file:", "data:", "about:", "blob:"].iter().any(|scheme| url.starts_with(scheme))
        {
            self.leaks.push(url.to_owned());
        }
    }
}

/// An exception in words.
pub(crate) fn describe(exception: &Runtime::ExceptionDetails) -> String {
    let thrown = exception.exception.as_ref().and_then(|object| object.description.clone());
    format!("{} {}", exception.text, thrown.unwrap_or_default())
}
