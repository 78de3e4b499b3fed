#include "lib/postgresql/proxy.h"

#include <string>

namespace migrate::postgresql {
namespace {

/// A busy pool may hand out the same session twice by chance.
constexpr int kLooks = 5;

}  // namespace

int backend_pid(db::Connection& connection) {
  const db::Outcome outcome =
      db::execute(connection, {.sql = "SELECT pg_catalog.pg_backend_pid()"});
  return std::stoi(outcome.rows.at(0).at(0).value_or("0"));
}

Pooling pooling_of(db::Connection& connection, db::Connection& other) {
  const int first = backend_pid(connection);
  for (int look = 0; look < kLooks; ++look) {
    if (backend_pid(other) == first || backend_pid(connection) != first) {
      return Pooling::transactions;
    }
  }
  return Pooling::sessions;
}

}  // namespace migrate::postgresql
