// Renames that are carried out together: some give up a name that others get. A name that is free
// early enough only needs the right order; where things change places, one of them steps aside.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lib/schema/directory.h"
#include "lib/schema/rename.h"

namespace migrate::schema {

/// A thing and what it is to be called. Pointers into two directories.
struct Move {
  const Named* before = nullptr;
  const Named* after = nullptr;
  const RenameWish* wish = nullptr;  ///< null: it follows another one
};

/// `free` and those of `blocked`, whose new names are still held, that can be carried out with
/// them: a name's holder moves away. Of moves that go round in a circle (a to b, b to a) names
/// can't tell whether that was done already: `is_meant` is asked. What stays blocked is left there.
[[nodiscard]] std::vector<Move> unblock(
    std::vector<Move> free, std::vector<Move>& blocked,
    const std::function<bool(const std::vector<Move>&)>& is_meant);

/// The renames in an order in which each new name is free; things that others depend on come last
/// where it doesn't matter. `is_taken`: names that nothing may be called for the time being.
[[nodiscard]] std::vector<Rename> carried_out(std::vector<Move> moves, const Rules& rules,
                                              const std::string& home,
                                              const std::function<bool(const Identity&)>& is_taken);

/// What follows the own name: a routine's arguments.
[[nodiscard]] std::string arguments_of(const Named& named);

}  // namespace migrate::schema
