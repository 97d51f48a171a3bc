#include "normalize_cluster.h"

#include "utf8_step.h"

enum {
  // The marks that are ordered in place; a longer run is counted out by classes.
  MARK_LIMIT = 64,
  // No composite: not a scalar.
  NONE = 0xFFFFFFFF,
};

#ifdef LONTAR_COUNT_WORK
// Steps taken, for the test that they grow no faster than the text.
size_t lontar_work;
#define WORK() lontar_work++
#else
#define WORK() (void)0
#endif

typedef struct mark {
  uint32_t scalar;
  uint16_t value;
  uint16_t class;
} mark;

/// A starter, what it has been composed with, and the marks after it that are yet to be ordered.
typedef struct composer {
  bool composes;
  uint32_t starter;
  size_t mark_count;
  mark marks[MARK_LIMIT];
  uint8_t *out;
  size_t written;
  size_t capacity;
} composer;

static bool put(composer *it, uint32_t scalar) {
  uint8_t bytes[4];
  if (it->capacity - it->written >= 4) {
    it->written += lontar_write_utf8(it->out + it->written, scalar);
    return true;
  }
  const size_t length = lontar_write_utf8(bytes, scalar);
  if (it->capacity - it->written < length) return false;
  memcpy(it->out + it->written, bytes, length);
  it->written += length;
  return true;
}

static uint32_t compose(uint32_t first, uint32_t second, unsigned value) {
  const unsigned column = value - LONTAR_COLUMNS;
  if (value < LONTAR_COLUMNS || value >= LONTAR_HANGUL) return 0;
  if (column == LONTAR_VOWEL_COLUMN) {
    const uint32_t leading = first - 0x1100;
    return leading < 19 ? 0xAC00 + (leading * 21 + (second - 0x1161)) * 28 : 0;
  }
  if (column == LONTAR_TRAILING_COLUMN) {
    const uint32_t syllable = first - 0xAC00;
    return syllable < 11172 && syllable % 28 == 0 ? first + (second - 0x11A7) : 0;
  }
  return lontar_compose(first, column);
}

/// Orders the marks and composes the starter with those that it takes.
static void settle(composer *it) {
  mark *const marks = it->marks;
  for (size_t i = 1; i < it->mark_count; i++) {
    const mark moving = marks[i];
    size_t j = i;
    for (; j > 0 && marks[j - 1].class > moving.class; j--) {
      WORK();
      marks[j] = marks[j - 1];
    }
    marks[j] = moving;
  }
  if (!it->composes || it->starter == NONE) return;
  size_t kept = 0;
  for (size_t i = 0; i < it->mark_count; i++) {
    if (kept == 0 || marks[kept - 1].class < marks[i].class) {
      const uint32_t composite = compose(it->starter, marks[i].scalar, marks[i].value);
      if (composite != 0) {
        it->starter = composite;
        continue;
      }
    }
    marks[kept++] = marks[i];
  }
  it->mark_count = kept;
}

/// Writes the starter and its marks, which are settled.
static bool flush(composer *it) {
  if (it->starter != NONE && !put(it, it->starter)) return false;
  for (size_t i = 0; i < it->mark_count; i++) {
    if (!put(it, it->marks[i].scalar)) return false;
  }
  it->starter = NONE;
  it->mark_count = 0;
  return true;
}

static bool push_starter(composer *it, uint32_t scalar, unsigned value) {
  if (it->mark_count > 0) settle(it);
  if (it->mark_count == 0 && it->starter != NONE && it->composes) {
    const uint32_t composite = compose(it->starter, scalar, value);
    if (composite != 0) {
      it->starter = composite;
      return true;
    }
  }
  if (!flush(it)) return false;
  it->starter = scalar;
  return true;
}

/// Steps through the scalars that a text decomposes into, up to the next boundary.
typedef struct reader {
  const lontar_form_traits *form;
  const uint8_t *in;
  size_t count;
  // How much is read, and where in it the scalar at hand began.
  size_t read;
  size_t start;
  // What is left of the decomposition of the scalar that starts at `start`.
  const uint8_t *rest;
  size_t rest_count;
  // Up to two scalars that stand for others that were read.
  uint32_t pending[3];
  size_t pending_count;
  lontar_status status;
} reader;

static uint32_t give_pending(reader *it, unsigned *value) {
  const uint32_t scalar = it->pending[--it->pending_count];
  *value = lontar_value(&lontar_forms[LONTAR_NFC], scalar);
  return scalar;
}

