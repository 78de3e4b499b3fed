#include "lib/lint/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "lib/lint/common_rules.h"
#include "lib/lint/script.h"
#include "lib/revision/generated.h"

namespace migrate::lint {
namespace {

enum class Direction { up, down };

/// The header's key of a script that the program wrote.
constexpr std::string_view kGenerated = "generated";

/// A script to be judged.
struct Task {
  const revision::ScriptFile& file;
  Direction direction = Direction::up;
  const revision::ScriptFile* down = nullptr;  ///< of the same revision; null: there is none
};

/// Makes the findings of one script.
class ScriptJudge {
 public:
  ScriptJudge(ReadScript& script, const Task& task, const Judging& judging)
      : script_(script), task_(task), direction_(task.direction), judging_(judging) {}

  std::vector<Finding> judge() {
    for (const Diagnostic& problem : script_.problems) add_problem(problem);
    if (script_.script.statements.empty() && script_.problems.empty()) {
      add(rule_of(Common::empty_revision), 0, "the script has no statement", std::nullopt);
    }
    const Judgement judgement = judging_.analyzer.judge(script_.script);
    for (const Hit& hit : judgement.hits) add_hit(hit);
    add_lossy_down(judgement);
    add_unreviewed();
    add_mark_faults();
    // What could not be read may be what a tag is for.
    if (judgement.unread == 0 && script_.problems.empty() && direction_ == Direction::up) {
      add_unused_marks();
    }
    add_unnamed_approvals();
    std::stable_sort(out_.begin(), out_.end(), [](const Finding& a, const Finding& b) {
      const Position& x = a.location.position;
      const Position& y = b.location.position;
      return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
    return std::move(out_);
  }

 private:
  /// The finding of `rule` at `offset` in the source; null where the rule is off.
  Finding* add(const Rule& rule, uint64_t offset, std::string message,
               std::optional<size_t> statement) {
    const Mark* mark = script_.marks.covering(rule, statement);
    const std::optional<Severity> severity = judging_.policy.severity_of(rule);
    if (!severity) return nullptr;
    if (direction_ == Direction::down && rule.tag == Tag::destructive) return nullptr;
    Finding& finding = out_.emplace_back();
    finding.rule = &rule;
    finding.severity = direction_ == Direction::down ? Severity::note : *severity;
    finding.location = script_.source.locate(offset);
    finding.excerpt = script_.source.line_at(offset);
    finding.message = std::move(message);
    finding.lock = std::string(rule.lock);
    if (mark != nullptr) {
      finding.approved = true;
      finding.approved_by = mark->by;
      finding.reason = mark->reason;
    }
    return &finding;
  }

  void add_hit(const Hit& hit) {
    const Statement& statement = script_.script.statements.at(hit.statement);
    Finding* finding = add(*hit.rule, statement.offset + hit.offset, hit.message, hit.statement);
    if (finding == nullptr) return;
    finding->object = hit.object;
    finding->fix = hit.fix;
    finding->loser = hit.loser;
    if (!hit.lock.empty()) finding->lock = hit.lock;
  }

  void add_problem(const Diagnostic& problem) {
    Finding* finding = add(rule_of(Common::invalid_statement), 0, problem.message, std::nullopt);
    if (finding == nullptr) return;
    finding->location = problem.location;
    finding->excerpt = problem.excerpt;
  }

  /// At the first statement that loses something for good, where the way back doesn't tell.
  void add_lossy_down(const Judgement& judgement) {
    if (task_.down == nullptr) return;
    const revision::Header& header = task_.down->header;
    if (header.find("lossy") != nullptr || header.find("irreversible") != nullptr) return;
    // What is only worth a word may be approved like a loss, but is none: rows that move.
    const auto loss =
        std::find_if(judgement.hits.begin(), judgement.hits.end(), [](const Hit& hit) {
          return hit.rule->tag == Tag::destructive && hit.rule->severity != Severity::note;
        });
    if (loss == judgement.hits.end()) return;
    Hit hit = *loss;
    hit.rule = &rule_of(Common::lossy_down_undocumented);
    hit.message = fmt::format("{} can't bring back what this loses, and doesn't say so",
                              task_.down->source.name());
    hit.lock.clear();
    hit.fix.clear();
    add_hit(hit);
  }

  void add_unreviewed() {
    const std::string* value = task_.file.header.find(kGenerated);
    if (value == nullptr) return;
    const uint64_t at = offset_of(kGenerated);
    if (revision::is_digest(*value)) {
      const uint64_t body = task_.file.header.body_offset;
      const SourceText& source = task_.file.source;
      if (!revision::is_digest_of(*value, source.read({body, source.size() - body}))) return;
      add(rule_of(Common::unreviewed_generated), at,
          "the program wrote this script, and nobody says that they read it", std::nullopt);
    } else if (!value->starts_with("reviewed by ")) {
      add(rule_of(Common::tag_value), at,
          fmt::format("'{}: {}' says nothing: it is the program's digest, or 'reviewed by NAME'",
                      kGenerated, *value),
          std::nullopt);
    }
  }

  /// Where the header's line of `key` has it, in the source.
  [[nodiscard]] uint64_t offset_of(std::string_view key) const {
    const revision::Header& header = task_.file.header;
    const std::string text = task_.file.source.read({0, header.body_offset});
    size_t at = 0;
    for (int64_t line = 1; line < header.line_of(key); ++line) at = text.find('\n', at) + 1;
    return text.find(key, at);
  }

  void add_unnamed_approvals() {
    if (judging_.policy.approvals != Approvals::named) return;
    // By index: `covering` takes note of use while findings are added.
    for (size_t i = 0; i < script_.marks.marks.size(); ++i) {
      const Mark mark = script_.marks.marks[i];
      if (!mark.used || !mark.by.empty()) continue;
      add(rule_of(Common::unnamed_approval), mark.offset, "nobody's name stands by this approval",
          mark.statement);
    }
  }

  void add_mark_faults() {
    for (const BadMark& fault : script_.marks.faults) {
      const Common rule =
          fault.fault == BadMark::Fault::value ? Common::tag_value : Common::tag_misspelt;
      add(rule_of(rule), fault.offset, fault.message, std::nullopt);
    }
    for (Mark& mark : script_.marks.marks) {
      if (mark.tag != Tag::none || known(mark.rule)) continue;
      mark.used = true;  // it is reported once
      add(rule_of(Common::unknown_rule), mark.offset,
          fmt::format("there is no rule '{}'", mark.rule), std::nullopt);
    }
  }

  void add_unused_marks() {
    // By index: `covering` takes note of use while findings are added.
    for (size_t i = 0; i < script_.marks.marks.size(); ++i) {
      const Mark mark = script_.marks.marks[i];
      if (mark.used) continue;
      if (mark.tag == Tag::none) {
        add(rule_of(Common::unused_ignore), mark.offset,
            fmt::format("nothing here is found by the rule {}", mark.rule), mark.statement);
      } else {
        add(rule_of(Common::unused_tag), mark.offset,
            fmt::format("'{}: {}' approves nothing here", name_of(mark.tag), consent_of(mark.tag)),
            mark.statement);
      }
    }
  }

  [[nodiscard]] bool known(const std::string& id) const {
    const auto has = [&](std::span<const Rule> rules) {
      return std::any_of(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == id; });
    };
    return has(common_rules()) || has(judging_.analyzer.rules());
  }

  ReadScript& script_;
  const Task& task_;
  Direction direction_;
  const Judging& judging_;
  std::vector<Finding> out_;
};

Report judge_file(const Task& task, const Judging& judging) {
  ReadScript script = read_script(task.file, judging.dialect);
  Report report;
  report.scripts = {task.file.source.name()};
  report.statements = script.script.statements.size();
  report.findings = ScriptJudge(script, task, judging).judge();
  return report;
}

/// The model of the schema after a set of revisions: made anew only where it has one too many.
class Model {
 public:
  /// `arriving`: revisions (a mask) that come together with those that are judged.
  Model(const revision::RevisionGraph& graph, std::vector<bool> arriving, const Judging& judging)
      : graph_(graph),
        arriving_(std::move(arriving)),
        judging_(judging),
        done_(graph.size(), false) {
    judging_.analyzer.forget(Analyzer::Beginning::empty);
  }

