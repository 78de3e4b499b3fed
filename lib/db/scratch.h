// A throw-away database: where a schema is tried out before anything else sees it.
#pragma once

#include <string>
#include <string_view>

#include "lib/db/driver.h"

namespace migrate::db {

/// Diagnostic code of a scratch() that the role has no right to make.
constexpr std::string_view kNoScratch = "no-scratch";

/// A database of its own, empty when made, gone when destroyed.
class Scratch {
 public:
  virtual ~Scratch() = default;
  /// How to connect to it. Valid as long as this lives.
  [[nodiscard]] virtual const ConnectOptions& options() const = 0;
};

/// A server of our own for scratch databases, gone when destroyed.
class TemporaryServer {
 public:
  virtual ~TemporaryServer() = default;
  /// What Driver::scratch() takes as its server. Valid as long as this lives.
  [[nodiscard]] virtual const std::string& url() const = 0;
};

}  // namespace migrate::db
