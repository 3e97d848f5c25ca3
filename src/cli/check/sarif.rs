//! The report as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>), which code scanning services read.
//!
//! One run, one result for each finding. A result points at the line of the first rule it speaks of.

use super::checked::{Checked, annotation};
use crate::lang::Lang;
use crate::language;
use crate::report::Finding;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The findings of all filters.
pub(super) fn write(all: &[Checked], lang: Lang) -> String {
    let findings = || all.iter().flat_map(|one| one.report.findings.iter().map(move |finding| (one, finding)));
    let codes: BTreeSet<String> = findings().map(|(_, finding)| finding.code()).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sekimori",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code, lang)).collect::<Value>(),
            } },
            "results": findings().map(|(one, finding)| result(one, finding, lang)).collect::<Value>(),
        }],
    });
    format!("{log:#}\n")
}

/// What is said of a code. (A `helpUri` would have to be absolute.)
fn rule(code: &str, lang: Lang) -> Value {
    json!({ "id": code, "help": { "text": language::finding_help(code, lang) } })
}

fn result(one: &Checked, finding: &Finding, lang: Lang) -> Value {
    let mut result = json!({
        "ruleId": finding.code(),
        "level": finding.severity.as_str(),
        "message": { "text": annotation(one, finding, lang) },
    });
    if let (Some(path), Value::Object(keys)) = (one.path, &mut result) {
        let mut place = Map::from_iter([("artifactLocation".to_owned(), json!({ "uri": uri(path) }))]);
        if let Some(line) = one.line(finding) {
            place.insert("region".to_owned(), json!({ "startLine": line }));
        }
        keys.insert("locations".to_owned(), json!([{ "physicalLocation": place }]));
    }
    result
}

/// A path as a URI reference: what RFC 3986 does not let stand is written as its bytes, be they text or not.
fn uri(path: &Path) -> String {
    let scheme = if path.is_absolute() { "file://" } else { "" };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.as_os_str().as_encoded_bytes().iter().fold(scheme.to_owned(), |mut uri, byte| {
        match char::from(*byte) {
            c if plain(*byte) => uri.push(c),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        for (path, expected) in [
            ("web.json", "web.json"),
            ("a b/%25:é.json", "a%20b/%2525%3A%C3%A9.json"),
            ("/etc/web.json", "file:///etc/web.json"),
        ] {
            assert_eq!(uri(Path::new(path)), expected);
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let path = std::ffi::OsStr::from_bytes(b"w\xffb\x1b.json");
            assert_eq!(uri(Path::new(path)), "w%FFb%1B.json");
        }
    }
}
