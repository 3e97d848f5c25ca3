# Web server of the shop.
terraform {
  required_providers {
    sakuracloud = {
      source = "sacloud/sakuracloud"
    }
  }
}

variable "office" {
  type    = string
  default = "203.0.113.0/24"
}

resource "sakuracloud_packet_filter" "web" {
  name        = "web"
  description = "the shop" # shown in the panel

  # Ask Sato before changing this.
  expression {
    protocol         = "tcp"
    source_network   = "192.0.2.0/24" # office
    destination_port = "22"
  }

  expression {
    protocol         = "tcp"
    destination_port = "443" /* https */
  } # the shop

  # ---- answers ----

  expression {
    protocol         = "udp"
    source_port      = "67"
    destination_port = "68"
  }
  expression {
    protocol         = "tcp"
    destination_port = "32768-60999"
  }
  expression {
    protocol    = "ip"
    allow       = false
    description = "残り"
  }
}
