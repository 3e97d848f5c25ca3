//! What a repair opens and closes, and what is asked where one is missing.

use super::Lang;
use super::traffic::{flow_name, rule_numbers, traffic};
use crate::analysis::{Kind, PacketSet, Region, Span};
use crate::profile::{ProfileField, plausible_sources};
use crate::report::{Fix, Need};

/// So many kinds of traffic that a repair closes are told; what it opens is told whole.
const TOLD: usize = 4;

/// What passes after a repair that did not, what does not any more, and which other findings go with it: a sentence each.
pub fn traffic_of_fix(fix: &Fix, lang: Lang) -> Vec<String> {
    let mut lines = opened_and_closed(&[fix.opens.clone(), fix.closes.clone()], lang);
    let cured: Vec<String> =
        fix.cures.iter().map(|(code, flow)| flow.map_or(code.clone(), |id| flow_name(id, lang))).collect();
    if !cured.is_empty() {
        let cured = each(cured).join(lang.pick("、", ", "));
        lines.push(say!(lang, "これで直るもの: {cured}", "It cures as well: {cured}"));
    }
    lines
}

/// What passes afterwards that did not, and what does not any more.
pub fn opened_and_closed([opens, closes]: &[PacketSet; 2], lang: Lang) -> Vec<String> {
    let opened = told(opens, usize::MAX, lang);
    let mut lines = vec![match opened.is_empty() {
        true => lang.pick("新しく通るものはありません。", "It opens nothing.").to_owned(),
        false => say!(lang, "新しく通る: {opened}", "It opens {opened}"),
    }];
    let closed = told(closes, TOLD, lang);
    if !closed.is_empty() {
        lines.push(say!(lang, "通らなくなる: {closed}", "It closes {closed}"));
    }
    lines
}

fn each(list: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for one in list {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

fn told(packets: &PacketSet, most: usize, lang: Lang) -> String {
    let boxes = real(packets).telling_boxes();
    let rest = boxes.len().saturating_sub(most);
    let mut texts: Vec<String> =
        boxes.iter().take(most).map(|region| traffic(&(*region).into(), lang).join(" ")).collect();
    if rest > 0 {
        texts.push(say!(lang, "ほか {rest} 種類", "{rest} more"));
    }
    texts.join("; ")
}

/// The packets that can arrive, as few boxes as tell it: where nearly everyone is among the senders, that is anyone, and
/// the few who passed before are among them.
fn real(packets: &PacketSet) -> PacketSet {
    let everyone = plausible_sources();
    let arrives = |region: &Region| {
        let [source, from, to] = region.spans;
        let (low, high) = (source.low.max(everyone.low), source.high.min(everyone.high));
        (low <= high).then_some(Region { kind: region.kind, spans: [Span { low, high }, from, to] })
    };
    let mut boxes: Vec<Region> = packets.regions().iter().filter_map(arrives).collect();
    for axis in [1, 0] {
        boxes = widened(boxes, axis);
    }
    boxes.into_iter().collect::<PacketSet>().tidied()
}

/// Boxes that differ along an axis only, as one that covers it whole where they leave out next to nothing.
fn widened(boxes: Vec<Region>, axis: usize) -> Vec<Region> {
    let whole = if axis == 0 { plausible_sources() } else { Span::PORTS };
    let told = if axis == 0 { Span::ADDRESSES } else { Span::PORTS };
    let size = |span: Span| u64::from(span.high - span.low) + 1;
    let mut groups: Vec<(Region, u64)> = Vec::new();
    for region in &boxes {
        let ported = axis == 0 || matches!(region.kind, Kind::Tcp | Kind::Udp);
        let Some(span) = region.spans.get(axis).copied().filter(|_| ported) else { continue };
        let mut wide = *region;
        if let Some(place) = wide.spans.get_mut(axis) {
            *place = told;
        }
        match groups.iter_mut().find(|(known, _)| *known == wide) {
            Some((_, covered)) => *covered += size(span),
            None => groups.push((wide, size(span))),
        }
    }
    let nearly_all = |covered: u64| covered * 100 >= size(whole) * 99;
    let wide: Vec<Region> =
        groups.into_iter().filter(|(_, covered)| nearly_all(*covered)).map(|(wide, _)| wide).collect();
    let covered = |region: &Region| {
        wide.iter().any(|wide| {
            wide.kind == region.kind
                && (0..3).all(|other| other == axis || wide.spans.get(other) == region.spans.get(other))
        })
    };
    boxes.iter().filter(|region| !covered(region)).chain(&wide).copied().collect()
}

/// A question in a few words, as the title of the field for an entry of the profile.
pub fn asked(field: ProfileField, lang: Lang) -> &'static str {
    match field {
        ProfileField::Admin => lang.pick("誰が管理しますか?", "Who administrates?"),
        ProfileField::Service => lang.pick("公開しているポートは?", "Which ports are offered?"),
        ProfileField::Resolver => lang.pick("どのリゾルバを使いますか?", "Which resolvers does it ask?"),
        other => super::profile_label(other, lang),
    }
}

/// What is asked.
pub fn need(need: &Need, lang: Lang) -> String {
    match need {
        Need::Admin(_) => lang
            .pick(
                "誰が管理しますか? 管理者のネットワークが分かれば、修正案を出せます。",
                "Who administrates? With the administrators' network there is a fix.",
            )
            .to_owned(),
        Need::Service(_) => lang
            .pick(
                "公開しているポートはどれですか? 分かれば、残りを閉じられます。",
                "Which ports are offered? With them the rest can be closed.",
            )
            .to_owned(),
        Need::Resolver(_) => lang
            .pick(
                "サーバはどのリゾルバを使いますか? 分かれば、その応答だけを通せます。",
                "Which resolvers does the server ask? Then just their answers can pass.",
            )
            .to_owned(),
        Need::Room => lang
            .pick(
                "ルールが 30 個あり、修正を足す場所がありません。まずルールを減らしてください。",
                "There are 30 rules, so the repair has no room. Make the list shorter first.",
            )
            .to_owned(),
        Need::Rule(at) => {
            let rule = rule_numbers(&[*at], lang);
            say!(
                lang,
                "{rule} が妨げています。意図して書かれたものなので、直すのはあなたです。",
                "{rule} is in the way. It was written on purpose, so only you can change it."
            )
        }
    }
}
