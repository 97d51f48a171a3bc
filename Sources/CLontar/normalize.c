// Normalisation of UTF-8. Text is taken as a row of clusters: a character with a boundary before it
// (a starter that cannot act on what precedes it) and all that follow up to the next such
// character. A scan passes over clusters that are in form already, validating as it goes, and
// copies them as they are; a cluster that needs a closer look is decomposed, ordered and composed
// by itself (normalize_cluster.c). So all state begins anew at a boundary, the output can run out of
// room there, and a stream can be cut there.
//
// Definitions: Unicode Standard Annex #15 and section 3.11 of the standard.

#include "normalize.h"

#include <stdlib.h>

#include "normalize_cluster.h"
#include "normalize_decompose.h"
#include "utf8_step.h"

const lontar_form_traits lontar_forms[6] = {
  [LONTAR_NFC] = {lontar_blocks_basic, lontar_groups, true},
  [LONTAR_NFD] = {lontar_blocks_basic, lontar_groups, false},
  [LONTAR_NFKC] = {lontar_blocks_basic + 1024, lontar_groups + 256, true},
  [LONTAR_NFKD] = {lontar_blocks_basic + 1024, lontar_groups + 256, false},
  [LONTAR_NFKC_CASEFOLD] = {lontar_blocks_basic + 2048, lontar_groups + 512, true},
  [LONTAR_NFKC_SAFE] = {lontar_blocks_basic + 3072, lontar_groups + 768, true},
};

typedef struct span {
  // Up to here the text is well-formed and in form.
  size_t stop;
  // The last boundary up to there; what follows it may still change with what comes after.
  size_t boundary;
} span;

static span scan(const lontar_form_traits *form, const uint8_t *in, size_t from, size_t count) {
  const bool folds = form == &lontar_forms[LONTAR_NFKC_CASEFOLD];
  // `previous` is the character before, if it has no class.
  size_t i = from, boundary = from, previous = from;
  unsigned last = 0;
  while (i < count) {
    const uint8_t lead = in[i];
    unsigned value;
    size_t length;
    if (lead < 0x80) {
      if (!folds) {
        i = lontar_skip_ascii(in, count, i);
        boundary = previous = i - 1;
        last = 0;
        continue;
      }
      if (lead >= 'A' && lead <= 'Z') break;
      value = 0;
      length = 1;
    } else if (lead < 0xE0) {
      if (lead < 0xC2 || count - i < 2 || (in[i + 1] & 0xC0) != 0x80) break;
      value = lontar_values[form->basic[lead & 0x1F] + (in[i + 1] & 0x3F)];
      length = 2;
    } else if (lead < 0xF0) {
      if (count - i < 3 || (in[i + 1] & 0xC0) != 0x80 || (in[i + 2] & 0xC0) != 0x80) break;
      const unsigned block = (lead & 0x0Fu) << 6 | (in[i + 1] & 0x3Fu);
      // Overlong forms and surrogates.
      if (block < 0x20 || (block >= 0x360 && block < 0x380)) break;
      value = lontar_values[form->basic[block] + (in[i + 2] & 0x3F)];
      length = 3;
    } else {
      const lontar_step step = lontar_step_utf8(in + i, count - i);
      if (!step.well_formed) break;
      value = lontar_value(form, step.scalar);
      length = 4;
    }
    if (value != 0) {
      if (value < LONTAR_COLUMNS) {
        if (value < last) break;
        last = value;
        i += length;
        continue;
      }
      if (form->composes) {
        if (value < LONTAR_HANGUL) {
          // A mark that may compose or move wants a look at the whole cluster. A starter that may
          // compose, such as Burmese U+102E, does so only with a starter right before it.
          if (lontar_column_class[value - LONTAR_COLUMNS] != 0 || last != 0 || i == from) break;
          size_t unused;
          if (value - LONTAR_COLUMNS >= LONTAR_VOWEL_COLUMN ||
              lontar_compose(lontar_read_utf8(in + previous, &unused), value - LONTAR_COLUMNS)) {
            break;
          }
          previous = i;
          i += length;
          continue;
        } else if (value != LONTAR_HANGUL &&
                   (value < LONTAR_ENTRIES || value >= LONTAR_PRIMARY_END)) {
          break;
        }
      } else {
        if (value >= LONTAR_HANGUL) break;
        const unsigned class = lontar_column_class[value - LONTAR_COLUMNS];
        if (class != 0) {
          if (class < last) break;
          last = class;
          i += length;
          continue;
        }
      }
    }
    boundary = previous = i;
    last = 0;
    i += length;
  }
  return (span){i, boundary};
}

