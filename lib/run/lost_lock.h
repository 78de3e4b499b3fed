// The failure of a run that another session kept from a lock for longer than it would wait.
#pragma once

#include <utility>
#include <vector>

#include "lib/base/error.h"
#include "lib/db/watcher.h"

namespace migrate::run {

/// An Error like any other, which also has as data what its notes tell of the blockers.
class LostLock : public Error {
 public:
  /// `blockers`: as last seen; may be empty.
  LostLock(Diagnostic diagnostic, std::vector<db::Blocker> blockers)
      : Error(ErrorCode::locked, std::move(diagnostic)), blockers_(std::move(blockers)) {}
  [[nodiscard]] const std::vector<db::Blocker>& blockers() const { return blockers_; }

 private:
  std::vector<db::Blocker> blockers_;
};

}  // namespace migrate::run
