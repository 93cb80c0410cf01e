//! Work done side by side and handed over in order.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What a worker may need of stack; that of a main thread.
const STACK: usize = 8 << 20;

/// Results that may wait for a slower one before them, per worker: bounds what is held at once.
const AHEAD: usize = 8;

struct State<T> {
    /// The next piece of work to begin.
    next: usize,
    /// The next result to hand over.
    due: usize,
    done: BTreeMap<usize, T>,
}

/// Does `work` for 0 … `count`, `jobs` at once, and hands each result to `each` in order, on this
/// thread. A piece of work that panics gives what it said instead of a result.
pub(in crate::cli) fn ordered<T: Send>(
    count: usize,
    jobs: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, Result<T, String>),
) {
    let jobs = jobs.clamp(1, count.max(1));
    let state = Mutex::new(State { next: 0, due: 0, done: BTreeMap::new() });
    let changed = Condvar::new();
    let worker = || loop {
        let mut held = lock(&state);
        while held.next < count && held.next >= held.due + jobs * AHEAD {
            held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        if held.next >= count {
            return;
        }
        let index = held.next;
        held.next += 1;
        drop(held);
        let result = guard(|| work(index));
        lock(&state).done.insert(index, result);
        changed.notify_all();
    };
    thread::scope(|scope| {
        let start = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker).is_ok();
        let started = (0..jobs).filter(|_| start()).count();
        for index in 0..count {
            if started == 0 {
                // No thread is to be had: the work is done here.
                each(index, guard(|| work(index)));
                continue;
            }
            let mut held = lock(&state);
            let result = loop {
                if let Some(result) = held.done.remove(&index) {
                    break result;
                }
                held = changed.wait(held).unwrap_or_else(PoisonError::into_inner);
            };
            held.due = index + 1;
            drop(held);
            changed.notify_all();
            each(index, result);
        }
    });
}

fn lock<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics inside [`ordered`] from being printed where they happen: what they say is kept for
/// the document they happened to.
pub(in crate::cli) fn quiet_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            SAID.with_borrow_mut(|said| {
                *said = info.to_string().replace('\n', " ");
            });
        } else {
            before(info);
        }
    }));
}

fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    GUARDED.set(true);
    // Nothing that the work touches outlives it but files, which are whole or not there.
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| SAID.take())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{ordered, quiet_panics};

    #[test]
    fn results_come_in_order_and_a_panic_is_one_of_them() {
        quiet_panics();
        for jobs in [1, 2, 8] {
            let mut seen = Vec::new();
            let work = |index: usize| {
                std::thread::sleep(Duration::from_micros((index as u64 * 7919) % 300));
                assert!(index != 40, "forty");
                index * 2
            };
            ordered(100, jobs, work, |index, result| seen.push((index, result)));
            assert_eq!(seen.len(), 100);
            for (at, (index, result)) in seen.into_iter().enumerate() {
                assert_eq!(at, index);
                match result {
                    Ok(double) => assert_eq!(double, index * 2),
                    Err(said) => assert!(index == 40 && said.contains("forty"), "{said}"),
                }
            }
        }
        ordered(0, 4, |_| (), |_, _| unreachable!());
    }
}
