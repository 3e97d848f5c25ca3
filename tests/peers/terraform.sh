#!/usr/bin/env bash
# Does Terraform take what this program writes? Run by hand: tests/peers/terraform.sh [PROGRAM]
#
# Needs terraform or tofu. With the providers in $SEKIMORI_PROVIDERS (terraform-provider-sakuracloud for v2,
# terraform-provider-sakura for v3, built from their sources), files are validated by them too. What is missing is said.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=$(realpath "${1:-target/debug/sekimori}")
terraform=$(command -v terraform || command -v tofu || true)
if [ -z "$terraform" ]; then
    echo "skipped: neither terraform nor tofu is installed"
    exit 0
fi
export TF_CLI_CONFIG_FILE=/dev/null
"$terraform" version | head -1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

formatted() {
    "$terraform" fmt -check -diff "$1" > "$work/diff" || { echo "not formatted: $1"; cat "$work/diff"; exit 1; }
}

files=0
for generation in 1 2 3; do
    for filter in assets/incident.json tests/data/formats/usacloud.yaml; do
        new="$work/v$generation-$(basename "$filter").tf"
        "$program" convert --lang en --filter 1 "$filter" --to "terraform-v$generation" -o "$new" 2> "$work/told"
        formatted "$new"
        # A repair keeps the form.
        "$program" repair --lang en --filter 1 "$new" -o "$new.repaired.tf" > /dev/null 2>&1 || true
        formatted "$new.repaired.tf"
        files=$((files + 1))
    done
done
echo "fmt: $files new files, and each repaired, are as terraform fmt writes them"

validated() {
    local name=$1 address=$2 generation=$3
    local provider="${SEKIMORI_PROVIDERS:-/nowhere}/$name"
    if [ ! -x "$provider" ]; then
        echo "skipped: $name is not in \$SEKIMORI_PROVIDERS"
        return
    fi
    local place="$work/validate-v$generation"
    mkdir "$place"
    cp "$work/v$generation-incident.json.tf" "$place/filter.tf"
    cat > "$place/provider.tf" <<END
terraform {
  required_providers {
    ${name#terraform-provider-} = { source = "$address" }
  }
}
END
    cat > "$work/rc" <<END
provider_installation {
  dev_overrides { "$address" = "$SEKIMORI_PROVIDERS" }
  direct {}
}
END
    export TF_CLI_CONFIG_FILE="$work/rc"
    (cd "$place" && "$terraform" validate -no-color > "$work/told" || { cat "$work/told"; exit 1; })
    # No account is asked for a plan of what is new; what the provider made of the rules is read back.
    export SAKURA_ACCESS_TOKEN=none SAKURA_ACCESS_TOKEN_SECRET=none SAKURA_ZONE=is1a
    export SAKURACLOUD_ACCESS_TOKEN=none SAKURACLOUD_ACCESS_TOKEN_SECRET=none SAKURACLOUD_ZONE=is1a
    (cd "$place" && "$terraform" plan -no-color -out plan > "$work/told" 2>&1 || { cat "$work/told"; exit 1; })
    (cd "$place" && "$terraform" show -json plan) > "$place/plan.json"
    "$program" convert --lang en "$place/plan.json" --to rules -o "$place/after.json" 2> "$work/told"
    "$program" diff --lang en assets/incident.json "$place/after.json"
    echo "validate and plan: $name takes v$generation, and its plan has the same rules"
}
validated terraform-provider-sakuracloud sacloud/sakuracloud 2
validated terraform-provider-sakura sacloud/sakura 3
