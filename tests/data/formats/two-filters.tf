resource "sakuracloud_packet_filter" "front" {
	name = "front"
	zone = "is1a"
}

// Kept apart, so that the filter itself never changes.
resource "sakuracloud_packet_filter_rules" "front" {
	packet_filter_id = sakuracloud_packet_filter.front.id
	zone             = "is1a"

	expression {
		protocol         = "tcp"
		destination_port = "80"
	}
	timeouts {
		create = "5m"
	}
	expression {
		protocol         = "tcp"
		destination_port = "443"   # https
	}
	/* Everything else stays
	   outside. */
	expression {
		protocol = "ip"
		allow    = false
	}
}

resource "sakuracloud_packet_filter" "back" {
  name = "back"
  expression {
    protocol = "tcp"
    source_network="10.0.0.0/8"
    destination_port =   "5432"
  }

  expression {
    allow=false
    protocol="ip"
  }
  tags = ["db"]
}

resource "sakuracloud_server" "web" {
  name = "web"
  network_interface {
    upstream         = "shared"
    packet_filter_id = sakuracloud_packet_filter.front.id
  }
}
