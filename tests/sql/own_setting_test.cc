#include "lib/sql/own_setting.h"

#include <gtest/gtest.h>

namespace migrate::sql {
namespace {

OwnSetting of(std::string_view statement) { return own_setting(statement, postgresql_dialect()); }

TEST(OwnSetting, IsChangedForTheSession) {
  for (const char* statement : {
           "SET app.word = 'x';",
           "set /* of ours */ App.\"Word\" TO 1, 2",
           "SET SESSION app.word TO DEFAULT;",
           "SET session.word = 'x'",
           "RESET app.word;",
           "SELECT set_config('app.word', 'x', false);",
           "SELECT pg_catalog.set_config('app.word', $$x$$, FALSE)",
       }) {
    EXPECT_EQ(of(statement), OwnSetting::changes) << statement;
  }
}

TEST(OwnSetting, IsNotWhatHoldsForATransactionOrIsTheServersOwn) {
  for (const char* statement : {
           "SET LOCAL app.word = 'x';",
           "SET search_path = app.word;",
           "SET SESSION AUTHORIZATION app;",
           "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;",
           "RESET search_path;",
           "SELECT set_config('app.word', 'x', true);",
           "SELECT set_config('search_path', 'x', false);",
           "SELECT set_config('app.word', next_word(), false);",
           "SELECT set_config('app.word', 'x', false), drop_it();",
           "UPDATE app.word SET a = 1;",
           "SET",
           "",
       }) {
    EXPECT_EQ(of(statement), OwnSetting::none) << statement;
  }
}

TEST(OwnSetting, IsTakenBackWithAllOthers) { EXPECT_EQ(of("reset ALL;"), OwnSetting::reset_all); }

}  // namespace
}  // namespace migrate::sql
