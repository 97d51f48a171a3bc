// Times the normalisers on files, in interleaved rounds, and compares what they write. See run.sh.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include "CLontar.h"

extern "C" size_t foundation_normalize(
  int32_t form, const uint8_t *in, size_t count, uint8_t *out);

namespace {

double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}

const char *const names[] = {"nfc", "nfd", "nfkc", "nfkd", "nfkc-casefold", "nfkc-safe"};

const icu::Normalizer2 *icu_for(lontar_form form) {
  UErrorCode e = U_ZERO_ERROR;
  switch (form) {
  case LONTAR_NFC: return icu::Normalizer2::getNFCInstance(e);
  case LONTAR_NFD: return icu::Normalizer2::getNFDInstance(e);
  case LONTAR_NFKC: return icu::Normalizer2::getNFKCInstance(e);
  case LONTAR_NFKD: return icu::Normalizer2::getNFKDInstance(e);
  case LONTAR_NFKC_CASEFOLD: return icu::Normalizer2::getNFKCCasefoldInstance(e);
  case LONTAR_NFKC_SAFE: return nullptr;
  }
  return nullptr;
}

std::string read_file(const char *path) {
  std::string text;
  FILE *f = std::fopen(path, "rb");
  if (f == nullptr) { std::perror(path); std::exit(1); }
  char buffer[1 << 16];
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) text.append(buffer, n);
  std::fclose(f);
  return text;
}

struct Engine {
  const char *name;
  std::function<size_t()> run;
  bool writes;
  size_t every;  // takes part in each so-manieth round
  std::vector<double> times;
  size_t written = 0;
};

double percentile(std::vector<double> v, double p) {
  std::sort(v.begin(), v.end());
  return v[size_t(p * double(v.size() - 1))];
}

/// A letter and then nothing but marks: how long 8 MB take us, and 80 KB ICU, which orders them by
/// moving each past all that it must come before.
void print_worst_case() {
  static const struct {
    const char *name;
    std::vector<const char *> marks;
  } kinds[] = {
    {"one mark", {"\u0301"}},
    {"two marks in turn", {"\u0301", "\u0323"}},
    {"six marks, classes descending", {"\u0345", "\u035D", "\u0301", "\u0323", "\u031B", "\u05B0"}},
    {"Latin, Thai, Lao, Burmese, Khmer",
     {"\u0301", "\u0E48", "\u0E38", "\u0EC8", "\u0EB8", "\u1037", "\u103A", "\u17DD", "\u17D2"}},
    {"marks that are two", {"\u0344", "\u0323"}},
  };
  std::printf("%-34s %-5s %12s %12s\n", "marks after a letter", "form", "8 MB, ours", "80 KB, ICU");
  for (const auto &kind : kinds) {
    for (const lontar_form form : {LONTAR_NFC, LONTAR_NFD, LONTAR_NFKC}) {
      std::string text = "a";
      for (size_t i = 0; text.size() < 8000000; i++) text += kind.marks[i % kind.marks.size()];
      std::vector<uint8_t> out(text.size() * 3 + 64);
      const auto ours = [&](size_t count) {
        return lontar_normalize(
          form, LONTAR_REPAIR_NONE, reinterpret_cast<const uint8_t *>(text.data()), count,
          out.data(), out.size(), nullptr, 0).written;
      };
      std::vector<double> times;
      for (int round = 0; round < 5; round++) {
        const double start = now();
        ours(text.size());
        times.push_back(now() - start);
      }
      size_t some = 80000;
      while ((text[some] & 0xC0) == 0x80) some--;
      std::vector<uint8_t> theirs(some * 3 + 64);
      UErrorCode e = U_ZERO_ERROR;
      icu::CheckedArrayByteSink sink(reinterpret_cast<char *>(theirs.data()), int32_t(theirs.size()));
      const double start = now();
      icu_for(form)->normalizeUTF8(0, icu::StringPiece(text.data(), int32_t(some)), sink, nullptr, e);
      const double icu = now() - start;
      const size_t written = ours(some);
      const bool same = written == size_t(sink.NumberOfBytesWritten()) &&
                        std::memcmp(out.data(), theirs.data(), written) == 0;
      std::printf(
        "%-34s %-5s %10.3f s %10.3f s%s\n", kind.name, names[form], percentile(times, 0.5), icu,
        same ? "" : "  DIFFERS");
    }
  }
}

} // namespace

