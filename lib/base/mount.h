// Where a path lies among the file systems of this machine or container.
#pragma once

#include <string>

namespace migrate {

/// The mount point that `path` lies on, "/" for the root's file system. The path need not be there:
/// then the nearest directory above it counts. Links are followed. Source: /proc/self/mountinfo,
/// proc(5); without it everything lies on "/".
[[nodiscard]] std::string mount_point(const std::string& path);

/// The same by the text of such a file; `path` is absolute and has no links. For tests.
[[nodiscard]] std::string mount_point_in(const std::string& mountinfo, const std::string& path);

}  // namespace migrate
