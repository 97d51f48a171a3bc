#include "CLontar.h"

#include <climits>
#include <cstring>

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

namespace {

const icu::Normalizer2 *normalizer(lontar_form form, UErrorCode &error) {
  switch (form) {
  case LONTAR_NFC: return icu::Normalizer2::getNFCInstance(error);
  case LONTAR_NFD: return icu::Normalizer2::getNFDInstance(error);
  case LONTAR_NFKC: return icu::Normalizer2::getNFKCInstance(error);
  case LONTAR_NFKD: return icu::Normalizer2::getNFKDInstance(error);
  case LONTAR_NFKC_CASEFOLD: return icu::Normalizer2::getNFKCCasefoldInstance(error);
  case LONTAR_NFKC_SAFE: break;
  }
  error = U_ILLEGAL_ARGUMENT_ERROR;
  return nullptr;
}

// ICU's own sink over an array counts in 32 bits; a normal form may be longer than its input.
class BoundedSink final : public icu::ByteSink {
 public:
  BoundedSink(uint8_t *out, size_t capacity) : out(out), capacity(capacity) {}

  void Append(const char *bytes, int32_t n) override {
    if (n <= 0) return;
    const size_t size = static_cast<size_t>(n);
    if (needed <= capacity && size <= capacity - needed) {
      // ICU may have written into the buffer that GetAppendBuffer lent.
      if (reinterpret_cast<const uint8_t *>(bytes) != out + needed) {
        std::memcpy(out + needed, bytes, size);
      }
    }
    needed += size;
  }

  char *GetAppendBuffer(
    int32_t minimum, int32_t hint, char *scratch, int32_t scratch_capacity,
    int32_t *lent) override {
    if (minimum < 1 || scratch_capacity < minimum) {
      *lent = 0;
      return nullptr;
    }
    const size_t room = needed < capacity ? capacity - needed : 0;
    if (room >= static_cast<size_t>(minimum)) {
      *lent = room > INT32_MAX ? INT32_MAX : static_cast<int32_t>(room);
      return reinterpret_cast<char *>(out + needed);
    }
    (void)hint;
    *lent = scratch_capacity;
    return scratch;
  }

  size_t needed = 0;

 private:
  uint8_t *const out;
  const size_t capacity;
};

lontar_result failure(UErrorCode error) {
  switch (error) {
  case U_ILLEGAL_ARGUMENT_ERROR: return {LONTAR_BAD_ARGUMENT, 0};
  case U_MEMORY_ALLOCATION_ERROR: return {LONTAR_OUT_OF_MEMORY, 0};
  default: return {LONTAR_LIBRARY_FAILED, static_cast<size_t>(error)};
  }
}

icu::StringPiece piece(const uint8_t *in, size_t count) {
  return {reinterpret_cast<const char *>(in), static_cast<int32_t>(count)};
}

} // namespace

lontar_normalization lontar_icu_normalize_with_edits(
  lontar_form form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity,
  lontar_edit *edits, size_t edit_capacity) {
  const auto failed = [](lontar_result result) {
    return lontar_normalization{result.status, result.count, 0, 0, 0};
  };
  if (count > INT32_MAX) return failed({LONTAR_TOO_LONG, 0});
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2 *const engine = normalizer(form, error);
  if (U_FAILURE(error)) return failed(failure(error));
  if (count == 0) return {LONTAR_OK, 0, 0, 0, 0};

  BoundedSink sink(out, out == nullptr ? 0 : capacity);
  icu::Edits changes;
  engine->normalizeUTF8(0, piece(in, count), sink, edits == nullptr ? nullptr : &changes, error);
  if (U_FAILURE(error)) return failed(failure(error));
  lontar_normalization result = {LONTAR_OK, count, sink.needed, 0, 0};
  if (edits != nullptr) {
    auto each = changes.getFineChangesIterator();
    for (; each.next(error); result.edits++) {
      if (result.edits >= edit_capacity) continue;
      edits[result.edits] = {
        static_cast<size_t>(each.sourceIndex()), static_cast<size_t>(each.oldLength()),
        static_cast<size_t>(each.destinationIndex()), static_cast<size_t>(each.newLength())};
    }
    if (U_FAILURE(error)) return failed(failure(error));
  }
  if (sink.needed > capacity || result.edits > edit_capacity) {
    result.status = LONTAR_NEEDS_CAPACITY;
  }
  return result;
}

lontar_result lontar_icu_normalize(
  lontar_form form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity) {
  const lontar_normalization result =
    lontar_icu_normalize_with_edits(form, in, count, out, capacity, nullptr, 0);
  const bool sized = result.status == LONTAR_OK || result.status == LONTAR_NEEDS_CAPACITY;
  return {result.status, sized ? result.written : result.read};
}

lontar_result lontar_icu_is_normalized(lontar_form form, const uint8_t *in, size_t count) {
  if (count > INT32_MAX) return {LONTAR_TOO_LONG, 0};
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2 *const engine = normalizer(form, error);
  if (U_FAILURE(error)) return failure(error);
  if (count == 0) return {LONTAR_OK, 1};

  const UBool yes = engine->isNormalizedUTF8(piece(in, count), error);
  if (U_FAILURE(error)) return failure(error);
  return {LONTAR_OK, yes ? 1u : 0u};
}
