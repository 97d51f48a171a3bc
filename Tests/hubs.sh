#!/bin/sh
# Fetches the two hubs that the catalogue is compared with, at the commits whose counts the tests know,
# into .build/hubs: SEACrowd's 400 loaders and NusaCrowd's 126. Leaves with 1 if they cannot be had.
set -eu
cd "$(dirname "$0")/.."
from=${HUBS_FROM:-https://github.com}
fetch() { # OWNER/NAME COMMIT FOLDER
  place=.build/hubs/${1#*/}
  [ ! -d "$place/$3" ] || return 0
  mkdir -p "$place"
  (
    cd "$place"
    [ -d .git ] || git init -q
    git fetch -q --depth 1 "$from/$1" "$2"
    git checkout -q FETCH_HEAD -- "$3"
  ) || return 1
}
fetch SEACrowd/seacrowd-datahub 960a3711bbe060d9d9d94ec5c8472f2bd70a7146 seacrowd
fetch IndoNLP/nusa-crowd edf9f19c28dbbcfb7c9afbd6f5d726f69d1ee059 nusacrowd
