resource "sakuracloud_packet_filter" "old" {
  name = "old"
}

resource "sakuracloud_packet_filter_rule" "last" {
  packet_filter_id = sakuracloud_packet_filter.old.id
  protocol         = "ip"
  allow            = false
  order            = 999
}

resource "sakuracloud_packet_filter_rule" "ssh" {
  packet_filter_id = sakuracloud_packet_filter.old.id
  protocol         = "tcp"
  source_nw        = "192.0.2.0/24"
  dest_port        = "22"
  order            = 1
}

resource "sakuracloud_packet_filter_rule" "web" {
  packet_filter_id = sakuracloud_packet_filter.old.id
  protocol         = "tcp"
  dest_port        = "80"
  order            = 2
}
