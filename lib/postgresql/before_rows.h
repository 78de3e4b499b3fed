// A schema as it has to be when rows come into some of its tables.
#pragma once

#include <set>
#include <vector>

#include "lib/schema/fact.h"

namespace migrate::postgresql {

/// `tables` and their partitions: where the rows arrive.
[[nodiscard]] std::set<schema::Identity> with_partitions(
    const schema::Catalog& schema, const std::vector<schema::Identity>& tables);
/// Those of `tables` that are no partitions of others of them.
[[nodiscard]] std::vector<schema::Identity> without_partitions(
    const schema::Catalog& schema, std::vector<schema::Identity> tables);

/// As db::Snapshot::before_rows(): where rows arrive no trigger is there, no foreign key to rows
/// that come later, and owners are free of their policies (COPY FROM refuses them); no materialized
/// view is there, which would be filled too early.
[[nodiscard]] schema::Catalog without_obstacles(schema::Catalog schema,
                                                const std::vector<schema::Identity>& tables);

}  // namespace migrate::postgresql
