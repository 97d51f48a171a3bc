// Feeds every entry point of the C core seeded random and adversarial bytes; the sanitizers and the
// checks find what is wrong. `main [ROUNDS [SEED]]`.

#include "CLontar.h"
#include "check.h"

// Scalars that are hard on normalisers, breakers, and decoders.
static const uint32_t alphabet[] = {
  0x0,    0x9,    0xA,    0x20,   0x27,   0x2C,   0x2E,   0x31,   0x41,   0x61,    0x7F,    0x80,
  0xAD,   0xEA,   0x1B0,  0x300,  0x301,  0x302,  0x303,  0x306,  0x309,  0x31B,   0x323,   0x344,
  0x5D0,  0x7FF,  0x800,  0xE01,  0xE20,  0xE32,  0xE33,  0xE34,  0xE38,  0xE3A,   0xE40,   0xE48,
  0xE49,  0xE50,  0xEA5,  0xEB2,  0xEB8,  0xEBA,  0xEC8,  0xFFF,  0x1000, 0x1025,  0x102E,  0x1037,
  0x1039, 0x103A, 0x1100, 0x1161, 0x11A8, 0x1780, 0x17B6, 0x17BB, 0x17D2, 0x17DD,  0x1B05,  0x1B35,
  0x2000, 0x200B, 0x200D, 0x2028, 0x2060, 0x2126, 0x3042, 0x30AB, 0x4E2D, 0xA98F,  0xA9B3,  0xA9C0,
  0xAC00, 0xD7FF, 0xE000, 0xFB01, 0xFDFA, 0xFE0F, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x11099, 0x110BA,
  0x1D160, 0x1F1F9, 0x1F3FD, 0x1F469, 0x1F600, 0xE0101, 0x10FFFF,
};

// Bytes at which the decoder's ranges begin and end.
static const uint8_t hard_bytes[] = {
  0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
  0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
};

static size_t encode(uint32_t scalar, uint8_t *out) {
  if (scalar < 0x80) {
    out[0] = (uint8_t)scalar;
    return 1;
  }
  if (scalar < 0x800) {
    out[0] = (uint8_t)(0xC0 | scalar >> 6);
    out[1] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 2;
  }
  if (scalar < 0x10000) {
    out[0] = (uint8_t)(0xE0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 3;
  }
  out[0] = (uint8_t)(0xF0 | scalar >> 18);
  out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
  out[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
  out[3] = (uint8_t)(0x80 | (scalar & 0x3F));
  return 4;
}

/// A text of well-formed scalars, of hard bytes, of any bytes, or of a mix.
static bytes random_text(uint64_t *random) {
  static uint8_t buffer[1 << 16];
  size_t count = 0;
  const size_t kind = random_below(random, 8);
  size_t longest = 40;
  if (random_below(random, 16) == 0) longest = 1000;
  if (random_below(random, 1024) == 0) longest = sizeof buffer - 8;
  const size_t wanted = random_below(random, longest + 1);
  // Sometimes a narrow choice, so that runs of one script arise.
  const size_t alphabet_count = sizeof alphabet / sizeof alphabet[0];
  const size_t first = random_below(random, 2) ? random_below(random, alphabet_count - 8) : 0;
  const size_t choice = first == 0 ? alphabet_count : 8;
  while (count < wanted) {
    // Kinds 0 to 3 are UTF-8; the last two have a hard byte among forty scalars.
    if (kind == 4 || (kind > 5 && random_below(random, 40) == 0)) {
      buffer[count++] = hard_bytes[random_below(random, sizeof hard_bytes)];
    } else if (kind == 5) {
      buffer[count++] = (uint8_t)random_next(random);
    } else {
      count += encode(alphabet[first + random_below(random, choice)], buffer + count);
    }
  }
  // Sometimes cut anywhere, so that the end is an incomplete sequence.
  if (random_below(random, 8) == 0) count = random_below(random, count + 1);
  return bytes_copy(buffer, count);
}

int main(int argc, char **argv) {
  const long rounds = argc > 1 ? atol(argv[1]) : 100000;
  uint64_t random = argc > 2 ? (uint64_t)atoll(argv[2]) : 1;
  check_refusals();
  check_rules();
  for (long round = 0; round < rounds; round++) {
    bytes text = round == 0 ? bytes_copy(NULL, 0) : random_text(&random);
    check_validation(&text);
    check_normalization(&text);
    check_rule_scan(&text);
    check_breaks(&text, &random);
    check_legacy(&text, &random);
    check_zawgyi(&text);
    check_mojibake(&text);
    check_evidence(&text);
    // The slow ones look at one text in so many.
    if (round % 16 == 0) {
      check_normalize(&text);
      check_check(&text);
      check_edits_of_icu(&text);
      check_masks(&text);
    }
    if (text.count < 200 && round % 64 == 0) {
      check_stable_prefix(&text);
      check_stream_safe(&text);
      check_pattern(&text);
    }
    bytes_free(&text);
  }
  printf("%ld texts, ICU %s\n", rounds, lontar_icu_version());
  return 0;
}
