#include "lib/report/backup.h"

#include "lib/base/text.h"
#include "lib/report/plan_facts.h"

namespace migrate::report {
namespace {

json::Value text_or_null(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

}  // namespace

std::string backup_text(const workflow::Backup& backup, const workflow::BackupSubject& subject) {
  const std::string at =
      subject.from.empty() ? ", at no revision" : ", at " + join(subject.from, ", ");
  const std::string took = " by " + backup.program + " in " + format_duration(backup.duration);
  std::string text = backup.path.empty() ? "backed up" + took + at + "\n"
                                         : "backed up to " + backup.path + at + "\n" +
                                               format_bytes(backup.bytes) + took + "\n";
  if (!backup.restore_command.empty()) {
    text += "to restore it:\n  " + backup.restore_command + "\n";
  }
  for (const std::string& path : backup.removed) text += "removed " + path + "\n";
  return text;
}

json::Value backup_json(const workflow::Backup& backup, const workflow::BackupSubject& subject) {
  return json::Object{{"path", text_or_null(backup.path)},
                      {"bytes", backup.path.empty() ? json::Value() : json::Value(backup.bytes)},
                      {"program", backup.program},
                      {"from", subject.from},
                      {"run", subject.run_id},
                      {"restore", text_or_null(backup.restore_command)},
                      {"removed", backup.removed},
                      {"not_removed", backup.stayed},
                      {"duration_ms", backup.duration.count()}};
}

}  // namespace migrate::report
