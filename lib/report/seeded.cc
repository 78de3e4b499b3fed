#include "lib/report/seeded.h"

#include "lib/base/text.h"

namespace migrate::report {

std::string seeded_text(const workflow::Seeded& seeded) {
  std::string out;
  for (const std::string& name : seeded.loaded) out += "loaded " + name + "\n";
  for (const std::string& name : seeded.again) out += "loaded " + name + " again\n";
  if (!seeded.unchanged.empty()) {
    out += "unchanged: " + counted(seeded.unchanged.size(), "file") + "\n";
  }
  return out;
}

json::Value seeded_json(const workflow::Seeded& seeded) {
  return json::Object{
      {"loaded", seeded.loaded}, {"again", seeded.again}, {"unchanged", seeded.unchanged}};
}

}  // namespace migrate::report
