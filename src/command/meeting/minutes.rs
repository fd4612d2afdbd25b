//! `whydeck meeting minutes FILE`: what was captured, without the document.

use super::held::held;
use crate::cli::{MeetingMinutes, MinutesFormat};
use crate::command::problems::conclude;
use crate::command::{Ending, Fault, output};
use crate::document::Output;
use crate::export::minutes;
use crate::meeting::minutes::Minutes;
use crate::report::{self, count};

/// Writes the minutes.
pub(super) fn run(options: &MeetingMinutes) -> Result<Ending, Fault> {
    let out = options.output.clone().unwrap_or(Output::Stdout);
    let format = format(options.format, &out)?;
    if out.path().is_some_and(|out| output::is_same(&options.of.file, out)) {
        return Err(format!("{} is the document itself", report::path(&options.of.file)).into());
    }
    let mut held = held(&options.of)?;
    let zone = held.zone();
    let minutes = Minutes::of(&held.ledger.captures, &zone);
    let about = held.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut ending = Ending::Done;
    let text = match format {
        MinutesFormat::Csv => minutes::csv(&minutes, &zone),
        MinutesFormat::Ics => minutes::ics(&minutes, &about),
        MinutesFormat::Md => {
            let (text, lost) = minutes.markdown(&about, &zone);
            for lost in lost {
                ending = Ending::Failed;
                let line = format!("{}: not written\n", report::visible(&lost));
                held.report.remark(&line, held.wording);
            }
            text
        }
    };
    let put = output::put(&out, |out| out.write_all(text.as_bytes()));
    if minutes.notes > 0 {
        let line = format!("{} left out: they stay with the team\n", count(minutes.notes, "note"));
        held.report.remark(&line, held.wording);
    }
    conclude(held.report, put.map(|_| ending), held.wording)
}

/// The format that was asked for, or that the name of the file says.
fn format(asked: Option<MinutesFormat>, out: &Output) -> Result<MinutesFormat, Fault> {
    let (None, Some(path)) = (asked, out.path()) else {
        return Ok(asked.unwrap_or(MinutesFormat::Md));
    };
    let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match end.as_str() {
        "md" | "markdown" | "" => Ok(MinutesFormat::Md),
        "csv" => Ok(MinutesFormat::Csv),
        "ics" => Ok(MinutesFormat::Ics),
        _ => Err(Fault::from(format!("no minutes end with `.{}`", report::name(&end)))
            .help("name a file with .md, .csv or .ics; or say `--format`")),
    }
}
