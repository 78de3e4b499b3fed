// What the rules for PostgreSQL say about locks, measured: every bad example is run on tables with
// rows, and takes the lock and does the work that its rule says; no good example does.
#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/error.h"
#include "tests/trace/traced.h"

namespace migrate::test {
namespace {

using lint::Rule;

/// Rows for the tables of the examples.
constexpr const char* kRows = R"(
INSERT INTO customers SELECT i, 'n' || i, i || '@x', 'c' || i % 7, 'fine' FROM generate_series(1, 500) AS s(i);
INSERT INTO orders (id, customer, code, state, note, quantity, total)
  SELECT i, i % 500 + 1, i % 1000, 's', 'n' || i, 1 + i % 9, i % 100 FROM generate_series(1, 2000) AS s(i);
INSERT INTO notes SELECT i, i % 500 + 1, 'n' FROM generate_series(1, 500) AS s(i);
INSERT INTO bookings SELECT i, i, tsrange('2024-01-01'::timestamp + i * '2 days'::interval,
  '2024-01-02'::timestamp + i * '2 days'::interval) FROM generate_series(1, 100) AS s(i);
INSERT INTO events SELECT i, '2024-05-01' FROM generate_series(1, 300) AS s(i);
INSERT INTO old_events SELECT i, '2020-05-01' FROM generate_series(1, 300) AS s(i);
INSERT INTO logs SELECT i, 1 FROM generate_series(1, 300) AS s(i);
REFRESH MATERIALIZED VIEW daily;
)";

/// What the examples' tables don't have, and a claim is about.
constexpr const char* kInUse = R"(
CREATE TABLE contacts (mail email_address);
INSERT INTO contacts VALUES ('a@x');
CREATE TABLE archive.old_notes (id bigint);
)";

class LockClaims : public testing::TestWithParam<const Rule*> {};

std::vector<const Rule*> claiming_rules() {
  static const std::unique_ptr<lint::Analyzer> analyzer = analyzer_named("postgresql");
  std::vector<const Rule*> rules;
  for (const Rule& rule : analyzer->rules()) {
    if (!rule.lock.empty()) rules.push_back(&rule);
  }
  return rules;
}

Traced example_database(const std::string& more = "") {
  const std::unique_ptr<lint::Analyzer> analyzer = analyzer_named("postgresql");
  return Traced(std::string(analyzer->example_schema()), kRows + more);
}

std::string shown(const workflow::Trace& trace) {
  std::string text;
  for (const workflow::TracedStatement& statement : trace.statements) {
    text += statement.verb + ":";
    for (const db::TracedLock& lock : statement.trace.locks) {
      text += " " + lock.mode + " on " + lock.relation.name + ";";
    }
    for (const db::TracedWork& work : statement.trace.work) {
      text += " " + work.relation.name + (work.rewritten ? " rewritten" : "") + " scans " +
              std::to_string(work.scans) + " indexes " + std::to_string(work.indexes_built) + ";";
    }
    text += "\n";
  }
  return text;
}

TEST_P(LockClaims, OfTheBadExampleAreSeen) {
  const Rule& rule = *GetParam();
  const workflow::Trace trace = example_database(kInUse).of(rule.bad);
  size_t judged = 0;
  for (const workflow::TracedStatement& statement : trace.statements) {
    for (const workflow::TraceVerdict& verdict : statement.verdicts) {
      if (verdict.rule != rule.id) continue;
      ++judged;
      EXPECT_TRUE(verdict.confirmed) << verdict.reason << "\n" << shown(trace);
    }
  }
  EXPECT_GT(judged, 0U) << shown(trace);
}

/// Where the work is the point, the safe way does not do it while others wait.
TEST_P(LockClaims, AreNotWhatTheGoodExampleDoes) {
  const Rule& rule = *GetParam();
  const workflow::Trace trace = example_database().of(rule.good);
  ASSERT_FALSE(trace.statements.empty());
  if (rule.work == lint::Work::nothing) return;
  for (const workflow::TracedStatement& statement : trace.statements) {
    EXPECT_FALSE(statement.only_traced()) << shown(trace);
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, LockClaims, testing::ValuesIn(claiming_rules()),
                         [](const testing::TestParamInfo<const Rule*>& rule) {
                           std::string name(rule.param->id);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace migrate::test
