//! What formats are called, what each is for, and what leads in from others.

use super::Lang;
use crate::formats::{Foreign, Format};

/// What a format is called: a known one here, any other in its own words.
pub fn format_name(format: &dyn Format, lang: Lang) -> String {
    let id = format.id();
    say!(lang, match id {
        "rules" => en "bare rules" ja "ルールの配列";
        "filter" => en "one filter" ja "フィルタ 1 つ";
        "usacloud" => en "usacloud output (array)" ja "usacloud の出力 (配列)";
        "parameters" => en "usacloud --parameters" ja "usacloud の --parameters";
        "api" => en "API answer (one)" ja "API の応答 (1 つ)";
        "api-list" => en "API answer (list)" ja "API の応答 (一覧)";
        "csv" => en "CSV table" ja "CSV の表";
        "yaml" => en "usacloud output (YAML)" ja "usacloud の出力 (YAML)";
        "aws-nacl" => en "AWS network ACL" ja "AWS のネットワーク ACL";
        "plan" => en "terraform show -json" ja "terraform show -json の出力";
        "terraform-v1" => en "Terraform, provider sakuracloud 1" ja "Terraform (sakuracloud プロバイダー v1)";
        "terraform-v2" => en "Terraform, provider sakuracloud 2" ja "Terraform (sakuracloud プロバイダー v2)";
        "terraform-v3" => en "Terraform, provider sakura 3" ja "Terraform (sakura プロバイダー v3)";
        _ => { format.name().map_or_else(|| id.to_owned(), |name| name.get(lang).to_owned()) };
    })
}

/// What files of a format are good for, in a few words.
pub(crate) fn format_purpose(format: &dyn Format, lang: Lang) -> String {
    let id = format.id();
    say!(lang, match id {
        "rules" => en "usacloud --expressions takes it" ja "usacloud の --expressions に渡す";
        "filter" => en "one filter with its name" ja "名前の付いたフィルタ 1 つ";
        "usacloud" => en "as usacloud -o json prints it" ja "usacloud -o json の出力と同じ";
        "parameters" => en "usacloud --parameters takes it" ja "usacloud の --parameters に渡す";
        "api" => en "the API takes it (PUT packetfilter/ID)" ja "API に渡す (PUT packetfilter/ID)";
        "api-list" => en "as the API lists filters" ja "API の一覧と同じ";
        "csv" => en "a table for spreadsheets" ja "表計算ソフトで開く表";
        "yaml" => en "as usacloud -o yaml prints it" ja "usacloud -o yaml の出力と同じ";
        "terraform-v1" => en "a new .tf for the old provider" ja "古いプロバイダーの .tf";
        "terraform-v2" => en "a new .tf, rules inside of the filter" ja "ルールをフィルタの中に書く .tf";
        "terraform-v3" => en "a new .tf, rules beside the filter" ja "ルールをフィルタと別に書く .tf";
        _ => { format_name(format, lang) };
    })
}

/// What leads in from a kind of text that is known by name only.
pub(super) fn foreign(kind: Foreign, lang: Lang) -> String {
    say!(lang, match kind {
        Foreign::SecurityGroups =>
            en "These are AWS security groups. They remember connections and this filter does not, so they cannot be taken over as they are. \
                The network ACL of the subnet can: aws ec2 describe-network-acls. For the rest, see: sekimori learn"
            ja "AWS のセキュリティグループです。ステートフルで、このフィルタとは考え方が違うため、そのままは読めません。\
                サブネットのネットワーク ACL なら読めます (aws ec2 describe-network-acls)。違いは sekimori learn で学べます。";
        Foreign::Iptables =>
            en "These are rules of iptables-save. They may remember connections, which this filter cannot, so they are not read. \
                Begin with a preset, or paste the list of allowed addresses."
            ja "iptables-save のルールです。接続の状態を見る条件があり、このフィルタでは表せないため読みません。\
                プリセットから始めるか、許可するアドレスの一覧を貼り付けてください。";
        Foreign::Nftables =>
            en "This is a ruleset of nftables. It may remember connections, which this filter cannot, so it is not read. \
                Begin with a preset, or paste the list of allowed addresses."
            ja "nftables のルールセットです。接続の状態を見る条件があり、このフィルタでは表せないため読みません。\
                プリセットから始めるか、許可するアドレスの一覧を貼り付けてください。";
        Foreign::TerraformState =>
            en "This is the state of Terraform as it is stored, which is no stable interface. Please open what this prints: \
                terraform show -json"
            ja "Terraform が保存した state です。この形式は互換が約束されていないので、次の出力を開いてください: terraform show -json";
        Foreign::Ansible =>
            en "These are tasks of Ansible, which change a filter and hold none. Please open the filter itself: \
                usacloud iaas packet-filter read -o json ID"
            ja "Ansible のタスクです。フィルタを変える手順で、フィルタそのものではありません。次の出力を開いてください: \
                usacloud iaas packet-filter read -o json ID";
        Foreign::Ufw =>
            en "This is what ufw prints. It remembers connections, which this filter cannot, so it is not read. \
                Begin with a preset, or paste the list of allowed addresses."
            ja "ufw の出力です。ステートフルで、このフィルタでは表せないため読みません。\
                プリセットから始めるか、許可するアドレスの一覧を貼り付けてください。";
    })
}
