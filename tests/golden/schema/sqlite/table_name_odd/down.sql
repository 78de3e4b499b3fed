DROP TABLE "Weird ""Name""; drop";
