// What the normaliser makes of Unicode's conformance file and of seeded strings, as hashes, so that
// machines can be compared that do not run the same libraries. See ../neon.sh.
//
//     golden [STRINGS [CONFORMANCE]]
//
// A line for each level of vector instructions here; the hashes must be the same on all lines. The
// conformance file is judged by what it says itself, and the scan for rules, of letters made of the same
// strings, by the automaton that it goes ahead of.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../CLontarSanitizers/check.h"
#include "CLontar.h"

enum { LONGEST = 4096, ROOM = LONGEST * 18 + 64 };

static uint64_t state;

typedef struct text {
  uint8_t bytes[LONGEST];
  size_t count;
} text;

static void append(text *to, uint32_t scalar) {
  uint8_t *const out = to->bytes + to->count;
  const size_t length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
  static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
  for (size_t i = length; i-- > 1; scalar >>= 6) out[i] = (uint8_t)(0x80 | (scalar & 63));
  out[0] = (uint8_t)(leads[length] | scalar);
  to->count += length;
}

static void repeat(text *to, const char *unit, size_t times) {
  for (; times > 0; times--) {
    memcpy(to->bytes + to->count, unit, strlen(unit));
    to->count += strlen(unit);
  }
}

/// Marks of the languages here, Latin marks, Hangul and what else composes, with plain text between
/// them as long as the vectorised scans want it.
static void make_random(text *to) {
  static const uint32_t alphabet[] = {
    0x20,   0x41,   0x61,   0x65,   0x6F,   0xEA,   0x1B0,  0x300,   0x301,   0x302,   0x303,
    0x306,  0x309,  0x31B,  0x323,  0xE01,  0xE34,  0xE38,  0xE3A,   0xE48,   0xE49,   0xE33,
    0xE4D,  0xE32,  0xECD,  0xEB2,  0xEB3,  0xEDC,  0x1780, 0x17D2,  0x17DD,  0x17B6,  0x17BB,
    0x1000, 0x1025, 0x102E, 0x1037, 0x1039, 0x103A, 0xEA5,  0xEB8,   0xEC8,   0xEBA,   0x200B,
    0x2000, 0x2126, 0xFB01, 0xFDFA, 0x1F600, 0x110BA, 0x11099, 0xAC00, 0x11A8, 0x11A7, 0x1100,
    0x1161, 0x344,  0xBC6,  0xBC7,  0xBBE,  0xBD7,  0xBCD,  0xFF9E,  0x3099,  0x3046,  0x34F,
    0xAD,   0xC5,   0x1EC7, 0x5D0,  0x5BC,  0x1D15F, 0x1D165, 0xF73, 0x226E,  0x338,   0xAC01,
    0x1B35, 0x1B05, 0x7FF,  0x2019, 0x3002, 0x4E2D, 0xFE0F, 0x7A,
  };
  static const char *const plain[] = {
    "Selamat pagi, dunia. ", "Vi\xE1\xBB\x87t Nam ", "Vie\xCC\xA3\xCC\x82t ",
    "\xE0\xB8\xA0\xE0\xB8\xB2\xE0\xB8\xA9\xE0\xB8\xB2\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2",
    "\xE1\x80\x99\xE1\x80\xBC\xE1\x80\x94\xE1\x80\xBA\xE1\x80\x99\xE1\x80\xAC",
    "\xE1\x9E\x97\xE1\x9E\xB6\xE1\x9E\x9F\xE1\x9E\xB6", "\xED\x95\x9C\xEA\xB8\x80",
  };
  to->count = 0;
  const size_t longest = random_below(&state, 20) == 0 ? 200 : 14;
  for (size_t left = random_below(&state, longest + 1); left > 0; left--) {
    const size_t dice = random_below(&state, 64);
    if (dice == 0) {
      const char *const unit = plain[random_below(&state, sizeof plain / sizeof *plain)];
      repeat(to, unit, 1 + random_below(&state, 12));
    } else if (dice < 4) {
      append(to, (uint32_t)random_below(&state, 0xD800));
    } else {
      append(to, alphabet[random_below(&state, sizeof alphabet / sizeof *alphabet)]);
    }
    if (to->count > LONGEST - 400) return;
  }
  // Bytes that are no UTF-8, in a third of the strings.
  if (to->count == 0 || random_below(&state, 3) > 0) return;
  static const uint8_t hard[] = {0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
  for (size_t times = 1 + random_below(&state, 3); times > 0; times--) {
    const size_t place = random_below(&state, to->count);
    to->bytes[place] = hard[random_below(&state, sizeof hard)];
  }
}

static lontar_sha256 hash;

static void add(size_t number) {
  uint8_t bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)((uint64_t)number >> 8 * i);
  lontar_sha256_add(&hash, bytes, sizeof bytes);
}