/// The next scalar of the decomposition and its canonical value, or NONE at the end.
static uint32_t next(reader *it, unsigned *value) {
  for (;;) {
    WORK();
    if (it->pending_count > 0) return give_pending(it, value);
    if (it->rest_count > 0) {
      size_t length;
      const uint32_t scalar = lontar_read_utf8(it->rest, &length);
      it->rest += length;
      it->rest_count -= length;
      *value = lontar_value(&lontar_forms[LONTAR_NFC], scalar);
      return scalar;
    }
    if (it->read == it->count) return NONE;
    const lontar_step step = lontar_step_utf8(it->in + it->read, it->count - it->read);
    if (!step.well_formed) {
      if (it->read == 0) it->status = LONTAR_ILL_FORMED;
      return NONE;
    }
    *value = lontar_value(it->form, step.scalar);
    if (it->read > 0 && lontar_begins(it->form, *value)) return NONE;
    it->start = it->read;
    it->read += step.count;
    if (*value < LONTAR_HANGUL) return step.scalar;
    if (*value >= LONTAR_ENTRIES) {
      const uint8_t *const entry = lontar_pool + (*value - LONTAR_ENTRIES);
      it->rest_count = entry[0];
      it->rest = entry + 2;
    } else if (*value == LONTAR_HANGUL) {
      const uint32_t offset = step.scalar - 0xAC00;
      if (offset % 28 != 0) it->pending[it->pending_count++] = 0x11A7 + offset % 28;
      it->pending[it->pending_count++] = 0x1161 + offset % 588 / 28;
      it->pending[it->pending_count++] = 0x1100 + offset / 588;
    } else {
      // U+0E4D and, perhaps after a tone mark, U+0E32 are U+0E33; U+0ECD U+0EB2 are U+0EB3.
      const uint8_t *const after = it->in + it->read;
      const size_t left = it->count - it->read;
      const bool thai = step.scalar == 0x0E4D;
      if (left >= 3 && memcmp(after, thai ? "\xE0\xB8\xB2" : "\xE0\xBA\xB2", 3) == 0) {
        it->read += 3;
        it->pending[it->pending_count++] = thai ? 0x0E33 : 0x0EB3;
      } else if (thai && left >= 6 && memcmp(after, "\xE0\xB9", 2) == 0 && after[2] >= 0x88 &&
                 after[2] <= 0x8B && memcmp(after + 3, "\xE0\xB8\xB2", 3) == 0) {
        it->read += 6;
        it->pending[it->pending_count++] = 0x0E33;
        it->pending[it->pending_count++] = 0x0E40 + (after[2] & 0x3F);
      } else {
        it->pending[it->pending_count++] = step.scalar;
      }
    }
  }
}

/// Orders and composes a run of marks of any length in time proportional to it: the marks are counted
/// by class, put in their places in the output, and taken up by the starter from there.
static bool count_out(composer *it, reader *input) {
  size_t place[256] = {0};
  size_t scalars = 0, total = 0;
  uint8_t bytes[4];
  unsigned value;
  reader ahead = *input, end = *input;
  for (uint32_t scalar; (scalar = next(&ahead, &value)) != NONE; scalars++) {
    const unsigned class = lontar_class_of(value);
    if (class == 0) break;
    const size_t length = lontar_write_utf8(bytes, scalar);
    place[class] += length;
    total += length;
    end = ahead;
  }
  // The starter goes before the marks once it is known.
  if (it->capacity - it->written < total + 4) return false;
  uint8_t *const marks = it->out + it->written + 4;
  size_t sum = 0;
  for (size_t class = 0; class < 256; class++) {
    const size_t count = place[class];
    place[class] = sum;
    sum += count;
  }
  ahead = *input;
  for (; scalars > 0; scalars--) {
    const uint32_t scalar = next(&ahead, &value);
    const size_t length = lontar_write_utf8(bytes, scalar);
    size_t *const target = &place[lontar_class_of(value)];
    memcpy(marks + *target, bytes, length);
    *target += length;
  }
  *input = end;

  size_t kept = total;
  if (it->composes && it->starter != NONE) {
    kept = 0;
    unsigned last = 0;
    for (size_t i = 0; i < total;) {
      WORK();
      size_t length;
      const uint32_t scalar = lontar_read_utf8(marks + i, &length);
      value = lontar_value(&lontar_forms[LONTAR_NFC], scalar);
      const unsigned class = lontar_class_of(value);
      const uint32_t composite = last < class ? compose(it->starter, scalar, value) : 0;
      if (composite != 0) {
        it->starter = composite;
      } else {
        last = class;
        memmove(marks + kept, marks + i, length);
        kept += length;
      }
      i += length;
    }
  }
  if (kept == 0) return true;
  const size_t length = it->starter == NONE ? 0 : lontar_write_utf8(it->out + it->written, it->starter);
  memmove(it->out + it->written + length, marks, kept);
  it->written += length + kept;
  it->starter = NONE;
  return true;
}

lontar_cluster lontar_normalize_cluster(
  const lontar_form_traits *form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity) {
  bool has_long_run = false;
again:;
  reader input = {.form = form, .in = in, .count = count};
  reader run = input;
  composer it = {
    .composes = form->composes, .starter = NONE, .out = out, .capacity = capacity};
  for (;;) {
    // Where a run of marks may begin, in case it is a long one.
    if (has_long_run && it.mark_count == 0) run = input;
    unsigned value;
    const uint32_t scalar = next(&input, &value);
    if (scalar == NONE) break;
    const unsigned class = lontar_class_of(value);
    if (class == 0) {
      if (!push_starter(&it, scalar, value)) return (lontar_cluster){LONTAR_NEEDS_CAPACITY, 0, 0};
      continue;
    }
    if (it.mark_count == MARK_LIMIT) {
      if (!has_long_run) {
        has_long_run = true;
        goto again;
      }
      it.mark_count = 0;
      input = run;
      if (!count_out(&it, &input)) return (lontar_cluster){LONTAR_NEEDS_CAPACITY, 0, 0};
      continue;
    }
    it.marks[it.mark_count++] = (mark){scalar, (uint16_t)value, (uint16_t)class};
  }
  if (input.status != LONTAR_OK) return (lontar_cluster){input.status, 0, 0};
  settle(&it);
  if (!flush(&it)) return (lontar_cluster){LONTAR_NEEDS_CAPACITY, 0, 0};
  return (lontar_cluster){LONTAR_OK, input.read, it.written};
}

