//! Why a journal cannot be read or written, in words for people.

use std::fmt;
use std::io;

use super::LARGEST;

/// What is wrong with a journal as a whole.
#[derive(Debug)]
pub(crate) enum JournalError {
    /// The document's folder cannot be used.
    Place(String),
    /// A link stands in its place.
    Link,
    /// A folder, a pipe, a device.
    NotAFile,
    /// It has a second name.
    SecondName,
    /// Another user owns it.
    NotOurs,
    TooLarge,
    Unreadable(io::Error),
    /// Another whydeck has it open.
    Busy,
    /// What was found has to be continued or set aside first.
    Asks,
    /// It has no room for more.
    Full,
    /// What should be kept is longer than a line may be.
    TooLong,
    /// Another file took its place while it was open.
    Exchanged,
    /// Somebody cut it while it was open.
    Cut,
    /// Another whydeck began one meanwhile.
    Appeared,
    Unwritable(io::Error),
    /// The system gave no random number.
    Random,
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(why) => write!(f, "the document's folder cannot hold a journal: {why}"),
            Self::Link => {
                f.write_str("the journal is a link, and links are not followed: remove it")
            }
            Self::NotAFile => {
                f.write_str("the journal's name is taken by what is no file: remove it")
            }
            Self::SecondName => f.write_str(
                "the journal has a second name (a hard link), under which it may be changed: \
                 copy it, and remove the link",
            ),
            Self::NotOurs => f.write_str("the journal belongs to another user"),
            Self::TooLarge => {
                write!(f, "the journal is larger than {} MiB: set it aside", LARGEST >> 20)
            }
            Self::Unreadable(error) => write!(f, "the journal cannot be read: {}", reason(error)),
            Self::Busy => {
                f.write_str("another whydeck holds this document's meeting: end that one first")
            }
            Self::Asks => {
                f.write_str("a meeting of this document never ended: continue it, or set it aside")
            }
            Self::Full => write!(
                f,
                "the journal is full ({} MiB): apply what was captured, and begin a new one",
                LARGEST >> 20
            ),
            Self::TooLong => f.write_str("this is too long for one entry: say it in two"),
            Self::Exchanged => f.write_str(
                "another file took the journal's place: move it away, and the journal is written \
                 anew",
            ),
            Self::Cut => f.write_str(
                "somebody cut the journal, and nothing more can be kept in it: start again, and \
                 set it aside",
            ),
            Self::Appeared => f.write_str("another whydeck began a journal meanwhile: start again"),
            Self::Unwritable(error) => {
                write!(f, "the journal cannot be written: {}", reason(error))
            }
            Self::Random => f.write_str("the system gave no random number"),
        }
    }
}

impl std::error::Error for JournalError {}

/// What the system says, in few words where it is known well.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::PermissionDenied => "there is no permission for it".to_owned(),
        io::ErrorKind::FileTooLarge => "a limit of the system is reached".to_owned(),
        _ => error.to_string(),
    }
}
