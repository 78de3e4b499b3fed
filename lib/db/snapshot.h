// A database at one moment: its schema, and the rows of the tables that somebody wants.
#pragma once

#include <vector>

#include "lib/base/sink.h"
#include "lib/schema/fact.h"

namespace migrate::db {

/// Holds a transaction that reads, in which nothing changes; ended with it. Meanwhile nothing else
/// is submitted to the connection.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  /// As Driver::introspect() reads it.
  [[nodiscard]] virtual const schema::Catalog& catalog() const = 0;
  /// `schema` as it has to be when the rows of `tables` come in this order: without what would
  /// refuse them or do more than store them (triggers, foreign keys to rows that come later). The
  /// rest is made when they are there.
  [[nodiscard]] virtual schema::Catalog before_rows(
      schema::Catalog schema, const std::vector<schema::Identity>& tables) const = 0;
  /// Writes statements that put the rows of `tables`, and the state of the sequences that number
  /// them, into such a schema: for the engine's shell and for a schema file. The same rows make
  /// the same bytes, in an order of their own. Memory is bounded whatever their number.
  /// Throws Error: usage when rows refer to rows of other tables, or lie on other servers; failed
  /// when a policy hides some; as execute() does; and what `out` throws.
  virtual void write_rows(const std::vector<schema::Identity>& tables, Sink& out) = 0;
};

}  // namespace migrate::db
