//! A deck as it is served: the page, and the parts that change.
//!
//! A part (a slide's section, the style) is named by the hash of what it holds, and a manifest
//! lists the parts in order. A page with any older manifest fetches the parts that it lacks, and is
//! up to date.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde_json::{Value, json};

use super::pool::Pool;
use crate::assets::Asset;
use crate::compile::Compiled;
use crate::page::{self, Served, Target};
use crate::source::{Sources, Span};
use crate::theme::vendor;

/// How many bytes of new parts travel with a manifest.
const MOST_PUSHED: usize = 64 * 1024;

/// Who sees a deck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Whoever writes and presents: with notes and problems.
    Team,
    /// Whoever follows along.
    Viewers,
}

/// A deck that was built.
#[derive(Debug)]
pub struct ServedDeck {
    /// Grows with each build.
    pub generation: u64,
    /// The deck.
    pub compiled: Compiled,
    /// The texts it was built from.
    pub sources: Arc<Sources>,
    /// The address of each asset.
    addresses: Vec<String>,
    /// As the team sees it.
    team: DeckView,
    /// As viewers see it; none when nobody follows along.
    viewers: Option<DeckView>,
}

/// A deck as one audience sees it.
#[derive(Debug)]
pub struct DeckView {
    /// The manifest and the parts that are new, as the data of an event.
    pub event: Box<str>,
    parts: HashMap<String, Part>,
    style: Style,
}

/// The style, with its name as a part.
type Style = (String, Arc<str>);

/// Where a part comes from. A slide is written when somebody asks for it, so that no text is kept
/// twice.
#[derive(Debug, Clone, Copy)]
enum Part {
    Style,
    Slide { column: usize, row: usize },
}

impl ServedDeck {
    /// Makes a deck ready; `previous` is the one that pages show now.
    #[must_use]
    pub fn new(
        mut compiled: Compiled,
        sources: Arc<Sources>,
        generation: u64,
        previous: Option<&Self>,
        (is_shared, pool): (bool, &Pool),
    ) -> Self {
        pool.share(&mut compiled, previous.map(|deck| &deck.compiled));
        let addresses: Vec<String> = compiled.assets.iter().map(address).collect();
        let has_same_style = |deck: &&Self| {
            Arc::ptr_eq(&deck.compiled.style, &compiled.style) && deck.addresses == addresses
        };
        let view = |audience| {
            let style = previous
                .filter(has_same_style)
                .and_then(|deck| deck.view(audience))
                .map(|view| view.style.clone());
            let previous = previous.and_then(|deck| deck.view(audience));
            DeckView::new(&compiled, generation, &addresses, audience, (previous, style, pool))
        };
        // When it is unknown what is private, viewers get nothing.
        let is_shared = is_shared && !compiled.is_private;
        let team = view(Audience::Team);
        let viewers = is_shared.then(|| view(Audience::Viewers));
        Self { generation, sources, team, viewers, addresses, compiled }
    }

    /// The deck as an audience sees it.
    #[must_use]
    pub fn view(&self, audience: Audience) -> Option<&DeckView> {
        match audience {
            Audience::Team => Some(&self.team),
            Audience::Viewers => self.viewers.as_ref(),
        }
    }

    /// The address of each asset.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// Writes the page; `live` configures its script, and the manifest is added to it.
    #[must_use]
    pub fn page(&self, audience: Audience, mut live: Value) -> Option<Arc<[u8]>> {
        let view = self.view(audience)?;
        let mut manifest: Value = serde_json::from_str(&view.event).ok()?;
        if let (Value::Object(live), Value::Object(manifest)) = (&mut live, &mut manifest) {
            manifest.remove("parts");
            live.insert("page".into(), manifest["page"].clone());
            live.insert("manifest".into(), manifest.clone().into());
        }
        let served =
            Served { addresses: self.addresses.clone(), notes: audience == Audience::Team, live };
        let mut out = Vec::with_capacity(512 * 1024);
        page::compose(&self.compiled, Target::Served(&served)).ok()?.write(&mut out).ok()?;
        Some(out.into())
    }

    /// The parts with these names; unknown names are left out.
    #[must_use]
    pub fn parts<'n>(
        &self,
        audience: Audience,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<Value> {
        let view = self.view(audience)?;
        let served = Served::of(&self.addresses, audience);
        let text = |name: &str| match *view.parts.get(name)? {
            Part::Style => Some(Value::from(&*view.style.1)),
            Part::Slide { column, row } => {
                let slide = self.compiled.stacks.get(column)?.get(row)?;
                let target = Target::Served(&served);
                Some(written(|out| page::section(&self.compiled, slide, None, target, out)).into())
            }
        };
        Some(names.filter_map(|name| Some((name.to_owned(), text(name)?))).collect())
    }

