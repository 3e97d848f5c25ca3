//! The configuration as a format.

use super::dialect::Dialect;
use super::find::{Home, Kind, NoOrder, Rules, homes, mentions};
use super::rule::{Flaw, Said, said};
use super::{align, item, parse, parts, place, rule};
use crate::filter::{Action, Field, Filter, Rule};
use crate::formats::{
    Confidence, FilterPlace, Format, Like, Listing, Place, Problem, ProblemKind, Reading, Remark, RemarkKind, Room,
    placed,
};
use hcl_edit::Span;
use hcl_edit::structure::Block;

/// A generation of the provider as a format. Each of them reads all.
#[derive(Debug)]
pub(crate) struct Terraform(Dialect);

/// The first generation.
pub(crate) static V1: Terraform = Terraform(Dialect::V1);
/// The second generation.
pub(crate) static V2: Terraform = Terraform(Dialect::V2);
/// The third generation.
pub(crate) static V3: Terraform = Terraform(Dialect::V3);

impl Format for Terraform {
    fn id(&self) -> &'static str {
        match self.0 {
            Dialect::V1 => "terraform-v1",
            Dialect::V2 => "terraform-v2",
            Dialect::V3 => "terraform-v3",
        }
    }

    fn family(&self) -> &'static str {
        "Terraform"
    }

    fn extension(&self) -> &'static str {
        "tf"
    }

    fn recognise(&self, text: &str) -> Confidence {
        match mentions(text) {
            Some(dialect) if dialect == self.0 => Confidence::Sure,
            _ => Confidence::No,
        }
    }

    fn read(&'static self, text: &str) -> Result<Reading, Vec<Problem>> {
        let mut problems = Vec::new();
        let body = match parse::parse(text) {
            Ok(body) => body,
            Err(fault) => {
                let kind = ProblemKind::Syntax("Terraform", fault.kind);
                return Err(placed(text, vec![(fault.at, Problem { place: Place::default(), kind })]));
            }
        };
        let homes = homes(&body, self.0).unwrap_or_else(|NoOrder(at)| {
            problems.push((at, Problem { place: Place::default(), kind: ProblemKind::NoOrder }));
            Vec::new()
        });
        if homes.is_empty() && problems.is_empty() {
            problems.push((0, Problem { place: Place::default(), kind: ProblemKind::NoFilter }));
        }
        let several = homes.len() > 1;
        let (mut filters, mut listings) = (Vec::new(), Vec::new());
        for (at, home) in homes.iter().enumerate() {
            let name = name(home);
            let filter = several.then(|| FilterPlace { number: at + 1, name: name.clone() });
            let (rules, listing) = self::rules(text, home, filter.as_ref(), &mut problems);
            filters.push(Filter { name, description: argument(home.named, "description"), rules });
            listings.push(listing);
        }
        match homes.first() {
            Some(first) if problems.is_empty() => Ok(Reading { format: of(first.dialect), filters, listings }),
            _ => Err(placed(text, problems)),
        }
    }

    fn item(&self, rule: &Rule, like: Like<'_>, _: &Room) -> Result<String, Field> {
        match like {
            Like::Itself(text) => match item::edited(text, rule) {
                Some(edited) => Ok(align::kept(text, edited?)),
                None => item::fresh(text, rule),
            },
            Like::Neighbour(text) => item::fresh(text, rule),
        }
    }

    fn followed(&self, item: String) -> String {
        item::followed(item)
    }

    fn text(&self, text: &str) -> String {
        item::quoted(text)
    }

    fn blank(&self) -> String {
        match self.0 {
            Dialect::V1 | Dialect::V2 => "resource \"sakuracloud_packet_filter\" \"filter\" {\n  \
                                          name        = \"filter\"\n  description = \"\"\n}\n"
                .to_owned(),
            Dialect::V3 => "resource \"sakura_packet_filter\" \"filter\" {\n  name        = \"filter\"\n  \
                            description = \"\"\n}\n\nresource \"sakura_packet_filter_rules\" \"filter\" {\n  \
                            packet_filter_id = sakura_packet_filter.filter.id\n\n  expression = []\n}\n"
                .to_owned(),
        }
    }
}

