// Settings with a name of their author's own, "app.word": PostgreSQL lists them nowhere, so whoever
// wants them back has to read them out of the script that made them.
#pragma once

#include <string_view>

#include "lib/sql/dialect.h"

namespace migrate::sql {

enum class OwnSetting {
  none,       ///< leaves them alone, or does to them what can't be told from its words
  changes,    ///< sets or resets one for the session, to a constant: repeating it does no harm
  reset_all,  ///< takes them all back
};

/// What `statement` does to such settings: SET and RESET, SELECT set_config(…) of constants, and
/// nothing that holds for a transaction only.
[[nodiscard]] OwnSetting own_setting(std::string_view statement, const Dialect& dialect);

}  // namespace migrate::sql
