//! A real browser: headless Chromium without a network.
//!
//! 1. [`Page::open`] opens a file in a Chromium that all tests running at that moment share; the
//!    last one ends it.
//! 2. [`Page::eval`], [`Page::wait`], [`Page::press`] and [`Page::click`] do what a person does,
//!    and read the result.
//! 3. [`Page::leaks`] and [`Page::complaints`] say what the page, and the windows it opened, tried
//!    to load from elsewhere and what they wrote to the console.
//! 4. [`Page::speaker`] opens reveal's speaker view (`speaker`).
//! 5. [`Page::open_deck_sized`], [`Page::visit_sized`], [`Page::open_calm`] and [`Page::pdf`] are
//!    other windows, readers and paper; [`Page::set_offline`] is a network that drops (`views`).
//!
//! `CHROMIUM` names another browser than `/usr/bin/chromium`. No wait is longer than [`LIMIT`].

mod fonts;
pub(crate) use fonts::FontInUse;
mod speaker;
mod views;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use headless_chrome::protocol::cdp::types::Event;
use headless_chrome::protocol::cdp::{Emulation, Input, Log, Network, Runtime, Target};
use headless_chrome::{Browser, Tab};
use serde_json::{Value, json};

use super::chromium::shared;
use super::seen::{Seen, describe};

pub(crate) use self::views::pages;

/// No command and no wait takes longer.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);
/// The window, in CSS pixels: that of a slide.
pub(crate) const WINDOW: (u32, u32) = (1280, 720);

/// A window of the browser; it is closed with the value, and so are those it opened.
pub(crate) struct Page {
    tab: Arc<Tab>,
    browser: Arc<Browser>,
    seen: Arc<Mutex<Seen>>,
    size: (u32, u32),
}

impl Page {
    /// Opens a file and waits until it has loaded.
    pub(crate) fn open(file: &Path) -> Self {
        Self::open_at(file, "")
    }

    /// Opens a file with `?…` or `#…` behind its address.
    pub(crate) fn open_at(file: &Path, behind: &str) -> Self {
        let page = Self::blank();
        page.go(file, behind);
        page
    }

    /// Opens a deck and waits until reveal.js is ready.
    pub(crate) fn open_deck(file: &Path, behind: &str) -> Self {
        let page = Self::open_at(file, behind);
        page.wait_for_deck();
        page
    }

    /// Opens a file with scripts switched off, as a `noscript` reader would.
    pub(crate) fn open_without_scripts(file: &Path) -> Self {
        let page = Self::blank();
        page.go(file, "");
        page.call(Emulation::SetScriptExecutionDisabled { value: true });
        page.tab.reload(true, None).expect("a reload");
        // Scripts of the driver still run.
        page.wait("document.readyState === 'complete' && !window.Reveal");
        page
    }

    /// Opens a page of a server, and waits until it has loaded. What it asks of that server is no
    /// leak.
    pub(crate) fn visit(url: &str) -> Self {
        let page = Self::blank();
        page.visit_again(url);
        page
    }

    /// Shows another page of that server in this window.
    pub(crate) fn visit_again(&self, url: &str) {
        let after_host = url.match_indices('/').nth(2).map_or(url.len(), |(at, _)| at + 1);
        lock(&self.seen).own = Some(url[..after_host].to_owned());
        self.load(url);
    }

    /// Opens a served deck and waits until reveal.js is ready.
    pub(crate) fn visit_deck(url: &str) -> Self {
        let page = Self::visit(url);
        page.wait_for_deck();
        page
    }

    /// Opens a served deck in another tab of this window's browser context: tabs that know of each
    /// other.
    pub(crate) fn another_tab(&self, url: &str) -> Self {
        let context = self.tab.get_target_info().expect("a target").browser_context_id;
        let create =
            Target::CreateTarget { browser_context_id: context, ..create_target("about:blank") };
        let tab = self.browser.new_tab_with_options(create).expect("a new tab");
        let page = Self::attach(tab, Arc::clone(&self.browser), Arc::default());
        page.visit_again(url);
        page.wait_for_deck();
        page
    }

    fn blank() -> Self {
        let browser = shared();
        // A context of its own: a window that is always visible, and nothing kept from another
        // test.
        let tab =
            browser.new_context().and_then(|context| context.new_tab()).expect("a new window");
        Self::attach(tab, browser, Arc::default())
    }

    fn attach(tab: Arc<Tab>, browser: Arc<Browser>, seen: Arc<Mutex<Seen>>) -> Self {
        let page = Self { tab, browser, seen, size: WINDOW };
        let seen = Arc::clone(&page.seen);
        let listener = move |event: &Event| lock(&seen).note(event);
        page.tab.add_event_listener(Arc::new(listener)).expect("a listener");
        page.call(Network::Enable {
            max_total_buffer_size: None,
            max_resource_buffer_size: None,
            max_post_data_size: None,
            report_direct_socket_traffic: None,
            enable_durable_messages: None,
        });
        page.call(Runtime::Enable(None));
        page.call(Log::Enable(None));
        page
    }

    /// Shows a file in this window.
    pub(crate) fn go(&self, file: &Path, behind: &str) {
        self.load(&(address(file) + behind));
    }

