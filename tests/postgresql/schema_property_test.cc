// What holds for any two schemas: the script from one to the other leads there and the one back
// leads back, by our own reading and (for some of them) by pg_dump, and rows of what is on both
// sides are still there. MIGRATE_SEED: the first case; MIGRATE_CASES: how many; MIGRATE_LONG=1:
// many.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "lib/base/text.h"
#include "tests/postgresql/random_schema.h"
#include "tests/postgresql/schema_database.h"

namespace migrate::test {
namespace {

constexpr unsigned kShortRun = 50;
constexpr unsigned kLongRun = 5000;
/// pg_dump takes longer than all the rest.
constexpr unsigned kDumpEvery = 10;
/// The test server's catalogs keep what was dropped until they are vacuumed: reading slows down.
constexpr unsigned kVacuumEvery = 25;

unsigned number_from(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : static_cast<unsigned>(std::stoul(text));
}

class SchemaProperty : public testing::Test {
 protected:
  void check(unsigned seed) {
    RandomSchema schema(seed);
    const auto old_statements = schema.statements();
    const auto rows = schema.rows();
    schema.mutate();
    const auto new_statements = schema.statements();
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + join(old_statements, ";\n") + ";\n--->\n" +
                 join(new_statements, ";\n"));
    start_empty();
    ASSERT_EQ(subject_.apply(old_statements), "");
    ASSERT_EQ(subject_.apply(rows), "");
    ASSERT_EQ(model_.apply(new_statements), "");
    const schema::Catalog before = subject_.read();
    const schema::Catalog after = model_.read();
    if (is_refused(before, after)) return;
    const bool dumps = seed % kDumpEvery == 0;
    const std::string dump_before = dumps ? subject_.dump() : "";

    lead(before, after);
    if (HasFailure()) return;
    changed_ += differences(before, after).empty() ? 0 : 1;
    EXPECT_EQ(dumps ? subject_.dump() : "", dumps ? model_.dump() : "");
    lead(after, before);
    if (HasFailure()) return;
    EXPECT_EQ(dumps ? subject_.dump() : "", dump_before);
  }

  void start_empty() {
    const bool vacuum = ++cases_ % kVacuumEvery == 0;
    for (const SchemaDatabase* database : {&subject_, &model_}) {
      database->clear();
      if (vacuum) {
        ASSERT_EQ(database->run("VACUUM"), "");
      }
    }
  }

  /// A table that went and came again, in partitions or no longer: no ALTER TABLE does that.
  bool is_refused(const schema::Catalog& before, const schema::Catalog& after) {
    const auto impossible = schema::plan(before, after, postgresql_rules()).impossible;
    for (const Diagnostic& reason : impossible) {
      EXPECT_NE(reason.message.find("which no ALTER TABLE does"), std::string::npos)
          << reason.message;
    }
    refused_ += impossible.empty() ? 0 : 1;
    return !impossible.empty();
  }

  void lead(const schema::Catalog& from, const schema::Catalog& to) {
    const std::string rows = subject_.rows();
    const std::string text = script(from, to);
    ASSERT_EQ(subject_.apply(split_script(text)), "") << text;
    EXPECT_EQ(differences(subject_.read(), to), "") << text;
    EXPECT_EQ(lost_rows(rows, subject_.rows()), "") << text;
  }

  SchemaDatabase subject_;
  SchemaDatabase model_;
  unsigned cases_ = 0;
  unsigned changed_ = 0;
  unsigned refused_ = 0;
};

TEST_F(SchemaProperty, AnySchemaBecomesAnyOtherAndItselfAgain) {
  const bool is_long = std::getenv("MIGRATE_LONG") != nullptr;
  const unsigned first = number_from("MIGRATE_SEED", 0);
  const unsigned count = number_from("MIGRATE_CASES", is_long ? kLongRun : kShortRun);
  for (unsigned seed = first; seed < first + count && !HasFailure(); ++seed) check(seed);
  std::printf("%u cases from seed %u: %u with changes, %u refused\n", cases_, first, changed_,
              refused_);
}

}  // namespace
}  // namespace migrate::test
