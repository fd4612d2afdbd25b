//! The colours of the built-in themes: text can be read, and colours told apart by every eye.

use super::{Tokens, built_in_tokens, registry};
use crate::source::Sources;

type Rgb = [f64; 3];

/// The colours that have a meaning; figures use them side by side.
const TONES: [&str; 5] = ["accent", "warm", "good", "amber", "violet"];
const CODE: [&str; 9] = [
    "ink",
    "comment",
    "keyword",
    "string",
    "number",
    "function",
    "type",
    "variable",
    "punctuation",
];

/// How eyes see that have all cones, and those without red, green or blue ones (Machado, Oliveira
/// and Fernandes, 2009).
const EYES: [[Rgb; 3]; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
];

fn tokens(theme: &registry::BuiltInTheme) -> Tokens {
    let mut problems = Vec::new();
    let tokens = built_in_tokens(theme, &mut Sources::default(), &mut problems);
    assert!(problems.is_empty(), "{}: {problems:?}", theme.name);
    tokens.expect("the tokens of a built-in theme can be read")
}

/// A colour's light, channel by channel.
fn light(tokens: &Tokens, name: &str) -> Rgb {
    let color = tokens.colors.get(name).unwrap_or_else(|| panic!("no colour `{name}`"));
    [1, 3, 5].map(|at| {
        let value = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("#rrggbb")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn dot(a: Rgb, b: Rgb) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// WCAG's contrast.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let [a, b] = [a, b].map(|light| dot([0.2126, 0.7152, 0.0722], light) + 0.05);
    if a > b { a / b } else { b / a }
}

/// A colour in Oklab, where equal distances look alike.
fn oklab(rgb: Rgb) -> Rgb {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| dot(row, rgb).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
    ]
    .map(|row| dot(row, cones))
}

#[test]
fn every_text_can_be_read_on_what_it_stands_on() {
    for theme in &registry::BUILT_IN {
        let tokens = tokens(theme);
        let least = if theme.name == "contrast" { 7.0 } else { 4.5 };
        let check = |text: &str, ground: &str| {
            let ratio = contrast(light(&tokens, text), light(&tokens, ground));
            assert!(ratio >= least, "{}: {text} on {ground} has {ratio:.2}:1", theme.name);
        };
        for set in ["", "dark-", "light-"] {
            if !tokens.colors.contains_key(&format!("{set}ink")) {
                continue;
            }
            let name = |name: &str| format!("{set}{name}");
            for tone in TONES {
                check(&name(tone), &name("background"));
                check(&name(tone), &name("surface"));
                check(&name(tone), &name(&format!("{tone}-soft")));
                check(&name("ink"), &name(&format!("{tone}-soft")));
            }
            for ground in ["background", "surface"] {
                check(&name("ink"), &name(ground));
                check(&name("muted"), &name(ground));
            }
            check(&name("ink"), &name("highlight"));
            for tone in ["accent", "warm", "good"] {
                check(&name("on-color"), &name(tone));
            }
        }
        for part in CODE {
            check(&format!("code-{part}"), "code-background");
            check(&format!("code-{part}"), "code-current");
        }
        check("code-inserted", "code-inserted-background");
        check("code-deleted", "code-deleted-background");
    }
}

/// 0.02 is the least that one sees side by side.
#[test]
fn the_colours_of_figures_differ_for_every_eye() {
    for theme in &registry::BUILT_IN {
        let tokens = tokens(theme);
        for set in ["", "dark-", "light-"] {
            if !tokens.colors.contains_key(&format!("{set}ink")) {
                continue;
            }
            for eye in &EYES {
                let seen = TONES.map(|tone| {
                    let rgb = light(&tokens, &format!("{set}{tone}"));
                    oklab(eye.map(|row| dot(row, rgb).clamp(0.0, 1.0)))
                });
                for (at, one) in seen.iter().enumerate() {
                    for (other_at, other) in seen.iter().enumerate().skip(at + 1) {
                        let apart = [0, 1, 2].map(|axis| one[axis] - other[axis]);
                        let distance = dot(apart, apart).sqrt();
                        let pair = [TONES[at], TONES[other_at]];
                        let name = theme.name;
                        assert!(distance >= 0.055, "{name}: {set}{pair:?} {distance:.3}");
                    }
                }
            }
        }
    }
}
