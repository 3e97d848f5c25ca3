//! What `terraform show -json` prints of a plan or a state: a configuration with everything computed that can be.
//!
//! A value that is known only after the plan is carried out is missing among the values, and stands in `after_unknown` at
//! the same place; it is not "any". Source: <https://developer.hashicorp.com/terraform/internals/json-format>. OpenTofu
//! prints the same.

mod rules;

use super::terraform::Dialect;
use super::{
    Confidence, Format, Listing, Place, Problem, ProblemKind, Reading, Remark, RemarkKind, Syntax, Writes, placed,
};
use crate::filter::{Filter, Rule};
use rules::{Flaw, rules};
use serde_json::Value;

/// A plan or a state. It is only read.
#[derive(Debug)]
pub(crate) struct Plan;

/// Plans and states.
pub(super) static PLAN: Plan = Plan;

impl Format for Plan {
    fn id(&self) -> &'static str {
        "plan"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn family(&self) -> &'static str {
        "terraform show -json"
    }

    fn writes(&self) -> Writes {
        Writes::Nothing
    }

    fn recognise(&self, text: &str) -> Confidence {
        let is_object = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{');
        let has = |key: &str| text.contains(key);
        let shows = has("\"values\"") || has("\"resource_changes\"") || has("\"planned_values\"");
        if is_object && has("\"format_version\"") && shows { Confidence::Sure } else { Confidence::No }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let root = parsed(text)?;
        let filters = filters(&root, Side::After).map_err(|kind| at_start(text, kind))?;
        if filters.is_empty() {
            return Err(at_start(text, ProblemKind::NoFilter));
        }
        let listing = |moment: &Option<String>| {
            let kind = moment.clone().map(RemarkKind::Moment);
            let remarks = kind.into_iter().map(|kind| Remark { place: Place::default(), kind }).collect();
            Listing { sealed: true, remarks, ..Listing::default() }
        };
        let listings = filters.iter().map(|(_, moment)| listing(moment)).collect();
        Ok(Reading { format: self, filters: filters.into_iter().map(|(filter, _)| filter).collect(), listings })
    }

    fn before(&self, text: &str) -> Option<Vec<Filter>> {
        let root = parsed(text).ok()?;
        root.get("resource_changes")?;
        let filters = filters(&root, Side::Before).ok()?;
        Some(filters.into_iter().map(|(filter, _)| filter).collect())
    }
}

fn parsed(text: &str) -> Result<Value, Vec<Problem>> {
    serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|error| {
        let lines: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let kind = if error.is_eof() { Syntax::EndsEarly } else { Syntax::UnknownShape };
        let at = (lines + error.column().saturating_sub(1)).min(text.len());
        placed(text, vec![(at, Problem { place: Place::default(), kind: ProblemKind::Syntax("JSON", kind) })])
    })
}

fn at_start(text: &str, kind: ProblemKind) -> Vec<Problem> {
    placed(text, vec![(0, Problem { place: Place::default(), kind })])
}

/// Which of the two versions of a plan; a state has only one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A resource with its values, and what of them is not known.
struct Resource<'a> {
    kind: &'a str,
    address: &'a str,
    values: &'a Value,
    unknown: &'a Value,
    /// Whether it is deleted before it is made again.
    vanishes: bool,
}

impl Resource<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        self.values.get(key)?.as_str()
    }

    /// Where its rules stand, and how its arguments are called.
    fn rules_key(&self) -> Option<(&'static str, Dialect)> {
        let has = |key: &str| self.values.get(key).is_some() || self.unknown.get(key).is_some();
        match self.kind {
            "sakuracloud_packet_filter" if has("expressions") => Some(("expressions", Dialect::V1)),
            "sakuracloud_packet_filter" | "sakuracloud_packet_filter_rules" => Some(("expression", Dialect::V2)),
            "sakura_packet_filter_rules" => Some(("expression", Dialect::V3)),
            _ => None,
        }
    }

    /// Whether nothing at all is known about its rules.
    fn is_open(&self, key: &str) -> bool {
        self.unknown.get(key) == Some(&Value::Bool(true))
    }
}

/// A filter, and the address of the resource whose rules vanish for a moment.
type Told = (Filter, Option<String>);

