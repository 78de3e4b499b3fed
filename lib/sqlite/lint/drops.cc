#include "lib/sqlite/lint/drops.h"

#include <algorithm>
#include <set>

namespace migrate::sqlite::lint {
namespace {

using Kind = Parsed::Kind;

bool fills_a_table(const Parsed& parsed) {
  return parsed.kind == Kind::insert || (parsed.kind == Kind::create_table && parsed.as_select);
}

/// Whether the statement mentions `name`; for those that can't be tried, all that is known.
bool mentions(const Parsed& parsed, const std::string& name) {
  return parsed.find(name, std::string::npos) != std::string::npos;
}

/// What the statement reads of the table: its columns, all of them where it can't be told.
std::set<std::string> columns_read(const Step& step, const std::string& name, const Table* table) {
  std::set<std::string> columns;
  for (const Access& access : step.outcome.accesses) {
    if (access.kind == Access::Kind::read && access.table == name) columns.insert(access.column);
  }
  if (step.outcome.status == Outcome::Status::done || !mentions(step.parsed, name)) return columns;
  columns.insert("");
  if (table == nullptr) return columns;
  for (const Column& column : table->columns) columns.insert(column.name);
  return columns;
}

/// The name that the dropped table has at step `step`.
std::string name_at(const Act& act, const Drop& drop, size_t step) {
  std::string name = drop.name;
  for (size_t i = drop.step; i-- > step;) {
    const Parsed& parsed = act.steps[i].parsed;
    if (parsed.kind == Kind::rename_table && parsed.to.name == name) name = parsed.target.name;
  }
  return name;
}

void find_copies(const Act& act, Drop& drop) {
  std::set<std::string> read;
  for (size_t i = 0; i < drop.step; ++i) {
    const Step& step = act.steps[i];
    const std::string name = name_at(act, drop, i);
    if (!fills_a_table(step.parsed) || step.parsed.target.name == name) continue;
    const std::set<std::string> columns = columns_read(step, name, drop.table);
    if (columns.empty()) continue;
    drop.copies.push_back(i);
    read.insert(columns.begin(), columns.end());
  }
  if (drop.table == nullptr) return;
  for (const Column& column : drop.table->columns) {
    if (!column.generated && !read.contains(column.name)) drop.unread.push_back(&column);
  }
}

/// Whether a table that the script makes holds what another one had that is gone: then the rows in
/// it are the only ones.
bool holds_the_rows(const Act& act, const std::string& name, size_t step) {
  if (!act.steps[step].before->filled.contains(name)) return false;
  for (size_t i = 0; i < step; ++i) {
    const Step& earlier = act.steps[i];
    if (!fills_a_table(earlier.parsed) || earlier.parsed.target.name != name) continue;
    for (const Access& access : earlier.outcome.accesses) {
      if (access.kind != Access::Kind::read || !earlier.before->in_use(access.table)) continue;
      for (size_t j = i; j < step; ++j) {
        const Parsed& between = act.steps[j].parsed;
        if (between.kind == Kind::drop_table && between.target.name == access.table) return true;
      }
    }
  }
  return false;
}

}  // namespace

std::optional<Drop> drop_at(const Act& act, size_t step) {
  const Step& at = act.steps[step];
  if (at.parsed.kind != Kind::drop_table || at.parsed.target.name.empty()) return std::nullopt;
  if (at.outcome.status == Outcome::Status::refused) return std::nullopt;
  Drop drop;
  drop.step = step;
  drop.name = at.parsed.target.name;
  if (!at.before->in_use(drop.name) && !holds_the_rows(act, drop.name, step)) return std::nullopt;
  drop.table = at.before->table(drop.name);
  if (at.parsed.if_exists && drop.table == nullptr && at.before->whole) return std::nullopt;
  drop.original = act.original_name(drop.name, step);
  drop.at_first = act.first->table(drop.original);
  drop.successor = act.last->table(drop.original.empty() ? drop.name : drop.original);
  if (drop.original.empty() && drop.successor == nullptr) {
    // What passed through it went on to where it is needed, or the loss shows at the first drop.
    for (size_t i = 0; i < step && drop.successor == nullptr; ++i) {
      const Parsed& earlier = act.steps[i].parsed;
      if (fills_a_table(earlier) && earlier.target.name != drop.name &&
          mentions(earlier, drop.name)) {
        drop.successor = act.last->table(earlier.target.name);
      }
    }
  }
  find_copies(act, drop);
  return drop;
}

}  // namespace migrate::sqlite::lint
