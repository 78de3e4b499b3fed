// The review gate's knowledge of SQLite, from SQLite itself.
#pragma once

#include <memory>

#include "lib/lint/analyzer.h"

namespace migrate::sqlite {

[[nodiscard]] std::unique_ptr<migrate::lint::Analyzer> make_analyzer();

}  // namespace migrate::sqlite
