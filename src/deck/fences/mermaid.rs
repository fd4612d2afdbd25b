//! Mermaid's diagrams: a picture in the deck, which as such runs nothing and loads nothing.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use merman::svg::{RenderResourcePolicy, SvgRenderOptions};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseOptions, RenderError, RenderOutput,
    RenderRequest, Renderer, SvgEnvironment, SvgRequest,
};

use comrak::nodes::NodeCodeBlock;

use super::{Drawer, place, titled};
use crate::diagnostic::Diagnostic;
use crate::figure::{Frame, SMALLEST};
use crate::html::escape;
use crate::markdown::Node;
use crate::words::say;

/// How long a diagram may be, in bytes and lines: each line is a node or an edge.
const LONGEST: usize = 20_000;
const MOST_LINES: usize = 400;
/// How large a picture may be, in bytes.
const LARGEST: usize = 1 << 20;
/// How high the letters of a diagram are.
const LETTERS: f64 = 16.0;
/// How much larger a diagram is shown at most.
const MOST_SCALE: f64 = 1.75;

/// A diagram that was drawn.
#[derive(Debug)]
pub(super) struct Picture {
    /// What stands in the figure.
    pub(super) html: String,
    /// How much larger it is shown than it was drawn.
    pub(super) scale: f64,
}

/// Why a diagram is not drawn.
#[derive(Debug)]
pub(super) struct Undrawn {
    /// Where, in bytes of the diagram.
    pub(super) range: Option<Range<usize>>,
    pub(super) message: String,
}

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    // Labels in HTML would be measured in fonts that are not there, and cut.
    let plain = || serde_json::json!({ "htmlLabels": false });
    let site = MermaidConfig::from_value(serde_json::json!({
        "look": "classic",
        "securityLevel": "strict",
        "htmlLabels": false,
        "flowchart": plain(),
        "class": plain(),
        "state": plain(),
        "fontFamily": "arial, sans-serif",
        "themeVariables": { "fontFamily": "arial, sans-serif" },
    }));
    Renderer::new()
        .with_engine(Engine::new().with_site_config(site))
        .with_parse_options(ParseOptions::strict())
});

/// The figure of a fence; where it cannot be drawn, its source stays.
pub(super) fn figure<'a>(
    drawer: &mut Drawer<'_, 'a>,
    node: Node<'a>,
    code: &NodeCodeBlock,
    frame: Frame<'_>,
) -> Option<String> {
    let title = titled(frame.title, say::words().chart);
    let undrawn = match draw(&code.literal, &title, (frame.width, frame.height)) {
        Ok(picture) => {
            let letters = LETTERS * picture.scale;
            if letters < SMALLEST {
                let message = format!("the letters of this diagram are {letters:.0} px high");
                let problem = Diagnostic::info("figure/size", message)
                    .at(drawer.sources.span(place(node)))
                    .help("make two of it, or lay it out in the other direction");
                drawer.diagnostics.push(problem);
            }
            return Some(picture.html);
        }
        Err(undrawn) => undrawn,
    };
    let mut at = place(node);
    if let Some(before) = undrawn.range.and_then(|range| code.literal.get(..range.start)) {
        let line = at.start.line + 1 + before.matches('\n').count();
        at = (line, 1, line, 1).into();
    }
    let message = undrawn.message.trim_end_matches('.');
    drawer.diagnostics.push(
        Diagnostic::warning("slide/figure", format!("a diagram is not drawn: {message}"))
            .at(drawer.sources.span(at))
            .help("it stands as text"),
    );
    None
}

/// Draws a diagram for a room of this width and height; `title` says what it is.
pub(super) fn draw(source: &str, title: &str, room: (f64, f64)) -> Result<Picture, Undrawn> {
    let refuse = |message: String| Undrawn { range: None, message };
    if source.len() > LONGEST || source.lines().count() > MOST_LINES {
        return Err(refuse(format!("it has more than {LONGEST} bytes or {MOST_LINES} lines")));
    }
    let drawn = catch_unwind(AssertUnwindSafe(|| svg(source)));
    let svg = drawn.map_err(|_| refuse("it cannot be drawn".into()))??;
    if svg.len() > LARGEST {
        return Err(refuse(format!("its picture has more than {} KiB", LARGEST >> 10)));
    }
    let (width, height) = size(&svg).ok_or_else(|| refuse("it has no size".into()))?;
    let scale = (room.0 / width).min(room.1 / height).min(MOST_SCALE);
    let html = format!(
        "<img alt=\"{}\" src=\"data:image/svg+xml;base64,{}\" width=\"{:.0}\" height=\"{:.0}\">\
         <pre class=\"wd-sr\">{}</pre>",
        escape(title),
        BASE64_STANDARD.encode(&svg),
        width * scale,
        height * scale,
        escape(source)
    );
    Ok(Picture { html, scale })
}

