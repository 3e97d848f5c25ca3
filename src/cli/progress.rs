//! A word to whoever waits: work that takes over a second says so on standard error, if that is a terminal, and wipes it
//! off at the end. A program that reads along never meets it.

use crate::lang::Lang;
use crate::language::commands;
use crate::text::width;
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// After this time a person begins to wonder.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does the work on so many rules.
pub(super) fn analysing<T>(rules: usize, lang: Lang, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    accompanied(&commands::analysing(rules, lang), PATIENCE, &mut io::stderr(), work)
}

fn accompanied<T>(words: &str, patience: Duration, out: &mut (impl Write + Send), work: impl FnOnce() -> T) -> T {
    thread::scope(|scope| {
        let (done, waiting) = channel::<()>();
        // Without a thread nobody is told, and the work is done all the same.
        let _nobody_tells = thread::Builder::new().spawn_scoped(scope, move || tell(&waiting, words, patience, out));
        let result = work();
        drop(done);
        result
    })
}

/// Shows the words from the end of patience until the other end is dropped. What cannot be written is not missed.
fn tell(waiting: &Receiver<()>, words: &str, patience: Duration, out: &mut impl Write) {
    if waiting.recv_timeout(patience) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let _shown = write!(out, "{words}").and_then(|()| out.flush());
    let _done = waiting.recv();
    let _wiped = write!(out, "\r{:1$}\r", "", width(words)).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::Sender;

    /// Hands on what is written.
    struct Wire(Sender<String>);

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.send(String::from_utf8_lossy(bytes).into_owned()).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn long_work_is_spoken_of_and_nothing_is_left_of_it() {
        let (wire, seen) = channel();
        let first = accompanied("まだ", Duration::ZERO, &mut Wire(wire), || seen.recv().unwrap());
        assert_eq!(first, "まだ");
        assert_eq!(seen.try_iter().collect::<String>(), "\r    \r");
    }

    #[test]
    fn short_work_is_not() {
        let (wire, seen) = channel();
        assert_eq!(accompanied("まだ", Duration::MAX, &mut Wire(wire), || 7), 7);
        assert_eq!(seen.try_iter().count(), 0);
    }
}
