#pragma once

#include "CLontar.h"

#include <unicode/utypes.h>

#include "utf8_step.h"

// What all that calls ICU shares.

static inline lontar_result ended(lontar_status status) { return (lontar_result){status, 0}; }

/// What a fault of ICU's is called here; its number goes along.
static inline lontar_result failed(UErrorCode error) {
  if (error == U_MEMORY_ALLOCATION_ERROR) return ended(LONTAR_OUT_OF_MEMORY);
  return (lontar_result){LONTAR_LIBRARY_FAILED, (size_t)error};
}

/// Copies any bytes as UTF-16 with U+FFFD for each ill-formed sequence, and notes where each unit
/// ends; returns how many units they are. Both units of a surrogate pair end behind the scalar. There
/// is room for a unit for every byte.
static inline size_t copy_as_utf16(
    const uint8_t *in, size_t count, UChar *units, uint32_t *byte_ends) {
  size_t i = 0, n = 0;
  while (i < count) {
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    i += step.count;
    byte_ends[n] = (uint32_t)i;
    if (step.scalar < 0x10000) {
      units[n++] = (UChar)step.scalar;
    } else {
      byte_ends[n + 1] = (uint32_t)i;
      units[n++] = (UChar)(0xD7C0 + (step.scalar >> 10));
      units[n++] = (UChar)(0xDC00 | (step.scalar & 0x3FF));
    }
  }
  return n;
}
