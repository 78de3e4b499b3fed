// Renames: what people say of old names, and which of it is still to be done.
//
// A rename is carried out for real, in a scratch database, and what it leads to is read from there:
// engines rewrite the texts of views, checks and indexes in their own ways. So what is due is asked
// by depth, outer things first: when it comes to columns, their tables have their new names.
#pragma once

#include <string>
#include <vector>

#include "lib/base/diagnostic.h"
#include "lib/schema/rules.h"

namespace migrate::schema {

/// A comment in a schema file: the thing that follows was called otherwise before.
struct RenameComment {
  std::string kind;               ///< "table", "column", "enum value", …
  std::vector<std::string> path;  ///< as it is written: the schema may be missing, or be too much
  std::string old_name;           ///< without schema or table
  Diagnostic place;               ///< location and excerpt of the comment
};

/// `thing`, of the schema after, was called `old_name` before.
struct RenameWish {
  Identity thing;
  std::string old_name;
  /// A comment may stay when it has done its work; what is said on the command line must fit.
  enum class Force { where_it_fits, must_fit } force = Force::where_it_fits;
  Diagnostic place;
};

/// A remark of facts that were read behind renames: texts that nobody rewrites, such as the bodies
/// of routines, have names in them that are not there when they are made.
constexpr const char* kBehindRenames = "behind_renames";

/// A rename to carry out. What the thing is in has its new name on both sides.
struct Rename {
  Identity before;
  Identity after;
  Renaming statements;
  /// `after` is a name for the time being: a later one of the list gives the thing its own. It is
  /// where things change places.
  bool aside = false;
};

/// What the comments mean in the schema `after`, which their files have made. Throws Error{failed}
/// with the place of each comment whose thing isn't there, or isn't the only one of its name.
[[nodiscard]] std::vector<RenameWish> wishes(const std::vector<RenameComment>& comments,
                                             const Catalog& after, const Rules& rules);

/// What `old=new` means: "users.fullname=users.name", with the kind in front where it must be told:
/// "column users.fullname=users.name". Names match in any case unless they are quoted. Throws
/// Error{usage} where one of them isn't there or could be several.
[[nodiscard]] RenameWish accepted_rename(const std::string& text, const Catalog& before,
                                         const Catalog& after, const Rules& rules);

/// Of the wishes about things at a depth (1: tables without schemas, or schemas), those that are to
/// be carried out in the schema `now`: their old names are there, the new ones are not, or are
/// given up by another one (a to b, b to c). That things change places is only done where they look
/// more like what they are to be then, or where it must fit: names alone can't tell that it was
/// done already. Things that others depend on come last. Throws Error{failed} where two wishes
/// contradict each other, and Error{usage} for one that must fit and doesn't.
[[nodiscard]] std::vector<Rename> due_renames(const std::vector<RenameWish>& wishes, size_t depth,
                                              const Catalog& now, const Catalog& after,
                                              const Rules& rules);

/// After `done`: keys, indexes, sequences and so on inside the renamed tables that were named after
/// them or their columns, and are so again in `after`: users_pkey is people_pkey there.
[[nodiscard]] std::vector<Rename> following_renames(const std::vector<Rename>& done,
                                                    const Catalog& now, const Catalog& after,
                                                    const Rules& rules);

}  // namespace migrate::schema
