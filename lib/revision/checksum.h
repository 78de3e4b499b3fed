// "s1:" + SHA-256 of what runs: the header's canonical lines, then the body without BOM, CRLF as
// LF.
#pragma once

#include <string>

#include "lib/base/source_text.h"
#include "lib/revision/header.h"

namespace migrate::revision {

/// `source` is the whole script, includes expanded. Streams it; throws Error{failed} when it can't
/// be read.
[[nodiscard]] std::string checksum(const SourceText& source, const Header& header);

}  // namespace migrate::revision
