//! The forms that colours have in CSS, as red, green and blue.

use std::f32::consts::TAU;

/// A number of a colour.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Number(f32),
    /// Of a whole.
    Share(f32),
    /// In degrees.
    Angle(f32),
}

impl Part {
    /// An angle in its unit; none when it is no angle.
    pub(super) fn angle(value: f32, unit: &str) -> Option<Self> {
        let degrees = match unit.to_ascii_lowercase().as_str() {
            "deg" => value,
            "grad" => value * 0.9,
            "rad" => value / TAU * 360.0,
            "turn" => value * 360.0,
            _ => return None,
        };
        Some(Self::Angle(degrees))
    }

    /// As a number, where a whole is so much.
    fn of(self, whole: f32) -> f32 {
        match self {
            Self::Number(number) | Self::Angle(number) => number,
            Self::Share(share) => share * whole,
        }
    }

    /// As a share, where a number is one of so much.
    fn share(self, whole: f32) -> f32 {
        match self {
            Self::Number(number) | Self::Angle(number) => number / whole,
            Self::Share(share) => share,
        }
    }
}

/// What the numbers of a colour mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// `rgb(…)`.
    Bytes,
    /// `color(srgb …)`, and for the tone all others of that function.
    Shares,
    Hsl,
    Hwb,
    Lab,
    Lch,
    Oklab,
    Oklch,
}

impl Space {
    /// What the numbers in a function mean; none when it is no colour.
    pub(super) fn of(function: &str) -> Option<Self> {
        Some(match function.to_ascii_lowercase().as_str() {
            "rgb" | "rgba" => Self::Bytes,
            "color" => Self::Shares,
            "hsl" | "hsla" => Self::Hsl,
            "hwb" => Self::Hwb,
            "lab" => Self::Lab,
            "lch" => Self::Lch,
            "oklab" => Self::Oklab,
            "oklch" => Self::Oklch,
            _ => return None,
        })
    }

    /// Red, green and blue, each from 0 to 1; less and more where no screen shows the colour.
    pub(super) fn rgb(self, [first, second, third]: [Part; 3]) -> [f32; 3] {
        let turned = |light: f32, chroma: f32| {
            let angle = third.of(360.0).to_radians();
            [light, chroma * angle.cos(), chroma * angle.sin()]
        };
        match self {
            Self::Bytes => [first, second, third].map(|part| part.share(255.0)),
            Self::Shares => [first, second, third].map(|part| part.share(1.0)),
            Self::Hsl => hsl(first.of(360.0), second.share(100.0), third.share(100.0)),
            Self::Hwb => hwb(first.of(360.0), second.share(100.0), third.share(100.0)),
            Self::Lab => lab([first.of(100.0), second.of(125.0), third.of(125.0)]),
            Self::Lch => lab(turned(first.of(100.0), second.of(150.0))),
            Self::Oklab => oklab([first.of(1.0), second.of(0.4), third.of(0.4)]),
            Self::Oklch => oklab(turned(first.of(1.0), second.of(0.4))),
        }
    }
}

fn hsl(hue: f32, saturation: f32, light: f32) -> [f32; 3] {
    let spread = saturation * light.min(1.0 - light);
    [0.0, 8.0, 4.0].map(|shift| {
        let at = (shift + hue / 30.0).rem_euclid(12.0);
        light - spread * (at - 3.0).min(9.0 - at).clamp(-1.0, 1.0)
    })
}

fn hwb(hue: f32, white: f32, black: f32) -> [f32; 3] {
    if white + black >= 1.0 {
        return [white / (white + black); 3];
    }
    hsl(hue, 1.0, 0.5).map(|channel| channel * (1.0 - white - black) + white)
}

/// CIE Lab under the light of paper, D50.
fn lab([light, a, b]: [f32; 3]) -> [f32; 3] {
    let y = (light + 16.0) / 116.0;
    let share = |f: f32| if f > 6.0 / 29.0 { f.powi(3) } else { (116.0 * f - 16.0) / 903.3 };
    let x = share(y + a / 500.0) * 0.964_22;
    let z = share(y - b / 200.0) * 0.825_21;
    let rows = [
        [3.133_856, -1.616_867, -0.490_615],
        [-0.978_768, 1.916_142, 0.033_454],
        [0.071_945, -0.228_991, 1.405_243],
    ];
    rows.map(|row| shown(dot(row, [x, share(y), z])))
}

fn oklab(lab: [f32; 3]) -> [f32; 3] {
    let cones = [
        [1.0, 0.396_337_8, 0.215_803_76],
        [1.0, -0.105_561_35, -0.063_854_17],
        [1.0, -0.089_484_18, -1.291_485_5],
    ]
    .map(|row| dot(row, lab).powi(3));
    let rows = [
        [4.076_741_7, -3.307_711_6, 0.230_969_94],
        [-1.268_438, 2.609_757_4, -0.341_319_4],
        [-0.004_196_086_3, -0.703_418_6, 1.707_614_7],
    ];
    rows.map(|row| shown(dot(row, cones)))
}

fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Light as a number that screens take.
fn shown(light: f32) -> f32 {
    if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}