  /// Brings the model to what the revisions of `wanted` (a mask) make.
  void bring_to(const std::vector<bool>& wanted) {
    if (has_more_than(wanted)) {
      judging_.analyzer.forget(Analyzer::Beginning::empty);
      done_.assign(graph_.size(), false);
    }
    // What arrives stands on what is there, never the other way round.
    if (replay(wanted, false)) judging_.analyzer.settle();
    (void)replay(wanted, true);
  }
  void mark_done(size_t index) {
    done_[index] = true;
    if (!arriving_[index]) judging_.analyzer.settle();
  }

 private:
  [[nodiscard]] bool has_more_than(const std::vector<bool>& wanted) const {
    for (size_t i = 0; i < done_.size(); ++i) {
      if (done_[i] && !wanted[i]) return true;
    }
    return false;
  }
  bool replay(const std::vector<bool>& wanted, bool arriving) {
    bool replayed = false;
    for (size_t i = 0; i < done_.size(); ++i) {
      if (!wanted[i] || done_[i] || arriving_[i] != arriving) continue;
      judging_.analyzer.replay(read_script(graph_.at(i).up, judging_.dialect).script);
      done_[i] = true;
      replayed = true;
    }
    return replayed;
  }

  const revision::RevisionGraph& graph_;
  std::vector<bool> arriving_;
  const Judging& judging_;
  std::vector<bool> done_;
};

std::vector<bool> ancestors(const revision::RevisionGraph& graph, size_t index) {
  std::vector<bool> mask = graph.closure({index});
  mask[index] = false;
  return mask;
}

}  // namespace

std::string Finding::consent() const {
  if (approved_by.empty()) return reason;
  return "by " + approved_by + (reason.empty() ? "" : ": " + reason);
}

bool Finding::loses() const {
  // What is only worth a word may be approved like a loss, but is none: rows that move.
  return !loser.empty() || (rule->tag == Tag::destructive && rule->severity != Severity::note);
}

size_t Report::count(Severity severity) const {
  return static_cast<size_t>(std::count_if(
      findings.begin(), findings.end(),
      [&](const Finding& finding) { return finding.counts() && finding.severity <= severity; }));
}

Report lint_revisions(const revision::RevisionGraph& graph, const std::vector<size_t>& revisions,
                      Arrival arrival, const Judging& judging) {
  Report report;
  std::vector<bool> arriving(graph.size(), false);
  for (const size_t index : revisions) arriving[index] = arrival == Arrival::together;
  Model model(graph, std::move(arriving), judging);
  for (const size_t index : revisions) {
    model.bring_to(ancestors(graph, index));
    const revision::Revision& revision = graph.at(index);
    const revision::ScriptFile* down = revision.down ? &*revision.down : nullptr;
    append(report, judge_file({revision.up, Direction::up, down}, judging));
    model.mark_done(index);
  }
  if (revisions.size() > 1) {
    model.bring_to(graph.closure(revisions));
    std::erase_if(report.findings, [&](const Finding& finding) {
      return !judging.analyzer.stands(*finding.rule, finding.object);
    });
  }
  return report;
}

Report lint_down(const revision::RevisionGraph& graph, size_t revision, const Judging& judging) {
  Model model(graph, std::vector<bool>(graph.size(), false), judging);
  model.bring_to(graph.closure({revision}));
  return judge_file({*graph.at(revision).down, Direction::down}, judging);
}

Report lint_source(const SourceText& source, const Judging& judging) {
  judging.analyzer.forget(Analyzer::Beginning::unknown);
  std::vector<Diagnostic> ignored;  // any SQL may be judged: a header is no condition
  revision::ScriptFile file{source,
                            revision::read_header(source, revision::ScriptRole::up, ignored), ""};
  return judge_file({file}, judging);
}

void append(Report& report, Report other) {
  for (Finding& finding : other.findings) finding.script += report.scripts.size();
  std::move(other.scripts.begin(), other.scripts.end(), std::back_inserter(report.scripts));
  report.statements += other.statements;
  std::move(other.findings.begin(), other.findings.end(), std::back_inserter(report.findings));
}

}  // namespace migrate::lint
