//! What a repair opens and closes, and what is asked where one is missing.

use super::traffic::{flow_name, rule_numbers, traffic};
use super::{Lang, list};
use crate::analysis::{PacketKind, PacketSet, Region, Span};
use crate::profile::{ProfileField, plausible_sources};
use crate::report::{Fix, Need};

/// So many kinds of traffic that a repair closes are told; what it opens is told whole.
const TOLD: usize = 4;

/// What passes after a repair that did not, what does not any more, and which other findings go with it: a sentence each.
pub fn traffic_of_fix(fix: &Fix, lang: Lang) -> Vec<String> {
    let mut lines = opened_and_closed(&[fix.opens.clone(), fix.closes.clone()], lang);
    lines.extend(who_listens(&fix.opens, lang).map(ToOwned::to_owned));
    let mut cured: Vec<String> = Vec::new();
    for (code, flow) in &fix.cures {
        let one = flow.map_or(code.clone(), |id| flow_name(id, lang));
        if !cured.contains(&one) {
            cured.push(one);
        }
    }
    if !cured.is_empty() {
        let cured = list(cured, lang);
        lines.push(say!(lang, en = "It cures as well: {cured}", ja = "これで直るもの: {cured}"));
    }
    lines
}

/// What passes afterwards that did not, and what does not any more.
pub(crate) fn opened_and_closed([opens, closes]: &[PacketSet; 2], lang: Lang) -> Vec<String> {
    let opened = told(&joined(&arriving(opens), &[(1, 99), (0, 99)]), usize::MAX, lang);
    let mut lines = vec![say!(lang, match opened {
        _ if opened.is_empty() => en "It opens nothing." ja "新しく通るものはありません。";
        opened => en "It opens {opened}" ja "新しく通る: {opened}";
    })];
    let closed = told(&joined(&arriving(closes), &[(0, 100)]), TOLD, lang);
    if !closed.is_empty() {
        lines.push(say!(lang, en = "It closes {closed}", ja = "通らなくなる: {closed}"));
    }
    lines
}

/// Why what opens is no danger, or what the danger is.
fn who_listens(opens: &PacketSet, lang: Lang) -> Option<&'static str> {
    /// From so many ports on it is the range of answers.
    const WIDE: u32 = 1000;
    let ported = || opens.regions().iter().filter(|region| matches!(region.kind, PacketKind::Tcp | PacketKind::Udp));
    let to = |region: &Region| region.spans[2];
    if ported().count() > 0 && ported().all(|region| region.kind == PacketKind::Udp && to(region) == Span::one(68)) {
        return Some(pick!(
            lang,
            en = "Only the DHCP client listens there.",
            ja = "そこで待ち受けるのは DHCP クライアントだけです。"
        ));
    }
    ported().any(|region| to(region).high - to(region).low >= WIDE).then_some(pick!(
        lang,
        en = "Answers need this range. Whatever else listens in it is open to everyone then.",
        ja = "戻りパケットに必要な範囲です。ここで待ち受けるサービスがあれば、それにも誰でも届くようになります。"
    ))
}

fn told(packets: &PacketSet, most: usize, lang: Lang) -> String {
    let boxes = packets.representative_boxes();
    let rest = boxes.len().saturating_sub(most);
    let mut texts: Vec<String> =
        boxes.iter().take(most).map(|region| traffic(&(*region).into(), lang).join(" ")).collect();
    if rest > 0 {
        texts.push(say!(lang, en = "{rest} more", ja = "ほか {rest} 種類"));
    }
    texts.join("; ")
}

fn arriving(packets: &PacketSet) -> PacketSet {
    let everyone = plausible_sources();
    let arrives = |region: &Region| {
        let [source, from, to] = region.spans;
        let (low, high) = (source.low.max(everyone.low), source.high.min(everyone.high));
        (low <= high).then_some(Region { kind: region.kind, spans: [Span { low, high }, from, to] })
    };
    packets.regions().iter().filter_map(arrives).collect::<PacketSet>().tidied()
}

/// The same in fewer boxes: along each of the axes, boxes that cover at least so many percent of it are told as one that
/// covers it whole. Of what opens that leaves out those who passed before; of what closes nothing may be left out, as
/// it stays open.
fn joined(packets: &PacketSet, axes: &[(usize, u64)]) -> PacketSet {
    let mut boxes: Vec<Region> = packets.regions().to_vec();
    for (axis, percent) in axes {
        boxes = widened(boxes, *axis, *percent);
    }
    boxes.into_iter().collect::<PacketSet>().tidied()
}

/// Boxes that differ along an axis only, as one that covers it whole where they cover so many percent of it.
fn widened(boxes: Vec<Region>, axis: usize, percent: u64) -> Vec<Region> {
    let whole = if axis == 0 { plausible_sources() } else { Span::PORTS };
    let told = if axis == 0 { Span::ADDRESSES } else { Span::PORTS };
    let size = |span: Span| u64::from(span.high - span.low) + 1;
    let mut groups: Vec<(Region, u64)> = Vec::new();
    for region in &boxes {
        let ported = axis == 0 || matches!(region.kind, PacketKind::Tcp | PacketKind::Udp);
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
    let enough = |covered: u64| covered * 100 >= size(whole) * percent;
    let wide: Vec<Region> = groups.into_iter().filter(|(_, covered)| enough(*covered)).map(|(wide, _)| wide).collect();
    let covered = |region: &Region| {
        wide.iter().any(|wide| {
            wide.kind == region.kind
                && (0..3).all(|other| other == axis || wide.spans.get(other) == region.spans.get(other))
        })
    };
    boxes.iter().filter(|region| !covered(region)).chain(&wide).copied().collect()
}

/// A question in a few words, as the title of the field for an entry of the profile.
pub(crate) fn asked(field: ProfileField, lang: Lang) -> &'static str {
    pick!(lang, match field {
        ProfileField::Admin => en "Who administrates?" ja "誰が管理しますか?";
        ProfileField::Service => en "Which ports are offered?" ja "公開しているポートは?";
        ProfileField::Resolver => en "Which resolvers does it ask?" ja "どのリゾルバを使いますか?";
        other => { super::profile_label(other, lang) };
    })
}

/// What is asked.
pub fn need(need: &Need, lang: Lang) -> String {
    say!(lang, match need {
        Need::Admin(_) =>
            en "Who administrates? With the administrators' network there is a fix."
            ja "誰が管理しますか? 管理者のネットワークが分かれば、修正案を出せます。";
        Need::Service(_) =>
            en "Which ports are offered? With them the rest can be closed."
            ja "公開しているポートはどれですか? 分かれば、残りを閉じられます。";
        Need::Resolver(_) =>
            en "Which resolvers does the server ask? Then just their replies can pass."
            ja "サーバはどのリゾルバを使いますか? 分かれば、その応答だけを通せます。";
        Need::Room =>
            en "There are 30 rules, so the repair has no room. Make the list shorter first."
            ja "ルールが 30 個あり、修正を足す場所がありません。まずルールを減らしてください。";
        Need::Rule(at) =>
            en "{rule} is in the way. It was written on purpose, so only you can change it."
            ja "{rule} が妨げています。意図して書かれたものなので、自動では変えません。手で直してください。",
            rule = rule_numbers(&[*at], lang);
    })
}