    /// The file with this address.
    #[must_use]
    pub fn asset(&self, address: &str) -> Option<&Asset> {
        self.addresses
            .iter()
            .position(|known| known == address)
            .map(|number| &self.compiled.assets[number])
    }

    /// Where a slide's block stands in the source; where the slide begins when no block is named.
    #[must_use]
    pub fn place(&self, slide: &str, block: Option<usize>) -> Option<Span> {
        let slide =
            self.compiled.stacks.iter().flatten().find(|candidate| candidate.key == slide)?;
        // What was captured and is not in the file yet stands nowhere.
        let is_a_file = |span: &&Span| {
            let source = self.sources.get(span.source);
            source.path().is_some() && !source.is_joined()
        };
        let named = block
            .and_then(|block| slide.blocks.get(block))
            .and_then(Option::as_ref)
            .filter(is_a_file);
        named.or_else(|| slide.blocks.iter().flatten().find(is_a_file)).copied()
    }
}

impl DeckView {
    fn new(
        compiled: &Compiled,
        generation: u64,
        addresses: &[String],
        audience: Audience,
        (previous, style, pool): (Option<&Self>, Option<Style>, &Pool),
    ) -> Self {
        let served = Served::of(addresses, audience);
        let target = Target::Served(&served);
        let style = style.unwrap_or_else(|| {
            let text = written(|out| page::style(compiled, target, out));
            (hash(text.as_str()), pool.text(&text))
        });
        let is_new =
            |name: &str| previous.is_some_and(|previous| !previous.parts.contains_key(name));
        let mut parts = HashMap::from([(style.0.clone(), Part::Style)]);
        let mut new: Vec<(String, String)> = Vec::new();
        if is_new(&style.0) {
            new.push((style.0.clone(), style.1.to_string()));
        }
        let mut edited = None;
        let mut stacks = Vec::with_capacity(compiled.stacks.len());
        for (column, stack) in compiled.stacks.iter().enumerate() {
            let mut slides = Vec::with_capacity(stack.len());
            for (row, slide) in stack.iter().enumerate() {
                let text = written(|out| page::section(compiled, slide, None, target, out));
                let name = hash(text.as_str());
                parts.insert(name.clone(), Part::Slide { column, row });
                if is_new(&name) {
                    edited.get_or_insert_with(|| slide.key.clone());
                    new.push((name.clone(), text));
                }
                slides.push(json!([slide.key, name, slide.title]));
            }
            stacks.push(Value::Array(slides));
        }
        let footer = &compiled.footer;
        let mut manifest = json!({
            "generation": generation,
            "page": page_name(compiled, addresses),
            "style": style.0,
            "title": compiled.title,
            "lang": compiled.lang,
            "dir": compiled.dir,
            "footer": {
                "text": footer.text,
                "confidential": footer.confidential,
                "draft": footer.draft,
            },
            "reveal": compiled.reveal,
            "stacks": stacks,
            "edited": edited,
        });
        // Large new parts are fetched, not pushed.
        if new.iter().map(|(_, text)| text.len()).sum::<usize>() > MOST_PUSHED {
            new.clear();
        }
        manifest["parts"] = new.into_iter().map(|(name, text)| (name, Value::from(text))).collect();
        Self { event: manifest.to_string().into(), parts, style }
    }
}

impl Served {
    fn of(addresses: &[String], audience: Audience) -> Self {
        Self { addresses: addresses.to_vec(), notes: audience == Audience::Team, live: Value::Null }
    }
}

fn written(write: impl Fn(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    // Writing to a Vec cannot fail, and what is written is text.
    let _ = write(&mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The address of an asset. It is made of the contents, so that browsers may cache it for ever.
fn address(asset: &Asset) -> String {
    let end = asset.media_type.rsplit('/').next().unwrap_or_default();
    let end: String = end.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("/asset/{:016x}.{end}", asset.digest())
}

/// What tells a page from one with other scripts or words around the slides, or another logo: pages are
/// loaded anew then.
fn page_name(compiled: &Compiled, addresses: &[String]) -> String {
    let logo = compiled.logo.as_ref();
    let logo = logo.map(|logo| (logo, addresses.get(logo.asset)));
    let scripts = [
        vendor::SCRIPT_HASHES,
        vendor::SPEAKER_HASHES,
        vendor::FIND_HASH,
        vendor::COUNTDOWN_HASH,
        vendor::LIVE_HASHES,
    ];
    hash(&(&compiled.theme.page, logo, scripts, compiled.tongues.tag()))
}

fn hash(what: &(impl Hash + ?Sized)) -> String {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
