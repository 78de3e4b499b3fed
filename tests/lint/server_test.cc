// The examples of the rules, run by a PostgreSQL server: what the rules call refused is refused,
// and everything else is SQL that a server takes.
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "tests/lint/gate.h"
#include "tests/support/postgres_server.h"

namespace migrate::lint {
namespace {

/// Rules whose bad example fails on a server: that is what they are about. `dynamic-sql` reads a
/// setting that is not there.
const std::set<std::string_view> kRefusedWhenBad = {
    "alter-type-view", "enum-value-same-transaction", "refused-statement", "dynamic-sql"};
/// Whether `script` has what can't be in a transaction that is rolled back behind it.
bool must_commit(std::string_view script) {
  for (const std::string_view word : {"CONCURRENTLY", "ADD VALUE", "BEGIN;"}) {
    if (script.find(word) != std::string_view::npos) return true;
  }
  return false;
}

class Server {
 public:
  explicit Server(std::string_view schema) : server_(test::PostgresServer::instance()) {
    server_.psql("postgres", "CREATE DATABASE lint_examples;");
    server_.psql("lint_examples", std::string(schema));
    server_.psql("postgres", "CREATE DATABASE lint_rolled_back TEMPLATE lint_examples;");
  }

  /// What the server says against `script` on the tables of the examples; empty: nothing.
  std::string refusal(std::string_view script) {
    const bool commits = must_commit(script);
    if (commits) {
      server_.psql("postgres",
                   "DROP DATABASE IF EXISTS lint_committed;\n"
                   "CREATE DATABASE lint_committed TEMPLATE lint_examples;");
    }
    try {
      const std::string text(script);
      server_.psql(commits ? "lint_committed" : "lint_rolled_back",
                   commits ? text : "BEGIN;\n" + text + "ROLLBACK;\n");
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  }

 private:
  test::PostgresServer& server_;
};

TEST(Examples, AreWhatAServerTakes) {
  const Gate gate;
  Server server(gate.analyzer().example_schema());
  for (const Rule& rule : gate.analyzer().rules()) {
    EXPECT_EQ(server.refusal(rule.good), "") << rule.id << "\n" << rule.good;
    const std::string refusal = server.refusal(rule.bad);
    EXPECT_EQ(!refusal.empty(), kRefusedWhenBad.contains(rule.id)) << rule.id << "\n"
                                                                   << rule.bad << refusal;
  }
}

}  // namespace
}  // namespace migrate::lint
