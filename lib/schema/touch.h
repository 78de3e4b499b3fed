// Which facts a plan touches, and how: the changes themselves, what they can't be done without, and
// what stands in their way.
#pragma once

#include <map>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/schema/rules.h"

namespace migrate::schema {

enum class Touch {
  create,
  drop,
  alter,    ///< in place, with the changes of its parts in Touched::with_whole
  replace,  ///< dropped and made again, from what it is after
};

struct Touched {
  std::map<Identity, Touch> touches = {};
  /// Changes that are carried out by the alteration of the whole, by that whole.
  std::map<Identity, std::vector<Change>> with_whole = {};
  /// Changes that can't be made, each with why.
  std::vector<Diagnostic> impossible = {};
};

/// What has to be touched for `changes`.
[[nodiscard]] Touched touched(const std::vector<Change>& changes, const Sides& sides,
                              const Rules& rules);

/// The change of a fact that is on both sides, which may be none at all.
[[nodiscard]] Change change_of(const Identity& identity, const std::vector<Change>& changes,
                               const Sides& sides);

}  // namespace migrate::schema
