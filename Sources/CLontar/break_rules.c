#include "break_rules.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucptrie.h>

// The layout of ICU's binary rules: a header of 32-bit words, then tables at the offsets it names.
enum {
  MAGIC = 0xB1A0,
  LAYOUT = 6,
  WORD_COUNT = 14,
  STOP = 0,
  START = 1,
  END_OF_INPUT = 1,
  BEGIN_OF_INPUT = 2,
  ACCEPTS = 1,
  NEEDS_BEGIN = 2,
  HAS_BYTE_ROWS = 4,
  NOT_ASCII = 0xFF,
  /// More rules with a look-ahead than any of ICU's tables has.
  MOST_LOOK_AHEADS = 64,
};

/// The forward automaton as ICU has it: rows of `accepting, look-ahead, tag, next…`.
typedef struct source {
  const uint8_t *rows;
  uint32_t state_count;
  uint32_t row_size;
  uint32_t first_dictionary;
  uint32_t look_ahead_count;
  uint32_t flags;
  uint32_t category_count;
  const uint8_t *trie;
  uint32_t trie_size;
} source;

static uint32_t word_at(const uint8_t *bytes, size_t index) {
  uint32_t word;
  memcpy(&word, bytes + index * 4, 4);
  return word;
}

/// An entry of a row: 0 accepting, 1 look-ahead, 2 tag, then the next state for each category.
static uint32_t entry(const source *from, uint32_t state, uint32_t index) {
  const uint8_t *const row = from->rows + (size_t)state * from->row_size;
  if (from->flags & HAS_BYTE_ROWS) return row[index];
  uint16_t value;
  memcpy(&value, row + (size_t)index * 2, 2);
  return value;
}

/// Reads the header and checks that all it names lies inside the data.
static bool read_source(const uint8_t *data, size_t size, source *into) {
  enum { TABLE_HEADER = 20 };
  if (size < WORD_COUNT * 4 || word_at(data, 0) != MAGIC || data[4] != LAYOUT) return false;
  const uint32_t table = word_at(data, 4), table_size = word_at(data, 5);
  const uint32_t trie = word_at(data, 8), trie_size = word_at(data, 9);
  if (table % 4 || table > size || table_size > size - table || table_size < TABLE_HEADER ||
      trie % 4 || trie > size || trie_size > size - trie) {
    return false;
  }
  const uint8_t *const header = data + table;
  *into = (source){
    .rows = header + TABLE_HEADER,
    .state_count = word_at(header, 0),
    .row_size = word_at(header, 1),
    .first_dictionary = word_at(header, 2),
    .look_ahead_count = word_at(header, 3),
    .flags = word_at(header, 4),
    .category_count = word_at(data, 3),
    .trie = data + trie,
    .trie_size = trie_size,
  };
  const uint32_t entry_size = into->flags & HAS_BYTE_ROWS ? 1 : 2;
  return into->category_count > BEGIN_OF_INPUT && into->category_count <= NOT_ASCII &&
         into->state_count > START && into->look_ahead_count <= MOST_LOOK_AHEADS &&
         into->row_size >= (3 + into->category_count) * entry_size && into->row_size <= 0xFFFF &&
         (uint64_t)into->state_count * into->row_size <= table_size - TABLE_HEADER &&
         // A state is an offset in 16 bits.
         (uint64_t)into->state_count * into->category_count <= 0xFFFF;
}