size_t lontar_boundary_before(
  const lontar_form_traits *form, const uint8_t *in, size_t start, size_t place, size_t count) {
  for (size_t i = place; i > start && --i > start;) {
    if ((in[i] & 0xC0) == 0x80) continue;
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    if (step.well_formed && lontar_begins(form, lontar_value(form, step.scalar))) return i;
  }
  return start;
}

/// What a walk over a text is in the midst of.
typedef struct walk {
  const lontar_form_traits *form;
  bool folds;
  // The tables of the vectorised scans, and the profile in use: a guess from what was met last.
  const lontar_scan_tables *tables;
  size_t profile;
  lontar_scan_function *scan;
  lontar_compose_function *compose;
  // Whether marks over Latin letters were met last.
  bool has_marks;
  // Whether what decomposes is written as it goes, and whether any was met last.
  bool decomposes;
  bool is_busy;
  // How many bytes to look at one by one before vectors are tried again.
  size_t patience;
  const uint8_t *in;
  size_t count;
  size_t read;
  // None for a walk that only looks.
  uint8_t *out;
  size_t written;
  size_t capacity;
} walk;

/// The profile of the scan that knows the script of the character at a place, if any does.
static size_t profile_at(const walk *it, size_t place) {
  while (place > 0 && (it->in[place] & 0xC0) == 0x80) place--;
  if (it->count - place < 2) return it->profile;
  const unsigned lead = it->in[place], second = it->in[place + 1];
  if (lead >= 0xE3 && lead <= 0xED) return 2;
  if (lead == 0xE0) return second < 0xB8;
  if (lead == 0xE1) return second <= 0x82 ? 1 : second >= 0xAC && second <= 0xAE ? 2 : 0;
  return it->profile;
}

enum {
  // What the vectorised scans want at least.
  SHORTEST = 128,
  // Little, as a quotation mark that NFKC must look at is soon passed: with 64 and 256, NFKC of Vietnamese
  // took 1.6 times as long.
  LEAST_PATIENCE = 16,
  // So far a vectorised scan must have come to be worth its start.
  ENOUGH = 32,
  MOST_PATIENCE = 4096,
};

static walk start_walk(
  lontar_form form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity,
  bool has_edits) {
  walk it = {
    .form = &lontar_forms[form],
    .folds = form == LONTAR_NFKC_CASEFOLD,
    .tables = lontar_scan[form],
    .patience = LEAST_PATIENCE,
    .in = in,
    .count = count,
    .out = out,
    .capacity = capacity,
  };
  it.decomposes = !it.form->composes && !has_edits && out != NULL;
  // What the vectorised scans change gives no edits: they may only pass then.
  switch (lontar_simd_level()) {
  case LONTAR_SIMD_NONE: break;
  case LONTAR_SIMD_AVX2:
#if defined(__x86_64__)
    if (!it.folds || !has_edits) it.scan = lontar_scan_avx2;
    if (it.form->composes && !has_edits && out != NULL) it.compose = lontar_compose_avx2;
#endif
    break;
  case LONTAR_SIMD_NEON:
#if defined(__aarch64__)
    if (!it.folds || !has_edits) it.scan = lontar_scan_neon;
    if (it.form->composes && !has_edits && out != NULL) it.compose = lontar_compose_neon;
#endif
    break;
  }
  return it;
}

