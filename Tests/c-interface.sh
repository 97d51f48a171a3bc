#!/bin/sh
# Installs the C interface, compiles a C program with what pkg-config says, and lets it encode and decode.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
make install-library PREFIX="$folder/lontar"
cat > "$folder/main.c" <<'END'
#include "lontar.h"
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments) {
  if (count < 2 || lontar_tokenizer_abi() != LONTAR_TOKENIZER_ABI) return 2;
  char message[256] = "";
  if (lontar_tokenizer_open("/no/such/file", message, sizeof message) || !strstr(message, "cannot be read")) return 3;
  lontar_tokenizer *tokenizer = lontar_tokenizer_open(arguments[1], message, sizeof message);
  if (!tokenizer) { puts(message); return 4; }
  const char *text = "ภาษาไทย";
  uint32_t ids[64];
  uint8_t bytes[64];
  int64_t needed = lontar_tokenizer_encode(tokenizer, (const uint8_t *)text, strlen(text), 0, NULL, 0);
  int64_t found = lontar_tokenizer_encode(tokenizer, (const uint8_t *)text, strlen(text), 0, ids, 64);
  if (found < 1 || found != needed || found >= lontar_tokenizer_size(tokenizer)) return 5;
  int64_t length = lontar_tokenizer_decode(tokenizer, ids, (size_t)found, 0, bytes, 64);
  if (length != (int64_t)strlen(text) || memcmp(bytes, text, strlen(text))) return 6;
  ids[0] = UINT32_MAX;
  if (lontar_tokenizer_decode(tokenizer, ids, 1, 0, bytes, 64) != -1) return 7;
  lontar_tokenizer_close(tokenizer);
  puts("C interface: encodes and decodes");
  return 0;
}
END
export PKG_CONFIG_PATH="$folder/lontar/lib/pkgconfig"
# What pkg-config gives is several words.
# shellcheck disable=SC2046
cc -std=c11 -Wall -Wextra -Werror $(pkg-config --cflags lontar) "$folder/main.c" $(pkg-config --libs lontar) -o "$folder/main"
LD_LIBRARY_PATH="$folder/lontar/lib" "$folder/main" Tests/LontarTokensTests/Fixtures/llama.json
readelf -d "$folder/lontar/lib/liblontar.so" | grep -q 'SONAME.*\[liblontar\.so\.2\]' || { echo "c-interface: the library's name is wrong" >&2; exit 1; }
if readelf -d "$folder/lontar/lib/liblontar.so" | grep -q 'NEEDED.*libswift'; then
  echo "c-interface: the library needs a Swift runtime" >&2
  exit 1
fi
