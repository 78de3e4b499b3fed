// A catalog's things by what people call them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lib/schema/rules.h"

namespace migrate::schema {

class Directory {
 public:
  /// `catalog` must outlive this.
  Directory(const Catalog& catalog, const Rules& rules);

  /// The things of a kind (empty: of any) whose names end as `path` does, or the other way round:
  /// {"orders"}, {"public", "orders"} and {"main", "orders"} alike, where an engine has no schemas.
  /// With some in the home schema, only these. Pointers into this.
  [[nodiscard]] std::vector<const Named*> called(const std::string& kind,
                                                 const std::vector<std::string>& path) const;
  /// Those that are called `name` in the same place as `identity`, and of its kind.
  [[nodiscard]] std::vector<const Named*> beside(const Identity& identity,
                                                 const std::string& name) const;
  /// The thing itself; null where it isn't there.
  [[nodiscard]] const Named* find(const Identity& identity) const;

  /// All things, by kind and own name.
  [[nodiscard]] const std::multimap<std::pair<std::string, std::string>, Named>& all() const {
    return things_;
  }

 private:
  [[nodiscard]] std::vector<const Named*> of(const std::string& kind,
                                             const std::string& name) const;

  std::string home_;
  std::multimap<std::pair<std::string, std::string>, Named> things_;  ///< by name and kind
  std::map<Identity, const Named*> by_identity_;
};

/// What `identity` is in: its names without the last.
[[nodiscard]] std::vector<std::string> place_of(const Identity& identity);

}  // namespace migrate::schema
