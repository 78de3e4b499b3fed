// The revision graph as one HTML page that needs nothing else: no script, style or picture of
// another place.
#pragma once

#include <string>

#include "lib/report/graph_picture.h"

namespace migrate::report {

/// A table of the revisions, newest first, with the lanes as SVG beside it, and a search box. The
/// state is told by colour and by a word; light and dark follow the reader's setting.
[[nodiscard]] std::string graph_html(const GraphPicture& picture);

}  // namespace migrate::report
