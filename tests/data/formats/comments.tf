/*
 * Firewall of the office.
 */
resource "sakura_packet_filter_rules" "office" { # do not rename
  packet_filter_id = 112900000001
  expression = [ // from the top
    # 1. who may log in
    # (ask before adding anybody)
    { protocol = "tcp", source_network = "192.0.2.0/24", destination_port = "22" } , # office
    { protocol = "tcp", source_network = "198.51.100.7", destination_port = "22" }, /* Sato */

    // 2. what comes back

    /* replies */
    {
      protocol = "tcp", destination_port = "32768-60999", # Linux
    },
    { protocol = "udp"
      destination_port = "32768-60999" },
    # nothing stands below this
  ]
}
