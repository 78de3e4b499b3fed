// Script variables: declared names in a statement give way to their values, in psql's own forms
// (manual, psql: SQL interpolation): `:name` as it is, `:'name'` as a literal, `:"name"` as an
// identifier. Nothing inside strings, dollar quotes or comments is touched, and no name that the
// header doesn't declare.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/db/driver.h"
#include "lib/plan/plan.h"
#include "lib/plan/variables.h"

namespace migrate::run {

/// A statement with values in place, and the way back to what stands in the file.
struct Substituted {
  struct Piece {
    size_t offset = 0;  ///< in `text`
    size_t source = 0;  ///< in the statement as written
    enum class Kind { verbatim, value } kind = Kind::verbatim;
  };
  std::string text;
  std::vector<Piece> pieces;  ///< by offset; empty: nothing was replaced
};
/// The offset in the statement as written of `offset` in the text; within a value, its variable's.
[[nodiscard]] size_t source_offset(const std::vector<Substituted::Piece>& pieces, size_t offset);

/// Precondition: `values` has every name in `variables`.
[[nodiscard]] Substituted substitute(std::string_view statement, const db::Driver& driver,
                                     const std::vector<revision::Variable>& variables,
                                     const plan::VariableValues& values);

/// What is never shown: the values of the plan's secret variables.
[[nodiscard]] std::vector<std::string> secrets_of(const plan::Plan& plan,
                                                  const plan::VariableValues& values);
/// Puts `***` in the place of every secret in what the server sent.
void mask(db::Outcome& outcome, const std::vector<std::string>& secrets);

}  // namespace migrate::run
