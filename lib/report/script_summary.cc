#include "lib/report/script_summary.h"

#include "lib/base/text.h"

namespace migrate::report {

std::string script_text(const workflow::WrittenScript& script, const std::string& path) {
  return path + ": from " + script.from + " to " + script.to + ", " +
         counted(script.changes.size(), "revision") + ", " +
         counted(script.statements, "statement");
}

json::Value script_json(const workflow::WrittenScript& script, const std::string& path) {
  json::Value out;
  out.set("version", 1);
  out.set("file", path);
  out.set("from", script.from);
  out.set("to", script.to);
  out.set("statements", script.statements);
  json::Value changes = json::Array();
  for (const workflow::WrittenScript::Change& change : script.changes) {
    json::Value one;
    one.set("id", change.id);
    one.set("message", change.message);
    one.set("change", std::string(to_string(change.kind)));
    changes.push(std::move(one));
  }
  out.set("changes", std::move(changes));
  return out;
}

}  // namespace migrate::report
