//! How wide text is, and where its lines break.

/// Measures text.
pub trait TextMeasure {
    /// The width of a text in pixels, at a size in pixels.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;

    /// A word in parts between which a line may end: scripts without blanks have such.
    fn parts<'w>(&self, word: &'w str) -> Vec<&'w str> {
        vec![word]
    }

    /// A word in parts behind which a hyphen may stand, where it fills more than a line.
    fn syllables<'w>(&self, word: &'w str) -> Vec<&'w str> {
        vec![word]
    }
}

/// Whether a sign stands apart from the word that it belongs to, as in French: `Pourquoi ?`
pub(crate) fn is_apart(sign: char) -> bool {
    matches!(sign, '?' | '!' | ':' | ';' | '»')
}

/// The words of a text, between which lines may end. A sign that stands apart stays with its word:
/// French writes `Pourquoi ?` and `« oui »`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_blank = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}');
    let mut rest = text.trim_matches(is_blank);
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        loop {
            end += rest[end..].find(is_blank).unwrap_or(rest.len() - end);
            let behind = rest[end..].trim_start_matches(is_blank);
            let next = behind.split(is_blank).next().unwrap_or_default();
            let is_sign = !next.is_empty() && next.chars().all(is_apart);
            if next.is_empty() || !(is_sign || rest[..end].ends_with('«')) {
                let word = &rest[..end];
                rest = behind;
                return Some(word);
            }
            end = rest.len() - behind.len();
        }
    })
}

/// A run of text in one weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
}

impl Run {
    /// Text of the usual weight.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false }
    }

    /// Bold text.
    #[must_use]
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true }
    }
}

/// Text in lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrapped {
    /// The lines, each of runs.
    pub lines: Vec<Vec<Run>>,
    /// The width of the longest line.
    pub width: f64,
    /// Whether words were left out: then the last line ends with `…`.
    pub cut: bool,
}

impl Wrapped {
    /// The height of the lines at a size.
    #[must_use]
    pub fn height(&self, size: f64) -> f64 {
        self.lines.len() as f64 * line(size)
    }
}

/// The height of a line.
#[must_use]
pub fn line(size: f64) -> f64 {
    (size * 1.22).round()
}

/// Breaks text into at most `most` lines of a width; a word that is too long breaks inside.
#[must_use]
pub fn wrap(text: &dyn TextMeasure, runs: &[Run], size: f64, width: f64, most: usize) -> Wrapped {
    let mut breaker = Breaker {
        text,
        size,
        width,
        most: most.max(1),
        lines: vec![Vec::new()],
        used: 0.0,
        cut: false,
    };
    for run in runs {
        for word in words(&run.text) {
            for (number, part) in text.parts(word).into_iter().enumerate() {
                breaker.word(part, run.bold, number > 0);
            }
        }
    }
    if breaker.cut {
        breaker.ellipsis();
    }
    breaker.lines.retain(|line| !line.is_empty());
    let measure =
        |line: &Vec<Run>| line.iter().map(|run| text.width(&run.text, size, run.bold)).sum::<f64>();
    let longest = breaker.lines.iter().map(measure).fold(0.0, f64::max);
    Wrapped { lines: breaker.lines, width: longest, cut: breaker.cut }
}

/// The widths of a text's words, to count its lines again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Width of each word at a size of one pixel, and whether it follows without a blank.
    words: Vec<(f64, bool)>,
    blank: f64,
}

impl Measured {
    /// Measures a text once.
    #[must_use]
    pub fn new(text: &dyn TextMeasure, words: &str, bold: bool) -> Self {
        // Measured large, since a width may be rounded.
        const LARGE: f64 = 100.0;
        let width = |word: &str| text.width(word, LARGE, bold) / LARGE;
        let parts = self::words(words).flat_map(|word| {
            let parts = text.parts(word).into_iter().enumerate();
            parts.map(|(number, part)| (width(part), number > 0)).collect::<Vec<_>>()
        });
        Self { words: parts.collect(), blank: width(" ") }
    }

