#!/bin/sh
# Builds the C interface, compiles a C program against its header, and lets it encode and decode.
set -eu
cd "$(dirname "$0")/.."
swift build -c release --product LontarC
library=$(swift build -c release --product LontarC --show-bin-path)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
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
cc -std=c11 -Wall -Wextra -Werror -I Sources/LontarC "$folder/main.c" -L "$library" -lLontarC -Wl,-rpath,"$library" -o "$folder/main"
"$folder/main" Tests/LontarTokensTests/Fixtures/llama.json
