//! Where builds run, so that a slow one holds up no other.
//!
//! One worker does one build after the other. When a build takes too long, its worker finishes it
//! in the background, and a new worker takes over the queue. Only a few builds may be in the
//! background: after that, the builder waits.

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
/// Some documents nest deeply, and a thread's default stack is smaller than that of a process.
const STACK: usize = 8 << 20;

/// All workers.
pub struct Workers {
    quick: Option<Worker>,
    slow: usize,
    sender: Sender<Done>,
    done: Receiver<Done>,
    waker: Waker,
}

/// A thread that builds. It ends when its queue is dropped.
struct Worker {
    jobs: Sender<Job>,
    /// Whether it works in the background: then nobody waits for the result, and the builder has to
    /// be woken.
    is_alone: Arc<AtomicBool>,
}

/// How waiting for a build ended.
pub enum Waited {
    /// A build has ended: this one, or one in the background.
    Done(Box<Done>),
    /// The build goes on in the background.
    GoesOn,
}

impl Workers {
    /// Workers that wake the builder when a build in the background has ended.
    #[must_use]
    pub fn new(waker: Waker) -> Self {
        let (sender, done) = channel();
        Self { quick: None, slow: 0, sender, done, waker }
    }

    /// Whether one more build may go on in the background.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.slow < MOST_SLOW
    }

    /// Starts a build. Then call [`Self::wait`] until it is done or goes on in the background.
    pub fn start(&mut self, job: Job) {
        let worker = match self.quick.take() {
            Some(worker) => worker,
            None => match Worker::start(&self.sender, &self.waker) {
                Some(worker) => worker,
                // The system gives no thread: build on this one.
                None => return drop(self.sender.send(job.run())),
            },
        };
        // A worker ends only after its queue: sending cannot fail.
        let _ = worker.jobs.send(job);
        self.quick = Some(worker);
    }

    /// Waits for the next build that ends, until the one that was started may hold up the others no
    /// longer.
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

    /// Leaves the build that was started to the background.
    pub fn leave_alone(&mut self) {
        if let Some(worker) = self.quick.take() {
            self.slow += 1;
            worker.is_alone.store(true, Ordering::SeqCst);
        }
    }

    /// Notes that a build in the background has ended.
    pub fn one_less(&mut self) {
        self.slow = self.slow.saturating_sub(1);
    }

    /// A build that has ended since.
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
                // Either the flag is seen here, or the builder, which set it, sees the result at
                // its next look.
                if alone.load(Ordering::SeqCst) {
                    waker.wake();
                }
            }
        };
        thread::Builder::new().name("build".into()).stack_size(STACK).spawn(work).ok()?;
        Some(Self { jobs, is_alone })
    }
}
