#include "CLontar.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

lontar_result lontar_utf8proc_normalize(
  lontar_form form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity) {
  int options = UTF8PROC_STABLE;
  switch (form) {
  case LONTAR_NFC: options |= UTF8PROC_COMPOSE; break;
  case LONTAR_NFD: options |= UTF8PROC_DECOMPOSE; break;
  case LONTAR_NFKC: options |= UTF8PROC_COMPOSE | UTF8PROC_COMPAT; break;
  case LONTAR_NFKD: options |= UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT; break;
  case LONTAR_NFKC_CASEFOLD:
    options |= UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    break;
  default: return (lontar_result){LONTAR_BAD_ARGUMENT, 0};
  }
  if (count > INT32_MAX) return (lontar_result){LONTAR_TOO_LONG, 0};
  if (count == 0) return (lontar_result){LONTAR_OK, 0};

  utf8proc_uint8_t *form_bytes = NULL;
  const utf8proc_ssize_t length =
    utf8proc_map(in, (utf8proc_ssize_t)count, &form_bytes, (utf8proc_option_t)options);
  if (length < 0) {
    switch (length) {
    case UTF8PROC_ERROR_INVALIDUTF8:
      return (lontar_result){LONTAR_ILL_FORMED, lontar_utf8_validate(in, count).count};
    case UTF8PROC_ERROR_NOMEM: return (lontar_result){LONTAR_OUT_OF_MEMORY, 0};
    case UTF8PROC_ERROR_OVERFLOW: return (lontar_result){LONTAR_TOO_LONG, 0};
    default: return (lontar_result){LONTAR_LIBRARY_FAILED, (size_t)-length};
    }
  }
  const size_t needed = (size_t)length;
  const int fits = out != NULL && needed <= capacity;
  if (fits && needed > 0) memcpy(out, form_bytes, needed);
  free(form_bytes);
  return (lontar_result){fits || needed == 0 ? LONTAR_OK : LONTAR_NEEDS_CAPACITY, needed};
}
