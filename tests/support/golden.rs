//! Documents that the program writes itself.

use std::fs;
use std::path::Path;

/// A document is what the program says now; with `UPDATE_GOLDEN=1` it is written anew.
pub fn hold(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == text,
        "{} is stale: UPDATE_GOLDEN=1 cargo test --test {}",
        path.display(),
        env!("CARGO_CRATE_NAME")
    );
}
