//! Which font a character comes from.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::face::{Face, FontRefusal};
use super::memory::{Family, FontMemory};
use super::scripts::{self, CjkForm, Script};

/// A font file that somebody names.
#[derive(Debug, Clone)]
pub struct NamedFont {
    /// Where it lies.
    pub path: PathBuf,
}

/// Fonts of the binary: a family, its font for text, and that for bold text.
pub type BuiltInPair = (&'static str, [&'static [u8]; 2]);

/// What fonts there are for a text, before one is asked for.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// The language of the text.
    pub lang: String,
    /// The text, as far as it is not ASCII.
    pub text: String,
    /// The folder that files must lie in.
    pub root: PathBuf,
    /// The files that are named, the first first.
    pub files: Vec<NamedFont>,
    /// Those of the binary, behind them.
    pub built_in: Option<BuiltInPair>,
    /// Whether those that are installed count, too.
    pub has_system: bool,
}

/// The fonts that stand in for a theme's, the first first. Nothing is read before a character asks
/// for it.
#[derive(Debug)]
pub struct Chain {
    offer: Offer,
    named: OnceLock<Named>,
    built_in: OnceLock<Arc<Family>>,
    about: OnceLock<(CjkForm, Vec<Script>)>,
    pub(super) memory: Arc<FontMemory>,
    picked: Mutex<HashMap<char, Option<Arc<Family>>>>,
    refused: Mutex<BTreeMap<String, FontRefusal>>,
}

/// The families that are named, and the files that cannot be taken.
#[derive(Debug)]
struct Named {
    families: Vec<Arc<Family>>,
    wrong: Vec<(usize, String)>,
}

impl Chain {
    /// The fonts of an offer.
    #[must_use]
    pub fn new(offer: Offer, memory: Arc<FontMemory>) -> Self {
        Self {
            offer,
            named: OnceLock::new(),
            built_in: OnceLock::new(),
            about: OnceLock::new(),
            memory,
            picked: Mutex::default(),
            refused: Mutex::default(),
        }
    }

    /// The files that cannot be taken, by number, and why; none as long as no character was missing.
    #[must_use]
    pub fn wrong(&self) -> &[(usize, String)] {
        self.named.get().map_or(&[], |named| &named.wrong)
    }

    /// Whether the language of the text is Korean.
    #[must_use]
    pub fn is_korean(&self) -> bool {
        self.offer.lang.split(['-', '_']).next().is_some_and(|it| it.eq_ignore_ascii_case("ko"))
    }

    /// The same fonts for text of another language, where that has other forms of ideographs.
    #[must_use]
    pub fn of_language(&self, lang: &str) -> Option<Self> {
        let language = lang.split(['-', '_']).next().unwrap_or_default();
        let is_of_cjk =
            ["ja", "ko", "zh", "yue"].iter().any(|it| it.eq_ignore_ascii_case(language));
        let is_other = is_of_cjk && CjkForm::of(lang, "") != self.form();
        let offer = || Offer { lang: lang.to_owned(), ..self.offer.clone() };
        is_other.then(|| Self::new(offer(), Arc::clone(&self.memory)))
    }

    /// The form that its ideographs have.
    #[must_use]
    pub fn form(&self) -> CjkForm {
        self.about().0
    }

    /// Whether both take a character from the same font.
    #[must_use]
    pub fn is_same_for(&self, c: char, other: &Self) -> bool {
        let name = |chain: &Self| chain.family(c).map(|family| family.name.clone());
        name(self) == name(other)
    }

    /// The form of ideographs, and the scripts of the text: their fonts may have signs, too.
    fn about(&self) -> &(CjkForm, Vec<Script>) {
        self.about.get_or_init(|| {
            let Offer { lang, text, .. } = &self.offer;
            let mut scripts: Vec<Script> = Vec::new();
            for script in text.chars().map(Script::of) {
                if script != Script::Common && !scripts.contains(&script) {
                    scripts.push(script);
                }
            }
            (CjkForm::of(lang, text), scripts)
        })
    }

