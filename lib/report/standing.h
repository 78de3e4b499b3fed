// Where a revision stands in the database and in the graph, in words and as JSON: shared by the
// reports that name revisions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.h"
#include "lib/plan/state.h"
#include "lib/revision/graph.h"

namespace migrate::report {

/// The revisions of a project, and the database's state when one was asked (else null). Both must
/// outlive the report.
struct View {
  const revision::RevisionGraph& graph;
  const plan::State* state = nullptr;
};

/// "applied", "pending" or "running"; empty when no database was asked. As JSON has it.
[[nodiscard]] std::string_view standing(const View& view, size_t index);
/// The same for people, to whom a running revision is one that runs now: "half-run".
[[nodiscard]] std::string_view shown_standing(const View& view, size_t index);

/// What is special about a revision: "head", "base", "branch point", "merge of a, b", "label l",
/// "depends on d", "irreversible".
[[nodiscard]] std::vector<std::string> marks(const revision::RevisionGraph& graph, size_t index);

/// The ids of `indices`, in their order.
[[nodiscard]] std::vector<std::string> ids(const revision::RevisionGraph& graph,
                                           const std::vector<size_t>& indices);

/// The rows that the history ends in: those that no other has as a parent. In order. `applied`
/// leaves half-run revisions out, as if they were not there.
enum class Rows { all, applied };
[[nodiscard]] std::vector<const revision::AppliedRevision*> tips(
    const std::vector<revision::AppliedRevision>& rows, Rows which);

/// The members that every shape with revisions has ("revision" in docs/json.md).
[[nodiscard]] json::Value revision_json(const View& view, size_t index);

/// The row of a revision that only the database knows.
[[nodiscard]] json::Value row_json(const revision::AppliedRevision& row);

/// Rows whose edges differ from their files: "id", "parents", "depends_on", and the old ones.
[[nodiscard]] json::Value reparented_json(const std::vector<plan::Reparented>& reparented);

/// "up" or "down".
[[nodiscard]] std::string_view to_string(revision::AppliedRevision::Direction direction);

/// The shape's envelope: an object whose first member is `"version": 1`.
[[nodiscard]] json::Value shape();

}  // namespace migrate::report
