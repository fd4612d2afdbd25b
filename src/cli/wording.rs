//! Which verbs are asked how problems are worded.

use super::{Command, MessageFormat};

impl Command {
    /// How problems are worded, in verbs that can have any.
    #[must_use]
    pub fn message_format(&self) -> Option<MessageFormat> {
        match self {
            Self::Build(options) => Some(options.reporting.message_format),
            Self::Read(options) => Some(options.reporting.message_format),
            Self::Check(options) => Some(options.reporting.message_format),
            Self::Actions(options) => Some(options.message_format),
            Self::New(options) => Some(options.message_format),
            Self::Watch(options) => Some(options.reporting.message_format),
            Self::Serve(options) => Some(options.message_format),
            Self::Meeting(verb) => Some(verb.message_format()),
            Self::Gallery(options) => Some(options.reporting.message_format),
            _ => None,
        }
    }
}
