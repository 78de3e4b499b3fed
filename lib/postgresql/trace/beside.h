// A statement that runs alone, seen from two sessions beside it: what it locks is gone when it has
// ended, for it commits on its way.
//
//   holder   keeps ROW EXCLUSIVE on every table, in an open transaction: nobody's reads or writes
//            are in its way, but whoever rebuilds something concurrently waits for it
//   looker   reads pg_locks for the watched session; once that waits for something, all that it has
//            locked in this stage is known, and the holder gives way to another one that began
//            later, and that the next stage waits for
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <thread>

#include "lib/postgresql/postgresql_connection.h"
#include "lib/postgresql/trace/moment.h"

namespace migrate::postgresql {

class Beside {
 public:
  /// Takes the locks, and begins to look at `watched`'s session. Throws as connect() and execute().
  explicit Beside(const PostgresqlConnection& watched);
  /// Ends both sessions.
  ~Beside();
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  /// What the session had locked, or waited to lock, until now. Throws what went wrong in looking.
  [[nodiscard]] Locks end();

 private:
  void look_on();
  /// False: the watched session waits for nothing.
  [[nodiscard]] bool look();
  void give_way();

  int pid_;
  std::unique_ptr<db::Connection> looker_;
  std::unique_ptr<db::Connection> holder_;
  std::unique_ptr<db::Connection> next_holder_;
  std::string lock_all_;  ///< empty: there is no table
  Locks taken_;
  std::exception_ptr failure_;
  std::atomic<bool> ended_{false};
  std::thread thread_;  ///< the last member: it uses all others
};

}  // namespace migrate::postgresql
