#include <algorithm>
#include <iterator>
#include <utility>

#include "lib/base/error.h"
#include "lib/base/hash.h"
#include "lib/plan/checks.h"
#include "lib/plan/half_run.h"
#include "lib/plan/plan.h"
#include "lib/plan/script_text.h"
#include "lib/revision/checksum.h"
#include "lib/revision/header_keys.h"

namespace migrate::plan {
namespace {

using revision::AppliedRevision;
using revision::Revision;
using revision::RevisionGraph;
using revision::ScriptFile;

/// A directive above a statement that would change how it runs is refused, not left out.
void check_directives(const SourceText& source, const sql::Statement& statement,
                      std::vector<Diagnostic>& problems) {
  if (statement.comment.length == 0) return;
  const std::optional<std::string> directive =
      revision::refused_directive(source.read(statement.comment));
  if (!directive) return;
  Diagnostic& found = problems.emplace_back();
  found.code = "unsupported";
  found.message = "'" + *directive + "' above a statement is not supported by this version";
  found.location = source.locate(statement.comment.offset);
  found.excerpt = source.line_at(statement.comment.offset);
  found.hint = "the statement would run differently without it, so it is not left out silently";
}

void move_into(std::vector<Diagnostic>& all, std::vector<Diagnostic> part) {
  all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
}

/// One pass over the step's script: its segments, its checks, and all that forbids running it.
void read_statements(Step& step, const sql::Dialect& dialect, std::vector<Diagnostic>& problems) {
  const ScriptFile& script = step.script;
  sql::Splitter splitter(script.source, dialect);
  sql::Segmenter segmenter(script.source, script.header.transaction);
  CheckReader checks(script, dialect);
  std::vector<Diagnostic> refused;
  while (const std::optional<sql::Statement> statement = splitter.next()) {
    segmenter.add(*statement, splitter.checkpoint());
    if (statement->comment.offset >= script.header.body_offset) {
      check_directives(script.source, *statement, refused);
    }
    checks.add(*statement);
  }
  checks.finish();
  step.outline = segmenter.finish();
  step.checks = checks.take_checks();
  move_into(problems, std::exchange(step.outline.problems, {}));
  move_into(problems, std::move(refused));
  move_into(problems, checks.take_problems());
}

/// Puts the whole text into the script and fills in what one pass over it finds.
void read_script(Step& step, const sql::Dialect& dialect, std::vector<Diagnostic>& problems) {
  step.script.source = script_text(step.script, dialect, problems);
  read_statements(step, dialect, problems);
}

Step up_step(const Revision& revision, const State& state, const sql::Dialect& dialect,
             std::vector<Diagnostic>& problems) {
  Step step;
  step.direction = Direction::up;
  step.id = revision.id;
  step.parents = revision.parents;
  step.depends_on = revision.depends_on;
  step.message = revision.message;
  step.script = revision.up;
  step.down = revision.down;
  read_script(step, dialect, problems);
  step.up_checksum = revision::checksum(step.script.source, step.script.header);
  if (step.down) {
    step.down->source = script_text(*step.down, dialect, problems);
    step.down_checksum = revision::checksum(step.down->source, step.down->header);
  }
  const AppliedRevision* row = state.row(revision.id);
  if (row != nullptr && half_applied(*row)) step.resume = *row;
  return step;
}

}  // namespace

size_t Plan::statements() const {
  size_t count = 0;
  for (const Step& step : steps) count += step.outline.statements;
  return count;
}

Plan prepare_upgrade(const RevisionGraph& graph, const State& state,
                     const std::vector<size_t>& indices, const sql::Dialect& dialect) {
  Plan plan;
  plan.steps.reserve(indices.size());
  std::vector<Diagnostic> problems;
  for (const size_t index : indices) {
    plan.steps.push_back(up_step(graph.at(index), state, dialect, problems));
    plan.steps.back().out_of_order =
        std::binary_search(state.holes.begin(), state.holes.end(), index);
  }
  if (!problems.empty()) throw Error(ErrorCode::invalid, std::move(problems));
  return plan;
}

Step prepare_downgrade(const AppliedRevision& row, ScriptFile script, const sql::Dialect& dialect) {
  Step step;
  step.direction = Direction::down;
  step.id = row.id;
  step.parents = row.parents;
  step.depends_on = row.depends_on;
  step.message = row.message;
  step.script = std::move(script);
  std::vector<Diagnostic> problems;
  read_script(step, dialect, problems);
  if (!problems.empty()) throw Error(ErrorCode::invalid, std::move(problems));
  step.up_checksum = row.up_checksum;
  step.down_checksum = revision::checksum(step.script.source, step.script.header);
  if (half_undone(row)) step.resume = row;
  return step;
}

// The lines below are the text that is summed. A tab or line end can't occur in any of the values.
std::string digest(const Plan& plan, const State& state) {
  Sha256 sum;
  for (const AppliedRevision& row : state.rows) {
    const bool running = row.state == AppliedRevision::State::running;
    sum.add("row\t" + row.id + "\t" + row.up_checksum + "\t" + row.down_checksum + "\t" +
            (running ? "running\t" + std::to_string(row.statements_done) : "applied") + "\n");
  }
  for (const Step& step : plan.steps) {
    sum.add((step.direction == Direction::up ? "up\t" : "down\t") + step.id + "\t" +
            step.up_checksum + "\t" + step.down_checksum + "\n");
  }
  return "s1:" + sum.hex();
}

}  // namespace migrate::plan
