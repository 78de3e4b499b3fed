// libFuzzer's entry: the target is the one that MIGRATE_FUZZ_TARGET names.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  migrate::fuzz::MIGRATE_FUZZ_TARGET({reinterpret_cast<const char*>(data), size});
  return 0;
}
