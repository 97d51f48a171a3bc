// One target of libFuzzer: the check of check.h that TARGET names. See ../fuzz.sh.

#include "CLontar.h"

#include "../CLontarSanitizers/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count);

// Breaks and encodings take random numbers as well: the text decides them.
#define check_breaks_seeded(text) check_breaks(text, &(uint64_t){(text)->count})
#define check_legacy_seeded(text) check_legacy(text, &(uint64_t){(text)->count})

/// A hash does not depend on how its bytes are cut.
static inline void check_sha256(const bytes *text) {
  uint8_t whole[32], parts[32];
  lontar_sha256 hash;
  lontar_sha256_begin(&hash);
  lontar_sha256_add(&hash, text->data, text->count);
  lontar_sha256_end(&hash, whole);
  const size_t cut = text->count > 0 ? text->data[0] % (text->count + 1) : 0;
  lontar_sha256_begin(&hash);
  lontar_sha256_add(&hash, text->data, cut);
  lontar_sha256_add(&hash, cut < text->count ? text->data + cut : NULL, text->count - cut);
  lontar_sha256_end(&hash, parts);
  CHECK(memcmp(whole, parts, sizeof whole) == 0);
}

/// All that concerns normal forms.
static inline void check_all(const bytes *text) {
  check_validation(text);
  check_normalize_once(text);
  check_check(text);
  check_stable_prefix_once(text);
  check_stream_safe(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t count) {
  bytes text = bytes_copy(data, count);
  TARGET(&text);
  bytes_free(&text);
  return 0;
}
