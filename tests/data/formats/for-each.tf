resource "sakuracloud_packet_filter" "each" {
  for_each = toset(["a", "b"])
  name     = each.key
  expression {
    protocol         = "tcp"
    destination_port = "443"
  }
  expression {
    protocol       = "ip"
    source_network = each.value == "a" ? "10.0.0.0/8" : "192.168.0.0/16"
  }
  expression {
    protocol = "ip"
    allow    = false
  }
}
