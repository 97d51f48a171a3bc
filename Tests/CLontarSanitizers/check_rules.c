#include "CLontar.h"
#include "check.h"

/// Scans a text with a table of classes in which each scalar's class is its own number below 32 or 1,
/// and in which one pair is suspicious; then by looking at each pair.
void check_rule_scan(const bytes *text) {
  static uint8_t index[1024], blocks[2 * 64], transitions[32 * 32];
  for (size_t i = 0; i < sizeof index; i++) index[i] = i % 2 ? 1 : 0;
  for (size_t i = 0; i < sizeof blocks; i++) blocks[i] = i == 0x20 ? 0 : 1 + i % 5;
  for (size_t i = 0; i < 32 * 32; i++) transitions[i] = (uint8_t)(i % 32);
  transitions[2 << 5 | 3] = 0xFF;
  transitions[4 << 5 | 0] = 0xFF;
  const lontar_suspicion table = {index, blocks, transitions, 1, 2, 0};
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
  const lontar_suspicion calm = {zeros, inert, transitions, 1, 1, 1};
  CHECK(lontar_rules_scan(&calm, text->data, text->count, 0) == text->count);
}