int main(int argc, char **argv) {
  size_t rounds = 21, most = 4 << 20;
  std::vector<lontar_form> forms = {LONTAR_NFC};
  std::vector<const char *> files;
  bool quick = false;
  for (int i = 1; i < argc; i++) {
    if (!std::strcmp(argv[i], "--rounds")) rounds = std::strtoul(argv[++i], nullptr, 10);
    else if (!std::strcmp(argv[i], "--bytes")) most = std::strtoul(argv[++i], nullptr, 10);
    else if (!std::strcmp(argv[i], "--quick")) quick = true;
    else if (!std::strcmp(argv[i], "--worst-case")) { print_worst_case(); return 0; }
    else if (!std::strcmp(argv[i], "--write-nfd")) {
      const std::string text = read_file(argv[++i]);
      std::vector<uint8_t> out(text.size() * 3 + 64);
      const auto r = lontar_normalize(
        LONTAR_NFD, LONTAR_REPAIR_NONE, reinterpret_cast<const uint8_t *>(text.data()), text.size(),
        out.data(), out.size(), nullptr, 0);
      std::fwrite(out.data(), 1, r.written, stdout);
      return r.status == LONTAR_OK ? 0 : 1;
    }
    else if (!std::strcmp(argv[i], "--form")) {
      const std::string want = argv[++i];
      forms.clear();
      for (int f = 0; f < 6; f++) if (want == "all" || want == names[f]) forms.push_back(lontar_form(f));
    } else files.push_back(argv[i]);
  }
  const lontar_simd level = lontar_simd_level();
  std::printf("%-14s %-13s %9s %14s %14s %9s %9s %9s %9s %9s\n", "text", "form", "ICU MB/s", "lontar", "(p10..p90)", "scalar", "check", "utf8proc", "Found.", "floor");
  for (const char *path : files) {
    std::string text = read_file(path);
    if (text.size() > most) {
      text.resize(most);
      while (text.back() != '\n') text.pop_back();
    }
    const auto *in = reinterpret_cast<const uint8_t *>(text.data());
    const size_t n = text.size();
    for (const lontar_form form : forms) {
      const size_t capacity = n * 4 + 4096;
      // One output buffer for all, so that all find it in the same cache.
      std::vector<uint8_t> out(capacity), expected;
      const auto *icu = icu_for(form);
      std::vector<Engine> engines;
      auto ours = [&](std::vector<uint8_t> &out) {
        const auto r = lontar_normalize(form, LONTAR_REPAIR_NONE, in, n, out.data(), capacity, nullptr, 0);
        if (r.status != LONTAR_OK) { std::printf("status %d at %zu\n", r.status, r.read); std::exit(1); }
        return r.written;
      };
      engines.push_back({"lontar", [&] { lontar_simd_force(level); return ours(out); }, true, 1, {}});
      if (icu) engines.push_back({"ICU", [&] {
        UErrorCode e = U_ZERO_ERROR;
        icu::CheckedArrayByteSink sink(reinterpret_cast<char *>(out.data()), int32_t(capacity));
        icu->normalizeUTF8(0, icu::StringPiece(text.data(), int32_t(n)), sink, nullptr, e);
        return size_t(sink.NumberOfBytesWritten()); }, true, 1, {}});
      engines.push_back({"scalar", [&] { lontar_simd_force(LONTAR_SIMD_NONE); return ours(out); }, true, quick ? 1000u : 2u, {}});
      engines.push_back({"check", [&] { lontar_simd_force(level); return lontar_check_normalized(form, in, n).count; }, false, quick ? 1000u : 1u, {}});
      if (form <= LONTAR_NFKD) engines.push_back({"utf8proc", [&] { return lontar_utf8proc_normalize(form, in, n, out.data(), capacity).count; }, true, quick ? 1000u : 10u, {}});
      if (form <= LONTAR_NFKD) engines.push_back({"Foundation", [&] { return foundation_normalize(int32_t(form), in, n, out.data()); }, true, quick ? 1000u : 10u, {}});
      engines.push_back({"floor", [&] { lontar_simd_force(level); const auto v = lontar_utf8_validate(in, n); std::memcpy(out.data(), in, n); return v.count; }, false, quick ? 1000u : 1u, {}});
      for (size_t round = 0; round < rounds; round++) {
        for (auto &e : engines) {
          if (round % e.every != 0) continue;
          const double start = now();
          e.written = e.run();
          e.times.push_back(now() - start);
          if (round > 0 || !e.writes) continue;
          out.resize(e.written);
          if (expected.empty()) expected = out;
          if (out != expected) std::printf("%s DIFFERS\n", e.name);
          out.resize(capacity);
        }
      }
      const Engine *base = nullptr;
      for (auto &e : engines) if (!std::strcmp(e.name, "ICU")) base = &e;
      const char *name = std::strrchr(path, '/') ? std::strrchr(path, '/') + 1 : path;
      std::printf("%-14.14s %-13s", name, names[form]);
      auto rate = [&](const Engine &e) { return double(n) / percentile(e.times, 0.5) / 1e6; };
      std::printf(" %9.0f", base ? rate(*base) : 0.0);
      for (auto &e : engines) {
        // Not all engines have all forms.
        if (!std::strcmp(e.name, "floor") && form > LONTAR_NFKD) std::printf(" %9s %9s", "-", "-");
        if (&e == base) continue;
        if (base && (&e == &engines[0])) {
          std::vector<double> ratios;
          for (size_t i = 0; i < e.times.size(); i++) ratios.push_back(base->times[i] / e.times[i]);
          std::printf(" %7.0f %5.2fx (%5.2f..%5.2f)", rate(e), percentile(ratios, 0.5), percentile(ratios, 0.1), percentile(ratios, 0.9));
        } else std::printf(" %9.0f", rate(e));
      }
      std::printf("\n");
    }
  }
}
