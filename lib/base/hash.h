// SHA-256, in one place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace migrate {

/// A running SHA-256 (FIPS 180-4).
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256& other);
  Sha256& operator=(const Sha256& other);

  void add(std::string_view bytes);
  /// The digest of all bytes so far, 64 lower-case hex digits. The sum goes on afterwards.
  [[nodiscard]] std::string hex() const;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

/// The digest of `bytes`, 64 lower-case hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
/// The first 8 bytes of the digest as a big-endian signed number (advisory lock keys).
[[nodiscard]] int64_t sha256_key(std::string_view bytes);
/// `digits` random lower-case hex digits from the system's generator.
[[nodiscard]] std::string random_hex(int digits);

}  // namespace migrate
