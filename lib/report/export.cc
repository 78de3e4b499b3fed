#include "lib/report/export.h"

#include "lib/report/columns.h"
#include "lib/report/standing.h"

namespace migrate::report {
namespace {

using workflow::ExportedFile;
using workflow::NotKept;

const char* to_code(NotKept::Which which) { return which == NotKept::Which::up ? "up" : "down"; }

bool written(const ExportedFile& file) { return file.outcome == ExportedFile::Outcome::written; }

}  // namespace

std::string exported_text(const workflow::Exported& exported) {
  if (exported.files.empty() && exported.not_kept.empty()) return "nothing is applied here\n";
  std::vector<Row> rows;
  for (const ExportedFile& file : exported.files) {
    rows.push_back({written(file) ? "written" : "unchanged", file.path});
  }
  for (const NotKept& script : exported.not_kept) {
    rows.push_back({"not kept", std::string("the ") + to_code(script.which) + " script of " +
                                    script.id + ": the database has its checksum only"});
  }
  return columns(rows);
}

json::Value exported_json(const workflow::Exported& exported, std::string_view target) {
  json::Array files;
  for (const ExportedFile& file : exported.files) {
    files.push_back(json::Object{{"id", file.id}, {"file", file.path}, {"written", written(file)}});
  }
  json::Array not_kept;
  for (const NotKept& script : exported.not_kept) {
    not_kept.push_back(json::Object{
        {"id", script.id}, {"which", to_code(script.which)}, {"checksum", script.checksum}});
  }
  json::Value out = shape();
  out.set("target", target);
  out.set("files", std::move(files));
  out.set("not_kept", std::move(not_kept));
  return out;
}

}  // namespace migrate::report
