#!/bin/sh
# Opens the catalogue's page in a headless Chromium, as files and from the server, and compares what
# its search finds with what `lontar catalogue search` finds. LONTAR_SHOTS names a folder for pictures.
set -eu
cd "$(dirname "$0")/.."
lontar=${LONTAR:-.build/debug/lontar}
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
browser=$(command -v chromium || command -v chromium-browser) || {
  echo "page.sh: there is no chromium here, so the page is not opened" >&2
  exit 0
}
open() {
  "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
    --virtual-time-budget=8000 "$@" 2>/dev/null
}
found() { open --dump-dom "$1" | sed -n 's/.*role="status">\([0-9]*\) of.*/\1/p' | head -n 1; }

if [ -z "${LONTAR_CATALOGUE:-}" ]; then
  export HOME="$work" XDG_DATA_HOME="$work"
fi
"$lontar" catalogue export --quiet --html "$work/site"
"$lontar" catalogue serve --quiet --port 8175 &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  curl -fs -o /dev/null http://127.0.0.1:8175/ && break
  sleep 0.5
done
[ "$(curl -s -o /dev/null -w '%{http_code}' -H 'Host: elsewhere.example' http://127.0.0.1:8175/)" = 403 ]

bad=0
compare() { # the page's query, then the command's arguments
  query=$1
  shift
  wanted=$("$lontar" catalogue search "$@" --format json --quiet | sed 's/^{"count":\([0-9]*\).*/\1/')
  for place in "file://$work/site/index.html" "http://127.0.0.1:8175/"; do
    got=$(found "$place#/?$query")
    if [ "$got" != "$wanted" ]; then
      echo "page.sh: $place#/?$query found '$got', and the command $wanted" >&2
      bad=1
    fi
  done
}
compare "" --limit 1
compare "q=news" news
compare "q=named%20entity&language=vie" named entity --language vie
compare "q=crowd" crowd
compare "task=NER&allows=commercial" --task NER --licence-allows commercial
compare "q=burmese&country=MM" burmese --country MM
compare "q=zzzz" zzzz

if [ -n "${LONTAR_SHOTS:-}" ]; then
  page="file://$work/site/index.html"
  dark="--blink-settings=preferredColorScheme=0"
  open --window-size=1300,1000 --screenshot="$LONTAR_SHOTS/wide-light.png" "$page"
  open --window-size=1300,1000 "$dark" --screenshot="$LONTAR_SHOTS/wide-dark.png" "$page#/matrix"
  open --window-size=500,1000 --screenshot="$LONTAR_SHOTS/narrow-light.png" "$page#/?q=khmer"
  open --window-size=500,1000 "$dark" --screenshot="$LONTAR_SHOTS/narrow-dark.png" "$page#/?q=lao"
fi
[ "$bad" = 0 ] && echo "page.sh: the page finds what the command finds"
exit "$bad"
