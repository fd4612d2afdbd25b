//! Windows of other sizes, what people prefer, and pages on paper.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use headless_chrome::protocol::cdp::{Emulation, Network, Page as Cdp};

use serde_json::json;

use super::Page;

impl Page {
    /// Opens a deck in a window of this size, in CSS pixels, and waits until reveal.js is ready.
    pub(crate) fn open_deck_sized(file: &Path, behind: &str, size: (u32, u32)) -> Self {
        let mut page = Self::blank();
        page.size = size;
        page.go(file, behind);
        page.wait_for_deck();
        page
    }

    /// Opens a page of a server in a window of this size.
    pub(crate) fn visit_sized(url: &str, size: (u32, u32)) -> Self {
        let mut page = Self::blank();
        page.size = size;
        page.visit_again(url);
        page
    }

    /// Takes the network away from the page, or gives it back.
    pub(crate) fn set_offline(&self, offline: bool) {
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        let conditions: Network::EmulateNetworkConditions =
            serde_json::from_value(conditions).expect("conditions");
        self.call(conditions);
    }

    /// Opens a deck for somebody who wants little motion.
    pub(crate) fn open_calm(file: &Path) -> Self {
        let page = Self::blank();
        let (name, value) = ("prefers-reduced-motion".to_owned(), "reduce".to_owned());
        page.call(Emulation::SetEmulatedMedia {
            media: None,
            features: Some(vec![Emulation::MediaFeature { name, value }]),
        });
        page.go(file, "");
        page.wait_for_deck();
        page
    }

    /// A picture of the window, as PNG.
    pub(crate) fn screenshot(&self) -> Vec<u8> {
        self.picture(1.0)
    }

    /// The same, a little more than a third as wide.
    pub(crate) fn small_screenshot(&self) -> Vec<u8> {
        self.picture(0.375)
    }

    fn picture(&self, scale: f64) -> Vec<u8> {
        let shot = self.call(Cdp::CaptureScreenshot {
            format: Some(Cdp::CaptureScreenshotFormatOption::Png),
            quality: None,
            clip: Some(Cdp::Viewport {
                x: 0.0,
                y: 0.0,
                width: self.size.0.into(),
                height: self.size.1.into(),
                scale,
            }),
            from_surface: Some(true),
            capture_beyond_viewport: Some(true),
            optimize_for_speed: None,
        });
        STANDARD.decode(shot.data).expect("base64")
    }

    /// What the browser prints, as PDF, on the paper that the page wants.
    pub(crate) fn pdf(&self) -> Vec<u8> {
        let printed = self.call(Cdp::PrintToPDF {
            landscape: None,
            display_header_footer: None,
            print_background: Some(true),
            scale: None,
            paper_width: None,
            paper_height: None,
            margin_top: None,
            margin_bottom: None,
            margin_left: None,
            margin_right: None,
            page_ranges: None,
            header_template: None,
            footer_template: None,
            prefer_css_page_size: Some(true),
            transfer_mode: None,
            generate_tagged_pdf: Some(true),
            generate_document_outline: None,
        });
        STANDARD.decode(printed.data).expect("base64")
    }
}

/// How many pages a PDF of Chromium has.
pub(crate) fn pages(pdf: &[u8]) -> usize {
    pdf.windows(12).filter(|bytes| *bytes == b"/Type /Page\n").count()
}
