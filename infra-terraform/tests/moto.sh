#!/usr/bin/env bash
# Applies examples/localstack to moto, reads it back, plans again, and takes it away: a second
# opinion on what localstack.sh does, by another hand. moto runs no functions, so that nothing is
# published. `tests/run --all` calls it. The last line is one JSON object. Exit code 0 when all holds,
# 1 when something does not, 69 where Terraform or moto is missing. --port N: 4613 by default.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
cache=${FERRY_CACHE:-$HOME/.cache/ferry}/moto
version=5.2.1
port=4613
[ "${1:-}" != --port ] || port=$2

skip() {
  echo "SKIPPED: $*"
  exit 69
}

command -v "${TERRAFORM:-terraform}" >/dev/null 2>&1 || skip 'moto.sh (no terraform on this machine)'
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
venv=$cache/$version
if [ ! -f "$venv/whole" ]; then
  echo "moto.sh: installing moto $version, once" >&2
  rm -rf "$venv"
  { python3 -m venv "$venv" && "$venv/bin/pip" install -q "moto[server]==$version" && touch "$venv/whole"; } >&2 || skip "moto.sh (moto $version cannot be installed)"
fi
flock -u 9

log=$(mktemp)
"$venv/bin/python" "$here/moto/server.py" -H 127.0.0.1 -p "$port" >"$log" 2>&1 &
moto=$!
trap 'kill "$moto" 2>/dev/null || true; rm -f "$log"' EXIT
for ((waited = 0; ; waited++)); do
  ! curl -sf "http://127.0.0.1:$port/moto-api/data.json" >/dev/null 2>&1 || break
  kill -0 "$moto" 2>/dev/null && [ "$waited" -lt 240 ] || { cat "$log" >&2 && exit 1; }
  sleep 0.5
done

cd "$here"
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m ferrytf.on_moto --endpoint "http://127.0.0.1:$port"