    fn named(&self) -> &Named {
        self.named.get_or_init(|| {
            let mut faces: Vec<Arc<Face>> = Vec::new();
            let mut wrong = Vec::new();
            for (number, file) in self.offer.files.iter().enumerate() {
                match self.memory.file(&self.offer.root, &file.path) {
                    Ok(found) => faces.extend(found),
                    Err(refusal) => wrong.push((number, refusal.to_string())),
                }
            }
            Named { families: Family::group(&faces, false), wrong }
        })
    }

    /// The fonts of the binary.
    fn built_in(&self) -> Option<Arc<Family>> {
        let (name, pair) = self.offer.built_in?;
        let made = self.built_in.get_or_init(|| {
            let [regular, bold] = pair.map(|bytes| self.memory.built_in(bytes));
            let name = name.to_owned();
            Arc::new(Family { name, regular, bold, is_installed: false })
        });
        Some(Arc::clone(made))
    }

    /// The width of a character in 1/4096 em; none when no font has it.
    #[must_use]
    pub fn width(&self, c: char, bold: bool) -> Option<u16> {
        let family = self.family(c)?;
        family.face(bold).and_then(|face| face.width(c)).or_else(|| family.face(false)?.width(c))
    }

    /// The fonts that would have been taken, and why they were not.
    #[must_use]
    pub fn refused(&self) -> Vec<(String, String)> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.iter().map(|(name, why)| (name.clone(), why.to_string())).collect()
    }

    /// The family that a character comes from.
    pub(crate) fn family(&self, c: char) -> Option<Arc<Family>> {
        if !scripts::is_wanted(c) {
            return None;
        }
        let mut picked = self.picked.lock().unwrap_or_else(PoisonError::into_inner);
        picked.entry(c).or_insert_with(|| self.pick(c)).clone()
    }

    fn pick(&self, c: char) -> Option<Arc<Family>> {
        let script = Script::of(c);
        if let Some(family) = self.pick_named(c, script) {
            return Some(family);
        }
        // Those of the binary are for more of the Latin letters.
        let built_in = is_latin(c).then(|| self.built_in()).flatten();
        if let Some(family) = built_in.filter(|family| family.has(c, script)) {
            return Some(family);
        }
        if !self.offer.has_system {
            return None;
        }
        let (form, of_text) = self.about();
        if !scripts::is_letter(c) {
            let mut of_text = of_text.iter();
            return of_text.find_map(|of| self.first(&scripts::families(*of, *form), c, script));
        }
        let known = scripts::families(script, *form);
        self.first(&known, c, script)
            .or_else(|| self.first(&self.memory.any(c, script, true), c, script))
            .or_else(|| self.first(&self.memory.any(c, script, false), c, script))
    }

    /// The first family of the named files that has a character; of a collection, the one with the
    /// forms of the language.
    fn pick_named(&self, c: char, script: Script) -> Option<Arc<Family>> {
        let mut having = self.named().families.iter().filter(|family| family.has(c, script));
        let first = having.next()?;
        if script != Script::Cjk {
            return Some(Arc::clone(first));
        }
        let known = scripts::families(script, self.about().0);
        let place = |family: &&Arc<Family>| {
            known.iter().position(|name| *name == family.name).unwrap_or(usize::MAX)
        };
        let beside = having.filter(|family| family.is_beside(first));
        std::iter::once(first).chain(beside).min_by_key(place).map(Arc::clone)
    }

    /// The first of some families that is installed and has a character.
    fn first(&self, names: &[String], c: char, script: Script) -> Option<Arc<Family>> {
        names.iter().find_map(|name| match self.memory.installed(name)? {
            Ok(family) => family.has(c, script).then_some(family),
            Err(refusal) => {
                let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
                refused.entry(name.clone()).or_insert(refusal);
                None
            }
        })
    }
}

/// Whether a character is one of the Latin letters beyond the first 256, or a sign of money.
fn is_latin(c: char) -> bool {
    matches!(
        u32::from(c),
        0x100..=0x2ff | 0x1d00..=0x1eff | 0x20a0..=0x20c0 | 0x2c60..=0x2c7f | 0xa720..=0xa7ff
    )
}