fn svg(source: &str) -> Result<String, Undrawn> {
    let environment =
        SvgEnvironment::deterministic().with_resource_policy(RenderResourcePolicy::interactive());
    let options = SvgRenderOptions { diagram_id: Some("d".into()), ..SvgRenderOptions::default() };
    let request = SvgRequest { environment, options, ..SvgRequest::default() };
    match RENDERER.render(RenderRequest::svg(source, OperationControl::new(), request)) {
        Ok(RenderOutput::Svg(Some(svg))) => Ok(svg.svg().to_owned()),
        Ok(_) => Err(Undrawn { range: None, message: "it is no diagram that is known".into() }),
        Err(error) => Err(undrawn(&error)),
    }
}

fn undrawn(error: &RenderError) -> Undrawn {
    let RenderError::Parse(problem) = error else {
        return Undrawn { range: None, message: error.to_string() };
    };
    let details = problem.terminal_diagnostic_details();
    let range = details.span.map(|span| span.start..span.end);
    Undrawn { range, message: error.to_string() }
}

/// Width and height, by the box that is seen.
fn size(svg: &str) -> Option<(f64, f64)> {
    let (_, rest) = svg.split_once("viewBox=\"")?;
    let mut sides = rest.split('"').next()?.split_ascii_whitespace().skip(2);
    let mut side =
        || sides.next()?.parse().ok().filter(|side: &f64| *side >= 1.0 && side.is_finite());
    Some((side()?, side()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: (f64, f64) = (1160.0, 470.0);

    fn svg_of(html: &str) -> String {
        let (_, rest) = html.split_once("base64,").expect("a picture");
        let bytes = BASE64_STANDARD.decode(rest.split('"').next().expect("data")).expect("base64");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn every_kind_is_a_picture_without_html() {
        for source in [
            "flowchart TD\n  A[Service one] --> B{Is it up?}\n  B -->|yes| C[Done]\n",
            "sequenceDiagram\n  Anna->>Pump: on\n  Pump-->>Anna: flows\n",
            "classDiagram\n  Animal <|-- Duck\n  class Duck {\n    +swim()\n  }\n",
            "stateDiagram-v2\n  [*] --> Idle\n  Idle --> Busy: work\n",
            "erDiagram\n  TEAM ||--o{ PERSON : has\n",
            "gantt\n  title Plan\n  dateFormat YYYY-MM-DD\n  section A\n  One :a, 2024-01-01, 3d\n",
            "pie title Pets\n  \"Dogs\" : 3\n  \"Cats\" : 2\n",
        ] {
            let picture = draw(source, "A <b> c", ROOM).map_err(|undrawn| undrawn.message);
            let picture = picture.unwrap_or_else(|message| panic!("{source}: {message}"));
            assert!(picture.html.starts_with("<img alt=\"A &lt;b&gt; c\""), "{}", picture.html);
            let svg = svg_of(&picture.html);
            assert!(!svg.contains("foreignObject") && !svg.contains("<script"), "{source}");
            assert!(picture.scale > 0.0 && picture.scale <= MOST_SCALE);
        }
    }

    #[test]
    fn mistakes_have_a_place() {
        let undrawn = draw("flowchart TD\n  A[Open --> B", "x", ROOM).expect_err("unterminated");
        assert!(undrawn.range.is_some_and(|range| range.start > 12), "{}", undrawn.message);
        assert!(draw("nonsense\n", "x", ROOM).is_err());
        assert!(draw("", "x", ROOM).is_err());
    }

    #[test]
    fn what_is_too_large_is_not_drawn() {
        let many: String = (0..500).map(|n| format!("  A{n} --> B{n}\n")).collect();
        assert!(draw(&format!("flowchart TD\n{many}"), "x", ROOM).is_err());
        let deep = format!("flowchart TD\n  A[\"{}\"]\n", "(".repeat(5_000));
        drop(draw(&deep, "x", ROOM));
    }
}
