//! Work on many documents, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Does the work on each job: threads take one after another, and what came of it goes to `take`
/// with the number of the job, as it comes.
pub(super) fn each<J: Sync, R: Send>(
    jobs: &[J],
    work: impl Fn(&J) -> R + Sync,
    mut take: impl FnMut(usize, R),
) {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    if threads < 2 {
        jobs.iter().enumerate().for_each(|(number, job)| take(number, work(job)));
        return;
    }
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (send, done) = mpsc::channel();
        for _ in 0..threads {
            let send = send.clone();
            let next = &next;
            let work = &work;
            scope.spawn(move || {
                while let Some((number, job)) = numbered(jobs, next) {
                    if send.send((number, work(job))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        for (number, result) in done {
            take(number, result);
        }
    });
}

fn numbered<'j, J>(jobs: &'j [J], next: &AtomicUsize) -> Option<(usize, &'j J)> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(number).map(|job| (number, job))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once() {
        let jobs: Vec<usize> = (0..100).collect();
        let mut done = vec![0; jobs.len()];
        each(&jobs, |job| job * 2, |number, result| done[number] += result + 1);
        assert!(done.iter().enumerate().all(|(number, done)| *done == number * 2 + 1));
        each(&[] as &[usize], |job| *job, |_, _| panic!("there is no job"));
    }
}
