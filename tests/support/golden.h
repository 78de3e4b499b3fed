// Expected output that is kept in files: MIGRATE_UPDATE_GOLDEN=1 writes them anew.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "lib/base/file.h"

namespace migrate::test {

/// PostgreSQL's major version whose words the golden files have, unless a case names another:
/// others write views with more, or fewer, qualified names.
constexpr int kGoldenServer = 15;

/// Expects the file at `path` to hold `found`, or writes it.
inline void expect_golden(const std::string& path, const std::string& found) {
  if (std::getenv("MIGRATE_UPDATE_GOLDEN") != nullptr) write_file(path, found);
  EXPECT_EQ(found, read_file(path)) << path;
}

}  // namespace migrate::test
