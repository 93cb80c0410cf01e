//! Many things, two at a time: a test that takes long by itself leaves a processor idle otherwise.

use std::sync::Mutex;

/// As many as the smallest machine that runs the tests has processors.
pub(crate) const THREADS: usize = 2;

/// What work gives of each thing, in their order.
pub(crate) fn abreast<T: Send, R: Send>(things: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let things = Mutex::new(things.into_iter().enumerate());
    let done = Mutex::new(Vec::new());
    let next = || things.lock().unwrap().next();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((at, thing)) = next() {
                    let given = work(thing);
                    done.lock().unwrap().push((at, given));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, given)| given).collect()
}