/// Whether something composes with a starter.
static bool composes_forward(uint32_t scalar) {
  if (scalar - 0x1100 < 19) return true;
  if (scalar - 0xAC00 < 11172) return (scalar - 0xAC00) % 28 == 0;
  size_t low = 0, high = LONTAR_FIRSTS;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (lontar_firsts[middle] < scalar) low = middle + 1;
    else high = middle;
  }
  return low < LONTAR_FIRSTS && lontar_firsts[low] == scalar;
}

/// Whether a mark of a class between two composes with a starter.
static bool composes_between(uint32_t starter, unsigned low, unsigned high) {
  for (unsigned column = 0; column < LONTAR_VOWEL_COLUMN; column++) {
    const unsigned class = lontar_column_class[column];
    if (class > low && class < high && lontar_compose(starter, column) != 0) return true;
  }
  return false;
}

/// Whether nothing that follows a decomposition can act on it.
static bool ends_decomposition(const uint8_t *in, size_t count) {
  uint32_t parts[32];
  unsigned values[32];
  size_t part_count = 0, last = 32;
  for (size_t i = 0, length; i < count && part_count < 32; i += length) {
    parts[part_count] = lontar_read_utf8(in + i, &length);
    values[part_count] = lontar_value(&lontar_forms[LONTAR_NFC], parts[part_count]);
    if (lontar_class_of(values[part_count]) == 0) last = part_count;
    part_count++;
  }
  if (last == 32) return false;
  size_t i = last;
  uint32_t starter = parts[i];
  if (i == 0 && values[i] != 0) return false;
  if (starter - 0x1100 < 19 || (starter - 0x1161 < 21 && i > 0 && parts[i - 1] - 0x1100 < 19)) {
    return last != part_count - 1;
  }
  // Starters that follow each other may compose.
  while (i > 0 && lontar_class_of(values[i - 1]) == 0) starter = parts[--i];
  if (i == last && !composes_forward(starter)) return true;
  unsigned before = 0;
  for (i++; i < part_count; i++) {
    const unsigned class = lontar_class_of(values[i]);
    if (i > last && composes_between(starter, before, class)) return false;
    const uint32_t composite =
      before < class || before == 0 ? compose(starter, parts[i], values[i]) : 0;
    if (composite != 0) {
      starter = composite;
      if (i >= last && !composes_forward(starter)) return true;
    } else if (class == 0) {
      starter = parts[i];
      if (i == last && !composes_forward(starter)) return true;
      before = 0;
    } else {
      before = class;
    }
  }
  return before != 0 && !composes_between(starter, before, 256);
}

/// Whether nothing that follows a character can act on it or on what is before it.
static bool ends_piece(const lontar_form_traits *form, const uint8_t *in) {
  size_t length;
  const uint32_t scalar = lontar_read_utf8(in, &length);
  const unsigned value = lontar_value(form, scalar);
  if (value == 0 || value == LONTAR_HANGUL) return !composes_forward(scalar);
  if (value < LONTAR_ENTRIES) return false;
  const uint8_t *const entry = lontar_pool + (value - LONTAR_ENTRIES);
  if (!ends_decomposition(entry + 2, entry[0])) return false;
  if (value < LONTAR_PRIMARY_END) return true;
  // A mark at the end of what it becomes for good may have to make room for another.
  size_t end = entry[0];
  while (end > 0 && (entry[2 + --end] & 0xC0) == 0x80) continue;
  const uint32_t last = lontar_read_utf8(entry + 2 + end, &length);
  return lontar_class_of(lontar_value(&lontar_forms[LONTAR_NFC], last)) <= 1;
}

size_t lontar_first_piece(const lontar_form_traits *form, const uint8_t *in, size_t count) {
  uint32_t before = 0, first = 0;
  for (size_t i = 0; i < count;) {
    WORK();
    size_t length;
    const uint32_t scalar = lontar_read_utf8(in + i, &length);
    const bool ends = ends_piece(form, in + i);
    i += length;
    if (ends) return i;
    // A Hangul syllable is whole with its trailing consonant.
    if (scalar - 0x11A8 < 27) {
      if (before - 0xAC00 < 11172 && (before - 0xAC00) % 28 == 0) return i;
      if (before - 0x1161 < 21 && first - 0x1100 < 19) return i;
    }
    first = before;
    before = scalar;
  }
  return count;
}
