// What an observer that is not ours says of two databases.
#pragma once

#include <string>
#include <vector>

#include "lib/db/outside_view.h"
#include "lib/workflow/bench.h"

namespace migrate::workflow {

/// An object that is in one database alone, or in other words in each.
struct OutsideDifference {
  std::string object;  ///< "TABLE public.orders"
  std::string text;    ///< what differs, as a unified diff
};

/// A database and a session in it.
struct Observed {
  const db::ConnectOptions& options;
  db::Connection& connection;
};

/// How the database `is` differs from what it `should_be`, without what the bench's filter leaves
/// out. Throws as OutsideView::read().
[[nodiscard]] std::vector<OutsideDifference> outside_differences(const db::OutsideView& view,
                                                                 const Bench& bench,
                                                                 const Observed& is,
                                                                 const Observed& should_be);

}  // namespace migrate::workflow
