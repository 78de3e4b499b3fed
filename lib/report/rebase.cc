#include "lib/report/rebase.h"

#include "lib/base/file.h"
#include "lib/base/text.h"
#include "lib/report/standing.h"

namespace migrate::report {

std::string rebase_text(const workflow::Rebase& rebase) {
  std::string out;
  if (rebase.moved.empty()) out = "nothing to move: it stands there already\n";
  for (const revision::ValueEdit& edit : rebase.edits) {
    out += edit.path + ": parents: " + edit.from + " → " + edit.to + "\n";
  }
  return out + counted(rebase.heads.size(), "head") + ": " + join(rebase.heads, ", ") + "\n";
}

std::string rebase_diff(const workflow::Rebase& rebase) {
  std::string out;
  for (const revision::ValueEdit& edit : rebase.edits) {
    const std::string before = read_file(edit.path);
    out += unified_diff(without_carriage_returns(before),
                        without_carriage_returns(revision::edited(before, edit)), edit.path,
                        edit.path);
  }
  return out;
}

json::Value rebase_json(const workflow::Rebase& rebase, Written written) {
  json::Array moved;
  for (const workflow::Moved& revision : rebase.moved) {
    moved.push_back(
        json::Object{{"id", revision.id}, {"from", revision.from}, {"to", revision.to}});
  }
  json::Array files;
  for (const revision::ValueEdit& edit : rebase.edits) {
    files.push_back(json::Object{{"file", edit.path}, {"from", edit.from}, {"to", edit.to}});
  }
  json::Value out = shape();
  out.set("written", written == Written::yes);
  out.set("moved", std::move(moved));
  out.set("files", std::move(files));
  out.set("heads", rebase.heads);
  return out;
}

}  // namespace migrate::report
