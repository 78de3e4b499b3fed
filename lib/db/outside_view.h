// A schema as the engine's own dump program writes it down: an observer that shares nothing with
// the introspection.
#pragma once

#include <string>
#include <vector>

#include "lib/db/driver.h"
#include "lib/schema/fact.h"

namespace migrate::db {

/// An object in words that are not ours.
struct OutsideText {
  std::string object;  ///< "TABLE public.orders"
  std::string text;
};

class OutsideView {
 public:
  virtual ~OutsideView() = default;
  /// Name and version: "pg_dump 15.18".
  [[nodiscard]] virtual const std::string& program() const = 0;
  /// The objects of the database without those of `ignored` and the attributes of `without` (as
  /// schema::Filter names them), in the order of their names. What holds secrets is left out.
  /// Throws Error{failed} with what the program says.
  [[nodiscard]] virtual std::vector<OutsideText> read(
      const ConnectOptions& options, const std::vector<schema::Identity>& ignored,
      const std::vector<std::string>& without) const = 0;
};

}  // namespace migrate::db
