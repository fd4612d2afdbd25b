//! Deck templates as data. `build.rs` includes this file, too: it parses the templates of the binary
//! and stores what handlebars made of them, since parsing took as long as all the rest of a build.
//!
//! The names are short because the data are part of the binary.

use std::collections::{BTreeMap, HashMap};

use handlebars::template::{
    DecoratorTemplate, ExpressionSpecBuilder, ExpressionSpecBuilderError, HelperTemplate,
    Parameter, Subexpression, TemplateElement,
};
use handlebars::{Path, PathSeg, Template};
use serde::{Deserialize, Serialize};

/// A template's elements. Comments are left out, and what handlebars says about places.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredTemplate(pub Vec<StoredElement>);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum StoredElement {
    #[serde(rename = "t")]
    Text(String),
    /// `{{value}}`.
    #[serde(rename = "v")]
    Value(StoredCall),
    /// `{{{value}}}`.
    #[serde(rename = "h")]
    Html(StoredCall),
    /// `{{#block}}…{{else}}…{{/block}}`.
    #[serde(rename = "b")]
    Block(StoredCall, Option<StoredTemplate>, Option<StoredTemplate>),
    /// `{{> part}}`.
    #[serde(rename = "p")]
    Part(StoredCall),
}

/// What stands in a tag.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredCall {
    #[serde(rename = "n")]
    pub name: StoredParameter,
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<StoredParameter>,
    #[serde(rename = "h", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hash: BTreeMap<String, StoredParameter>,
    /// Whether an `{{else if}}` opened it.
    #[serde(rename = "c", default, skip_serializing_if = "std::ops::Not::not")]
    pub is_chained: bool,
    /// Whether it stands on a line of its own.
    #[serde(rename = "l", default, skip_serializing_if = "std::ops::Not::not")]
    pub has_line: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum StoredParameter {
    #[serde(rename = "n")]
    Name(String),
    /// `a.b.c`.
    #[serde(rename = "p")]
    Path(String),
    /// `@index`.
    #[serde(rename = "l")]
    Local(usize, String, String),
    /// A path that handlebars reads again: `../a`.
    #[serde(rename = "r")]
    Read(String),
    #[serde(rename = "j")]
    Literal(serde_json::Value),
    /// `(helper a b)`.
    #[serde(rename = "s")]
    Call(Box<StoredCall>),
}

/// Data that no template was stored as.
#[derive(Debug)]
pub(crate) struct NotStored;

impl From<ExpressionSpecBuilderError> for NotStored {
    fn from(_: ExpressionSpecBuilderError) -> Self {
        Self
    }
}

impl StoredTemplate {
    /// What was stored.
    ///
    /// # Errors
    /// When the data were not made by the build script.
    pub(crate) fn restored(self) -> Result<Template, NotStored> {
        let mut template = Template::default();
        template.elements =
            self.0.into_iter().map(StoredElement::restored).collect::<Result<_, _>>()?;
        Ok(template)
    }
}

impl StoredElement {
    fn restored(self) -> Result<TemplateElement, NotStored> {
        Ok(match self {
            Self::Text(text) => TemplateElement::RawString(text),
            Self::Value(call) => TemplateElement::Expression(Box::new(call.helper(false)?)),
            Self::Html(call) => TemplateElement::HtmlExpression(Box::new(call.helper(false)?)),
            Self::Block(call, template, inverse) => {
                let mut block = call.helper(true)?;
                block.template = template.map(StoredTemplate::restored).transpose()?;
                block.inverse = inverse.map(StoredTemplate::restored).transpose()?;
                TemplateElement::HelperBlock(Box::new(block))
            }
            Self::Part(call) => TemplateElement::PartialExpression(Box::new(call.part()?)),
        })
    }
}

impl StoredCall {
    /// As a value or block.
    pub(crate) fn helper(self, is_block: bool) -> Result<HelperTemplate, NotStored> {
        let (has_line, is_chained) = (self.has_line, self.is_chained);
        let tag = self.tag()?;
        Ok(if is_chained {
            HelperTemplate::new_chain(tag, is_block, has_line)
        } else {
            HelperTemplate::new(tag, is_block, has_line)
        })
    }

    /// As a part that is taken in.
    pub(crate) fn part(self) -> Result<DecoratorTemplate, NotStored> {
        let has_line = self.has_line;
        Ok(DecoratorTemplate::new(self.tag()?, has_line))
    }

    fn tag(self) -> Result<handlebars::template::ExpressionSpec, NotStored> {
        let parameters: Result<Vec<_>, _> =
            self.parameters.into_iter().map(StoredParameter::restored).collect();
        let hash: Result<HashMap<_, _>, NotStored> =
            self.hash.into_iter().map(|(key, value)| Ok((key, value.restored()?))).collect();
        Ok(ExpressionSpecBuilder::default()
            .name(self.name.restored()?)
            .params(parameters?)
            .hash(hash?)
            .omit_pre_ws(false)
            .omit_pro_ws(false)
            .build()?)
    }
}

impl StoredParameter {
    fn restored(self) -> Result<Parameter, NotStored> {
        Ok(match self {
            Self::Name(name) => Parameter::Name(name),
            Self::Path(raw) => Parameter::Path(plain_path(raw)),
            Self::Local(level, name, raw) => Parameter::Path(Path::Local((level, name, raw))),
            Self::Read(raw) => Parameter::Path(Path::parse(&raw).map_err(|_| NotStored)?),
            Self::Literal(value) => Parameter::Literal(value),
            Self::Call(call) => {
                let tag = call.tag()?;
                Parameter::Subexpression(Subexpression::new(tag.name, tag.params, tag.hash))
            }
        })
    }
}

/// The path of names with dots between them; `this` is nothing.
pub(crate) fn plain_path(raw: String) -> Path {
    let names = raw.split('.').filter(|name| *name != "this");
    let names = names.map(|name| PathSeg::Named(name.to_owned())).collect();
    Path::Relative((names, raw))
}