/// Goes from a boundary up to the cluster that needs attention, or to the end of the text or of the room.
static void pass(walk *it) {
  for (;;) {
    const uint8_t *const in = it->in + it->read;
    uint8_t *const out = it->out == NULL ? NULL : it->out + it->written;
    const size_t left = it->count - it->read, room = it->capacity - it->written;
    // What is in form takes as much room as it is long.
    const size_t count = left < room ? left : room;
    const size_t limit = it->read + count;
    if (count == 0) return;
    if (it->is_busy) {
      const lontar_progress progress = lontar_decompose(it->form, in, left, out, room);
      it->read += progress.read;
      it->written += progress.written;
      it->is_busy = !progress.is_idle;
      if (progress.read > 0) continue;
    } else if (it->scan != NULL && count >= SHORTEST) {
      if (it->has_marks) {
        const lontar_progress progress = it->compose(
          it->form, it->tables + LONTAR_SCAN_PROFILES - 1, in, count, out, it->folds);
        it->read += progress.read;
        it->written += progress.written;
        it->has_marks = !progress.is_idle;
        if (progress.read > 0) continue;
      } else {
        const size_t passed = it->scan(it->tables + it->profile, in, count, out, it->folds);
        const size_t place = it->read + passed;
        if (place == it->count) {
          it->read += passed;
          it->written += passed;
          return;
        }
        const size_t boundary =
          lontar_boundary_before(it->form, it->in, it->read, place, it->count);
        it->written += boundary - it->read;
        it->read = boundary;
        if (passed > ENOUGH) it->patience = LEAST_PATIENCE;
        it->profile = profile_at(it, place);
        it->is_busy = it->decomposes;
        it->has_marks = it->compose != NULL && place > 0 && it->in[place - 1] == 0xCC;
        if (it->is_busy || it->has_marks) continue;
      }
    }
    size_t end = limit;
    if (it->scan != NULL && limit - it->read > it->patience) end = it->read + it->patience;
    // By pieces, so that the copy finds the text still in the nearest cache.
    if (end - it->read > 8192) end = it->read + 8192;
    const span clean = scan(it->form, it->in, it->read, end);
    const size_t stop = clean.stop == it->count ? clean.stop : clean.boundary;
    const size_t length = stop - it->read;
    if (it->out != NULL) memcpy(it->out + it->written, it->in + it->read, length);
    it->read = stop;
    it->written += length;
    if (clean.stop < end || length == 0) return;
    if (it->patience < MOST_PATIENCE) it->patience *= 2;
  }
}

/// Writes the edits of a cluster that has changed, by pieces, and goes on behind them; false if there is
/// no room for all.
static bool add_edits(
  walk *it, size_t count, size_t written, size_t capacity, lontar_edit *edits,
  size_t edit_capacity, size_t *edit_count) {
  const size_t end = it->read + count;
  while (it->read < end) {
    const uint8_t *const source = it->in + it->read;
    uint8_t *const target = it->out + it->written;
    const size_t left = end - it->read;
    const size_t piece = it->form->composes ? lontar_first_piece(it->form, source, left) : left;
    // Nothing new: the pieces together are what is there.
    size_t length = written;
    if (piece < count) {
      const lontar_cluster part =
        lontar_normalize_cluster(it->form, source, piece, target, capacity - it->written);
      if (part.status != LONTAR_OK) return false;
      length = part.written;
    }
    if (length != piece || memcmp(source, target, piece) != 0) {
      if (*edit_count == edit_capacity) return false;
      edits[(*edit_count)++] = (lontar_edit){it->read, piece, it->written, length};
    }
    it->read += piece;
    it->written += length;
  }
  return true;
}

lontar_normalization lontar_normalize(
  lontar_form form, lontar_repair repair, const uint8_t *in, size_t count, uint8_t *out,
  size_t capacity, lontar_edit *edits, size_t edit_capacity) {
  lontar_normalization result = {LONTAR_OK, 0, 0, 0, 0};
  if (form > LONTAR_NFKC_SAFE || repair > LONTAR_REPAIR_PASS) {
    result.status = LONTAR_BAD_ARGUMENT;
    return result;
  }
  walk it = start_walk(form, in, count, out, capacity, edits != NULL);
  while (it.read < count) {
    pass(&it);
    if (it.read == count) break;

    const uint8_t *const source = in + it.read;
    uint8_t *const target = out + it.written;
    const lontar_cluster cluster = lontar_normalize_cluster(
      it.form, source, count - it.read, target, capacity - it.written);
    if (cluster.status == LONTAR_NEEDS_CAPACITY) {
      result.status = LONTAR_NEEDS_CAPACITY;
      break;
    }
    size_t read = cluster.read, written = cluster.written;
    bool changed = false;
    if (cluster.status == LONTAR_ILL_FORMED) {
      if (repair == LONTAR_REPAIR_NONE) {
        result.status = LONTAR_ILL_FORMED;
        break;
      }
      changed = repair == LONTAR_REPAIR_REPLACE;
      read = lontar_step_utf8(source, count - it.read).count;
      written = changed ? 3 : read;
      if (capacity - it.written < written) {
        result.status = LONTAR_NEEDS_CAPACITY;
        break;
      }
      memcpy(target, changed ? (const uint8_t *)"\xEF\xBF\xBD" : source, written);
    } else if (edits != NULL) {
      changed = read != written || memcmp(source, target, read) != 0;
    }
    if (changed && edits != NULL && cluster.status == LONTAR_OK) {
      if (!add_edits(&it, read, written, capacity, edits, edit_capacity, &result.edits)) {
        result.status = LONTAR_NEEDS_CAPACITY;
        break;
      }
      continue;
    }
    if (changed && edits != NULL) {
      if (result.edits == edit_capacity) {
        result.status = LONTAR_NEEDS_CAPACITY;
        break;
      }
      edits[result.edits++] = (lontar_edit){it.read, read, it.written, written};
    }
    if (cluster.status == LONTAR_ILL_FORMED) result.repairs++;
    it.read += read;
    it.written += written;
    it.is_busy = it.decomposes;
  }
  result.read = it.read;
  result.written = it.written;
  return result;
}

