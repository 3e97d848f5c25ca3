//! Kinds of text that are no filters of this cloud, and that people try to open: told apart by a few words of them, so that
//! the answer can say which way leads in.

/// A kind of text that is known by name only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// `aws ec2 describe-security-groups` and `describe-security-group-rules`: stateful.
    SecurityGroups,
    /// `iptables-save`.
    Iptables,
    /// `nft list ruleset`, with or without `-j`.
    Nftables,
    /// `terraform.tfstate`, version 4, as Terraform and terraformer write it: no stable interface.
    TerraformState,
    /// A playbook or a list of tasks, as Ansible takes it.
    Ansible,
    /// `ufw status`.
    Ufw,
}

impl Foreign {
    /// What a text is, if it is one of these.
    pub(crate) fn recognise(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let key = |name: &str| text.contains(&format!("\"{name}\""));
        if text.starts_with(['{', '[']) {
            return match () {
                () if ["SecurityGroups", "SecurityGroupRules", "IpPermissions"].into_iter().any(key) => {
                    Some(Self::SecurityGroups)
                }
                () if key("nftables") => Some(Self::Nftables),
                () if ["terraform_version", "lineage", "resources", "serial"].into_iter().all(key) => {
                    Some(Self::TerraformState)
                }
                () => None,
            };
        }
        let any = |is: fn(&str) -> bool| text.lines().any(|line| is(line.trim_end()));
        match () {
            () if any(is_table_of_iptables) && any(|line| line.starts_with(':') || line.starts_with("-A ")) => {
                Some(Self::Iptables)
            }
            () if any(is_table_of_nftables) && any(|line| line.trim_start().starts_with("chain ")) => {
                Some(Self::Nftables)
            }
            () if text.starts_with("Status: ") && any(|line| line.starts_with("To ") && line.contains("Action")) => {
                Some(Self::Ufw)
            }
            () if any(|line| line.starts_with("- hosts:") || line.starts_with("  hosts:")) => Some(Self::Ansible),
            () if any(|line| line.trim_start_matches([' ', '-']).starts_with("packet_filter_id:"))
                && any(|line| line.trim_start_matches([' ', '-']).starts_with("state:")) =>
            {
                Some(Self::Ansible)
            }
            () => None,
        }
    }
}

fn is_table_of_iptables(line: &str) -> bool {
    ["*filter", "*nat", "*mangle", "*raw", "*security"].contains(&line)
}

fn is_table_of_nftables(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next() == Some("table") && line.ends_with('{') && words.count() >= 2
}
