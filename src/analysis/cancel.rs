//! A long question that nobody waits for any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that whoever asked may set: the analysis looks at it now and then and gives up. What it has found by then is not
/// the truth. The default is never set.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Option<Arc<AtomicBool>>);

impl CancelToken {
    /// One that can be set.
    pub fn new() -> Self {
        Self(Some(Arc::default()))
    }

    /// Nobody waits any more. Copies of the flag are set too.
    pub fn cancel(&self) {
        if let Some(flag) = &self.0 {
            flag.store(true, Ordering::Relaxed);
        }
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }
}
