#!/usr/bin/env bash
# Applies examples/localstack to LocalStack, puts the order system through everything and takes it
# away again: `localstack.sh --help` says with what. The last line is one JSON object. Exit code 0
# when all holds, 1 when something does not, 69 where Terraform, its provider or Python 3.13 is
# missing. Further options: --port N (4612 by default).
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../.." && pwd)
port=4612
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2 && shift ;;
    --orders) options+=(--orders "$(realpath "$2")") && shift ;;
    *) options+=("$1") ;;
  esac
  shift
done

skip() {
  echo "SKIPPED: $*"
  exit 69
}

command -v "${TERRAFORM:-terraform}" >/dev/null 2>&1 || skip 'localstack.sh (no terraform on this machine)'
paths=$("$checkout/localstack/up" paths) || skip 'localstack.sh (LocalStack cannot be installed, as said above)'
venv=$(eval "$paths" && printf '%s' "$venv")

work=$(mktemp -d)
started=false
if ! "$checkout/localstack/up" status --port "$port" 2>/dev/null; then
  "$checkout/localstack/up" --detach --port "$port"
  started=true
fi
trap 'rm -rf "$work"; ! $started || "$checkout/localstack/up" down --port "$port"' EXIT

# The order system in trouble, with what records its calls: one more jar in the package that users deploy.
"$checkout/ferry" --version >&2
built=$checkout/functions/samples/orders/aws/target/quick
elements=$built/classes:$(cat "$built/launcher/classpath")
mkdir "$work/recorder"
cp -R "$here/recorder/software" "$work/recorder"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -d "$work/recorder" -cp "$elements" "$here/recorder/RecordedCalls.java"
cli=$checkout/functions/cli/target/quick
"$checkout/ferry" package --on aws -o "$work/orders.zip" >&2 --class-path \
  "$elements:$cli/classes:$checkout/portable-api/simulation/target/quick/classes:$checkout/providers/embedded/target/quick/classes:$work/recorder"

cd "$here"
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m ferrytf.deployed --endpoint "http://127.0.0.1:$port" --package "$work/orders.zip" "${options[@]}"
