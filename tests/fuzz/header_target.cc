#include "lib/base/text.h"
#include "lib/revision/checksum.h"
#include "lib/revision/header.h"
#include "tests/fuzz/targets.h"

namespace migrate::fuzz {

void header(std::string_view bytes) {
  const SourceText source = SourceText::from_memory("fuzz.up.sql", std::string(bytes));
  for (const revision::ScriptRole role : {revision::ScriptRole::up, revision::ScriptRole::down}) {
    std::vector<Diagnostic> diagnostics;
    const revision::Header header = revision::read_header(source, role, diagnostics);
    require(header.body_offset <= bytes.size(), "the body lies within the file");
    require(header.text.size() <= bytes.size(), "the header is part of the file");
    for (const Diagnostic& finding : diagnostics) {
      require(!finding.message.empty() && finding.location.position.line > 0,
              "a finding says what and where");
    }
    const std::string sum = revision::checksum(source, header);
    require(sum.starts_with("s1:"), "a checksum names its algorithm");
    if (bytes.find('\r') != std::string_view::npos) continue;
    const SourceText other =
        SourceText::from_memory("fuzz.up.sql", replace_all(bytes, "\n", "\r\n"));
    std::vector<Diagnostic> again;
    const revision::Header windows = revision::read_header(other, role, again);
    require(again.size() == diagnostics.size(), "line ends make no finding");
    require(revision::checksum(other, windows) == sum, "line ends don't count in a checksum");
  }
}

}  // namespace migrate::fuzz
