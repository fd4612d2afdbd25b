//! What a company's look adds to a theme: a brand's file, and a logo.

use std::path::PathBuf;

use super::{Folder, Run};
use crate::assets::{Assets, Resolved};
use crate::compiled::PlacedLogo;
use crate::diagnostic::Diagnostic;
use crate::root;
use crate::source::front_matter::FrontMatter;
use crate::theme::brand::Brand;
use crate::theme::{Logo, Theme};
use crate::token::Token;

/// Where a brand is looked for when the document names none.
const BRAND: &str = "_brand.yml";
/// What a document says that wants no brand.
const NONE: [&str; 2] = ["none", "false"];

impl Run<'_> {
    /// Puts a brand's colours and fonts into a built-in theme, and its logo into any. The brand is
    /// the one that the document names, or `_brand.yml` beside it or in the root.
    pub(super) fn brand(&mut self, front: &FrontMatter, folder: &Folder, theme: &mut Theme) {
        let named = front.deck.brand.as_ref();
        if named.is_some_and(|named| NONE.contains(&named.value.trim())) {
            return;
        }
        let paths = match named {
            Some(named) => vec![folder.base.join(&named.value)],
            None => vec![folder.base.join(BRAND), folder.root.join(BRAND)],
        };
        self.dependencies.extend(paths.iter().cloned());
        let Some(path) = paths.iter().find(|path| path.exists()).or(paths.first()) else { return };
        let name = named.map_or(BRAND, |named| &named.value).to_owned();
        let text = match root::read_text_inside(&folder.root, path) {
            Ok(text) => text,
            Err(_) if named.is_none() && !path.exists() => return,
            Err(error) => {
                let message = format!("cannot read the brand `{name}`: {error}");
                let span = named.map(|named| named.span);
                let problem = Diagnostic::warning("brand/unreadable", message).at(span);
                self.diagnostics.push(problem.help("the deck is made without the brand"));
                return;
            }
        };
        let id = self.sources.add(name, Some(path.clone()), text);
        let beside = path.parent().map_or_else(|| PathBuf::from("."), PathBuf::from);
        let source = self.sources.get(id);
        let Some(brand) = Brand::read(source, beside, &mut self.diagnostics) else { return };
        if theme.folder.is_none() {
            brand.apply(&mut theme.tokens, &mut self.diagnostics);
        }
        theme.logo = theme.logo.take().or_else(|| brand.logo(&theme.tokens));
    }

    /// The logo that the document names, or else its brand or its theme.
    pub(super) fn logo(
        &mut self,
        front: &FrontMatter,
        theme: &Theme,
        folder: &Folder,
        assets: &mut Assets,
    ) -> Option<PlacedLogo> {
        let named = front.deck.logo.as_ref();
        let own = named.map(|named| Logo {
            path: named.value.clone(),
            folder: folder.base.clone(),
            span: Some(named.span),
            name: String::new(),
            is_for_dark: false,
        });
        let Logo { path, folder, span, name, is_for_dark } = own.or_else(|| theme.logo.clone())?;
        let reason = match assets.resolve(&path, &folder, &["image"]) {
            Resolved::Token(token) => match Token::parse(&token) {
                Some(Token::Asset(asset)) => return Some(PlacedLogo { asset, name, is_for_dark }),
                _ => "it is no file".to_owned(),
            },
            Resolved::Remote | Resolved::Changed => {
                "it is on the network, and a deck asks for nothing there".to_owned()
            }
            Resolved::Data => "it is no file".to_owned(),
            Resolved::Missing(reason) => reason,
        };
        let message = format!("cannot embed the logo `{path}`: {reason}");
        self.diagnostics.push(Diagnostic::warning("asset/missing", message).at(span));
        None
    }
}
