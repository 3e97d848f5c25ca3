resource "sakuracloud_packet_filter" "empty" {
  name = "empty" # nothing yet
}

output "id" {
  value = sakuracloud_packet_filter.empty.id
}
