// What statements do to the relations that they find; see db::Tracer for the contract.
#pragma once

#include <memory>

#include "lib/db/tracer.h"

namespace migrate::postgresql {

[[nodiscard]] std::unique_ptr<db::Tracer> make_tracer();

}  // namespace migrate::postgresql
