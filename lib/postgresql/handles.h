// libpq's objects as owning pointers.
#pragma once

#include <libpq-fe.h>

#include <memory>

namespace migrate::postgresql {

struct LibpqDeleter {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PGresult* result) const { PQclear(result); }
  void operator()(PGcancel* cancel) const { PQfreeCancel(cancel); }
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
  void operator()(char* text) const { PQfreemem(text); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, LibpqDeleter>;

}  // namespace migrate::postgresql
