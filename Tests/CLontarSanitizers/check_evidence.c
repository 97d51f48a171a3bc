// What language a text may be in, and whether its bytes were read wrongly.

#include "CLontar.h"
#include "check.h"

enum {
  BITS = LONTAR_EVIDENCE_BITS,
  PAIR_BITS = LONTAR_EVIDENCE_PAIR_BITS,
  LANGUAGES = LONTAR_EVIDENCE_LANGUAGES,
};

/// Weights that are all different, in a block of exactly their size.
static const int8_t *weights(void) {
  static int8_t *made;
  if (made == NULL) {
    const size_t count = ((size_t)1 << BITS) * LANGUAGES;
    made = malloc(count);
    CHECK(made != NULL);
    uint64_t random = 3;
    for (size_t i = 0; i < count; i++) made[i] = (int8_t)random_next(&random);
  }
  return made;
}

static void add_row(lontar_evidence *evidence, uint64_t key, size_t length) {
  const uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
  // The table of the pair begins where the other does.
  evidence->pair += weights()[hash >> (64 - PAIR_BITS)];
  evidence->pair_features++;
  if (length > 5) return;
  const uint64_t row = hash >> (64 - BITS);
  for (int k = 0; k < LANGUAGES; k++) evidence->sums[k] += weights()[row * LANGUAGES + (uint64_t)k];
  evidence->features++;
}

/// All pieces of two to five bytes, for the pair to seven, of a word between two spaces, and the word.
static void add_word(lontar_evidence *evidence, const uint8_t *word, size_t count) {
  for (size_t start = 0; start < count; start++) {
    for (size_t n = 2; n <= 7 && start + n <= count; n++) {
      uint64_t key = 0;
      for (size_t i = 0; i < n; i++) key = key << 8 | word[start + i];
      add_row(evidence, key + n, n);
    }
  }
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 1; i + 1 < count; i++) hash = (hash ^ word[i]) * UINT64_C(0x100000001B3);
  add_row(evidence, hash, 0);
}

void check_evidence(const bytes *text) {
  lontar_evidence found = {{0}, 0, 0, 0}, twin = {{0}, 0, 0, 0};
  lontar_evidence_add(weights(), text->data, text->count, &found);
  lontar_evidence_add_pair(weights(), text->data, text->count, &found);
  // First the words in small letters, each with its spaces; then all their pieces.
  uint8_t *const word = malloc(text->count + 2);
  CHECK(word != NULL);
  size_t count = 0;
  word[count++] = ' ';
  for (size_t i = 0; i <= text->count;) {
    const uint8_t byte = i < text->count ? text->data[i] : 0;
    const size_t left = text->count - i;
    if ((byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')) {
      word[count++] = byte >= 'a' ? byte : byte + 32;
      i++;
    } else if (byte >= 0xC3 && byte <= 0xCD && left >= 2) {
      word[count++] = byte;
      const uint8_t next = text->data[i + 1];
      word[count++] = byte == 0xC3 && next <= 0x9E ? next | 0x20 : next;
      i += 2;
    } else if (byte == 0xE1 && left >= 3) {
      memcpy(word + count, text->data + i, 3);
      count += 3;
      i += 3;
    } else {
      word[count++] = ' ';
      if (count > 2) add_word(&twin, word, count);
      count = 1;
      i += byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    }
  }
  free(word);
  CHECK(found.features == twin.features);
  CHECK(memcmp(found.sums, twin.sums, sizeof found.sums) == 0);
  CHECK(found.pair == twin.pair && found.pair_features == twin.pair_features);
  double first = 0.25, second = 0.5;
  lontar_evidence_split(&found, 0.01, &first, &second);
  CHECK(first >= 0 && second >= 0 && first + second > 0.749 && first + second < 0.751);
  double likelihoods[LANGUAGES + 1], sum = 0;
  lontar_evidence_weigh(&found, 0.01, likelihoods);
  for (int k = 0; k <= LANGUAGES; k++) {
    CHECK(likelihoods[k] >= 0 && likelihoods[k] <= 1);
    sum += likelihoods[k];
  }
  CHECK(sum > 0.999 && sum < 1.001);
}

/// Undoes one reading, with and without the way back, in blocks of exactly the room that is asked for.
static void check_repair(const bytes *line) {
  if (lontar_utf8_validate(line->data, line->count).status != LONTAR_OK) return;
  const size_t capacity = lontar_mojibake_capacity(line->count);
  uint8_t *const out = malloc(capacity), *const again = malloc(capacity);
  uint8_t *const scratch = malloc(lontar_mojibake_scratch(line->count));
  lontar_edit *const edits = malloc((line->count + 1) * sizeof *edits);
  CHECK(out != NULL && again != NULL && scratch != NULL && edits != NULL);
  const lontar_mojibake_repair made =
    lontar_repair_mojibake(line->data, line->count, out, NULL, scratch);
  const lontar_mojibake_repair told =
    lontar_repair_mojibake(line->data, line->count, again, edits, scratch);
  CHECK(made.written == told.written && made.was_tcvn3 == told.was_tcvn3);
  CHECK(memcmp(out, again, made.written) == 0);
  CHECK(made.written <= capacity && told.edits <= line->count);
  // What lies between edits is the same on both sides.
  size_t source = 0, target = 0;
  for (size_t i = 0; i < told.edits; i++) {
    CHECK(edits[i].source_start >= source);
    CHECK(edits[i].source_start - source == edits[i].output_start - target);
    CHECK(memcmp(line->data + source, out + target, edits[i].source_start - source) == 0);
    source = edits[i].source_start + edits[i].source_count;
    target = edits[i].output_start + edits[i].output_count;
  }
  if (made.written > 0) {
    CHECK(lontar_suspects_mojibake(lontar_scan_mojibake(line->data, line->count)));
    CHECK(line->count - source == made.written - target);
    CHECK(memcmp(line->data + source, out + target, line->count - source) == 0);
    CHECK(lontar_utf8_validate(out, made.written).status == LONTAR_OK);
  }
  free(out);
  free(again);
  free(scratch);
  free(edits);
}

/// Lines that are worth repairing, one by one; a look at all may find more of them.
void check_mojibake(const bytes *text) {
  if (text->count == 0) return;
  lontar_line found = lontar_find_mojibake(text->data, text->count, 0);
  for (size_t start = 0; start < text->count;) {
    size_t end = start;
    while (end < text->count && text->data[end] != '\n') end++;
    bytes line = bytes_copy(text->data + start, end - start);
    CHECK(found.start >= start);
    if (lontar_suspects_mojibake(lontar_scan_mojibake(line.data, line.count))) CHECK(found.start == start);
    check_repair(&line);
    const lontar_script_score thai = lontar_score_thai(line.data, line.count, true);
    CHECK(thai.good + thai.bad <= line.count);
    const lontar_script_score words = lontar_score_vietnamese(line.data, line.count);
    CHECK(words.good + words.bad <= line.count);
    CHECK(!lontar_has_c1_controls(line.data, line.count) || line.count >= 2);
    bytes_free(&line);
    if (found.start == start) {
      CHECK(found.end == end);
      found = lontar_find_mojibake(text->data, text->count, end + 1);
    }
    start = end + 1;
  }
  CHECK(found.start == text->count);
}
