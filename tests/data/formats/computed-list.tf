resource "sakura_packet_filter" "pf" {
  name = "pf-${terraform.workspace}"
}

resource "sakura_packet_filter_rules" "pf" {
  packet_filter_id = sakura_packet_filter.pf.id
  expression       = concat(local.common, [{ protocol = "ip", allow = false }])
}
