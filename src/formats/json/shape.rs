//! The six shapes, and where each keeps its filters.

use super::{Node, Value};

/// How a file holds its filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::formats) enum Shape {
    /// `{"PacketFilter": {...}}`, the API's answer for one filter.
    ApiOne,
    /// `{"PacketFilters": [{...}]}`, the API's list.
    ApiMany,
    /// `[{"Name": ..., "Expression": [...]}]`, what `usacloud packet-filter list` and `read` print as JSON.
    UsacloudList,
    /// `{"Name": ..., "Expression": [...]}`, one entry of that list.
    UsacloudOne,
    /// `{"Name": ..., "Expressions": [...]}`, what usacloud takes as `--parameters`.
    Parameters,
    /// `[{"Protocol": ..., "Action": ...}]`, what usacloud takes as `--expressions`.
    Rules,
}

impl Shape {
    /// How deep the entries of a filter stand.
    pub(in crate::formats) const fn depth(self) -> usize {
        match self {
            Self::ApiMany => 3,
            Self::ApiOne | Self::UsacloudList => 2,
            Self::UsacloudOne | Self::Parameters | Self::Rules => 1,
        }
    }

    /// The key of a filter's rules, where the filter is an object.
    pub(in crate::formats) const fn rules_key(self) -> Option<&'static str> {
        match self {
            Self::Rules => None,
            Self::Parameters => Some("Expressions"),
            _ => Some("Expression"),
        }
    }

    /// Whether its filters are objects with the API's keys, so that unknown ones may move to another such shape.
    const fn has_api_filters(self) -> bool {
        !matches!(self, Self::Rules | Self::Parameters)
    }

    /// The shape of a file, if it is one of them.
    pub(in crate::formats) fn of(root: &Node) -> Option<Self> {
        match &root.value {
            Value::Object(..) => {
                let one_of = [
                    ("PacketFilter", Self::ApiOne),
                    ("PacketFilters", Self::ApiMany),
                    ("Expression", Self::UsacloudOne),
                    ("Expressions", Self::Parameters),
                ];
                let mut there = one_of.into_iter().filter(|(key, _)| root.get(key).is_some());
                // Two at once: taking one would drop the other's rules.
                match (there.next(), there.next()) {
                    (Some((_, shape)), None) => Some(shape),
                    _ => None,
                }
            }
            Value::List(_, items) => {
                let any = |keys: &[&str]| items.iter().any(|item| keys.iter().any(|key| item.get(key).is_some()));
                let filters = any(&["Expression"]) || (any(&["Name", "ID"]) && !any(&["Protocol", "Action"]));
                Some(if filters { Self::UsacloudList } else { Self::Rules })
            }
            _ => None,
        }
    }

    /// The list its filters stand in, where there is one.
    pub(in crate::formats) fn list(self, root: &Node) -> Option<&Node> {
        match self {
            Self::ApiMany => root.get("PacketFilters"),
            Self::UsacloudList => Some(root),
            _ => None,
        }
    }

    /// One filter: an object, or the list of rules itself in [`Self::Rules`].
    pub(in crate::formats) fn filter(self, root: &Node, index: usize) -> Option<&Node> {
        match (self.list(root), self) {
            (Some(list), _) => list.items()?.get(index),
            (None, Self::ApiOne) => root.get("PacketFilter").filter(|_| index == 0),
            (None, _) => Some(root).filter(|_| index == 0),
        }
    }

    /// A filter of this shape, standing alone, as a file of another one.
    pub(in crate::formats) fn rewrap(self, filter: Node, to: Self) -> Node {
        let rules = self.rules_key().map_or(Some(&filter), |key| filter.get(key));
        let rules = rules.filter(|rules| rules.items().is_some()).cloned().unwrap_or_else(|| Node::list(Vec::new()));
        let text = |key| (key, filter.get(key).cloned().unwrap_or_else(|| Node::text("")));
        let Some(key) = to.rules_key() else { return rules };
        let filter = if self.has_api_filters() && to.has_api_filters() {
            filter
        } else {
            Node::object([text("Name"), text("Description"), (key, rules)])
        };
        match to {
            Self::ApiOne => Node::object([("PacketFilter", filter)]),
            Self::ApiMany => Node::object([("PacketFilters", Node::list(vec![filter]))]),
            Self::UsacloudList => Node::list(vec![filter]),
            _ => filter,
        }
    }
}