/// Fills the map from scalars to categories. A block of 64 scalars that are all of one category
/// shares the categories of all such blocks.
static bool fill_categories(lontar_rules *rules, const source *from) {
  UErrorCode error = U_ZERO_ERROR;
  UCPTrie *const trie = ucptrie_openFromBinary(
    UCPTRIE_TYPE_ANY, UCPTRIE_VALUE_BITS_ANY, from->trie, (int32_t)from->trie_size, NULL, &error);
  if (U_FAILURE(error)) return false;

  enum { BLOCK = 64, MOST = 0x10000 };
  uint8_t *const categories = malloc(MOST);
  uint32_t used = 0;
  // Where the uniform block of each category is; 0xFFFF for none yet.
  uint16_t uniform[256];
  memset(uniform, 0xFF, sizeof uniform);
  bool is_good = categories != NULL;

  UChar32 range_end = -1;
  uint32_t category = 0;
  for (uint32_t block = 0; is_good && block < 0x110000 / BLOCK; block++) {
    const UChar32 first = (UChar32)(block * BLOCK), last = first + BLOCK - 1;
    if (used + 2 * BLOCK > MOST) {
      is_good = false;
      break;
    }
    if (range_end < first) {
      range_end = ucptrie_getRange(trie, first, UCPMAP_RANGE_NORMAL, 0, NULL, NULL, &category);
      is_good = category < from->category_count;
    }
    if (range_end >= last) {
      if (uniform[category] == 0xFFFF) {
        uniform[category] = (uint16_t)used;
        memset(categories + used, (int)category, BLOCK);
        used += BLOCK;
      }
      rules->blocks[block] = uniform[category];
      continue;
    }
    rules->blocks[block] = (uint16_t)used;
    for (UChar32 scalar = first; is_good && scalar <= last; scalar++) {
      if (range_end < scalar) {
        range_end = ucptrie_getRange(trie, scalar, UCPMAP_RANGE_NORMAL, 0, NULL, NULL, &category);
        is_good = category < from->category_count;
      }
      categories[used++] = (uint8_t)category;
    }
  }
  ucptrie_close(trie);
  rules->categories = categories;
  memset(rules->ascii, NOT_ASCII, sizeof rules->ascii);
  for (uint32_t byte = 0; is_good && byte < 128; byte++) {
    rules->ascii[byte] = (uint8_t)lontar_category(rules, byte);
    is_good = rules->ascii[byte] < from->first_dictionary;
  }
  return is_good;
}

/// What a state does: 0 nothing, 1 accepts, 2 takes part in a rule with a look-ahead.
static int kind(const source *from, uint32_t state) {
  if (entry(from, state, 0) > ACCEPTS || entry(from, state, 1) > ACCEPTS) return 2;
  return entry(from, state, 0) == ACCEPTS;
}

/// Copies the automaton with its states sorted by kind, so that a comparison tells the kind.
static bool fill_automaton(lontar_rules *rules, const source *from) {
  if (kind(from, STOP) != 0) return false;
  uint16_t *const place = malloc(from->state_count * sizeof(uint16_t));
  rules->next = malloc((size_t)from->state_count * from->category_count * sizeof(uint16_t));
  rules->looks = calloc(from->state_count, sizeof(struct lontar_look));
  bool is_good = place != NULL && rules->next != NULL && rules->looks != NULL;

  rules->stride = from->category_count;
  rules->look_ahead_count = from->look_ahead_count;
  rules->first_dictionary_category = from->first_dictionary;
  uint32_t offset = 0;
  for (int wanted = 0; is_good && wanted <= 2; wanted++) {
    if (wanted == 1) rules->first_accepting = offset;
    if (wanted == 2) rules->first_looking = offset;
    for (uint32_t state = 0; state < from->state_count; state++) {
      if (kind(from, state) != wanted) continue;
      place[state] = (uint16_t)offset;
      offset += rules->stride;
    }
  }
  for (uint32_t state = 0; is_good && state < from->state_count; state++) {
    for (uint32_t category = 0; is_good && category < from->category_count; category++) {
      const uint32_t next = entry(from, state, 3 + category);
      is_good = next < from->state_count;
      if (is_good) rules->next[place[state] + category] = place[next];
    }
    if (is_good && kind(from, state) == 2) {
      struct lontar_look *const look =
        &rules->looks[(place[state] - rules->first_looking) / rules->stride];
      look->accepts = (uint16_t)entry(from, state, 0);
      look->marks = (uint16_t)entry(from, state, 1);
      is_good = look->accepts < from->look_ahead_count || look->accepts <= ACCEPTS;
      is_good = is_good && look->marks < from->look_ahead_count;
    }
  }
  if (is_good) {
    rules->start = place[START];
    if (from->flags & NEEDS_BEGIN) {
      rules->start = rules->next[rules->start + BEGIN_OF_INPUT];
      // A mark before the first scalar, or a text that ends there, is not foreseen.
      is_good = rules->start < rules->first_looking && rules->start != STOP;
    }
  }
  free(place);
  return is_good;
}

