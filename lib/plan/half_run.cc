#include "lib/plan/half_run.h"

#include "lib/base/text.h"

namespace migrate::plan {

Diagnostic half_run_finding(const revision::AppliedRevision& row) {
  const bool down = half_undone(row);
  const auto done = static_cast<size_t>(row.statements_done);
  Diagnostic found;
  found.code = "half-run";
  found.message = "revision " + row.id + (down ? " is half undone: " : " is half-run: ") +
                  counted(done, "statement") + (done == 1 ? " is done" : " are done");
  if (row.trying) {
    found.detail = "statement " + std::to_string(*row.trying + 1) + " was being tried";
  }
  found.hint = down ? "`migrate downgrade` goes on with it" : "`migrate upgrade` goes on with it";
  const std::string resolve = "`migrate resolve " + row.id;
  found.notes = {
      resolve + " --retry`: the statement that was being tried did not happen; it runs again",
      resolve + " --applied`: it did happen; the run goes on behind it",
      resolve + " --reverted`: a person has undone the statements that are done; the row goes",
  };
  return found;
}

}  // namespace migrate::plan
