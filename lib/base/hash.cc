#include "lib/base/hash.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <new>

#include "lib/base/error.h"

namespace migrate {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string to_hex(const unsigned char* bytes, size_t count) {
  std::string hex;
  hex.reserve(2 * count);
  for (size_t i = 0; i < count; ++i) {
    hex += kHexDigits[bytes[i] >> 4];
    hex += kHexDigits[bytes[i] & 0xF];
  }
  return hex;
}

}  // namespace

struct Sha256::Context {
  Context() : evp(EVP_MD_CTX_new()) {
    if (evp == nullptr) throw std::bad_alloc();
  }
  ~Context() { EVP_MD_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  EVP_MD_CTX* evp;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorCode::failed, "the cryptographic library offers no SHA-256");
  }
}

Sha256::~Sha256() = default;

Sha256::Sha256(const Sha256& other) : context_(std::make_unique<Context>()) {
  EVP_MD_CTX_copy_ex(context_->evp, other.context_->evp);
}

Sha256& Sha256::operator=(const Sha256& other) {
  if (this != &other) EVP_MD_CTX_copy_ex(context_->evp, other.context_->evp);
  return *this;
}

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size());
}

std::string Sha256::hex() const {
  const Sha256 copy(*this);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  EVP_DigestFinal_ex(copy.context_->evp, digest.data(), &length);
  return to_hex(digest.data(), length);
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hex();
}

int64_t sha256_key(std::string_view bytes) {
  constexpr size_t kKeyHexDigits = 16;
  return static_cast<int64_t>(std::stoull(sha256_hex(bytes).substr(0, kKeyHexDigits), nullptr, 16));
}

std::string random_hex(int digits) {
  std::string bytes(static_cast<size_t>(digits + 1) / 2, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) !=
      1) {
    throw Error(ErrorCode::failed, "the system's random generator failed");
  }
  return to_hex(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size())
      .substr(0, static_cast<size_t>(digits));
}

}  // namespace migrate
