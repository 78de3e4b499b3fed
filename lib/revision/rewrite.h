// Rewrites a value in the header of a script, and not one byte else of the file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/revision/revision.h"

namespace migrate::revision {

/// A value in a file: at `offset` stands `from`, which becomes `to`.
struct ValueEdit {
  std::string path;  ///< of the file, also its name in messages
  uint64_t offset = 0;
  std::string from;
  std::string to;
};

/// The edit that lets `parents:` in the header of `script` name `parents`; none when the header has
/// no such key (a down file need not), or names them already. The checksum does not change by it:
/// `parents:` is no part of it. Throws Error{failed} when the file can't be read.
[[nodiscard]] std::optional<ValueEdit> parents_edit(const ScriptFile& script,
                                                    const std::vector<std::string>& parents);

/// `text` with the edit made. Throws Error{failed} when other bytes stand there.
[[nodiscard]] std::string edited(std::string_view text, const ValueEdit& edit);

/// The edit that takes `edit` back.
[[nodiscard]] ValueEdit reversed(const ValueEdit& edit);

}  // namespace migrate::revision
