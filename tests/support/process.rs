//! A whydeck that goes on running: `watch` and `serve`. What it prints is read as it comes; it ends
//! with the test.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
#[cfg(unix)]
use std::process::ExitStatus;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::project::Project;

/// Nothing takes this long.
const LIMIT: Duration = Duration::from_secs(120);

/// A process with its output.
pub(crate) struct Running {
    child: Child,
    output: Arc<Output>,
}

#[derive(Default)]
struct Output {
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Default)]
struct State {
    /// Lines in the order in which they came, with the stream: 0 is standard output, 1 standard
    /// error.
    lines: Vec<(usize, String)>,
    /// How many of them each stream's reader has had.
    had: [usize; 2],
    /// How many streams have ended.
    ended: usize,
}

impl Running {
    /// Starts whydeck in the project, with nothing to read on standard input.
    pub(crate) fn start<S: AsRef<OsStr>>(
        project: &Project,
        args: impl IntoIterator<Item = S>,
    ) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whydeck"));
        command.args(args);
        Self::spawn(project, command)
    }

    /// Starts any command in the project.
    pub(crate) fn spawn(project: &Project, mut command: Command) -> Self {
        let mut child = command
            .current_dir(project.path(""))
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let output = Arc::<Output>::default();
        read(0, child.stdout.take().expect("standard output"), &output);
        read(1, child.stderr.take().expect("standard error"), &output);
        Self { child, output }
    }

    /// The number of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The process's end, when it comes in time.
    #[cfg(unix)]
    pub(crate) fn end(&mut self, within: Duration) -> Option<ExitStatus> {
        let start = Instant::now();
        while start.elapsed() < within {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(2));
        }
        None
    }

    /// All lines so far, of both streams.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.output.lock().lines.iter().map(|(_, line)| line.clone()).collect()
    }

    /// Waits for a line of either stream, after those of its stream that were waited for before.
    #[track_caller]
    pub(crate) fn wait_for_line(&self, is_wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        let mut state = self.output.lock();
        loop {
            let is_next = |(at, (stream, line)): (usize, &(usize, String))| {
                at >= state.had[*stream] && is_wanted(line)
            };
            if let Some(at) = state.lines.iter().enumerate().position(is_next) {
                let (stream, line) = state.lines[at].clone();
                state.had[stream] = at + 1;
                return line;
            }
            let text =
                || state.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
            assert!(state.ended < 2, "it ended without that line:\n{}", text());
            let left = LIMIT.checked_sub(start.elapsed());
            let left = left
                .unwrap_or_else(|| panic!("there was no such line within {LIMIT:?}:\n{}", text()));
            state = self.output.news.wait_timeout(state, left).expect("a reader panicked").0;
        }
    }

    /// Waits for a line with these words in it.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) -> String {
        self.wait_for_line(|line| line.contains(words))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Output {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads a stream to its end on a thread.
fn read(number: usize, stream: impl Read + Send + 'static, output: &Arc<Output>) {
    let output = Arc::clone(output);
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n') {
            let Ok(line) = line else { break };
            output.lock().lines.push((number, String::from_utf8_lossy(&line).into_owned()));
            output.news.notify_all();
        }
        output.lock().ended += 1;
        output.news.notify_all();
    });
}
