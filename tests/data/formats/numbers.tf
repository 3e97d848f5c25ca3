resource "sakuracloud_packet_filter" "n" {
  name = "n"
  expression {
    protocol         = "tcp"
    source_network   = null
    source_port      = ""
    destination_port = 22
    allow            = "true"
  }
  expression {
    protocol = "ip"
    allow    = false
  }
}
