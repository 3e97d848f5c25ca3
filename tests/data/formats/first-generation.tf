resource "sakuracloud_packet_filter" "web" {
  name = "web"

  expressions = {
    protocol  = "tcp"
    source_nw = "192.0.2.0/24"
    dest_port = "22"
  }

  # HTTP
  expressions = {
    protocol  = "tcp"
    dest_port = "80"
  }

  expressions {
    protocol    = "ip"
    allow       = "false"
    description = "deny all"
  }
}