fn of(dialect: Dialect) -> &'static Terraform {
    match dialect {
        Dialect::V1 => &V1,
        Dialect::V2 => &V2,
        Dialect::V3 => &V3,
    }
}

/// The filter's name; that of the resource where the configuration computes it.
fn name(home: &Home<'_>) -> String {
    let name = argument(home.named, "name");
    if name.is_empty() { home.label.to_owned() } else { name }
}

fn argument(block: Option<&Block>, argument: &str) -> String {
    let value = block.and_then(|block| block.body.get_attribute(argument)).map(|attribute| said(&attribute.value));
    if let Some(Said::Text(text)) = value { text } else { String::new() }
}

fn rules(
    text: &str,
    home: &Home<'_>,
    filter: Option<&FilterPlace>,
    problems: &mut Vec<(usize, Problem)>,
) -> (Vec<Rule>, Listing) {
    let entries = home.entries();
    let mut rules = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let raw = text.get(entry.span.clone()).unwrap_or_default();
        let (mut arguments, mut others) = match &entry.kind {
            Kind::Block(body) => parts::of_body(body),
            Kind::Object(object) => parts::of_object(object),
            Kind::Open => {
                rules.push(Rule::anything(raw));
                continue;
            }
            Kind::OpenList => {
                rules.push(Rule::anything(raw).repeated(raw));
                continue;
            }
            Kind::Dynamic(block) => {
                let (content, each) = parts::of_dynamic(block);
                let (parts, others) = content.map(|content| parts::of_body(&content.body)).unwrap_or_default();
                let each = each.and_then(Span::span);
                rules.push(item::dynamic(text, (&parts, &others), each.as_ref(), home.dialect));
                continue;
            }
        };
        let mut each = None;
        if matches!(home.rules, Rules::Resources(_)) {
            // How often the rule stands there is open; blocks such as `lifecycle` are about the resource.
            let says = arguments.iter().find(|part| matches!(part.name, "count" | "for_each"));
            each = says.and_then(|part| text.get(part.span.clone()));
            arguments.retain(|part| !is_of_resource(part.name));
            others.clear();
        }
        match rule::rule(text, entry.span.start, (&arguments, &others), home.dialect) {
            Ok(rule) => rules.push(match each {
                Some(each) => rule.repeated(each),
                None => rule,
            }),
            Err(flaws) => problems.extend(flaws.into_iter().map(|flaw| problem(flaw, at + 1, filter))),
        }
    }
    let (items, room) = place::places(text, home, &entries);
    let sealed = matches!(home.rules, Rules::Open(_) | Rules::Resources(_));
    let name = place::slot(home.named, "name", true);
    let description = place::slot(home.named, "description", false);
    let remarks = remarks(&rules, matches!(home.rules, Rules::Resources(_)));
    (rules, Listing { items, room, name, description, sealed, remarks, ..Listing::default() })
}

/// What a person should know about rules that are computed, or created one by one.
fn remarks(rules: &[Rule], one_by_one: bool) -> Vec<Remark> {
    let mut kinds = Vec::new();
    for (at, rule) in (1..).zip(rules) {
        let first = rule.open.text(Field::Source).filter(|text| text.contains("[0]"));
        kinds.extend(first.map(|text| RemarkKind::FirstOfList(at, text.to_owned())));
        let is_empty = rule.open.repeated().is_some_and(|each| matches!(each, "[]" | "{}" | "toset([])"));
        kinds.extend(is_empty.then_some(RemarkKind::EmptyList(at)));
    }
    let ends = rules.last().is_some_and(|rule| rule.action == Action::Deny);
    kinds.extend((one_by_one && ends && rules.len() > 1).then_some(RemarkKind::DenyMayComeFirst(rules.len())));
    kinds.into_iter().map(|kind| Remark { place: Place::default(), kind }).collect()
}

/// The arguments of a rule that is a resource which are not about the rule.
fn is_of_resource(name: &str) -> bool {
    matches!(name, "packet_filter_id" | "order" | "zone" | "count" | "for_each" | "provider" | "depends_on")
}

fn problem((at, field, kind): Flaw, rule: usize, filter: Option<&FilterPlace>) -> (usize, Problem) {
    let place = Place { filter: filter.cloned(), rule: Some(rule), field, ..Place::default() };
    (at, Problem { place, kind })
}
