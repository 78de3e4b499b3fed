// Connection URLs of PostgreSQL: what is shown of one never holds its password.
#include <gtest/gtest.h>

#include "lib/base/error.h"
#include "lib/engines.h"

namespace migrate::test {
namespace {

struct Masked {
  const char* url;
  const char* shown;
};

TEST(PostgresqlUrl, IsShownWithoutItsPassword) {
  const Masked cases[] = {
      {"postgresql://app@db/shop", "postgresql://app@db/shop"},
      {"postgresql://app:s3cret@db:5433/shop", "postgresql://app@db:5433/shop"},
      {"postgres://app:s3cret@db/shop?sslmode=require", "postgres://app@db/shop?sslmode=require"},
      {"postgresql+asyncpg://app:s3cret@db/shop", "postgresql://app@db/shop"},
      {"postgresql://app:s%2Fcr%40et@db/shop", "postgresql://app@db/shop"},
      {"postgresql://app:s?cret@db/shop", "postgresql://app@db/shop"},
      {"postgresql://:s3cret@db/shop", "postgresql://@db/shop"},
      {"postgresql://db/shop?user=app&password=s3cret", "postgresql://db/shop?user=app"},
      {"postgresql://db/shop?pass%77ord=s3cret&port=5433", "postgresql://db/shop?port=5433"},
      {"postgresql://db/shop?sslpassword=s3cret", "postgresql://db/shop"},
      {"postgresql:///shop?host=/tmp", "postgresql:///shop?host=/tmp"},
      {"postgresql://app:s3cret@[::1]:5432,db2/shop", "postgresql://app@[::1]:5432,db2/shop"},
      {"host=db dbname=shop", "dbname=shop host=db"},
      {"host=db password=s3cret dbname='my shop'", "dbname='my shop' host=db"},
      {"host=db password = 's3 cret' user=app", "user=app host=db"},
      {"host=db dbname=postgresql://app:s3cret@db/shop", "dbname=postgresql://app@db/shop host=db"},
  };
  const auto driver = driver_named("postgresql");
  for (const Masked& one : cases) EXPECT_EQ(driver->masked(one.url), one.shown) << one.url;
}

TEST(PostgresqlUrl, AMalformedOneLeaksNothing) {
  const char* urls[] = {
      "postgresql://app:s3cret%zz@db/shop",
      "postgresql://app:s3c/ret@db/shop",
      "postgresql://app:s3c@ret@db/shop",
      "postgresql://app:s3cret@db/shop?nonsense=1",
      "postgresql://app:s3cret@db:port@x/shop",
      "postgresql://app:s3cret@[::1/shop",
      "host=db password='s3cret",
      "host=db pasword=s3cret",
      "host=db password=x s3cret",
  };
  const auto driver = driver_named("postgresql");
  for (const char* url : urls) {
    db::ConnectOptions options;
    options.url = url;
    std::string shown = driver->masked(url);
    try {
      static_cast<void>(driver->connect(options));
      ADD_FAILURE() << "connected by " << url;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage) << url;
      shown += std::string(error.what()) + error.diagnostics()[0].hint;
    }
    for (const char* part : {"s3c", "ret@", "cret"}) {
      EXPECT_EQ(shown.find(part), std::string::npos) << shown << " from " << url;
    }
  }
}

TEST(PostgresqlUrl, IsToldFromOthers) {
  for (const char* url :
       {"postgresql://db/shop", "postgres://db/shop", "postgresql+psycopg2://db/x", "host=db",
        "dbname = shop", "service=prod"}) {
    EXPECT_EQ(driver_for_url(url)->name(), "postgresql") << url;
  }
  for (const char* url : {"mysql://db/shop", "mysql://db/shop?a=b", "shop.db", "postgresq://db/x",
                          "postgresql:db", ""}) {
    EXPECT_THROW(static_cast<void>(driver_for_url(url)), Error) << url;
  }
}

}  // namespace
}  // namespace migrate::test
