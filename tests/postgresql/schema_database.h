// A database of the test server whose schema is read, planned for and compared.
#pragma once

#include <memory>
#include <string>

#include "lib/db/driver.h"
#include "lib/schema/planner.h"

namespace migrate::test {

/// An empty database of its own, gone when destroyed.
class SchemaDatabase {
 public:
  SchemaDatabase();
  ~SchemaDatabase();
  SchemaDatabase(const SchemaDatabase&) = delete;
  SchemaDatabase& operator=(const SchemaDatabase&) = delete;

  /// Runs `sql` by psql, statement by statement; returns the first error, empty when there is none.
  [[nodiscard]] std::string run(const std::string& sql) const;
  /// Runs statements one after the other without a client program; as run().
  [[nodiscard]] std::string apply(const std::vector<std::string>& statements) const;
  /// The schema as facts, with `public` as home.
  [[nodiscard]] schema::Catalog read() const;
  /// What pg_dump says of the schema, in a form that doesn't depend on the order of columns; empty
  /// where the server comes without one.
  [[nodiscard]] std::string dump() const;
  /// The same as pg_dump writes it.
  [[nodiscard]] std::string raw_dump() const;
  /// How many rows each table has by itself, a line each: "public.orders 3".
  [[nodiscard]] std::string rows() const;
  /// Drops all schemas and makes an empty `public`.
  void clear() const;
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] db::Connection& connection() const;

  std::string name_;
  std::unique_ptr<db::Driver> driver_;
  mutable std::unique_ptr<db::Connection> connection_;  ///< made when first needed
};

[[nodiscard]] const schema::Rules& postgresql_rules();
/// The script of the plan from one to the other.
[[nodiscard]] std::string script(const schema::Catalog& before, const schema::Catalog& after);
/// The statements of a script that has no empty line inside a statement.
[[nodiscard]] std::vector<std::string> split_script(const std::string& script);
/// Of two answers of rows(), the tables that have fewer rows in the second one.
[[nodiscard]] std::string lost_rows(const std::string& before, const std::string& after);
/// pg_dump's output without comments, settings and the order of columns.
[[nodiscard]] std::string normalized_dump(const std::string& dump);
/// What still differs, a line each; empty when nothing does.
[[nodiscard]] std::string differences(const schema::Catalog& before, const schema::Catalog& after);

}  // namespace migrate::test
