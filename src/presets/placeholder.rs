//! `{name}` in a text: what it refers to and what takes its place.

/// The names a text refers to, in order; `None` if a brace has no partner.
pub(super) fn names(text: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') {
            return None;
        }
        found.push(name.trim());
        rest = tail;
    }
    (!rest.contains('}')).then_some(found)
}

/// The text with every name replaced by its value; a name without a value becomes blank.
pub(super) fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, (name, tail))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        filled.push_str(before);
        filled.push_str(value(name.trim()).unwrap_or_default());
        rest = tail;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_filled() {
        assert_eq!(names("{a}-{ b }"), Some(vec!["a", "b"]));
        assert_eq!(fill("x{a}-{ b }{c}y", |name| (name != "c").then_some("1")), "x1-1y");
    }

    #[test]
    fn a_brace_without_a_partner_is_noticed() {
        for text in ["{a", "a}", "{{a}}", "a}{", "{a}}"] {
            assert_eq!(names(text), None, "{text}");
        }
    }
}
