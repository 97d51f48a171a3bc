#include "CLontar.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>

#include "icu.h"

struct lontar_converter {
  UConverter *converter;
};

/// Whether each line feed, and nothing else, is the byte 0x0A.
static bool has_plain_newlines(UConverter *converter) {
  if (ucnv_getMinCharSize(converter) != 1) return false;
  UErrorCode error = U_ZERO_ERROR;
  UChar unit = 0;
  const int32_t count = ucnv_toUChars(converter, &unit, 1, "\n", 1, &error);
  return (U_SUCCESS(error) || error == U_STRING_NOT_TERMINATED_WARNING) && count == 1 &&
         unit == 0x0A;
}

lontar_result lontar_converter_open(const char *name, lontar_converter **converter) {
  *converter = NULL;
  UErrorCode error = U_ZERO_ERROR;
  UConverter *opened = ucnv_open(name, &error);
  if (error == U_FILE_ACCESS_ERROR || error == U_ILLEGAL_ARGUMENT_ERROR) {
    return ended(LONTAR_BAD_ARGUMENT);
  }
  if (U_FAILURE(error)) return failed(error);
  // ICU would guess a character; we want the place.
  ucnv_setToUCallBack(opened, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
  lontar_converter *made = U_SUCCESS(error) ? malloc(sizeof *made) : NULL;
  if (!made) {
    ucnv_close(opened);
    return U_FAILURE(error) ? failed(error) : ended(LONTAR_OUT_OF_MEMORY);
  }
  made->converter = opened;
  *converter = made;
  return (lontar_result){LONTAR_OK, has_plain_newlines(opened) ? 1 : 0};
}

void lontar_converter_close(lontar_converter *converter) {
  if (!converter) return;
  ucnv_close(converter->converter);
  free(converter);
}

/// What was decoded ends before the source of half a surrogate pair, which is no character: UTF-7 and
/// CESU-8 can hold one, and ICU lets it through.
static lontar_decoded half_pair(
  lontar_decoded result, size_t start, size_t end, lontar_edit *edits) {
  result.status = LONTAR_ILL_FORMED;
  result.read = start;
  result.ill_formed = end > start ? end - start : 1;
  if (edits && result.edits) {
    lontar_edit *last = &edits[result.edits - 1];
    last->source_count = start - last->source_start;
  }
  return result;
}

lontar_decoded lontar_converter_decode(
  lontar_converter *converter, const uint8_t *in, size_t count, uint8_t *out, size_t capacity,
  lontar_edit *edits, size_t edit_capacity) {
  enum { UNITS = 1024 };
  UChar units[UNITS];
  int32_t places[UNITS];
  lontar_decoded result = {LONTAR_OK, 0, 0, 0, 0};
  const char *source = (const char *)in, *const end = source + count;
  // A high surrogate whose low half is to follow, maybe in the next buffer; it came from `piece`.
  uint32_t high = 0;
  ucnv_resetToUnicode(converter->converter);
  UErrorCode error = U_ZERO_ERROR;
  // What lies before the source of the character in hand.
  size_t piece = 0;
  do {
    const size_t base = (size_t)(source - (const char *)in);
    UChar *target = units;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(
      converter->converter, &target, units + UNITS, &source, end, places, 1, &error);
    const size_t unit_count = (size_t)(target - units);
    const size_t reached = (size_t)(source - (const char *)in);
    for (size_t i = 0; i < unit_count; i++) {
      // A place of -1 lies in what was read before this buffer.
      const size_t start = places[i] < 0 ? piece : base + (size_t)places[i];
      uint32_t scalar = units[i];
      const bool is_low = scalar >> 10 == 0xDC00 >> 10;
      if (is_low != (high != 0)) {
        if (high) return half_pair(result, piece, start, edits);
        const bool is_last = i + 1 == unit_count || places[i + 1] < 0;
        return half_pair(result, start, is_last ? reached : base + (size_t)places[i + 1], edits);
      }
      if (scalar >> 10 == 0xD800 >> 10) {
        high = scalar;
        piece = start;
        continue;
      }
      if (is_low) scalar = (high << 10) + scalar - 0x35FDC00u;
      high = 0;
      const size_t length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;
      if (result.written + length > capacity || (edits && result.edits + 1 > edit_capacity)) {
        result.status = LONTAR_NEEDS_CAPACITY;
        return result;
      }
      uint8_t *to = out + result.written;
      switch (length) {
      case 1: to[0] = (uint8_t)scalar; break;
      case 2:
        to[0] = (uint8_t)(0xC0 | scalar >> 6);
        to[1] = (uint8_t)(0x80 | (scalar & 0x3F));
        break;
      case 3:
        to[0] = (uint8_t)(0xE0 | scalar >> 12);
        to[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
        to[2] = (uint8_t)(0x80 | (scalar & 0x3F));
        break;
      default:
        to[0] = (uint8_t)(0xF0 | scalar >> 18);
        to[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
        to[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
        to[3] = (uint8_t)(0x80 | (scalar & 0x3F));
      }
      // A source's end is known when the next one starts; several characters may share one source.
      if (edits) {
        const size_t at = scalar >= 0x10000 ? piece : start;
        lontar_edit *last = result.edits ? &edits[result.edits - 1] : NULL;
        if (last && last->source_start == at) {
          last->output_count += length;
        } else {
          if (last) last->source_count = at - last->source_start;
          edits[result.edits++] = (lontar_edit){at, 0, result.written, length};
        }
      }
      result.written += length;
      piece = start;
    }
    result.read = reached;
  } while (error == U_BUFFER_OVERFLOW_ERROR);
  if (high) return half_pair(result, piece, result.read, edits);
  if (edits && result.edits) {
    lontar_edit *last = &edits[result.edits - 1];
    last->source_count = result.read - last->source_start;
  }
  if (U_SUCCESS(error)) return result;

  char bytes[32];
  int8_t invalid = sizeof bytes;
  UErrorCode ignored = U_ZERO_ERROR;
  ucnv_getInvalidChars(converter->converter, bytes, &invalid, &ignored);
  const bool is_known = U_SUCCESS(ignored) && invalid > 0 && (size_t)invalid <= result.read;
  result.status = LONTAR_ILL_FORMED;
  result.ill_formed = is_known ? (size_t)invalid : 1;
  result.read = result.read >= result.ill_formed ? result.read - result.ill_formed : 0;
  if (edits && result.edits) {
    lontar_edit *last = &edits[result.edits - 1];
    if (last->source_start + last->source_count > result.read) {
      last->source_count = result.read - last->source_start;
    }
  }
  return result;
}

size_t lontar_converter_names(size_t index, const char **names, size_t capacity) {
  const char *canonical = ucnv_getAvailableName((int32_t)index);
  if (!canonical) return 0;
  UErrorCode error = U_ZERO_ERROR;
  const uint16_t count = ucnv_countAliases(canonical, &error);
  size_t written = 0;
  names[written++] = canonical;
  for (uint16_t i = 0; U_SUCCESS(error) && i < count && written < capacity; i++) {
    const char *alias = ucnv_getAlias(canonical, i, &error);
    if (U_SUCCESS(error) && alias && strcmp(alias, canonical) != 0) names[written++] = alias;
  }
  return written;
}

size_t lontar_converter_count(void) { return (size_t)ucnv_countAvailable(); }

lontar_result lontar_guess_charset(
  const uint8_t *in, size_t count, lontar_charset_guess *guesses, size_t capacity) {
  if (count > INT32_MAX) return ended(LONTAR_TOO_LONG);
  if (count == 0) return ended(LONTAR_OK);
  UErrorCode error = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open(&error);
  if (U_FAILURE(error)) return failed(error);
  ucsdet_setText(detector, (const char *)in, (int32_t)count, &error);
  int32_t found = 0;
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &error);
  size_t written = 0;
  for (int32_t i = 0; U_SUCCESS(error) && matches && i < found && written < capacity; i++) {
    const char *name = ucsdet_getName(matches[i], &error);
    const int32_t confidence = ucsdet_getConfidence(matches[i], &error);
    if (U_FAILURE(error)) break;
    lontar_charset_guess *guess = &guesses[written++];
    strncpy(guess->name, name, sizeof guess->name - 1);
    guess->name[sizeof guess->name - 1] = 0;
    guess->confidence = confidence;
  }
  ucsdet_close(detector);
  // ICU's word for having no idea.
  if (error == U_INVALID_CHAR_FOUND) return ended(LONTAR_OK);
  if (U_FAILURE(error)) return failed(error);
  return (lontar_result){LONTAR_OK, written};
}
