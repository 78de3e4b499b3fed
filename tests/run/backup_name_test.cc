#include "lib/workflow/backup_name.h"

#include <gtest/gtest.h>

namespace migrate::workflow {
namespace {

using Extent = BackupName::Extent;

/// 2025-10-24T17:40:00Z and so many minutes.
std::chrono::system_clock::time_point minute(int minutes) {
  return std::chrono::system_clock::from_time_t(1'761'327'600 + 60 * minutes);
}

std::string name(int minutes, const std::string& database = "shop",
                 const std::string& place = "db:5432/shop", Extent extent = Extent::whole) {
  return file_name({database, place, minute(minutes), {"a1"}, "9f3c", extent, ".dump"});
}

TEST(BackupName, TellsDatabaseTimeRevisionAndRun) {
  EXPECT_EQ(name(0), "shop-0fa5eb6d_20251024T174000Z_a1_9f3c.dump");
  EXPECT_EQ(
      file_name({"/srv/shop.db", "/srv/shop.db", minute(0), {}, "9f3c", Extent::tables, ".db"}),
      "shop.db-a92eefef_20251024T174000Z_base_9f3c.tables.db");
}

TEST(BackupName, NamesTwoRevisionsAndCountsMore) {
  const auto from = [](const std::vector<std::string>& revisions) {
    const std::string whole = file_name({"d", "", minute(0), revisions, "r", Extent::whole, ".x"});
    const size_t begin = whole.find("Z_") + 2;
    return whole.substr(begin, whole.find("_r.x") - begin);
  };
  EXPECT_EQ(from({"a1", "b2"}), "a1+b2");
  EXPECT_EQ(from({"a1", "b2", "c3"}), "3-revisions");
  EXPECT_EQ(from({"a_1.x"}), "a%5F1%2Ex");
}

TEST(BackupName, HasNothingThatAShellOrADirectoryWouldMistake) {
  const std::string odd = name(0, "a/../b c'\"$(x)\n\xc3\xa4");
  EXPECT_EQ(odd.substr(0, odd.find('-')), "b%20c%27%22%24%28x%29%0A%C3%A4");
  EXPECT_LE(name(0, std::string(300, '/') + std::string(300, '$')).size(), 255U);
}

TEST(OutdatedBackups, AreTheOldestOfTheSameDatabase) {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) names.push_back(name(i));
  const std::string newest = names.back();
  EXPECT_EQ(outdated_backups(names, newest, 5), std::vector<std::string>());
  EXPECT_EQ(outdated_backups(names, newest, 3), (std::vector<std::string>{names[0], names[1]}));
  EXPECT_EQ(outdated_backups(names, newest, 1),
            (std::vector<std::string>{names[0], names[1], names[2], names[3]}));
}

TEST(OutdatedBackups, NeverAreTheNewestOneEvenWhereTheClockWentBack) {
  const std::vector<std::string> names = {name(0), name(10), name(20)};
  EXPECT_EQ(outdated_backups(names, names[0], 1), (std::vector<std::string>{names[1], names[2]}));
  EXPECT_EQ(outdated_backups(names, names[0], 2), std::vector<std::string>{names[1]});
}

TEST(OutdatedBackups, AreNoFilesOfOthers) {
  const std::string newest = name(9);
  const std::vector<std::string> others = {
      name(0, "shop", "other:5432/shop"),                  // another server
      name(0, "shop_2"),                                   // another database
      name(0, "shop", "db:5432/shop", Extent::tables),     // some tables only
      "shop-0fa5eb6d_20251024T174000Z_a1_9f3c.dump.gz",    // made of one of ours
      "shop-0fa5eb6d_20251024T174000Z_a1.dump",            // not called like ours
      "shop-0fa5eb6d_2025102XT174000Z_a1_9f3c.dump",       //
      "old_shop-0fa5eb6d_20251024T174000Z_a1_9f3c.dump",   //
      "shop-0fa5eb6d_20251024T174000Z_a1_9f3c_copy.dump",  //
      "shop.dump",
      "notes.txt",
      ".gitignore",
      "_",
      "__",
      "___",
      "",
  };
  EXPECT_EQ(outdated_backups(others, newest, 1), std::vector<std::string>());
}

}  // namespace
}  // namespace migrate::workflow
