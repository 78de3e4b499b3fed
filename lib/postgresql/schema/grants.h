// Privileges of an object: access control lists as the catalogs have them, in a form that can be
// compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/schema/fact.h"

namespace migrate::postgresql {

/// What one grantee may do.
struct Grant {
  enum class To { owner, everybody, role } to = To::role;
  std::string role;  ///< of To::role
  std::string
      privileges;  ///< letters as in an aclitem, sorted; one with the grant option has a '*'
  friend bool operator==(const Grant&, const Grant&) = default;
};

/// The entries of an aclitem[] in text form, sorted, those of one grantee as one; who granted is
/// left out. `owner` is the object's.
[[nodiscard]] std::vector<Grant> parse_acl(std::string_view acl, std::string_view owner);

/// What holds where both are granted; the entries of one grantee as one.
[[nodiscard]] std::vector<Grant> united(const std::vector<Grant>& one,
                                        const std::vector<Grant>& other);

/// The attribute `grants`, which is an aclitem[] as the catalog has it, as canonical JSON; without
/// it where it says what holds anyway (the remark default_grants).
void make_grants_canonical(schema::Fact& fact);

/// The grants in canonical JSON, and back.
[[nodiscard]] std::string grants_text(const std::vector<Grant>& grants);
[[nodiscard]] std::vector<Grant> parse_grants(std::string_view text);

}  // namespace migrate::postgresql
