resource "sakura_packet_filter" "db" {
  name = "db"
}

resource "sakura_packet_filter_rules" "db" {
  packet_filter_id = sakura_packet_filter.db.id
  expression = [
    # administrators
    { protocol = "tcp", source_network = "203.0.113.0/24", destination_port = "22" },
    { protocol = "udp", source_port = "67", destination_port = "68", description = "DHCP" }, # lease

    # answers
    {
      protocol         = "tcp"
      destination_port = "32768-60999"
    },
    { protocol = "ip", allow = false }
  ]
}
