#pragma once

// The scan of normalize_scan.h for text with combining marks over Latin letters, such as Vietnamese in
// NFD: composes a letter and one or two of the marks U+0300 to U+033F as it goes, and leaves the rest
// to the scan of normalize.c and its clusters.

#include "normalize_scan.h"

/// Normalises from a boundary on, and stops at a boundary: where something needs attention, where no
/// marks have been met for a while, or near the end. The output may be written up to `count` bytes.
static inline ALWAYS_INLINE lontar_progress compose_blocks(
  const lontar_form_traits *form, const lontar_scan_tables *tables, const uint8_t *in,
  size_t count, uint8_t *out, bool folds) {
  const scan_constants t = scan_constants_of(tables);
  vector ranks = v_all(0);
  // Up to `source` all is in the output, up to `written`. What was composed last ends at
  // `cluster_end` and begins at `cluster_written` there.
  size_t i = 0, source = 0, written = 0, quiet = 0;
  size_t cluster_written = 0, cluster_end = 0;
  size_t stop;
  for (;; i += WIDTH) {
    if (count - i < 2 * WIDTH + 4 || quiet == 8) {
      stop = i;
      break;
    }
    const vector text = v_load(in + i);
    const vector wrong =
      i == 0 ? judge(
                 &t, text, v_after_zero(text, 1), v_after_zero(text, 2), v_after_zero(text, 3),
                 &ranks)
             : judge(&t, text, v_load(in + i - 1), v_load(in + i - 2), v_load(in + i - 3), &ranks);
    mask marks = v_bits(v_equal(text, v_all(0xCC)));
    if (source > i) marks &= v_from(source - i);
    mask faults = v_faults(wrong, text, false);
    quiet = marks ? 0 : quiet + 1;
    for (; marks; marks &= marks - 1) {
      const size_t place = v_first(marks);
      if (faults && place >= v_first(faults)) break;
      const uint8_t *const mark = in + i + place;
      // A mark that has been taken together with the one before.
      if (i + place < source) continue;
      const size_t column = lontar_latin_mark[mark[1] & 0x3F];
      size_t base = i + place - 1, end = i + place + 2;
      unsigned letter;
      if (i + place == 0) goto attention;
      if (in[base] >= 0x40 && in[base] < 0x80) {
        const unsigned ascii = folds ? (in[base] | 0x20u) : in[base];
        letter = lontar_latin_first[ascii & 0x3F][column];
        // Most marks stand alone or in pairs, as chance will have it: no branch.
        const bool pair = mark[2] == 0xCC && (mark[3] & 0xC0) == 0x80;
        const size_t second = lontar_latin_mark[mark[3] & 0x3F];
        const size_t stem = letter <= LONTAR_LATIN_STEMS ? letter : 0;
        const unsigned both = lontar_latin_second[stem][second];
        letter = pair ? both : letter;
        end += pair ? 2 : 0;
      } else if (place + i >= 2 && in[base - 1] >= 0xC3 && in[base - 1] <= 0xC6) {
        base--;
        letter =
          lontar_latin_second[lontar_latin_stem[(in[base] - 0xC3) * 64 + (in[base + 1] & 0x3F)]]
                             [column];
      } else {
        goto attention;
      }
      if (letter == 0 || in[end] == 0xCC || base < source) goto attention;
      // The text between, less than a block.
      v_store_text(out + written, v_load(in + source), folds);
      written += base - source;
      cluster_written = written;
      cluster_end = source = end;
      const uint32_t composite = lontar_latin_text[letter];
      memcpy(out + written, &composite, 4);
      written += composite >> 24;
      continue;
    attention:
      stop = i + place;
      goto stopped;
    }
    if (faults) {
      stop = i + v_first(faults);
      break;
    }
    // Up to the last two bytes, which may be a letter that the next block has a mark for.
    if (source < i + WIDTH - 2) {
      v_store_text(out + written, v_load(in + source), folds);
      written += i + WIDTH - 2 - source;
      source = i + WIDTH - 2;
    }
  }
stopped:;
  // Back to the last boundary. If it lies in what is written, that is either plain text, or the
  // letter composed last, which something that follows may belong to.
  const size_t boundary = lontar_boundary_before(form, in, 0, stop, count);
  if (boundary >= source) {
    if (folds) {
      for (size_t k = source; k < boundary; k++) {
        out[written + (k - source)] =
          in[k] >= 'A' && in[k] <= 'Z' ? (uint8_t)(in[k] | 0x20) : in[k];
      }
    } else {
      memmove(out + written, in + source, boundary - source);
    }
    written += boundary - source;
  } else if (boundary >= cluster_end) {
    written -= source - boundary;
  } else {
    written = cluster_written;
  }
  return (lontar_progress){boundary, written, quiet == 8};
}
