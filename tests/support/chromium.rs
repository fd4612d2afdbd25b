//! Chromium: one for all tests that run at that moment; the last one ends it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Weak};

use headless_chrome::{Browser, LaunchOptions};

use super::browser::{LIMIT, WINDOW, lock};

/// The fonts that it knows.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/fonts.conf");

/// The browser of the tests that are running.
static SHARED: Mutex<Weak<Browser>> = Mutex::new(Weak::new());

pub(super) fn shared() -> Arc<Browser> {
    let mut shared = lock(&SHARED);
    if let Some(browser) = shared.upgrade() {
        return browser;
    }
    let browser = Arc::new(launch());
    *shared = Arc::downgrade(&browser);
    browser
}

fn launch() -> Browser {
    let path = std::env::var_os("CHROMIUM")
        .map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    assert!(
        path.exists(),
        "no {}: run tests/install.sh, or name a Chromium in CHROMIUM",
        path.display()
    );
    let args = [
        "--headless=new",
        "--disable-quic",
        "--disable-component-update",
        "--hide-scrollbars",
        // No name has an address, so nothing can be reached but our own servers.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];
    let options = LaunchOptions::default_builder()
        .path(Some(path))
        // The crate would ask for the old headless mode.
        .headless(false)
        .sandbox(false)
        .window_size(Some(WINDOW))
        .args(args.iter().map(OsStr::new).collect())
        // A deck must look the same where fonts of other scripts are missing.
        .process_envs(Some([("FONTCONFIG_FILE".to_owned(), FONTS.to_owned())].into()))
        .idle_browser_timeout(LIMIT)
        .build()
        .expect("launch options");
    Browser::new(options).unwrap_or_else(|e| panic!("Chromium did not start: {e}"))
}