fn filters(root: &Value, side: Side) -> Result<Vec<Told>, ProblemKind> {
    let version = root.get("format_version").and_then(Value::as_str).unwrap_or_default();
    if !version.starts_with("1.") && !version.starts_with("0.") {
        return Err(ProblemKind::Version(version.to_owned()));
    }
    let mut all = Vec::new();
    match (root.get("resource_changes").and_then(Value::as_array), side) {
        (Some(changes), side) => all.extend(changes.iter().filter_map(|change| changed(change, side))),
        (None, Side::After) => {
            let values = root.get("values").or_else(|| root.get("planned_values"));
            all.extend(values.and_then(|values| values.get("root_module")).into_iter().flat_map(resources));
        }
        (None, Side::Before) => {}
    }
    let own = |resource: &&Resource<'_>| {
        resource.kind.ends_with("_rules") || resource.kind == "sakuracloud_packet_filter_rule"
    };
    let told: Vec<Option<&str>> = all.iter().filter(own).map(|resource| resource.text("packet_filter_id")).collect();
    let mut filters = Vec::new();
    for resource in &all {
        let Some((key, dialect)) = resource.rules_key() else { continue };
        let bare = resource.kind == "sakuracloud_packet_filter";
        // The rules that a filter has by another resource are told there.
        let elsewhere = bare
            && (told.iter().any(|id| id.is_some() && *id == resource.text("id"))
                || (!told.is_empty() && resource.is_open(key)));
        if elsewhere {
            continue;
        }
        let list = (resource.values.get(key), resource.unknown.get(key));
        let rules = rules(list, dialect).map_err(|flaw| wrong(resource, flaw))?;
        let named = if bare { Some(resource) } else { of_id(&all, resource.text("packet_filter_id")) };
        let name = named.and_then(|named| named.text("name")).unwrap_or(resource.address);
        let description = named.and_then(|named| named.text("description")).unwrap_or_default();
        let moment = resource.vanishes.then(|| resource.address.to_owned());
        filters.push((Filter { name: name.to_owned(), description: description.to_owned(), rules }, moment));
    }
    filters.extend(of_single_rules(&all)?.into_iter().map(|filter| (filter, None)));
    Ok(filters)
}

fn of_id<'a, 'v>(all: &'a [Resource<'v>], id: Option<&str>) -> Option<&'a Resource<'v>> {
    let id = id?;
    let is_filter = |resource: &&Resource<'_>| {
        matches!(resource.kind, "sakuracloud_packet_filter" | "sakura_packet_filter") && resource.text("id") == Some(id)
    };
    all.iter().find(is_filter)
}

/// Rules with the numbers that order them.
type Ordered = Vec<(i64, Rule)>;

/// The filters whose rules are resources of their own, in the order of their numbers.
fn of_single_rules(all: &[Resource<'_>]) -> Result<Vec<Filter>, ProblemKind> {
    let mut found: Vec<(Option<&str>, Ordered)> = Vec::new();
    for resource in all.iter().filter(|resource| resource.kind == "sakuracloud_packet_filter_rule") {
        if resource.unknown.get("order").is_some() {
            return Err(ProblemKind::NoOrder);
        }
        let order = resource.values.get("order").and_then(Value::as_i64).unwrap_or(0);
        let rule = rules::rule(resource.values, resource.unknown, Dialect::V1).map_err(|flaw| wrong(resource, flaw))?;
        let id = resource.text("packet_filter_id");
        match found.iter_mut().find(|(known, _)| *known == id) {
            Some((_, rules)) => rules.push((order, rule)),
            None => found.push((id, vec![(order, rule)])),
        }
    }
    let filter = |(id, mut rules): (Option<&str>, Ordered)| {
        rules.sort_by_key(|(order, _)| *order);
        let name = of_id(all, id).and_then(|named| named.text("name")).unwrap_or("sakuracloud_packet_filter_rule");
        Filter { rules: rules.into_iter().map(|(_, rule)| rule).collect(), ..Filter::empty(name) }
    };
    Ok(found.into_iter().map(filter).collect())
}

/// A problem of a rule, with the address of its resource, since a line says nothing in a text that no person wrote.
fn wrong(resource: &Resource<'_>, (rule, kind): Flaw) -> ProblemKind {
    ProblemKind::InResource { address: resource.address.into(), rule: rule.unwrap_or(0), kind: Box::new(kind) }
}

fn changed(change: &Value, side: Side) -> Option<Resource<'_>> {
    let is_managed = change.get("mode").and_then(Value::as_str) == Some("managed") && change.get("deposed").is_none();
    let both = change.get("change").filter(|_| is_managed)?;
    let (values, unknown) = match side {
        Side::Before => (both.get("before")?, &Value::Null),
        Side::After => (both.get("after")?, both.get("after_unknown").unwrap_or(&Value::Null)),
    };
    if values.is_null() {
        return None;
    }
    let kind = change.get("type")?.as_str()?;
    let actions: Vec<&str> =
        both.get("actions").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let vanishes = actions == ["delete", "create"];
    Some(Resource { kind, address: change.get("address")?.as_str()?, values, unknown, vanishes })
}

/// The resources of a module and of those inside of it.
fn resources(root: &Value) -> Vec<Resource<'_>> {
    let (mut all, mut modules) = (Vec::new(), vec![root]);
    while let Some(module) = modules.pop() {
        let list = |key: &str| module.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        all.extend(list("resources").iter().filter_map(|resource| {
            let text = |key: &str| resource.get(key)?.as_str();
            let values = resource.get("values").filter(|_| text("mode") == Some("managed"))?;
            Some(Resource {
                kind: text("type")?,
                address: text("address")?,
                values,
                unknown: &Value::Null,
                vanishes: false,
            })
        }));
        modules.extend(list("child_modules").iter().rev());
    }
    all
}