/// Everything that the header says of a text's normal forms.
static void add_all(const text *it) {
  static uint8_t out[ROOM];
  static lontar_edit edits[LONGEST + 1];
  // In a block of its own size, so that what lies behind does not matter.
  uint8_t *const in = malloc(it->count + 1);
  if (in == NULL) exit(1);
  memcpy(in, it->bytes, it->count);
  const lontar_utf8_check valid = lontar_utf8_validate(in, it->count);
  add(valid.count);
  add(valid.ill_formed);
  for (lontar_form form = 0; form <= LONTAR_NFKC_SAFE; form++) {
    for (lontar_repair repair = LONTAR_REPAIR_NONE; repair <= LONTAR_REPAIR_PASS; repair++) {
      for (int has_edits = 0; has_edits < 2; has_edits++) {
        const lontar_normalization made = lontar_normalize(
          form, repair, in, it->count, out, ROOM, has_edits ? edits : NULL,
          has_edits ? LONGEST + 1 : 0);
        add(made.status);
        add(made.read);
        add(made.repairs);
        lontar_sha256_add(&hash, out, made.written);
        for (size_t i = 0; i < made.edits; i++) {
          add(edits[i].source_start);
          add(edits[i].source_count);
          add(edits[i].output_start);
          add(edits[i].output_count);
        }
      }
    }
    const lontar_result check = lontar_check_normalized(form, in, it->count);
    add(check.status);
    add(check.count);
    add(lontar_stable_prefix(form, in, it->count, 0));
  }
  free(in);
}

static void expect(lontar_form form, const text *in, const text *out) {
  static uint8_t made[ROOM];
  // By itself, in two pieces cut at every byte, and where the vectorised scans see it.
  for (size_t cut = 0; cut <= in->count; cut++) {
    const size_t ready = cut == in->count ? cut : lontar_stable_prefix(form, in->bytes, cut, 0);
    const lontar_normalization first =
      lontar_normalize(form, LONTAR_REPAIR_NONE, in->bytes, ready, made, ROOM, NULL, 0);
    const lontar_normalization second = lontar_normalize(
      form, LONTAR_REPAIR_NONE, in->bytes + ready, in->count - ready, made + first.written,
      ROOM - first.written, NULL, 0);
    if (first.written + second.written == out->count &&
        memcmp(made, out->bytes, out->count) == 0) {
      continue;
    }
    printf("not as the conformance file has it, form %d, cut at %zu\n", (int)form, cut);
    exit(1);
  }
  static text padded;
  padded.count = 0;
  repeat(&padded, ".", 128 + random_below(&state, 40));
  const size_t before = padded.count;
  memcpy(padded.bytes + before, in->bytes, in->count);
  padded.count += in->count;
  repeat(&padded, ".", 100);
  const lontar_normalization whole = lontar_normalize(
    form, LONTAR_REPAIR_NONE, padded.bytes, padded.count, made, ROOM, NULL, 0);
  if (whole.written != padded.count - in->count + out->count ||
      memcmp(made + before, out->bytes, out->count) != 0) {
    printf("not as the conformance file has it, form %d, in plain text\n", (int)form);
    exit(1);
  }
}

static size_t check_conformance(const char *path) {
  FILE *const file = fopen(path, "r");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  static char line[4096];
  static text columns[5];
  static const int wanted[4][5] = {
    {1, 1, 1, 3, 3}, {2, 2, 2, 4, 4}, {3, 3, 3, 3, 3}, {4, 4, 4, 4, 4}};
  size_t lines = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    if (line[0] == '#' || line[0] == '@') continue;
    char *at = line;
    for (int i = 0; i < 5; i++, at++) {
      columns[i].count = 0;
      while (*at != ';' && *at != 0) {
        append(&columns[i], (uint32_t)strtoul(at, &at, 16));
        while (*at == ' ') at++;
      }
    }
    for (lontar_form form = 0; form < 4; form++) {
      for (int i = 0; i < 5; i++) expect(form, &columns[i], &columns[wanted[form][i]]);
    }
    lines++;
  }
  fclose(file);
  return lines;
}

int main(int argc, char **argv) {
  const size_t strings = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
  const lontar_simd best = lontar_simd_level();
  for (lontar_simd level = LONTAR_SIMD_NONE; level <= LONTAR_SIMD_NEON; level++) {
    if (lontar_simd_force(level) != LONTAR_OK) continue;
    static const char *const names[] = {"scalar", "AVX2", "NEON"};
    state = 1;
    const size_t lines = argc > 2 ? check_conformance(argv[2]) : 0;
    fprintf(stderr, "%s: %zu lines of NormalizationTest, ", names[level], lines);
    state = 2;
    lontar_sha256_begin(&hash);
    for (uint32_t scalar = 0; scalar < 0x30000; scalar += 1 + scalar / 0x3400) {
      static text alone;
      alone.count = 0;
      if (scalar >= 0xD800 && scalar < 0xE000) continue;
      append(&alone, scalar);
      add_all(&alone);
    }
    for (size_t i = 0; i < strings; i++) {
      static text random;
      make_random(&random);
      add_all(&random);
      check_rule_scan(&(bytes){random.bytes, random.count});
    }
    uint8_t digest[32];
    lontar_sha256_end(&hash, digest);
    for (int i = 0; i < 32; i++) printf("%02x", digest[i]);
    printf("\n");
    fprintf(stderr, "%zu strings\n", strings);
  }
  return lontar_simd_force(best) == LONTAR_OK ? 0 : 1;
}
