#include "CLontar.h"
#include "check.h"

/// A made-up script in the place of Thai, each letter in one of seven classes, some of which may not follow
/// each other: finds the same places with vectors and without.
static void check_vectors(const bytes *text) {
  static uint8_t index[1024], blocks[4 * 64], transitions[32 * 32], pairs[256];
  static int is_made;
  if (!is_made) {
    is_made = 1;
    uint64_t random = 5;
    for (size_t i = 0; i < sizeof index; i++) index[i] = 1;
    index[0] = 0, index[0xE00 >> 6] = 2, index[0xE40 >> 6] = 3;
    for (size_t i = 0; i < sizeof blocks; i++) blocks[i] = 1;
    blocks[0x20] = blocks[0x0A] = blocks[0x09] = 0;
    // Half of the letters are of class 1, which follows all; 2 is never welcome.
    for (size_t i = 0; i < 128; i++) {
      if (random_below(&random, 2)) blocks[128 + i] = 3 + (uint8_t)random_below(&random, 5);
    }
    blocks[128 + 77] = 2;
    for (size_t i = 0; i < 32 * 32; i++) transitions[i] = (uint8_t)(i % 32);
    for (size_t before = 0; before < 32; before++) {
      transitions[before << 5 | 2] = 0xFF;
      for (size_t next = 3; next < 8; next++) {
        if (before != 1 && (before * 5 + next * 3) % 7 == 0) transitions[before << 5 | next] = 0xFF;
      }
    }
    for (size_t i = 0; i < 128; i++) {
      const uint8_t class = blocks[128 + i];
      if (class > 2) pairs[i] = (uint8_t)(1 << (class - 3));
      for (size_t before = 3; before < 8; before++) {
        if (transitions[before << 5 | class] == 0xFF) pairs[128 + i] |= (uint8_t)(1 << (before - 3));
      }
      if (transitions[class] == 0xFF) pairs[128 + i] |= 1 << 5;
      if (class == 2) pairs[128 + i] = 0x80;
    }
  }
  // Each byte becomes a letter or two, mostly of that script, and mostly of class 1.
  bytes letters = {malloc(text->count * 6 + 700), 0};
  CHECK(letters.data != NULL);
  for (size_t i = 0; i < text->count || (i < 200 && text->count > 0); i++) {
    const uint8_t byte = text->data[i % text->count] ^ (uint8_t)(i / text->count);
    size_t scalar = byte & 0x7F;
    if (byte % 5 && blocks[128 + scalar] != 1) scalar = 0;
    while (byte % 5 && blocks[128 + scalar] != 1) scalar++;
    uint8_t *const out = letters.data + letters.count;
    if (byte % 32 == 7) {
      out[0] = byte & 0x7F;
      letters.count++;
    } else if (byte % 64 == 9) {
      memcpy(out, "\xE2\x80\x9C", 3);
      letters.count += 3;
    } else if (byte == 0xE0) {
      out[0] = byte;
      letters.count++;
    } else {
      out[0] = 0xE0;
      out[1] = (uint8_t)(0xB8 | scalar >> 6);
      out[2] = (uint8_t)(0x80 | (scalar & 0x3F));
      letters.count += 3;
    }
  }
  bytes exact = bytes_copy(letters.data, letters.count);
  bytes_free(&letters);
  const lontar_suspicion table = {
    index, blocks, transitions, 1, 1, 0, pairs, 0xE0, 0xB8, 0xFF, 1 << 5};
  const lontar_suspicion slow = {index, blocks, transitions, 1, 1, 0, NULL, 0, 0, 0, 0};
  size_t place = 0;
  while (place < exact.count) {
    const size_t found = lontar_rules_scan(&table, exact.data, exact.count, place);
    CHECK(found == lontar_rules_scan(&slow, exact.data, exact.count, place));
    place = found + 1;
  }
  bytes_free(&exact);
}

/// Scans a text with a table of classes in which each scalar's class is its own number below 32 or 1,
/// and in which one pair is suspicious; then by looking at each pair.
void check_rule_scan(const bytes *text) {
  static uint8_t index[1024], blocks[2 * 64], transitions[32 * 32];
  for (size_t i = 0; i < sizeof index; i++) index[i] = i % 2 ? 1 : 0;
  for (size_t i = 0; i < sizeof blocks; i++) blocks[i] = i == 0x20 ? 0 : 1 + i % 5;
  for (size_t i = 0; i < 32 * 32; i++) transitions[i] = (uint8_t)(i % 32);
  transitions[2 << 5 | 3] = 0xFF;
  transitions[4 << 5 | 0] = 0xFF;
  const lontar_suspicion table = {index, blocks, transitions, 1, 2, 0, NULL, 0, 0, 0, 0};
  size_t place = 0;
  size_t steps = 0;
  while (place < text->count && steps++ < 100) {
    const size_t found = lontar_rules_scan(&table, text->data, text->count, place);
    CHECK(found >= place && found <= text->count);
    if (found == text->count) break;
    place = found + 1;
  }
  // With ASCII that is of no interest, letters and spaces are passed eight at a time.
  static uint8_t inert[64];
  for (size_t i = 0; i < sizeof inert; i++) inert[i] = i == 0x20 ? 0 : 1;
  static uint8_t zeros[1024];
  const lontar_suspicion calm = {zeros, inert, transitions, 1, 1, 1, NULL, 0, 0, 0, 0};
  CHECK(lontar_rules_scan(&calm, text->data, text->count, 0) == text->count);
  check_vectors(text);
}
