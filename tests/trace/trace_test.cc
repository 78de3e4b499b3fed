// What the tracer sees on a real server.
#include "lib/report/trace.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "lib/base/error.h"
#include "lib/report/stats.h"
#include "tests/trace/traced.h"

namespace migrate::test {
namespace {

/// Sorted.
using Listed = std::vector<std::string>;
using workflow::Made;
using workflow::Trace;
using workflow::TracedStatement;

constexpr const char* kShop =
    "CREATE TABLE customers (id bigint PRIMARY KEY);\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers, note "
    "text);\n"
    "CREATE INDEX orders_note ON orders (note);\n";
constexpr const char* kShopRows =
    "INSERT INTO customers SELECT generate_series(1, 100);"
    "INSERT INTO orders SELECT i, i % 100 + 1, 'n' FROM generate_series(1, 1000) AS s(i);";

const db::TracedWork* work_on(const TracedStatement& statement, const std::string& relation) {
  for (const db::TracedWork& work : statement.trace.work) {
    if (work.relation.name == relation) return &work;
  }
  return nullptr;
}

std::vector<std::string> all_locks(const TracedStatement& statement) {
  std::vector<std::string> found;
  for (const db::TracedLock& lock : statement.trace.locks) {
    found.push_back(lock.mode + " " + lock.relation.name);
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Trace, KnowsTheTablesThatADropLocks) {
  const Trace trace = Traced(kShop).of("DROP TABLE orders;\n");
  ASSERT_EQ(trace.statements.size(), 1U);
  EXPECT_EQ(blocking_locks(trace.statements[0]),
            (Listed{"ACCESS EXCLUSIVE public.customers", "ACCESS EXCLUSIVE public.orders"}));
}

TEST(Trace, TellsAReadFromARewriteAndAnIndexBuilt) {
  const Trace trace = Traced(kShop, kShopRows)
                          .of("ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n"
                              "ALTER TABLE orders ALTER COLUMN note TYPE integer USING 1;\n"
                              "CREATE INDEX orders_customer ON orders (customer);\n");
  ASSERT_EQ(trace.statements.size(), 3U);
  const db::TracedWork* reads = work_on(trace.statements[0], "public.orders");
  ASSERT_NE(reads, nullptr);
  EXPECT_EQ(reads->scans, 1);
  EXPECT_EQ(reads->rows_read, 1000);
  EXPECT_FALSE(reads->rewritten);
  const db::TracedWork* writes = work_on(trace.statements[1], "public.orders");
  ASSERT_NE(writes, nullptr);
  EXPECT_TRUE(writes->rewritten);
  EXPECT_EQ(writes->indexes_built, 2U);
  EXPECT_GT(trace.statements[1].trace.log_bytes, 0U);
  const db::TracedWork* builds = work_on(trace.statements[2], "public.orders");
  ASSERT_NE(builds, nullptr);
  EXPECT_EQ(builds->indexes_built, 1U);
  EXPECT_FALSE(builds->rewritten);
}

TEST(Trace, KeepsALockToTheEndOfItsTransaction) {
  const Trace trace = Traced(kShop, kShopRows)
                          .of("ALTER TABLE orders ADD COLUMN state text;\n"
                              "UPDATE orders SET state = 'x' WHERE id <= 10;\n"
                              "-- transaction: off\n"
                              "UPDATE orders SET state = 'y';\n");
  ASSERT_EQ(trace.statements.size(), 3U);
  EXPECT_EQ(blocking_locks(trace.statements[0]), (Listed{"ACCESS EXCLUSIVE public.orders"}));
  const TracedStatement& update = trace.statements[1];
  EXPECT_EQ(all_locks(update), Listed{});
  ASSERT_EQ(update.held.size(), 1U);
  EXPECT_EQ(update.held[0].since, 0U);
  EXPECT_EQ(update.held[0].lock.relation.name, "public.orders");
  EXPECT_TRUE(update.works_under_lock());
  EXPECT_EQ(work_on(update, "public.orders")->rows_changed, 10);
  EXPECT_TRUE(trace.statements[2].held.empty());
  EXPECT_FALSE(trace.statements[2].works_under_lock());
  EXPECT_EQ(work_on(trace.statements[2], "public.orders")->rows_changed, 1000);
}

TEST(Trace, LeavesOutWhatTheRevisionHasMade) {
  const std::string make = "CREATE TABLE fresh (id bigint);\n";
  const std::string change =
      "CREATE INDEX ON fresh (id);\nALTER TABLE fresh ALTER COLUMN id TYPE text;\n";
  const Trace in_one = Traced(kShop).of(make + change);
  for (const TracedStatement& statement : in_one.statements) EXPECT_FALSE(statement.blocks());
  const Trace one_by_one = Traced(kShop).of({make, change});
  EXPECT_EQ(blocking_locks(one_by_one.statements.at(1)), (Listed{"SHARE public.fresh"}));
  const Trace together = Traced(kShop).of({make, change}, Made::by_run);
  for (const TracedStatement& statement : together.statements) EXPECT_FALSE(statement.blocks());
}

TEST(Trace, SeesWhatRunsAloneFromBesideIt) {
  const Trace trace = Traced(kShop, kShopRows)
                          .of("CREATE INDEX CONCURRENTLY orders_customer ON orders (customer);\n"
                              "REINDEX INDEX CONCURRENTLY orders_note;\n"
                              "DROP INDEX CONCURRENTLY orders_note;\n"
                              "VACUUM FULL customers;\n");
  ASSERT_EQ(trace.statements.size(), 4U);
  for (size_t i = 0; i < 3; ++i) {
    SCOPED_TRACE(trace.statements[i].verb);
    EXPECT_FALSE(trace.statements[i].blocks());
    EXPECT_EQ(all_locks(trace.statements[i]), (Listed{"SHARE UPDATE EXCLUSIVE public.orders"}));
  }
  EXPECT_EQ(work_on(trace.statements[0], "public.orders")->indexes_built, 1U);
  EXPECT_EQ(blocking_locks(trace.statements[3]), (Listed{"ACCESS EXCLUSIVE public.customers"}));
  EXPECT_TRUE(work_on(trace.statements[3], "public.customers")->rewritten);
}

TEST(Trace, SeesEachStageOfADetachment) {
  const Trace trace =
      Traced(
          "CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day);\n"
          "CREATE TABLE old PARTITION OF events FOR VALUES FROM ('2020-01-01') TO "
          "('2021-01-01');\n")
          .of("ALTER TABLE events DETACH PARTITION old CONCURRENTLY;\n");
  ASSERT_EQ(trace.statements.size(), 1U);
  EXPECT_EQ(all_locks(trace.statements[0]),
            (Listed{"ACCESS EXCLUSIVE public.old", "SHARE UPDATE EXCLUSIVE public.events"}));
}

TEST(Trace, SeesIntoBlocksAndFunctions) {
  const Trace trace =
      Traced(kShop).of("DO $$ BEGIN EXECUTE 'LOCK TABLE orders IN SHARE ' || 'MODE'; END $$;\n");
  EXPECT_EQ(blocking_locks(trace.statements.at(0)), (Listed{"SHARE public.orders"}));
}

TEST(Trace, IsNotMisledByAHostileSearchPath) {
  const Trace trace = Traced(kShop).of(
      "CREATE SCHEMA evil;\n"
      "CREATE FUNCTION evil.format(text, name, name) RETURNS text LANGUAGE sql RETURN 'nothing';\n"
      "CREATE TYPE evil.int8 AS ENUM ('a');\n"
      "SET LOCAL search_path = evil, pg_catalog, public;\n"
      "LOCK TABLE orders IN SHARE MODE;\n");
  EXPECT_EQ(blocking_locks(trace.statements.back()), (Listed{"SHARE public.orders"}));
}

TEST(Trace, LeavesAScriptItsOwnTransaction) {
  const Trace trace = Traced(kShop).of(
      "BEGIN;\n"
      "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
      "LOCK TABLE orders IN SHARE MODE;\n"
      "COMMIT;\n");
  EXPECT_EQ(blocking_locks(trace.statements.back()), (Listed{"SHARE public.orders"}));
}

TEST(Trace, TellsATruncationFromARewrite) {
  const Trace trace = Traced(kShop, kShopRows).of("TRUNCATE TABLE orders;\n");
  const db::TracedWork* work = work_on(trace.statements.at(0), "public.orders");
  ASSERT_NE(work, nullptr);
  EXPECT_TRUE(work->emptied);
  EXPECT_FALSE(work->rewritten);
  EXPECT_EQ(work->indexes_built, 0U);
}

TEST(Trace, RefutesAFindingThatTheServerDoesNotShare) {
  const Trace trace = Traced("CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n")
                          .of("DO $$ BEGIN IF false THEN\n"
                              "  CREATE INDEX orders_note ON orders (note);\n"
                              "END IF; END $$;\n");
  ASSERT_EQ(trace.statements.at(0).verdicts.size(), 1U);
  EXPECT_EQ(trace.statements[0].verdicts[0].rule, "create-index");
  EXPECT_FALSE(trace.statements[0].verdicts[0].confirmed);
  EXPECT_EQ(trace.statements[0].verdicts[0].reason, "took no such lock");
}

TEST(Trace, SaysWhatOnlyItHasSeen) {
  const Trace trace =
      Traced(kShop, kShopRows)
          .of("DO $$ BEGIN EXECUTE 'ALTER TABLE orders ALTER note ' || 'SET NOT NULL'; END $$;\n");
  EXPECT_TRUE(trace.statements.at(0).only_traced());
}

TEST(TraceEstimate, AddsWhatFollowsInTheTransaction) {
  Trace trace = Traced(kShop, kShopRows)
                    .of("ALTER TABLE orders ADD COLUMN state text;\n"
                        "UPDATE orders SET state = 'x';\n"
                        "-- transaction: off\n"
                        "CREATE INDEX orders_state ON orders (state);\n");
  trace.throughput = db::Throughput{.read = 1000, .rewrite = 100, .index = 500, .bytes = 1};
  estimate(trace, {{"public.orders", {"public.orders", 50, 10'000, 0, 2}}});
  ASSERT_EQ(trace.statements.size(), 3U);
  EXPECT_DOUBLE_EQ(trace.statements[0].own->seconds, 0);
  // Reads all of it, and writes all its rows.
  EXPECT_DOUBLE_EQ(trace.statements[1].own->seconds, 10 + 100);
  EXPECT_DOUBLE_EQ(trace.statements[0].until_end->seconds, 110);
  EXPECT_DOUBLE_EQ(trace.statements[2].own->seconds, 20);
  EXPECT_FALSE(trace.statements[2].own->at_least);
  estimate(trace, {});
  EXPECT_DOUBLE_EQ(trace.statements[2].own->seconds, 0);
  EXPECT_TRUE(trace.statements[2].own->at_least);
}

TEST(TraceEstimate, KnowsATableByTheNameThatItHad) {
  Trace trace = Traced(kShop).of(
      "ALTER TABLE orders RENAME TO purchases;\n"
      "ALTER TABLE purchases ALTER COLUMN note SET NOT NULL;\n");
  trace.throughput = db::Throughput{.read = 1000, .rewrite = 100, .index = 500, .bytes = 1};
  estimate(trace, {{"public.orders", {"public.orders", 50, 10'000, 0, 2}}});
  EXPECT_DOUBLE_EQ(trace.statements.at(0).until_end->seconds, 10);
  EXPECT_FALSE(trace.statements[0].until_end->at_least);
}

TEST(Stats, AreReadBack) {
  const std::vector<db::TableSize> sizes = {{"public.a", 12, 8192, 16384, 1},
                                            {"public.b", -1, 0, 0, 0}};
  const workflow::TableSizes read =
      report::read_stats(json::dump(report::stats_json(sizes, "15.0")));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read.at("public.a").bytes, 8192U);
  EXPECT_EQ(read.at("public.a").index_bytes, 16384U);
  EXPECT_EQ(read.at("public.a").indexes, 1U);
  EXPECT_LT(read.at("public.b").rows, 0);
  EXPECT_THROW((void)report::read_stats("{}"), Error);
  EXPECT_THROW((void)report::read_stats("[1]"), Error);
  EXPECT_THROW((void)report::read_stats("tables"), Error);
}

}  // namespace
}  // namespace migrate::test
