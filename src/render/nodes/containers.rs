//! Containers: callouts, spoilers, columns.

use std::fmt::Write;

use comrak::html::{ChildRendering, Context};
use comrak::nodes::{AlertType, NodeAlert};

use super::{Outcome, Pen};
use crate::deck::Attributes;
use crate::html::escape;
use crate::markdown::notes::container;
use crate::render::attributes::with_class;
use crate::words::say;

/// Writes `:::name title`, with what a comment gave it.
pub(super) fn write<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    info: &str,
    attributes: Option<&Attributes>,
    entering: bool,
) -> Outcome {
    let (name, title) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    let title = Some(title.trim()).filter(|title| !title.is_empty());
    match name {
        "success" | "info" | "warning" | "danger" | "note" | "tip" | "important" | "caution" => {
            return callout(context, name, title, attributes, entering);
        }
        "spoiler" if entering => {
            context.cr()?;
            let own = with_class("spoiler", attributes);
            let title = escape(title.unwrap_or(say::words().more));
            writeln!(context, "<details{own}><summary>{title}</summary>")?;
        }
        "spoiler" => context.write_str("</details>\n")?,
        _ if entering => {
            let class = container::Info::read(info).classes.join(" ");
            context.cr()?;
            writeln!(context, "<div{}>", with_class(&class, attributes))?;
        }
        _ => context.write_str("</div>\n")?,
    }
    Ok(ChildRendering::HTML)
}

/// Writes `> [!NOTE]`.
pub(super) fn alert<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    alert: &NodeAlert,
    attributes: Option<&Attributes>,
    entering: bool,
) -> Outcome {
    let say = say::words();
    let title = alert.title.as_deref().unwrap_or(match alert.alert_type {
        AlertType::Note => say.note,
        AlertType::Tip => say.tip,
        AlertType::Important => say.important,
        AlertType::Warning => say.warning,
        AlertType::Caution => say.caution,
    });
    callout(context, kind_of(&alert.alert_type), Some(title), attributes, entering)
}

fn kind_of(alert: &AlertType) -> &'static str {
    match alert {
        AlertType::Note => "note",
        AlertType::Tip => "tip",
        AlertType::Important => "important",
        AlertType::Warning => "warning",
        AlertType::Caution => "caution",
    }
}

/// Writes a callout of a kind.
fn callout<'a>(
    context: &mut Context<'_, '_, Pen<'_, '_, 'a>>,
    kind: &str,
    title: Option<&str>,
    attributes: Option<&Attributes>,
    entering: bool,
) -> Outcome {
    if entering {
        context.cr()?;
        writeln!(context, "<div{}>", with_class(&format!("callout {kind}"), attributes))?;
        if let Some(title) = title {
            writeln!(context, "<p class=\"callout-title\">{}</p>", escape(title))?;
        }
    } else {
        context.write_str("</div>\n")?;
    }
    Ok(ChildRendering::HTML)
}
