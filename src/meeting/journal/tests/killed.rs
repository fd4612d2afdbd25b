//! Journals of processes that are killed, and of those whose disk is full.

use std::collections::HashSet;
use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::super::{Journal, JournalError};
use super::{Room, note};

/// Names the folder for a child, which is this test binary once more.
const FOLDER: &str = "WHYDECK_TEST_JOURNAL";
/// How much a child captures.
const CAPTURES: usize = 200;

/// What the child does: it says what is kept once it is.
#[test]
fn child() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let folder = Path::new(&folder);
    let said = capture_many(folder);
    if let Err(error) = said {
        say(&format!("failed {error}"));
    }
}

fn capture_many(folder: &Path) -> Result<(), JournalError> {
    let (mut journal, ..) = Journal::open(&folder.join("incident.md"), folder, "x")?;
    journal.go_on();
    for number in 0..CAPTURES {
        let entry = journal.append(note(&format!("Capture {number} of a meeting – ünd mehr")))?;
        say(&format!("kept {}", entry.id));
    }
    Ok(())
}

fn say(words: &str) {
    let mut out = io::stdout().lock();
    // The test runner's own words stand on the line before.
    let _ = write!(out, "\n{words}\n").and_then(|()| out.flush());
}

fn start(mut command: Command, folder: &Path) -> io::Result<Child> {
    command.args(["meeting::journal::tests::killed::child", "--exact", "--nocapture"]);
    command.env(FOLDER, folder).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}

fn this_binary() -> Command {
    Command::new(env::current_exe().expect("this binary"))
}

/// What a child says, as it says it.
fn words(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let lines = out.lines().map_while(Result::ok);
    lines.filter(|line| line.starts_with("kept ") || line.starts_with("failed "))
}

/// What a child says as a user without rights; none when it cannot be one.
pub(super) fn as_another_user(folder: &Path) -> Option<Vec<String>> {
    let mut command = this_binary();
    command.uid(54_321);
    let mut child = start(command, folder).ok()?;
    let said = words(&mut child).collect();
    child.wait().ok()?.success().then_some(said)
}

fn random(below: u64) -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).expect("a random number");
    u64::from_le_bytes(bytes) % below
}

#[test]
fn what_was_kept_outlives_its_process() {
    let room = Room::new();
    let mut kept: HashSet<String> = HashSet::new();
    for _ in 0..10 {
        let mut child = start(this_binary(), room.root()).expect("a child");
        let mut words = words(&mut child);
        let many = random(CAPTURES as u64) as usize;
        kept.extend(words.by_ref().take(many));
        thread::sleep(Duration::from_micros(random(3000)));
        child.kill().expect("killed");
        // What it said before that counts.
        kept.extend(words);
        child.wait().expect("ended");
        let (journal, entries, _) = room.open().expect("a journal that can be read");
        assert!(!kept.iter().any(|word| word.starts_with("failed")), "{kept:?}");
        let there: HashSet<String> = entries.iter().map(|it| format!("kept {}", it.id)).collect();
        assert!(kept.is_subset(&there), "{:?}", kept.difference(&there));
        // No more than the one whose answer was cut off each time.
        assert!(there.len() <= kept.len() + 10 && (journal.asks() || kept.is_empty()));
    }
}

/// What a child says that may write only so many blocks of 512 or 1024 bytes into a file. The limit
/// is no signal for it.
fn with_a_limit(blocks: usize, folder: &Path) -> Vec<String> {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("trap '' XFSZ; ulimit -f {blocks} && exec \"$0\" \"$@\""));
    command.arg(env::current_exe().expect("this binary"));
    let mut child = start(command, folder).expect("a child");
    let said = words(&mut child).collect();
    child.wait().expect("ended");
    said
}

#[test]
fn a_full_disk_leaves_whole_lines() {
    let room = Room::new();
    let why = "failed the journal cannot be written: a limit of the system is reached";
    // What cannot even be begun leaves nothing behind.
    assert_eq!(with_a_limit(0, room.root()), [why]);
    assert!(!room.journal().exists());
    let said = with_a_limit(8, room.root());
    let (last, kept) = said.split_last().expect("words");
    assert_eq!(last, why);
    assert!((10..CAPTURES).contains(&kept.len()), "{}", kept.len());
    assert!(room.text().ends_with("}\n"));
    let (mut journal, entries, remarks) = room.open().expect("a journal");
    assert_eq!(remarks, [""; 0]);
    assert_eq!(entries.iter().map(|it| format!("kept {}", it.id)).collect::<Vec<_>>(), kept);
    // There is room again.
    journal.go_on();
    journal.append(note("one more")).expect("kept");
}

#[test]
fn one_that_is_held_by_another_process_is_busy() {
    let room = Room::new();
    let mut child = start(this_binary(), room.root()).expect("a child");
    let mut words = words(&mut child);
    assert!(words.next().is_some_and(|word| word.starts_with("kept ")));
    // It may have done all it had to do by now.
    let opened = room.open().map(|(_, entries, _)| entries.len());
    let is_done = opened.as_ref().is_ok_and(|entries| *entries == CAPTURES);
    assert!(is_done || matches!(opened, Err(JournalError::Busy)), "{opened:?}");
    child.kill().expect("killed");
    child.wait().expect("ended");
    assert!(room.open().is_ok());
}
