#include "CLontar.h"

#include <stdlib.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "icu.h"

lontar_result lontar_icu_transliterate(
  const char *name, const uint8_t *in, size_t count, uint8_t *out, size_t capacity) {
  if (count > INT32_MAX / 8) return (lontar_result){LONTAR_TOO_LONG, 0};
  UErrorCode error = U_ZERO_ERROR;
  UChar identifier[64];
  u_uastrncpy(identifier, name, 63);
  identifier[63] = 0;
  UTransliterator *transliterator =
    utrans_openU(identifier, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
  if (U_FAILURE(error)) return failed(error);
  // A rule of these makes at most five of one.
  const int32_t room = (int32_t)count * 5 + 16;
  UChar *units = malloc((size_t)room * sizeof(UChar));
  if (!units) {
    utrans_close(transliterator);
    return (lontar_result){LONTAR_OUT_OF_MEMORY, 0};
  }
  int32_t length = 0, needed = 0;
  u_strFromUTF8(units, room, &length, (const char *)in, (int32_t)count, &error);
  int32_t limit = length;
  if (U_SUCCESS(error)) utrans_transUChars(transliterator, units, &length, room, 0, &limit, &error);
  if (U_SUCCESS(error)) {
    u_strToUTF8((char *)out, (int32_t)capacity, &needed, units, length, &error);
  }
  free(units);
  utrans_close(transliterator);
  if (error == U_BUFFER_OVERFLOW_ERROR) return (lontar_result){LONTAR_NEEDS_CAPACITY, (size_t)needed};
  if (U_FAILURE(error)) return failed(error);
  return (lontar_result){LONTAR_OK, (size_t)needed};
}