    /// How many lines [`wrap`] makes of it, and how wide the longest is. A word wider than a line
    /// counts for as many lines as it fills, and one more, since it may break early.
    #[must_use]
    pub fn lines(&self, size: f64, width: f64, most: usize) -> (usize, f64) {
        let mut lines = 1;
        let mut used = 0.0_f64;
        let mut longest = 0.0_f64;
        for (word, is_joined) in &self.words {
            let wide = word * size;
            let blank = if used > 0.0 && !is_joined { self.blank * size } else { 0.0 };
            if used + blank + wide <= width {
                used += blank + wide;
            } else {
                lines += usize::from(used > 0.0);
                if wide > width {
                    lines += (2.0 * wide / width).ceil() as usize;
                    used = width;
                } else {
                    used = wide;
                }
            }
            longest = longest.max(used);
            if lines > most {
                return (most, width);
            }
        }
        (lines, longest)
    }
}

struct Breaker<'t> {
    text: &'t dyn TextMeasure,
    size: f64,
    width: f64,
    most: usize,
    lines: Vec<Vec<Run>>,
    /// How much of the last line is used.
    used: f64,
    cut: bool,
}

impl Breaker<'_> {
    fn word(&mut self, word: &str, bold: bool, is_joined: bool) {
        if self.cut {
            return;
        }
        let wide = self.text.width(word, self.size, bold);
        let blank =
            if self.used > 0.0 && !is_joined { self.text.width(" ", self.size, bold) } else { 0.0 };
        if self.used + blank + wide <= self.width {
            self.put(word, bold, blank > 0.0);
            self.used += blank + wide;
            return;
        }
        if self.used > 0.0 {
            if !self.turn() {
                return;
            }
            if wide <= self.width {
                self.put(word, bold, false);
                self.used = wide;
                return;
            }
        }
        self.syllables(word, bold);
    }

    /// A word longer than a line: parted by hyphens, as far as its language knows where.
    fn syllables(&mut self, word: &str, bold: bool) {
        let mut rest = word;
        let mut parts = self.text.syllables(word).into_iter().peekable();
        while parts.peek().is_some() && self.text.width(rest, self.size, bold) > self.width {
            let mut end = 0;
            while let Some(part) = parts.peek().filter(|part| end + part.len() < rest.len()) {
                let line = format!("{}-", &rest[..end + part.len()]);
                if self.text.width(&line, self.size, bold) > self.width {
                    break;
                }
                end += part.len();
                parts.next();
            }
            if end == 0 {
                break;
            }
            self.put(&format!("{}-", &rest[..end]), bold, false);
            rest = &rest[end..];
            if !self.turn() {
                return;
            }
        }
        self.pieces(rest, bold);
    }

    /// A word longer than a line: broken behind a joint of an address or a name where there is one.
    fn pieces(&mut self, word: &str, bold: bool) {
        let mut piece = String::new();
        let mut joint = 0;
        for c in word.chars() {
            let mut longer = piece.clone();
            longer.push(c);
            if !piece.is_empty() && self.text.width(&longer, self.size, bold) > self.width {
                let at = if joint * 2 > piece.len() { joint } else { piece.len() };
                self.put(&piece[..at], bold, false);
                let rest = piece[at..].to_owned();
                if !self.turn() {
                    return;
                }
                longer = rest;
                longer.push(c);
                joint = 0;
            }
            piece = longer;
            if "-_/.,:;=&?".contains(c) {
                joint = piece.len();
            }
        }
        self.put(&piece, bold, false);
        self.used = self.text.width(&piece, self.size, bold);
    }

    fn put(&mut self, word: &str, bold: bool, blank: bool) {
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(run) if run.bold == bold => {
                if blank {
                    run.text.push(' ');
                }
                run.text.push_str(word);
            }
            _ => {
                let text = if blank { format!(" {word}") } else { word.to_owned() };
                line.push(Run { text, bold });
            }
        }
    }

    /// A new line; false when there is no room for one.
    fn turn(&mut self) -> bool {
        if self.lines.len() >= self.most {
            self.cut = true;
            return false;
        }
        self.lines.push(Vec::new());
        self.used = 0.0;
        true
    }

    /// Ends the last line with `…`, shortened until that fits.
    fn ellipsis(&mut self) {
        let Some(line) = self.lines.last_mut() else { return };
        let mut inside = false; // whether what is kept ends inside a word
        loop {
            let wide: f64 =
                line.iter().map(|run| self.text.width(&run.text, self.size, run.bold)).sum();
            let bold = line.last().is_some_and(|run| run.bold);
            if wide + self.text.width("…", self.size, bold) <= self.width {
                break;
            }
            let Some(run) = line.last_mut() else { break };
            let lost = run.text.pop();
            inside = lost.is_some_and(char::is_alphanumeric)
                && run.text.ends_with(char::is_alphanumeric);
            if lost.is_none() {
                line.pop();
                if line.is_empty() {
                    break;
                }
            }
        }
        match line.last_mut() {
            Some(run) => {
                // Half a word is no word, as long as there are others.
                let whole = run.text.rfind(' ').filter(|at| inside && *at > 0);
                run.text.truncate(whole.unwrap_or(run.text.len()));
                let kept = run
                    .text
                    .trim_end_matches(|c: char| c.is_whitespace() || ",;:–-(".contains(c))
                    .len();
                run.text.truncate(kept);
                run.text.push('…');
            }
            None => line.push(Run::plain("…")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::language;
    use crate::theme::metrics::Metrics;
    use crate::words::tongue;

    fn lines(words: &str, width: f64, most: usize) -> (Vec<String>, bool) {
        let wrapped = wrap(&Metrics::default(), &[Run::plain(words)], 20.0, width, most);
        assert!(wrapped.width <= width + 0.01, "{wrapped:?}");
        let join = |line: &Vec<Run>| line.iter().map(|run| run.text.as_str()).collect::<String>();
        (wrapped.lines.iter().map(join).collect(), wrapped.cut)
    }

    #[test]
    fn lines_break_at_words() {
        let (lines, cut) = lines("the proxy refused new connections", 150.0, 5);
        assert_eq!((lines.join(" ").as_str(), cut), ("the proxy refused new connections", false));
        assert!(lines.len() > 1);
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let (lines, cut) = lines("the proxy refused new connections", 100.0, 2);
        assert_eq!((lines.len(), cut), (2, true));
        assert!(lines[1].ends_with('…'));
    }

    #[test]
    fn what_is_cut_ends_with_a_whole_word() {
        // Just as wide as two of its words, without room for the ellipsis.
        let width = TextMeasure::width(&Metrics::default(), "in reproducibly", 20.0, false) + 1.0;
        let (lines, cut) = lines("in reproducibly built binaries", width, 1);
        assert_eq!((lines.concat().as_str(), cut), ("in…", true));
    }

    #[test]
    fn signs_stay_with_their_words() {
        let joined = |text| words(text).collect::<Vec<_>>().join("|");
        assert_eq!(
            joined("Pourquoi ont-ils échoué ? Car « oui »  !"),
            "Pourquoi|ont-ils|échoué ?|Car|« oui »  !"
        );
        assert_eq!(joined(" 4\u{a0}200 clients : tous "), "4\u{a0}200|clients :|tous");
        assert_eq!(joined("« ? : ;"), "« ? : ;");
        assert_eq!(joined("a ::b ?c"), "a|::b|?c");
        assert_eq!(joined("  "), "");
    }

    #[test]
    fn long_words_are_parted_by_hyphens() {
        let _speaking = tongue::speak(language::tell(Some("nl"), ""));
        let words = "Oude dienstregelingen worden";
        assert_eq!(lines(words, 110.0, 9).0, ["Oude", "dienstrege-", "lingen", "worden"]);
        assert_eq!(
            lines(words, 110.0, 2),
            (vec!["Oude".to_owned(), "dienstrege…".to_owned()], true)
        );
        assert_eq!(lines("Oude verbindingen", 60.0, 9).0.concat(), "Oudeverbindingen");
    }

    #[test]
    fn a_long_word_breaks_inside_and_loses_nothing() {
        let (lines, _) = lines("kubernetes/pkg/controller/replicaset.go:1234", 120.0, 9);
        assert_eq!(lines.concat(), "kubernetes/pkg/controller/replicaset.go:1234");
    }
}
