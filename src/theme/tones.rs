//! Colours as numbers: how light they are, mixed, and moved until they can be read.

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tone([u8; 3]);

impl Tone {
    /// `#rgb` or `#rrggbb`; how far it is seen through does not count.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| match digits.len() {
            3 | 4 => u8::from_str_radix(&digits[at..=at], 16).ok().map(|digit| digit * 17),
            6 | 8 => u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok(),
            _ => None,
        };
        Some(Self([channel(0)?, channel(1)?, channel(2)?]))
    }

    pub(super) fn css(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// This much of another colour mixed in, from 0 to 1.
    pub(super) fn mixed(self, other: Self, share: f64) -> Self {
        let mix = |at: usize| {
            let (from, to) = (f64::from(self.0[at]), f64::from(other.0[at]));
            (from + (to - from) * share).round() as u8
        };
        Self([mix(0), mix(1), mix(2)])
    }

    pub(super) fn is_dark(self) -> bool {
        self.light() < 0.18
    }

    /// Its light, from 0 to 1 (WCAG 2).
    fn light(self) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(channel);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// How much two colours differ, from 1 to 21 (WCAG 2).
    pub(super) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.light(), other.light());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour, moved towards the ink as far as it takes to be read on each of these.
    pub(super) fn readable(self, ink: Self, on: impl Fn(Self) -> Vec<Self>, least: f64) -> Self {
        const STEPS: u8 = 20;
        let moved = |step: u8| self.mixed(ink, f64::from(step) / f64::from(STEPS));
        let is_read = |tone: &Self| on(*tone).iter().all(|back| tone.contrast(*back) >= least);
        (0..=STEPS).map(moved).find(is_read).unwrap_or(ink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(text: &str) -> Tone {
        Tone::read(text).expect("a colour")
    }

    #[test]
    fn colours_are_read() {
        assert_eq!(tone("#f80").css(), "#ff8800");
        assert_eq!(tone(" #Ff6F20cc ").css(), "#ff6f20");
        for text in ["", "#", "red", "#ff", "#fffff", "#ggg", "#é12", "rgb(1,2,3)"] {
            assert_eq!(Tone::read(text), None, "{text}");
        }
    }

    #[test]
    fn colours_move_until_they_can_be_read() {
        let (black, white) = (tone("#000"), tone("#fff"));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!(black.is_dark() && !white.is_dark());
        let yellow = tone("#ffc107");
        let read = yellow.readable(black, |_| vec![white], 4.5);
        assert!(read.contrast(white) >= 4.5 && read != black, "{read:?}");
        let blue = tone("#0b4f8a");
        assert_eq!(blue.readable(black, |_| vec![white], 4.5), blue);
        assert_eq!(white.readable(white, |_| vec![white], 4.5), white, "it never fails");
    }
}
