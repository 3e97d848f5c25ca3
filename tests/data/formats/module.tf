variable "name" {}
variable "admin" { type = list(string) }
variable "allow_web" { default = true }

resource "sakuracloud_packet_filter" "module" {
  name        = "${var.name}-filter"
  description = var.name

  expression {
    protocol         = "tcp"
    source_network   = var.admin[0]
    destination_port = "22"
    description      = "${var.name} administrators"
  }
  expression {
    protocol         = "tcp"
    destination_port = "443"
    allow            = var.allow_web
  }
  expression {
    protocol         = "tcp"
    destination_port = "32768-60999"
  }
  expression {
    protocol       = "ip"
    source_network = "${sakuracloud_server.lb.ip_address}/32"
  }
  expression {
    protocol = "ip"
    allow    = false
  }
}
