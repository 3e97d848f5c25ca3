resource "sakura_packet_filter_rules" "empty" {
  packet_filter_id = var.id
  expression       = []
}
