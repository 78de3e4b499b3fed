// Subscriptions. Their connections are never read and no script that is made here connects to a
// publisher: it would make, take or drop a slot there, from a scratch database as from any other.
// Whoever applies it fills in the connection, makes the slot and enables the subscription.
#include <array>
#include <string_view>

#include "lib/base/text.h"
#include "lib/postgresql/quote.h"
#include "lib/postgresql/schema/common.h"

namespace migrate::postgresql {

namespace {

/// An option of WITH (…) and SET (…), an attribute of its name; its value where that is not set.
struct Option {
  std::string_view name;
  std::string_view usual;
};

constexpr std::string_view kSlot = "slot_name";
constexpr std::string_view kNoSlot = "NONE";

/// What a subscription has besides its slot (pg_subscription; CREATE SUBSCRIPTION in the manual).
constexpr std::array kOptions = {
    Option{"binary", "false"},           Option{"streaming", "off"},
    Option{"two_phase", "false"},        Option{"disable_on_error", "false"},
    Option{"synchronous_commit", "off"}, Option{"password_required", "true"},
    Option{"run_as_owner", "false"},     Option{"origin", "any"},
    Option{"failover", "false"},
};

/// The publisher's slot has them, too: ALTER SUBSCRIPTION can't change them, or connects.
constexpr std::array<std::string_view, 2> kOfSlot = {"two_phase", "failover"};

/// Well-formed for every server and role, and leads nowhere: no name ends in .invalid (RFC 2606).
constexpr const char* kConnection =
    "'host=publisher.invalid dbname=fill_in user=fill_in password=fill_in'";

std::string own_name(const Fact& fact) { return name_sql(fact.identity.name.at(0)); }

Called called(const Fact& fact) { return {"SUBSCRIPTION", own_name(fact)}; }

/// "binary = true".
std::string setting(const Fact& fact, const Option& option) {
  std::string_view value = fact.attribute(option.name);
  if (value.empty()) value = fact.remark("default_" + std::string(option.name));
  if (value.empty()) value = option.usual;
  return std::string(option.name) + " = " + std::string(value);
}

/// The slot has the subscription's name unless it says another.
std::string slot_setting(const Fact& fact) {
  return std::string(kSlot) + " = " +
         (fact.has(kSlot) ? std::string(fact.attribute(kSlot))
                          : quote_literal(fact.identity.name.at(0)));
}

Statement alone(std::string text, std::string comment = "") {
  return {
      .text = std::move(text), .place = Statement::Place::alone, .directive = std::move(comment)};
}

std::string altered(const Fact& fact, const std::string& clause) {
  return "ALTER SUBSCRIPTION " + own_name(fact) + " " + clause;
}

/// A slot can be let go only by a subscription that is not enabled.
std::vector<Statement> let_go_of_slot(const Fact& fact) {
  return {alone(altered(fact, "DISABLE")), alone(altered(fact, "SET (slot_name = NONE)"))};
}

std::vector<Statement> create(const Fact& fact, const std::vector<const Fact*>&, const Sides&) {
  std::vector<std::string> options = {"connect = false"};
  if (fact.has(kSlot)) options.push_back(slot_setting(fact));
  for (const Option& option : kOptions) {
    if (fact.has(option.name)) options.push_back(setting(fact, option));
  }
  std::vector<Statement> result = {
      alone("CREATE SUBSCRIPTION " + own_name(fact) + "\n    CONNECTION " + kConnection +
                "\n    PUBLICATION " + std::string(fact.attribute("publications")) +
                "\n    WITH (" + join(options, ", ") + ")",
            "The connection is to be filled in. It replicates once the publisher has the slot,\n"
            "-- and the subscription was enabled and refreshed.")};
  append(result, dress(fact, called(fact)));
  return result;
}

std::vector<Statement> drop(const Fact& fact, const Sides&) {
  const std::string text = "DROP SUBSCRIPTION " + own_name(fact);
  if (fact.attribute(kSlot) == kNoSlot) return {alone(text)};
  std::vector<Statement> result = let_go_of_slot(fact);
  result.push_back(alone(
      text,
      "Its slot stays on the publisher, which keeps all changes for it until it is dropped."));
  return result;
}

std::vector<Statement> alter(const Change& change, const Sides&) {
  const Fact& after = *change.after;
  std::vector<Statement> result;
  if (change.changes("publications")) {
    result.push_back(
        alone(altered(after, "SET PUBLICATION " + std::string(after.attribute("publications")) +
                                 " WITH (refresh = false)"),
              "Takes effect with ALTER SUBSCRIPTION … REFRESH PUBLICATION, which connects."));
  }
  if (change.changes("slot_name") && after.attribute(kSlot) == kNoSlot) {
    append(result, let_go_of_slot(after));
  } else if (change.changes("slot_name")) {
    result.push_back(alone(altered(after, "SET (" + slot_setting(after) + ")")));
  }
  std::vector<std::string> settings;
  for (const Option& option : kOptions) {
    if (change.changes(option.name)) settings.push_back(setting(after, option));
  }
  if (!settings.empty()) {
    result.push_back(alone(altered(after, "SET (" + join(settings, ", ") + ")")));
  }
  append(result, redress(change, called(after)));
  return result;
}

Treatment treatment(const Change& change, const Sides&) {
  if (change.before == nullptr || change.after == nullptr) return {};
  for (const std::string_view option : kOfSlot) {
    if (!change.changes(option)) continue;
    return {Treatment::How::impossible,
            std::string(option) +
                " belongs to the publisher's slot, too, and no script connects to a publisher: "
                "change it there and here by hand"};
  }
  return {};
}

/// What no script can make again.
std::optional<std::string> loss(const Change& change, const Sides&) {
  if (change.after != nullptr) return std::nullopt;
  return describe(change.identity()) + " with its connection";
}

}  // namespace

KindRules subscription_rules() {
  return {.kind = "subscription",
          .rank = 101,
          .create = create,
          .drop = drop,
          .alter = alter,
          .treatment = treatment,
          .loss = loss};
}

}  // namespace migrate::postgresql
