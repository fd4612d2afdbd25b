//! Parses the templates of the binary and stores them as data: [`crate::stored`].
//!
//! Each file of `decks`, and the page of the built-in themes, becomes a row in `templates.rs`, under
//! the name of the file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path as ValuePath, Template};

use crate::stored::{StoredCall, StoredElement, StoredParameter, StoredTemplate, plain_path};

/// Where the deck templates are.
const FOLDERS: [&str; 2] = ["decks", "decks/parts"];
/// The page of the built-in themes.
const PAGE: &str = "themes/default/page.hbs";

/// Writes `templates.rs`.
///
/// # Errors
/// A text that says which template cannot be parsed or stored, and why; or which of the `keys` of its
/// words nothing says.
pub(crate) fn write(out: &Path, keys: &BTreeSet<String>) -> Result<(), String> {
    let mut rows = String::new();
    let mut said = BTreeSet::new();
    for path in files().map_err(|e| format!("cannot list the decks: {e}"))? {
        let of = |problem: &str| format!("{}: {problem}", path.display());
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).map_err(|e| of(&e.to_string()))?;
        let template = Template::compile(&text).map_err(|e| of(&e.to_string()))?;
        let stored = stored(&template).map_err(|e| of(&e))?;
        says(&stored, &mut said).map_err(|e| of(&e))?;
        let json = serde_json::to_string(&stored).map_err(|e| of(&e.to_string()))?;
        let stem = path.file_stem().unwrap_or_default();
        rows += &format!("    ({stem:?}, {json:?}),\n");
    }
    if let Some(unknown) = said.symmetric_difference(keys).next() {
        let problem = if keys.contains(unknown) { "is said by no template" } else { "is no text" };
        return Err(format!("`{unknown}` of `deck.templates` {problem}"));
    }
    let code = format!("pub(crate) const STORED: &[(&str, &str)] = &[\n{rows}];\n");
    fs::write(out.join("templates.rs"), code).map_err(|e| format!("cannot write templates.rs: {e}"))
}

/// Collects the keys that a template says.
fn says(template: &StoredTemplate, keys: &mut BTreeSet<String>) -> Result<(), String> {
    for element in &template.0 {
        match element {
            StoredElement::Text(_) => {}
            StoredElement::Value(call) | StoredElement::Html(call) | StoredElement::Part(call) => {
                say_of(call, keys)?;
            }
            StoredElement::Block(call, inner, otherwise) => {
                say_of(call, keys)?;
                for template in [inner, otherwise].into_iter().flatten() {
                    says(template, keys)?;
                }
            }
        }
    }
    Ok(())
}

fn say_of(call: &StoredCall, keys: &mut BTreeSet<String>) -> Result<(), String> {
    let (StoredParameter::Name(name) | StoredParameter::Path(name)) = &call.name else {
        return Ok(());
    };
    if name == "say" {
        match call.parameters.first() {
            Some(StoredParameter::Literal(serde_json::Value::String(key))) => {
                keys.insert(key.clone());
            }
            _ => return Err("`say` takes a key between quotes".into()),
        }
    }
    for parameter in &call.parameters {
        if let StoredParameter::Call(inner) = parameter {
            say_of(inner, keys)?;
        }
    }
    Ok(())
}

/// The templates, in the order of their names.
fn files() -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for entry in fs::read_dir(folder)? {
            files.push(entry?.path());
        }
    }
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.push(PAGE.into());
    files.sort();
    Ok(files)
}

fn stored(template: &Template) -> Result<StoredTemplate, String> {
    let is_shown = |element: &&TemplateElement| !matches!(element, TemplateElement::Comment(_));
    let shown = template.elements.iter().filter(is_shown);
    shown.map(element).collect::<Result<_, _>>().map(StoredTemplate)
}

fn element(element: &TemplateElement) -> Result<StoredElement, String> {
    let inner = |template: &Option<Template>| template.as_ref().map(stored).transpose();
    Ok(match element {
        TemplateElement::RawString(text) => StoredElement::Text(text.clone()),
        TemplateElement::Expression(value) => StoredElement::Value(helper(value)?),
        TemplateElement::HtmlExpression(value) => StoredElement::Html(helper(value)?),
        TemplateElement::HelperBlock(block) => {
            StoredElement::Block(helper(block)?, inner(&block.template)?, inner(&block.inverse)?)
        }
        TemplateElement::PartialExpression(taken) => StoredElement::Part(part(taken)?),
        other => return Err(format!("the stored form does not know {other:?}")),
    })
}

fn helper(helper: &HelperTemplate) -> Result<StoredCall, String> {
    if helper.block_param.is_some() {
        return Err("the stored form does not know `as |name|`".into());
    }
    let stored = |has_line| {
        let hash = helper.hash.iter().map(|(key, value)| Ok((key.clone(), parameter(value)?)));
        let hash = hash.collect::<Result<_, String>>()?;
        let bare = call(&helper.name, &helper.params, has_line)?;
        Ok::<_, String>(StoredCall { hash, is_chained: helper.chain, ..bare })
    };
    // Handlebars keeps to itself whether a tag has its line, but not whether two are equal.
    let mut alone = stored(true)?.helper(helper.block).map_err(|_| "a name is missing")?;
    alone.template.clone_from(&helper.template);
    alone.inverse.clone_from(&helper.inverse);
    stored(alone == *helper)
}

fn part(part: &DecoratorTemplate) -> Result<StoredCall, String> {
    if part.indent.as_ref().is_some_and(|indent| !indent.is_empty()) || part.template.is_some() {
        return Err("the stored form does not know indented parts".into());
    }
    if !part.hash.is_empty() {
        return Err("the stored form does not know parts with named values".into());
    }
    let stored = |has_line| call(&part.name, &part.params, has_line);
    let mut alone = stored(true)?.part().map_err(|_| "a name is missing")?;
    alone.indent.clone_from(&part.indent);
    stored(alone == *part)
}

fn call(name: &Parameter, params: &[Parameter], has_line: bool) -> Result<StoredCall, String> {
    Ok(StoredCall {
        name: parameter(name)?,
        parameters: params.iter().map(parameter).collect::<Result<_, _>>()?,
        hash: [].into(),
        is_chained: false,
        has_line,
    })
}

fn parameter(parameter: &Parameter) -> Result<StoredParameter, String> {
    Ok(match parameter {
        Parameter::Name(name) => StoredParameter::Name(name.clone()),
        Parameter::Path(ValuePath::Local((level, name, raw))) => {
            StoredParameter::Local(*level, name.clone(), raw.clone())
        }
        Parameter::Path(path @ ValuePath::Relative((_, raw))) => {
            if plain_path(raw.clone()) == *path {
                StoredParameter::Path(raw.clone())
            } else {
                StoredParameter::Read(raw.clone())
            }
        }
        Parameter::Literal(value) => StoredParameter::Literal(value.clone()),
        Parameter::Subexpression(inner) => match inner.as_element() {
            TemplateElement::Expression(call) => StoredParameter::Call(Box::new(helper(call)?)),
            other => return Err(format!("the stored form does not know {other:?}")),
        },
        other => return Err(format!("the stored form does not know {other:?}")),
    })
}
