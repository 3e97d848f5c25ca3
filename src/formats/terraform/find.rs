//! Which resources of a configuration are filters, and where their rules stand.

use super::dialect::Dialect;
use super::rule::{Said, said};
use hcl_edit::Span;
use hcl_edit::expr::{Array, Expression, Object};
use hcl_edit::structure::{Block, Body, Structure};
use std::ops::Range;

/// A filter of a configuration.
pub(super) struct Home<'a> {
    pub(super) dialect: Dialect,
    /// The resource's name in the configuration.
    pub(super) label: &'a str,
    /// The resource that has its rules.
    pub(super) block: &'a Block,
    /// The resource that has its name; the same one, or another in the same text.
    pub(super) named: Option<&'a Block>,
    pub(super) rules: Rules<'a>,
}

/// Where the rules of a filter stand.
pub(super) enum Rules<'a> {
    /// As blocks among the arguments of the resource.
    Blocks,
    /// In a list.
    List(&'a Array),
    /// In something that is computed.
    Open(Range<usize>),
    /// Each in a resource of its own, in the order in which they apply.
    Resources(Vec<&'a Block>),
}

/// One rule, or what stands in the place of rules.
pub(super) struct Entry<'a> {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind<'a>,
}

/// What it is.
pub(super) enum Kind<'a> {
    Block(&'a Body),
    Object(&'a Object),
    /// A `dynamic` block.
    Dynamic(&'a Block),
    /// An entry of a list that is computed.
    Open,
    /// The whole list is computed.
    OpenList,
}

/// Why the rules of a filter have no order here: the offset of the resource.
pub(super) struct NoOrder(pub(super) usize);

/// Every filter, in the order of the text. A filter without rules is of the first generation only if somebody says so.
pub(super) fn homes(body: &Body, chosen: Dialect) -> Result<Vec<Home<'_>>, NoOrder> {
    let resources = || body.get_blocks("resource");
    let mut homes: Vec<Home<'_>> = resources().filter_map(|block| home(block, body)).collect();
    homes.extend(of_single_rules(body)?);
    let is_told = |block: &Block| {
        let tells = |home: &Home<'_>| home.named.is_some_and(|named| std::ptr::eq(named, block));
        homes.iter().any(tells)
    };
    // A filter without rules of its own is one only where no other resource has its rules.
    let bare = resources().filter(|block| kind_of(block) == Some("sakuracloud_packet_filter"));
    let bare: Vec<&Block> = bare.filter(|block| !has_rules(block) && !is_told(block)).collect();
    homes.extend(bare.into_iter().map(|block| Home {
        dialect: if chosen == Dialect::V1 { Dialect::V1 } else { Dialect::V2 },
        label: label(block),
        block,
        named: Some(block),
        rules: Rules::Blocks,
    }));
    homes.sort_by_key(|home| home.block.span().map(|span| span.start));
    Ok(homes)
}

/// Whether a text looks like a configuration with filters.
pub(super) fn mentions(text: &str) -> Option<Dialect> {
    let resource = |line: &str| {
        let mut words = line.trim_start().strip_prefix("resource")?.split_whitespace();
        let dialect = match words.next()?.trim_matches('"') {
            "sakura_packet_filter" | "sakura_packet_filter_rules" => Dialect::V3,
            kind if kind.starts_with("sakuracloud_packet_filter") => Dialect::V2,
            _ => return None,
        };
        Some(dialect)
    };
    text.lines().find_map(resource)
}

fn kind_of(resource: &Block) -> Option<&str> {
    resource.labels.first().map(hcl_edit::structure::BlockLabel::as_str)
}

fn label(resource: &Block) -> &str {
    resource.labels.get(1).map(hcl_edit::structure::BlockLabel::as_str).unwrap_or_default()
}

fn home<'a>(block: &'a Block, body: &'a Body) -> Option<Home<'a>> {
    let kind = kind_of(block)?;
    let is_own = kind == "sakuracloud_packet_filter";
    let dialect = match kind {
        "sakuracloud_packet_filter" | "sakuracloud_packet_filter_rules" if has(&block.body, "expressions") => {
            Dialect::V1
        }
        "sakuracloud_packet_filter" | "sakuracloud_packet_filter_rules" => Dialect::V2,
        "sakura_packet_filter_rules" => Dialect::V3,
        _ => return None,
    };
    if is_own && !has_rules(block) {
        return None;
    }
    let rules = match block.body.get_attribute(dialect.rules()).map(|attribute| &attribute.value) {
        Some(Expression::Array(list)) => Rules::List(list),
        Some(value) => Rules::Open(value.span()?),
        None => Rules::Blocks,
    };
    let named = if is_own { Some(block) } else { filter_of(block, body) };
    Some(Home { dialect, label: label(block), block, named, rules })
}

/// Whether a body has blocks or an argument of this name, or makes such blocks.
fn has(body: &Body, name: &str) -> bool {
    let makes = |block: &Block| block.has_ident("dynamic") && block.labels.iter().any(|label| label.as_str() == name);
    body.has_attribute(name) || body.blocks().any(|block| block.has_ident(name) || makes(block))
}

fn has_rules(resource: &Block) -> bool {
    has(&resource.body, "expression") || has(&resource.body, "expressions")
}

/// The resource that `packet_filter_id` names, if it stands in the same text.
fn filter_of<'a>(rules: &Block, body: &'a Body) -> Option<&'a Block> {
    let id = rules.body.get_attribute("packet_filter_id")?.value.to_string();
    let mut words = id.trim().split('.');
    let (kind, name) = (words.next()?, words.next()?);
    let is_it = |block: &&Block| kind_of(block) == Some(kind) && label(block) == name;
    body.get_blocks("resource").find(is_it)
}

