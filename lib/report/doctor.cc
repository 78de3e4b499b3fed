#include "lib/report/doctor.h"

#include <fmt/format.h>

#include "lib/base/text.h"
#include "lib/report/columns.h"
#include "lib/report/diagnostic_json.h"
#include "lib/report/standing.h"

namespace migrate::report {
namespace {

using workflow::Examination;

std::string history_line(const Examination::History& history) {
  const std::string where = history.schema.empty() ? "" : "schema " + history.schema;
  if (!history.exists) return "none" + (where.empty() ? "" : " in " + where);
  return where + (where.empty() ? "" : ", ") + fmt::format("format {}", history.format);
}

std::string counts_line(const std::optional<Examination::Counts>& counts) {
  if (!counts) return "not compared with the database";
  return fmt::format("{} in files, {} applied, {} pending", counts->revisions, counts->applied,
                     counts->pending);
}

std::string summary(const Examination& examination) {
  const std::string notes = counted(examination.count(Severity::note), "note");
  if (examination.findings.empty()) return "nothing is wrong\n";
  if (examination.healthy()) return fmt::format("nothing is wrong ({})\n", notes);
  return fmt::format("{}, {}, {}\n", counted(examination.count(Severity::error), "error"),
                     counted(examination.count(Severity::warning), "warning"), notes);
}

}  // namespace

std::string examination_text(const Examination& examination, std::string_view target,
                             const DiagnosticStyle& style) {
  std::string out = fields({
      {"database", std::string(target)},
      {"server",
       examination.database.server_version + (examination.database.read_only ? ", read-only" : "")},
      {"user", examination.database.user},
      {"history", history_line(examination.history)},
      {"revisions", counts_line(examination.counts)},
  });
  out += '\n';
  if (!examination.findings.empty()) out += render(examination.findings, style) + '\n';
  return out + summary(examination);
}

json::Value examination_json(const Examination& examination, std::string_view target) {
  const db::Facts& facts = examination.database;
  json::Value out = shape();
  out.set("target", target);
  out.set("ok", examination.healthy());
  out.set("database", json::Object{{"version", facts.server_version},
                                   {"name", facts.database},
                                   {"user", facts.user},
                                   {"read_only", facts.read_only}});
  out.set("history", json::Object{{"exists", examination.history.exists},
                                  {"schema", examination.history.schema},
                                  {"format", examination.history.format}});
  const auto& counts = examination.counts;
  const auto count = [](size_t number) { return json::Value(uint64_t{number}); };
  out.set("revisions", counts ? count(counts->revisions) : json::Value());
  out.set("applied", counts ? count(counts->applied) : json::Value());
  out.set("pending", counts ? count(counts->pending) : json::Value());
  out.set("errors", uint64_t{examination.count(Severity::error)});
  out.set("warnings", uint64_t{examination.count(Severity::warning)});
  out.set("notes", uint64_t{examination.count(Severity::note)});
  out.set("findings", to_json(examination.findings));
  return out;
}

}  // namespace migrate::report
