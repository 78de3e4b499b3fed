// What holds for any two schemas: the script from one to the other leads there and the one back
// leads back, by our own reading and (for some of them) by pg_dump, and rows of what is on both
// sides are still there. MIGRATE_LONG=1 tries many; MIGRATE_SEED=N one.
#include <gtest/gtest.h>

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
    subject_.clear();
    model_.clear();
    ASSERT_EQ(subject_.apply(old_statements), "");
    ASSERT_EQ(subject_.apply(rows), "");
    ASSERT_EQ(model_.apply(new_statements), "");
    const schema::Catalog before = subject_.read();
    const schema::Catalog after = model_.read();
    const bool dumps = seed % kDumpEvery == 0;
    const std::string dump_before = dumps ? subject_.dump() : "";

    lead(before, after);
    if (HasFailure()) return;
    EXPECT_EQ(dumps ? subject_.dump() : "", dumps ? model_.dump() : "");
    lead(after, before);
    if (HasFailure()) return;
    EXPECT_EQ(dumps ? subject_.dump() : "", dump_before);
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
};

TEST_F(SchemaProperty, AnySchemaBecomesAnyOtherAndItselfAgain) {
  const char* seed = std::getenv("MIGRATE_SEED");
  if (seed != nullptr) {
    check(static_cast<unsigned>(std::stoul(seed)));
    return;
  }
  const unsigned count = std::getenv("MIGRATE_LONG") != nullptr ? kLongRun : kShortRun;
  for (unsigned next = 0; next < count && !HasFailure(); ++next) check(next);
}

}  // namespace
}  // namespace migrate::test
