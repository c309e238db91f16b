#!/usr/bin/env bash
# What examples/localstack/README.md tells users, as it stands there, in a fresh clone of what was
# committed: its three commands, its order, which has to be placed, paid, booked and told of, and
# what takes all of it away. Nothing is added but that nobody is there to say yes. Exit code 0 when
# it works, 1 when not, 69 where Terraform, its provider, git or Python 3.13 is missing or the port is taken.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../.." && pwd)
handlers='audit-orders audit-payments inventory notification payment place-order'

skip() {
  echo "SKIPPED: three-commands.sh ($*)"
  exit 69
}

# The commands of the README's block number $1, a command a line.
commands() {
  awk -v wanted="$1" '
    /^    /{ if (!inside) { block++; inside = 1 } if (block == wanted) print substr($0, 5); next }
    { inside = 0 }' README.md
}

command -v "${TERRAFORM:-terraform}" >/dev/null 2>&1 || skip 'no terraform on this machine'
git -C "$checkout" rev-parse HEAD >/dev/null 2>&1 || skip 'no git, or no repository to clone'
paths=$("$checkout/localstack/up" paths) || skip 'LocalStack cannot be installed, as said above'
"$checkout/localstack/up" status >/dev/null 2>&1 && skip 'LocalStack runs already, with what somebody keeps there'

work=$(mktemp -d)
trap '"$checkout/localstack/up" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
git clone -q --depth 1 "file://$checkout" "$work/ferry"
cp "$here/../examples/localstack/README.md" "$work/README.md"
cd "$work"
commands 1 >apply.sh
commands 2 >order.sh
printf '%s\n' "$(sed -n 's/^Take it away: `\(.*\)`, `\(.*\)`\.$/\1 \&\& \2/p' README.md)" >away.sh
test "$(wc -l <apply.sh)" -eq 3 || { echo "README.md has not three commands"; exit 1; }

# Providers from this machine's mirrors, the AWS CLI from LocalStack's own packages.
PATH=$(eval "$paths" && printf '%s' "$venv")/bin:$PATH
TF_CLI_CONFIG_FILE=$work/terraform.rc
(cd "$here" && PYTHONDONTWRITEBYTECODE=1 python3 -c 'from ferrytf import terraform; print(terraform.configuration())') >"$TF_CLI_CONFIG_FILE"
export PATH TF_CLI_CONFIG_FILE TF_CLI_ARGS_apply=-auto-approve TF_CLI_ARGS_destroy=-auto-approve AWS_PAGER=
unset AWS_ENDPOINT_URL

began=$SECONDS
cd ferry
bash -euc "$(cat ../apply.sh)"
applied=$((SECONDS - began))
. infra-terraform/examples/localstack/environment
send() { bash -euc "$(sed '/^aws dynamodb/,$d' ../order.sh)"; }
effects() { bash -euc "$(sed -n '/^aws dynamodb/,$p' ../order.sh) --query 'Items[].handler.S' --output text" | tr -s '\t ' '\n' | sort | tr '\n' ' ' | sed 's/ $//'; }
send >/dev/null
for _ in $(seq 120); do
  had=$(effects)
  [ "$had" = "$handlers" ] && break
  sleep 1
done
[ "$had" = "$handlers" ] || { echo "the order had the effects of '$had', not of '$handlers'"; exit 1; }
handled=$((SECONDS - began))
bash -euc "$(cat ../away.sh)"
left=$(grep -c '"mode": "managed"' infra-terraform/examples/localstack/terraform.tfstate || true)
test "$left" = 0 || { echo "$left resources are left"; exit 1; }
printf '{"applySeconds":%d,"orderSeconds":%d,"effects":6,"destroyed":true}\n' "$applied" $((handled - applied))
