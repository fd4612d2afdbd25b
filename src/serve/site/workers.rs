//! Where builds run, so that a slow one holds up no other.
//!
//! One worker does one build after the other. When it takes too long over one, it is left alone with it, and another
//! worker takes its place. Only so many may be slow at the same time: the next one is waited for.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::build::{Done, Job};
use crate::watch::Waker;

/// How long a build may hold up the others.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How many builds may be slow at the same time.
const MOST_SLOW: usize = 4;
/// Documents nest deeply at times; a thread gets less room than a process by default.
const STACK: usize = 8 << 20;

/// All workers.
pub struct Workers {
    quick: Option<Worker>,
    slow: usize,
    sender: Sender<Done>,
    done: Receiver<Done>,
    waker: Waker,
}

/// A thread that builds; it ends when it has nothing more to do.
struct Worker {
    jobs: Sender<Job>,
    /// Whether nobody waits for the result: who is to look at it has to be woken.
    is_alone: Arc<AtomicBool>,
}

/// What came of waiting for a build.
pub enum Waited {
    /// A build has ended; perhaps a slow one.
    Done(Box<Done>),
    /// The build goes on by itself.
    GoesOn,
}

impl Workers {
    /// Workers that wake the one who waits for changes when a slow build has ended.
    #[must_use]
    pub fn new(waker: Waker) -> Self {
        let (sender, done) = channel();
        Self { quick: None, slow: 0, sender, done, waker }
    }

    /// Whether one more build may be slow.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.slow < MOST_SLOW
    }

    /// Starts a build. Then [`Self::wait`], until it is done or goes on by itself.
    pub fn start(&mut self, job: Job) {
        let worker = match self.quick.take() {
            Some(worker) => worker,
            None => match Worker::start(&self.sender, &self.waker) {
                Some(worker) => worker,
                // The system gives no thread: then it is done right here.
                None => return drop(self.sender.send(job.run())),
            },
        };
        // It ends only when its jobs do.
        let _ = worker.jobs.send(job);
        self.quick = Some(worker);
    }

    /// Waits for the next build that ends, for as long as the one that was started may hold up others.
    pub fn wait(&mut self, until: Option<Instant>) -> Waited {
        let until = until.filter(|_| self.has_room());
        let ended = match until.map(|until| until.saturating_duration_since(Instant::now())) {
            Some(time) => self.done.recv_timeout(time),
            None => self.done.recv().map_err(RecvTimeoutError::from),
        };
        match ended {
            Ok(done) => Waited::Done(Box::new(done)),
            Err(_) => {
                self.leave_alone();
                Waited::GoesOn
            }
        }
    }

    /// Lets the build that was started go on by itself.
    pub fn leave_alone(&mut self) {
        if let Some(worker) = self.quick.take() {
            self.slow += 1;
            worker.is_alone.store(true, Ordering::SeqCst);
        }
    }

    /// Takes note that a build that went on by itself has ended.
    pub fn one_less(&mut self) {
        self.slow = self.slow.saturating_sub(1);
    }

    /// A build that has ended meanwhile.
    #[must_use]
    pub fn ended(&self) -> Option<Done> {
        self.done.try_recv().ok()
    }
}

impl Worker {
    fn start(done: &Sender<Done>, waker: &Waker) -> Option<Self> {
        let (jobs, queue) = channel::<Job>();
        let is_alone = Arc::<AtomicBool>::default();
        let alone = Arc::clone(&is_alone);
        let done = done.clone();
        let waker = waker.clone();
        let work = move || {
            for job in queue {
                if done.send(job.run()).is_err() {
                    return;
                }
                // Either this is seen here, or the result is seen by the one who left it alone.
                if alone.load(Ordering::SeqCst) {
                    waker.wake();
                }
            }
        };
        thread::Builder::new().name("build".into()).stack_size(STACK).spawn(work).ok()?;
        Some(Self { jobs, is_alone })
    }
}
