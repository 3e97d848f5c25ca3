//! Names of services in place of port numbers, as people say them: `https` is 443.
//!
//! A filter holds numbers only. The names are a help for hands: they are looked up while a field is typed, and what goes
//! into the rule is the number.

use super::{Ports, Protocol};
use std::sync::LazyLock;

/// A service that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedService {
    /// Its name, in lower case.
    pub(crate) name: &'static str,
    pub(crate) ports: Ports,
    /// What it is spoken over.
    pub(crate) protocols: Vec<Protocol>,
}

/// The table. Its head names its source.
const TABLE: &str = include_str!("../../assets/services.tsv");

/// Every service in the table, in its order. It is read once: what a port is called is asked for each frame.
pub(crate) fn services() -> &'static [NamedService] {
    static SERVICES: LazyLock<Vec<NamedService>> = LazyLock::new(|| {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(read).collect()
    });
    &SERVICES
}

fn read(line: &'static str) -> Option<NamedService> {
    let mut columns = line.split('\t');
    let (name, ports, protocols) = (columns.next()?, columns.next()?, columns.next()?);
    let protocols = protocols.split(',').filter_map(|word| Protocol::parse(word).ok()).collect();
    Some(NamedService { name, ports: Ports::parse(ports).ok()?, protocols })
}

/// The first service of the table on this port.
pub(crate) fn service_on(port: u16, protocol: Protocol) -> Option<&'static NamedService> {
    services().iter().find(|one| one.ports == Ports::One(port) && one.protocols.contains(&protocol))
}

/// The service of this name, in any letter case.
pub(crate) fn service_named(name: &str) -> Option<&'static NamedService> {
    let name = super::half_width(name).trim().to_ascii_lowercase();
    services().iter().find(|service| service.name == name)
}

impl NamedService {
    /// Its ports and protocols, as `443/tcp`.
    pub(crate) fn place(&self) -> String {
        let protocols: Vec<&str> = self.protocols.iter().map(|protocol| protocol.as_str()).collect();
        format!("{}/{}", self.ports, protocols.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_line_of_the_table_can_be_read_and_every_name_stands_once() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        let all = services();
        assert_eq!(all.len(), lines);
        assert!(all.iter().all(|service| !service.protocols.is_empty() && service.ports != Ports::Any));
        assert_eq!(all.iter().map(|service| service.name).collect::<HashSet<_>>().len(), lines);
    }

    #[test]
    fn a_name_is_a_port_in_any_case_and_width() {
        for name in ["https", "HTTPS", " ｈｔｔｐｓ "] {
            assert_eq!(service_named(name).map(|service| service.ports), Some(Ports::One(443)), "{name}");
        }
        assert_eq!(service_named("mosh").unwrap().place(), "60000-61000/udp");
        assert_eq!(service_named("nothing"), None);
    }
}
