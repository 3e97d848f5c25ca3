locals {
  ssh = { protocol = "tcp", destination_port = "22", source_network = "203.0.113.0/24" }
}

resource "sakura_packet_filter_rules" "shared" {
  packet_filter_id = var.filter_id
  expression = [
    local.ssh,                                             # the same everywhere
    { protocol = "tcp", destination_port = var.port },
    { "protocol" : "udp", "source_port" : "67", "destination_port" : "68" },
    { protocol = "ip", allow = false, description = <<-EOT
      everything
      EOT
    },
  ]
}
