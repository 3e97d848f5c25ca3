locals {
  names = ["http", "https"]
  ports = ["80", "443"]
}

resource "sakuracloud_packet_filter" "nothing" {
  name        = "nothing"
  description = "as many rules as ports"

  expression {
    protocol         = "tcp"
    source_network   = "198.51.100.0/24"
    destination_port = "22"
  }

  # One rule for each port.
  dynamic "expression" {
    for_each = []
    content {
      protocol         = "tcp"
      destination_port = expression.value
      description      = local.names[expression.key]
    }
  }

  expression {
    protocol         = "udp"
    source_port      = "67"
    destination_port = "68"
  }
  expression {
    protocol = "ip"
    allow    = false
  }
}