/// The filters whose rules are resources of their own.
fn of_single_rules(body: &Body) -> Result<Vec<Home<'_>>, NoOrder> {
    let mut filters: Vec<(String, Vec<(i64, &Block)>)> = Vec::new();
    for block in body.get_blocks("resource").filter(|block| kind_of(block) == Some("sakuracloud_packet_filter_rule")) {
        let value = |name: &str| block.body.get_attribute(name).map(|attribute| &attribute.value);
        let order = match value("order").map(said) {
            Some(Said::Text(text)) => text.parse().ok(),
            None => Some(0),
            Some(_) => None,
        };
        let at = block.span().map_or(0, |span| span.start);
        let order = order.ok_or(NoOrder(at))?;
        let id = value("packet_filter_id").map(ToString::to_string).unwrap_or_default();
        match filters.iter_mut().find(|(known, _)| known.trim() == id.trim()) {
            Some((_, rules)) => rules.push((order, block)),
            None => filters.push((id, vec![(order, block)])),
        }
    }
    Ok(filters.into_iter().filter_map(|(_, rules)| of_ordered(rules, body)).collect())
}

fn of_ordered<'a>(mut rules: Vec<(i64, &'a Block)>, body: &'a Body) -> Option<Home<'a>> {
    rules.sort_by_key(|(order, _)| *order);
    let rules: Vec<&Block> = rules.into_iter().map(|(_, block)| block).collect();
    let block = rules.iter().copied().min_by_key(|block| block.span().map(|span| span.start))?;
    let named = filter_of(block, body);
    let label = named.map_or_else(|| label(block), label);
    Some(Home { dialect: Dialect::V1, label, block, named, rules: Rules::Resources(rules) })
}

impl<'a> Home<'a> {
    /// Its rules, in the order in which they apply.
    pub(super) fn entries(&self) -> Vec<Entry<'a>> {
        match &self.rules {
            Rules::Blocks => {
                let name = self.dialect.rules();
                let blocks = self.block.body.iter().filter_map(Structure::as_block);
                blocks.filter_map(|block| of_block(block, name)).collect()
            }
            Rules::List(list) => list.iter().filter_map(of_list).collect(),
            Rules::Open(span) => vec![Entry { span: span.clone(), kind: Kind::OpenList }],
            Rules::Resources(blocks) => {
                let entry = |block: &&'a Block| Some(Entry { span: block.span()?, kind: Kind::Block(&block.body) });
                blocks.iter().filter_map(entry).collect()
            }
        }
    }
}

fn of_block<'a>(block: &'a Block, name: &str) -> Option<Entry<'a>> {
    let span = block.span()?;
    if block.has_ident(name) {
        return Some(Entry { span, kind: Kind::Block(&block.body) });
    }
    let makes = block.has_ident("dynamic") && block.labels.iter().any(|label| label.as_str() == name);
    makes.then_some(Entry { span, kind: Kind::Dynamic(block) })
}

fn of_list(value: &Expression) -> Option<Entry<'_>> {
    let kind = if let Expression::Object(object) = value { Kind::Object(object) } else { Kind::Open };
    Some(Entry { span: value.span()?, kind })
}