lontar_result lontar_check_normalized(lontar_form form, const uint8_t *in, size_t count) {
  if (form > LONTAR_NFKC_SAFE) return (lontar_result){LONTAR_BAD_ARGUMENT, 0};
  walk it = start_walk(form, in, count, NULL, SIZE_MAX, false);
  uint8_t scratch[1024];
  uint8_t *room = scratch;
  size_t capacity = sizeof scratch;
  lontar_result result = {LONTAR_OK, count};
  while (it.read < count) {
    pass(&it);
    if (it.read == count) break;
    const uint8_t *const source = in + it.read;
    lontar_cluster cluster;
    while ((cluster = lontar_normalize_cluster(it.form, source, count - it.read, room, capacity))
             .status == LONTAR_NEEDS_CAPACITY) {
      if (room != scratch) free(room);
      capacity *= 4;
      room = malloc(capacity);
      if (room == NULL) return (lontar_result){LONTAR_OUT_OF_MEMORY, 0};
    }
    if (cluster.status == LONTAR_ILL_FORMED) {
      result = (lontar_result){LONTAR_ILL_FORMED, it.read};
      break;
    }
    if (cluster.read != cluster.written || memcmp(source, room, cluster.read) != 0) {
      result = (lontar_result){LONTAR_NOT_NORMALIZED, it.read};
      break;
    }
    it.read += cluster.read;
  }
  if (room != scratch) free(room);
  return result;
}

/// Whether the vowel at a place may belong to U+0E4D or U+0ECD before it, in the safe form.
static bool joins_niggahita(uint32_t scalar, const uint8_t *in, size_t place) {
  if (scalar == 0x0EB2) return place >= 3 && memcmp(in + place - 3, "\xE0\xBB\x8D", 3) == 0;
  if (scalar != 0x0E32) return false;
  const bool after_tone = place >= 6 && memcmp(in + place - 3, "\xE0\xB9", 2) == 0 &&
                          in[place - 1] >= 0x88 && in[place - 1] <= 0x8B;
  const size_t before = after_tone ? place - 6 : place - 3;
  return place >= 3 && memcmp(in + before, "\xE0\xB9\x8D", 3) == 0;
}

size_t lontar_stable_prefix(lontar_form form, const uint8_t *in, size_t count, size_t start) {
  if (form > LONTAR_NFKC_SAFE) return 0;
  const lontar_form_traits *const traits = &lontar_forms[form];
  // To the first byte of the character at the start, unless it has none.
  size_t lead = start;
  while (lead > 0 && lead < count && start - lead < 3 && (in[lead] & 0xC0) == 0x80) lead--;
  if (lead < count && (in[lead] & 0xC0) != 0x80) start = lead;

  // Where what is behind the place at hand begins.
  size_t end = count;
  for (size_t i = count; i > start;) {
    i--;
    if (i > start && (in[i] & 0xC0) == 0x80) continue;
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    const bool is_lead = in[i] >= 0xC2 && in[i] <= 0xF4;
    if (step.well_formed || !is_lead || i + step.count < count) {
      // Right behind what is ill-formed, the text begins anew.
      if (!step.well_formed || i + step.count < end) return end;
      if (lontar_begins(traits, lontar_value(traits, step.scalar)) &&
          !(form == LONTAR_NFKC_SAFE && joins_niggahita(step.scalar, in, i))) {
        return i;
      }
    }
    end = i;
  }
  return 0;
}