lontar_rules *lontar_rules_make(const UBreakIterator *iterator) {
#ifdef LONTAR_WITHOUT_RULES
  // For the tests of the way without.
  return NULL;
#endif
  UErrorCode error = U_ZERO_ERROR;
  UBreakIterator *const source_iterator = (UBreakIterator *)iterator;
  const uint32_t size = ubrk_getBinaryRules(source_iterator, NULL, 0, &error);
  if ((U_FAILURE(error) && error != U_BUFFER_OVERFLOW_ERROR) || size == 0) return NULL;
  error = U_ZERO_ERROR;
  uint8_t *const data = malloc(size);
  lontar_rules *const rules = calloc(1, sizeof(lontar_rules));
  source from;
  const bool is_good = data != NULL && rules != NULL &&
    ubrk_getBinaryRules(source_iterator, data, (int32_t)size, &error) == size &&
    U_SUCCESS(error) && read_source(data, size, &from) && fill_automaton(rules, &from) &&
    fill_categories(rules, &from);
  free(data);
  if (rules == NULL) return NULL;
  atomic_init(&rules->owners, 1);
  if (!is_good) {
    lontar_rules_release(rules);
    return NULL;
  }
  return rules;
}

lontar_rules *lontar_rules_share(lontar_rules *rules) {
  if (rules != NULL) atomic_fetch_add(&rules->owners, 1);
  return rules;
}

void lontar_rules_release(lontar_rules *rules) {
  if (rules == NULL || atomic_fetch_sub(&rules->owners, 1) != 1) return;
  free(rules->next);
  free(rules->looks);
  free(rules->categories);
  free(rules);
}

lontar_rule_segment lontar_rules_next_looking(
  const lontar_rules *rules, const uint8_t *in, size_t count, size_t start) {
  // Where each rule with a look-ahead would end the segment; the start for nowhere yet.
  size_t marks[MOST_LOOK_AHEADS];
  for (size_t i = 0; i < rules->look_ahead_count; i++) marks[i] = start;
  uint32_t state = rules->start;
  size_t position = start;
  size_t end = start;
  uint32_t dictionary_count = 0;
  bool is_over = false;

  while (!is_over) {
    uint32_t category = END_OF_INPUT;
    if (position < count) {
      const lontar_step step = lontar_step_utf8(in + position, count - position);
      category = lontar_category(rules, step.scalar);
      position += step.count;
      dictionary_count += category >= rules->first_dictionary_category;
    } else {
      is_over = true;
    }
    state = rules->next[state + category];
    if (state >= rules->first_looking) {
      const struct lontar_look look =
        rules->looks[(state - rules->first_looking) / rules->stride];
      if (look.accepts == ACCEPTS) {
        end = position;
      } else if (look.accepts > ACCEPTS && marks[look.accepts] > start) {
        end = marks[look.accepts];
        break;
      }
      if (look.marks > ACCEPTS) marks[look.marks] = position;
    } else if (state >= rules->first_accepting) {
      end = position;
    }
    if (state == STOP) break;
  }
  if (end == start) end = start + lontar_step_utf8(in + start, count - start).count;
  return (lontar_rule_segment){end, position, dictionary_count > 0};
}