    fn load(&self, url: &str) {
        self.call(Emulation::SetDeviceMetricsOverride {
            width: self.size.0,
            height: self.size.1,
            device_scale_factor: 1.0,
            mobile: self.size.0 < 600,
            scale: None,
            screen_width: None,
            screen_height: None,
            position_x: None,
            position_y: None,
            dont_set_visible_size: None,
            screen_orientation: None,
            viewport: None,
            display_feature: None,
            device_posture: None,
        });
        // From one hash to another is no load, so a mark tells the new document from the old one.
        self.eval("window.whydeckTestOld = true");
        self.tab.navigate_to("about:blank").expect("an empty page");
        self.wait("!window.whydeckTestOld && document.readyState === 'complete'");
        self.tab.navigate_to(url).unwrap_or_else(|e| panic!("{url}: {e}"));
        self.wait("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /// Waits until reveal.js is ready.
    pub(crate) fn wait_for_deck(&self) {
        self.wait("!!window.Reveal && Reveal.isReady()");
    }

    /// The value of an expression; a promise is awaited. An exception fails the test.
    #[track_caller]
    pub(crate) fn eval(&self, expression: &str) -> Value {
        self.try_eval(expression, None)
            .unwrap_or_else(|problem| panic!("{problem}\nin: {expression}"))
    }

    /// The same, for what comes from strings.
    #[track_caller]
    pub(crate) fn text(&self, expression: &str) -> String {
        let value = self.eval(expression);
        value
            .as_str()
            .unwrap_or_else(|| panic!("no string but {value}\nin: {expression}"))
            .to_owned()
    }

    fn try_eval(&self, expression: &str, context_id: Option<u32>) -> Result<Value, String> {
        let answer = self.tab.call_method(Runtime::Evaluate {
            expression: expression.to_owned(),
            return_by_value: Some(true),
            await_promise: Some(true),
            context_id,
            timeout: Some(30_000.0),
            object_group: None,
            include_command_line_api: None,
            silent: None,
            generate_preview: None,
            user_gesture: None,
            throw_on_side_effect: None,
            disable_breaks: None,
            repl_mode: None,
            allow_unsafe_eval_blocked_by_csp: None,
            unique_context_id: None,
            serialization_options: None,
        });
        let answer = answer.map_err(|e| e.to_string())?;
        match answer.exception_details {
            Some(exception) => Err(describe(&exception)),
            None => Ok(answer.result.value.unwrap_or(Value::Null)),
        }
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub(crate) fn wait(&self, expression: &str) {
        let mut last = Err("it was never evaluated".to_owned());
        let held = wait_until(|| {
            last = self.try_eval(expression, None);
            last == Ok(Value::Bool(true))
        });
        assert!(
            held,
            "waited {LIMIT:?} for: {expression}\nlast: {last:?}\nconsole: {:?}",
            self.complaints()
        );
    }

    /// Presses a key, by what JavaScript calls `event.key`: `ArrowRight`, a blank, `s`.
    pub(crate) fn press(&self, key: &str) {
        self.tab.press_key(key).unwrap_or_else(|e| panic!("key {key}: {e}"));
    }

    /// Clicks with the mouse in the middle of an element, some keys held: 1 is Alt, 2 Ctrl, 8
    /// Shift.
    #[track_caller]
    pub(crate) fn click_at(&self, element: &str, modifiers: u32) {
        let middle = format!(
            "(box => [box.x + box.width / 2, box.y + box.height / 2])(({element}).getBoundingClientRect())"
        );
        let point = self.eval(&middle);
        let x = point[0].as_f64().expect("a number");
        let y = point[1].as_f64().expect("a number");
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "modifiers": modifiers, "button": "left",
                "clickCount": u8::from(kind != "mouseMoved") });
            let event: Input::DispatchMouseEvent = serde_json::from_value(event).expect("an event");
            self.call(event);
        }
    }

    /// What the page tried to load from anywhere but its own file.
    pub(crate) fn leaks(&self) -> Vec<String> {
        self.settle();
        lock(&self.seen).leaks.clone()
    }

    /// Warnings, errors, exceptions and broken policies, as the console has them.
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.settle();
        lock(&self.seen).complaints.clone()
    }

    /// Fails when anything left the page or anything was wrong in it.
    #[track_caller]
    pub(crate) fn is_clean(&self) {
        assert_eq!(self.leaks(), Vec::<String>::new(), "requests of a page that must make none");
        assert_eq!(
            self.complaints(),
            Vec::<String>::new(),
            "the console of a page that must not complain"
        );
    }

    /// Events travel behind answers; two turns of the page's own loop let them arrive.
    fn settle(&self) {
        for _ in 0..2 {
            let _ = self.try_eval("new Promise(done => setTimeout(done, 20))", None);
        }
    }

    fn has_opened(&self, tab: &Tab) -> bool {
        tab.get_target_info()
            .is_ok_and(|info| info.opener_id.as_ref() == Some(self.tab.get_target_id()))
    }

    #[track_caller]
    fn call<C>(&self, method: C) -> C::ReturnObject
    where
        C: headless_chrome::protocol::cdp::types::Method + serde::Serialize,
    {
        self.tab.call_method(method).unwrap_or_else(|e| panic!("{}: {e}", C::NAME))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let tabs = self.browser.get_tabs().lock().unwrap_or_else(PoisonError::into_inner).clone();
        for popup in tabs.into_iter().filter(|tab| self.has_opened(tab)) {
            let _ =
                popup.call_method(Target::CloseTarget { target_id: popup.get_target_id().clone() });
        }
        let _ = self
            .tab
            .call_method(Target::CloseTarget { target_id: self.tab.get_target_id().clone() });
    }
}

fn create_target(url: &str) -> Target::CreateTarget {
    serde_json::from_value(json!({ "url": url })).expect("a target")
}

/// The `file:` address of a file.
pub(crate) fn address(file: &Path) -> String {
    let path = file.canonicalize().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut url = "file://".to_owned();
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                url.push(char::from(byte));
            }
            _ => url += &format!("%{byte:02X}"),
        }
    }
    url
}

/// Asks until the answer is yes; false when it never was.
fn wait_until(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while !holds() {
        if start.elapsed() > LIMIT {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
    true
}

/// A failed test must not fail the others that share a lock.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
