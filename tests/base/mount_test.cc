#include "lib/base/mount.h"

#include <gtest/gtest.h>

namespace migrate::test {
namespace {

constexpr const char* kMounts =
    "22 1 0:20 / / rw,relatime - overlay overlay rw\n"
    "23 22 0:21 / /proc rw,nosuid - proc proc rw\n"
    "24 22 8:1 /var/lib/volumes/b /backups rw - ext4 /dev/sda1 rw\n"
    "25 24 8:2 / /backups/far\\040away rw - ext4 /dev/sdb1 rw\n"
    "a line of another kind\n";

TEST(Mount, IsTheNearestAboveThePath) {
  EXPECT_EQ(mount_point_in(kMounts, "/backups"), "/backups");
  EXPECT_EQ(mount_point_in(kMounts, "/backups/shop/today"), "/backups");
  EXPECT_EQ(mount_point_in(kMounts, "/backups/far away/shop"), "/backups/far away");
}

TEST(Mount, IsTheRootForWhatOnlyBeginsLikeOne) {
  EXPECT_EQ(mount_point_in(kMounts, "/backups2"), "/");
  EXPECT_EQ(mount_point_in(kMounts, "/project/backups"), "/");
  EXPECT_EQ(mount_point_in("", "/backups"), "/");
}

TEST(Mount, IsFoundOnThisMachine) {
  EXPECT_EQ(mount_point("/proc/self/no/such/thing"), "/proc");
  EXPECT_EQ(mount_point("/"), "/");
}

}  // namespace
}  // namespace migrate::test
