// A throw-away database: where a schema is tried out before anything else sees it.
#pragma once

#include "lib/db/driver.h"

namespace migrate::db {

/// A database of its own, empty when made, gone when destroyed.
class Scratch {
 public:
  virtual ~Scratch() = default;
  /// How to connect to it. Valid as long as this lives.
  [[nodiscard]] virtual const ConnectOptions& options() const = 0;
};

}  // namespace migrate::db
